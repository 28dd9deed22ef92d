// Who calls: the officials of the cast who handle requests, each with a session and a token in the database.

import { hashOf, newToken } from '../src/base/token.ts'
import { type Role, roles } from '../src/permission/model.ts'
import type { UserStore } from '../src/user/store.ts'
import { cast, castAuthorities } from '../src/world/cast.ts'
import { clock, publicUrl } from './app.ts'

export type Caller = {
  readonly user: string
  readonly lang: string
  readonly authority: string
  /**
   * Asks as a program does, or as a browser; throws where the answer is not 200. The body is there as one string,
   * which the server writes as it is: it need not be read in the measuring, where that would cost more than sending.
   */
  json(path: string, sent?: Sending): Promise<Response>
  html(path: string): Promise<Response>
}

export type Sending = { readonly body: unknown; readonly key: string }

type Fetch = (request: Request) => Promise<Response>

const hours = 6

/** One for each authority: of the cast who handles requests there, else whoever of it works there. */
export async function openCallers(
  { users, fetch }: { readonly users: UserStore; readonly fetch: Fetch },
  authorities: readonly string[] = castAuthorities,
): Promise<readonly Caller[]> {
  const at = clock()
  const expiresAt = new Date(Date.parse(at) + hours * 3_600_000).toISOString()
  const callers: Caller[] = []
  for (const authority of authorities) {
    const member = memberAt(authority, ['request-handler']) ?? memberAt(authority, roles)
    if (!member) continue
    const [session, token] = [newToken(), newToken()]
    const shared = { user: member.user, authority, at, expiresAt }
    await users.openSession({ ...shared, tokenHash: hashOf(session), csrfSecret: newToken() })
    await users.openToken({ ...shared, tokenHash: hashOf(token) })
    callers.push({ user: member.user, lang: member.lang, authority, ...waysOf(fetch, session, token) })
  }
  return callers
}

const memberAt = (authority: string, wanted: readonly Role[]) =>
  cast.find(member => member.roles.some(held => held.authority === authority && wanted.includes(held.role)))

function waysOf(fetch: Fetch, session: string, token: string): Pick<Caller, 'json' | 'html'> {
  const program = { accept: 'application/json', authorization: `Bearer ${token}` }
  const browser = { accept: 'text/html', cookie: `session=${session}` }
  const ask = async (path: string, init: RequestInit): Promise<Response> => {
    const response = await fetch(new Request(publicUrl + path, init))
    if (response.status === 200) return response
    throw new Error(`${path}: ${response.status} ${(await response.text()).slice(0, 500)}`)
  }
  return {
    html: path => ask(path, { headers: browser }),
    json: (path, sent) => ask(path, sent ? sending(program, sent) : { headers: program }),
  }
}

/** With the length, as it comes over the line: a body of unknown length would be read twice. */
function sending(headers: Record<string, string>, { body, key }: Sending): RequestInit {
  const text = JSON.stringify(body)
  const length = String(Buffer.byteLength(text))
  const own = { 'content-type': 'application/json', 'content-length': length, 'idempotency-key': key }
  return { method: 'POST', headers: { ...headers, ...own }, body: text }
}
