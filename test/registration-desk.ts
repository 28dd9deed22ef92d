// For tests: the doors of registration and of the directory over the small office, called by officials as programs and
// by strangers as browsers without script; letters are read as they leave.
import { setTimeout as wait } from 'node:timers/promises'
import { openWords } from '../src/authority/finder.ts'
import { keepingDoors } from '../src/authority/keeping/routes.ts'
import { readLexicons } from '../src/authority/lexicons.ts'
import { openFinder } from '../src/authority/live.ts'
import { registrationDoors } from '../src/authority/registration/routes.ts'
import { authorityStore } from '../src/authority/store.ts'
import { createApp } from '../src/base/app.ts'
import type { AnyDoor } from '../src/base/door.ts'
import type { Letter } from '../src/base/letter.ts'
import type { Sql } from '../src/base/sql.ts'
import type { ExchangePorts } from '../src/exchange/ports.ts'
import { openKeeping } from '../src/keeping.ts'
import { letterbox } from '../src/notice/letters.ts'
import type { Appointed } from '../src/notice/registrant.ts'
import { noticeStore } from '../src/notice/store.ts'
import { logTransport } from '../src/notice/transport.ts'
import { openWorker } from '../src/notice/worker.ts'
import type { Actor } from '../src/permission/model.ts'
import { contentBox, openRegistering } from '../src/registering.ts'
import { recogniser } from '../src/user/recognise.ts'
import { insertOffice, library, officials, smallPorts } from './small-office.ts'

const root = new URL('..', import.meta.url).pathname
const home = 'http://here.invalid'
const attemptsMax = 200

const keepsIn = (who: Actor, area = '*'): Actor => ({
  ...who,
  roles: { [area]: ['local-data-administrator'] },
})

/** Lucía coordinates Spain, Marek professional qualifications in Poland; Carmen keeps her own office. */
export const desk = {
  ...{ spain: keepsIn(officials.lucia), poland: keepsIn(officials.marek), keeper: keepsIn(officials.carmen) },
  official: officials.zofia,
} as const

/** What a registration says that lacks nothing. */
export const wholeForm: Readonly<Record<string, string>> = {
  ...{
    'officialNames.es': 'Consejo de la calle del Fresno',
    type: 'professional-regulator',
    level: 'regional',
  },
  ...{ 'description.es': 'Reconoce cualificaciones.', region: 'ES11', street: 'Fresno 1', postcode: '36200' },
  ...{ town: 'Vigo', email: 'fresno@example.invalid', languages: 'es' },
  ...{ 'competences.professional-qualifications': 'physiotherapist' },
  ...{ 'coordinators.professional-qualifications': 'small-es-c' },
  ...{ 'person.name': 'Fermín Fresno', 'person.email': 'fermin@example.invalid', 'person.language': 'es' },
}

export async function openRegistrationDesk(sql: Sql) {
  await insertOffice(sql)
  const { ports, clock } = smallPorts(sql)
  const finder = openFinder(authorityStore(sql), openWords(library, readLexicons(root)))
  await finder.ready()
  const keeping = openKeeping(sql, ports)
  const doors = [
    ...registrationDoors(openRegistering(ports, keeping, finder, home)),
    ...keepingDoors(keeping),
  ]
  return { clock, library, ...waysOf(doors, ports), ...lettersOf(sql, ports) }
}

function waysOf(doors: readonly AnyDoor<Actor>[], { library, clock }: ExchangePorts) {
  const stranger = recogniser({ store: { recognise: async () => null }, clock, formKey: 'forms' })
  const callers: Actor[] = []
  const app = createApp<Actor>({
    ...{ library, passages: [], publicUrl: home, doors },
    async recognise(request) {
      const who = callers[Number(request.headers.get('x-caller') ?? 'none')]
      if (!who) return stranger(request)
      return { csrf: '', isCsrf: () => false, who, lang: who.lang, zone: 'Europe/Madrid', isProgram: true }
    },
    wrap: (_, page) => `<title>${page.title}</title>${page.main}`,
    onFault: error => {
      throw error
    },
  })
  const fetched = (path: string, init: RequestInit = {}) => app.fetch(new Request(home + path, init))
  return {
    fetched,
    async pageOf(path: string) {
      const answer = await fetched(path, { headers: { accept: 'text/html' } })
      return { status: answer.status, text: await answer.text() }
    },
    proofOf: (page: string): string => /name="csrf" value="([^"]+)"/.exec(page)?.[1] ?? '',
    /** As an official's program. */
    async json<View = Record<string, unknown>>(who: Actor, path: string, body?: object, key?: string) {
      const caller = String(callers.push(who) - 1)
      const headers = {
        accept: 'application/json',
        'content-type': 'application/json',
        'x-caller': caller,
        ...(key && { 'idempotency-key': key }),
      }
      const sent = body ? { method: 'POST', body: JSON.stringify(body) } : {}
      const answer = await fetched(path, { ...sent, headers })
      return { status: answer.status, view: (await answer.json()) as View & { code?: string } }
    },
    /** As a stranger's browser that has opened the page sends its form. */
    async form(path: string, fields: Readonly<Record<string, string>>) {
      const opened = await fetched(path, { headers: { accept: 'application/json' } })
      const { csrf } = (await opened.json()) as { csrf: string }
      const body = new URLSearchParams({ csrf, ...fields })
      const answer = await fetched(path, { method: 'POST', body, headers: { accept: 'text/html' } })
      return { status: answer.status, to: answer.headers.get('location'), text: await answer.text() }
    },
  }
}

function lettersOf(sql: Sql, { library, clock, vault }: ExchangePorts) {
  const letters = letterbox(vault)
  const appointed: Appointed[] = []
  const taken = new Set<string>()
  const worker = openWorker({
    ...{ sql, library, transport: logTransport, clock, publicUrl: home, letters },
    log: { warn: () => {}, error: () => {} },
    registrants: {
      ...{ library, clock, publicUrl: home, post: letters.post, content: contentBox(vault) },
      appoint: async one => void appointed.push(one),
    },
  })
  return {
    appointed,
    /** The letter that has come since the last one was taken. Transactions of other tests may hold the log back. */
    async letter(): Promise<Pick<Letter, 'email' | 'lang' | 'subject' | 'text'>> {
      for (let attempt = 0; attempt < attemptsMax; attempt++) {
        await worker.tell()
        const now = await noticeStore(sql, letters).mails({ after: null, limit: 200 })
        const [fresh, ...more] = now.filter(({ id }) => !taken.has(id))
        if (more.length > 0) throw new Error('more than one letter has come')
        if (fresh) {
          taken.add(fresh.id)
          return fresh
        }
        await wait(50)
      }
      throw new Error('no letter has come')
    },
  }
}

export type RegistrationDesk = Awaited<ReturnType<typeof openRegistrationDesk>>

/** The path of the link in a letter. */
export const linkIn = (letter: { readonly text: string } | undefined): string =>
  /http:\/\/here\.invalid(\/registration\/[\w-]+)/.exec(letter?.text ?? '')?.[1] ?? ''
