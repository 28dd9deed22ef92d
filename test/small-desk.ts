// For tests: the whole application over the doors of exchanges, called as programs and as browsers without script call.

import { createApp } from '../src/base/app.ts'
import type { AnyDoor } from '../src/base/door.ts'
import type { Sql } from '../src/base/sql.ts'
import { act } from '../src/exchange/act.ts'
import { createExchange } from '../src/exchange/create.ts'
import { exchangeDoors } from '../src/exchange/routes.ts'
import type { Actor } from '../src/permission/model.ts'
import { callOf, library, officials, smallPorts } from './small-office.ts'

const home = 'http://here.invalid'

type Stage = ReturnType<typeof smallPorts>

/** Who calls stands in a header, so that calls can run at the same time. `more` are doors of other rooms. */
export function openDesk(sql: Sql, more: (ports: Stage['ports']) => readonly AnyDoor<Actor>[] = () => []) {
  const { ports, clock } = smallPorts(sql)
  const actors = new Map<string, Actor>()
  const app = createApp<Actor>({
    ...{ library, doors: [...exchangeDoors(ports), ...more(ports)], passages: [], publicUrl: home },
    recognise: async request => ({
      who: actors.get(request.headers.get('x-who') ?? '') ?? null,
      ...{ csrf: 'right', lang: 'en', zone: 'Europe/Warsaw', isProgram: false },
      isCsrf: token => token === 'right',
    }),
    wrap: (_, page) => `<title>${page.title}</title>${page.main}`,
    onFault: error => {
      throw error
    },
  })
  const send: Send = (actor, path, init) => {
    actors.set(actor.user, actor)
    init.headers['x-who'] = actor.user
    return app.fetch(new Request(home + path, init))
  }

  return { ports, clock, library, ...callers(send), begin: begin(ports), sent: sent(ports) }
}

type Init = RequestInit & { readonly headers: Record<string, string> }
type Send = (actor: Actor, path: string, init: Init) => Response | Promise<Response>

function callers(send: Send) {
  /** As a program: GET, or POST with a body. */
  async function json<View>(actor: Actor, path: string, body?: object, key?: string) {
    const headers: Record<string, string> = { accept: 'application/json', 'x-csrf-token': 'right' }
    if (body) headers['content-type'] = 'application/json'
    if (key) headers['idempotency-key'] = key
    const answer = await send(actor, path, {
      headers,
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    })
    return { status: answer.status, view: (await answer.json()) as View & { code?: string; facts?: object } }
  }

  /** As a browser without script: GET, or POST with a form. */
  async function page(
    actor: Actor,
    path: string,
    form?: Readonly<Record<string, string>> | readonly (readonly [string, string])[],
  ) {
    const fields = form && (Array.isArray(form) ? form : Object.entries(form))
    const body = fields && new URLSearchParams([['csrf', 'right'], ...fields])
    const answer = await send(actor, path, {
      headers: { accept: 'text/html' },
      ...(body && { method: 'POST', body }),
    })
    return { status: answer.status, text: await answer.text(), to: answer.headers.get('location') }
  }

  return { json, page }
}

const begin =
  (ports: Stage['ports']) =>
  async (content: object = {}): Promise<string> => {
    const made = await createExchange(ports, callOf(ports.library, officials.zofia), {
      ...{ procedure: 'pq-information-request', ...content },
    })
    if (!made.ok) throw new Error(made.refusal.code)
    return made.value.number
  }

/** A request that Zofia sent to Vigo about Marisol Arrieta. */
const sent =
  (ports: Stage['ports']) =>
  async (more: object = {}): Promise<string> => {
    const number = await begin(ports)()
    const value = {
      ...{ version: 1, recipient: 'small-es', language: 'pl', askedDay: '2026-12-15', asked: ['registered'] },
      fields: {
        ...{ profession: 'physiotherapist', background: 'Sprawa.' },
        ...{ 'family-name': 'Arrieta', 'given-names': 'Marisol' },
      },
      ...more,
    }
    const given = { number, action: 'send', sent: { kind: 'json', value } as const }
    const result = await act(ports, callOf(ports.library, officials.zofia), given)
    if (!result.ok) throw new Error(JSON.stringify(result.refusal))
    return number
  }
