// For tests: coordinators beside the small office, the doors of exchanges as a browser and a program call them, and
// requests in the states that a coordinator looks at.
import type { Hono } from 'hono'
import { inventedAuthority } from '../src/authority/small-directory.ts'
import { authorityStore } from '../src/authority/store.ts'
import { createApp } from '../src/base/app.ts'
import type { Sql } from '../src/base/sql.ts'
import { act } from '../src/exchange/act.ts'
import { createExchange } from '../src/exchange/create.ts'
import { exchangeDoors } from '../src/exchange/routes.ts'
import type { ExchangeView } from '../src/exchange/view-schema.ts'
import type { loadLibrary } from '../src/library.ts'
import type { Actor, Role } from '../src/permission/model.ts'
import { userStore } from '../src/user/store.ts'
import { callOf, insertOffice, library, officials, smallPorts } from './small-office.ts'

const home = 'http://here.invalid'

const office = (id: string, country: string, type: string, area: string, name: string) =>
  inventedAuthority({
    ...{ id, country, type, area, level: 'national', town: 'X' },
    officialNames: [{ lang: country.toLowerCase(), name }],
  })

const authorities = [
  office('coord-es', 'ES', 'national-coordinator', 'professional-qualifications', 'Coordinación nacional'),
  office('coord-es-services', 'ES', 'area-coordinator', 'services', 'Coordinación de servicios'),
  office('coord-pl', 'PL', 'national-coordinator', 'professional-qualifications', 'Koordynator krajowy'),
  {
    ...office(
      'small-es-3',
      'ES',
      'professional-regulator',
      'professional-qualifications',
      'Consejo del Olmo',
    ),
    status: 'suspended' as const,
  },
]

const official = (user: string, lang: string, authority: string, area: string, role: Role): Actor => ({
  ...{ user, name: `${user} ${authority}`, lang, authority, country: lang.toUpperCase() },
  roles: { [area]: [role] },
})

/** Nadia coordinates Spain, Luis its services, Pilar looks only; Wanda coordinates Poland. */
export const coordinators = {
  nadia: official('nadia', 'es', 'coord-es', '*', 'request-handler'),
  luis: official('luis', 'es', 'coord-es-services', 'services', 'request-handler'),
  pilar: official('pilar', 'es', 'coord-es', '*', 'supervisor'),
  wanda: official('wanda', 'pl', 'coord-pl', '*', 'request-handler'),
} as const

/** The office and its coordinators. */
export async function insertCoordinators(sql: Sql): Promise<void> {
  await insertOffice(sql)
  await authorityStore(sql).insertMany(authorities)
  const people = Object.values(coordinators)
  await userStore(sql).insertMany(
    people.map(({ user, name, lang }) => ({
      ...{ user, name, language: lang, email: `${user}@example.invalid`, castOrder: null },
    })),
    people.flatMap(({ user, authority, roles }) =>
      Object.entries(roles).flatMap(([area, held]) => held.map(role => ({ user, authority, area, role }))),
    ),
  )
}

/** The doors; whoever is said to call is believed. */
export function openCoordinators(sql: Sql) {
  const stage = smallPorts(sql)
  return { ...stage, library, ...waysOf(stage.ports, library), ...requestsOf(stage, library) }
}

type Ports = ReturnType<typeof smallPorts>['ports']

function waysOf(ports: Ports, library: ReturnType<typeof loadLibrary>) {
  let who: Actor | null = null
  let isProgram = true
  const app: Hono = createApp<Actor>({
    ...{ library, doors: exchangeDoors(ports), passages: [], publicUrl: home },
    recognise: async () => ({
      ...{ who, csrf: 'right', lang: 'en', zone: 'Europe/Madrid', isProgram },
      isCsrf: token => token === 'right',
    }),
    wrap: (_, page) => `<title>${page.title}</title>${page.main}`,
    onFault: error => {
      throw error
    },
  })
  const fetched = (path: string, as: Actor | null, init: RequestInit, program: boolean) => {
    who = as
    isProgram = program
    return app.fetch(new Request(home + path, init))
  }
  return {
    /** As a program; `sent` makes it a POST. */
    async json<View>(path: string, as: Actor | null, sent?: object, key?: string) {
      const headers = {
        ...{ accept: 'application/json', 'content-type': 'application/json', 'accept-language': 'en' },
        ...(key && { 'idempotency-key': key }),
      }
      const init = sent ? { method: 'POST', headers, body: JSON.stringify(sent) } : { headers }
      const answer = await fetched(path, as, init, true)
      return { status: answer.status, view: (await answer.json()) as View & { code?: string } }
    },
    /** As a browser without script. */
    async page(path: string, as: Actor, form?: Record<string, string>) {
      const headers = { accept: 'text/html' }
      const body = form && new URLSearchParams({ csrf: 'right', ...form })
      const answer = await fetched(path, as, body ? { method: 'POST', headers, body } : { headers }, false)
      return {
        ...{ status: answer.status, text: await answer.text() },
        to: answer.headers.get('location'),
      }
    },
  }
}

type Wanted = { readonly recipient?: string; readonly isUrgent?: boolean; readonly askedDay?: string }

function requestsOf({ ports }: ReturnType<typeof smallPorts>, library: ReturnType<typeof loadLibrary>) {
  const does = async (
    as: Actor,
    { number, version }: { number: string; version: number },
    action: string,
    body = {},
  ) => {
    const done = await act(ports, callOf(library, as), {
      ...{ number, action, sent: { kind: 'json', value: { version, ...body } } },
    })
    if (!done.ok) throw new Error(JSON.stringify(done.refusal))
    return done.value
  }
  return {
    does,
    /** Zofia (Łódź) asks Carmen (Vigo), unless somebody else is said. */
    async sent(wanted: Wanted = {}, as: Actor = officials.zofia): Promise<ExchangeView> {
      const { recipient = 'small-es', isUrgent = false, askedDay = '2026-12-15' } = wanted
      const made = await createExchange(ports, callOf(library, as), { procedure: 'pq-information-request' })
      if (!made.ok) throw new Error(JSON.stringify(made.refusal))
      return does(as, made.value, 'send', {
        ...{ recipient, language: as.lang, askedDay, asked: ['registered'], isUrgent },
        ...(isUrgent && { urgentReason: 'Egzamin.' }),
        fields: {
          ...{ profession: 'physiotherapist', background: 'Sprawa Zielona.' },
          ...{ 'family-name': 'Arrieta', 'given-names': 'Marisol' },
        },
      })
    },
  }
}
