// A program that acts for somebody at the whole server of a journey, for the steps that are not looked at.

import type { Role } from '../src/permission/model.ts'
import { handlersOf } from '../src/user/store/handlers.ts'
import { openToken } from './faults/inside.ts'
import type { Stage } from './stage.ts'

export type View = {
  readonly number: string
  readonly version: number
  readonly state: string
  readonly answers: readonly { readonly question: string; readonly answer: string }[]
  readonly children: readonly { readonly number: string | null; readonly questions: readonly string[] }[]
}

export type Official = { readonly user: string; readonly authority: string }

export async function programOf({ database, url }: Stage, { user, authority }: Official) {
  const token = await openToken(database.sql, { user, authority })
  const send = async (path: string, type: object, sent: RequestInit) => {
    const headers = { accept: 'application/json', authorization: `Bearer ${token}`, ...type }
    const answer = await fetch(url + path, { ...sent, headers })
    const view = JSON.parse(await answer.text())
    if (!answer.ok) throw new Error(JSON.stringify(view))
    return view
  }
  const call = async (path: string, body?: object): Promise<View> =>
    body
      ? send(path, { 'content-type': 'application/json' }, { method: 'POST', body: JSON.stringify(body) })
      : send(path, {}, {})
  const act = (view: View, action: string, body: object = {}) =>
    call(`/exchanges/${view.number}/actions/${action}`, { version: view.version, ...body })
  return {
    call,
    act,
    /** Sends a file as a form does. */
    async upload(path: string, name: string, content: string): Promise<{ readonly href: string }> {
      const body = new FormData()
      body.append('file', new File([content], name))
      return send(path, {}, { method: 'POST', body })
    },
    /** By the number alone, as it stands now. */
    does: async (number: string, action: string, body: object = {}) =>
      act(await call(`/exchanges/${number}`), action, body),
  }
}

export type Program = Awaited<ReturnType<typeof programOf>>

/** Who handles requests of professional qualifications in a country, one for each office; coordinators last. */
export async function officialsIn(
  { database: { sql } }: Stage,
  country: string,
  role: Role = 'request-handler',
): Promise<readonly Official[]> {
  const offices = await sql<{ id: string }[]>`
    select id from authority where country = ${country} and status = 'active'
    order by type like '%coordinator', id`
  const found = await handlersOf(
    sql,
    offices.map(({ id }) => id),
    [role],
  )
  const able = found.filter(({ area }) => ['*', 'professional-qualifications'].includes(area))
  return offices.flatMap(({ id }) => {
    const one = able.find(({ authority }) => authority === id)
    return one ? [{ user: one.user, authority: id }] : []
  })
}

/** The usual time to answer in tests. */
export const dayAhead = (days: number): string =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

/** What Anna asks of Javier: three questions about somebody. */
export const request = {
  recipient: 'es-professional-regulator-physiotherapist-01',
  language: 'pl',
  fields: {
    ...{ profession: 'physiotherapist', background: 'Wniosek dotyczy uznania kwalifikacji.' },
    ...{ 'family-name': 'Arrieta Solbes', 'given-names': 'Marisol' },
  },
  asked: ['registered', 'register-entry', 'sanctions'],
  askedDay: dayAhead(20),
}

export const answers = {
  registered: { answer: 'yes' },
  'register-entry': { answer: 'given', details: { number: 'MAD-20417' } },
  sanctions: { answer: 'no' },
}
