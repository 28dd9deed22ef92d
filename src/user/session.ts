// Opens and closes the session of a person in a browser.

import { hashOf, newToken } from '../base/token.ts'
import { cookieHeader, cookieOf, isHttps, sessionCookie } from './cookie.ts'
import { sessionEnd } from './model.ts'
import type { UserStore } from './store.ts'

export type SessionPorts = {
  readonly store: Pick<UserStore, 'openSession' | 'closeSession'>
  readonly publicUrl: string
  readonly clock: () => string
}

/**
 * The cookie of a new session; null where the user does not act for the authority. Always a new token, so that nobody
 * can be made to use one that somebody else knows. What the browser had before is over.
 */
export async function openSession(
  ports: SessionPorts,
  request: Request,
  { user, authority }: { readonly user: string; readonly authority: string },
): Promise<string | null> {
  const at = ports.clock()
  const token = newToken()
  const isOpen = await ports.store.openSession({
    ...{ tokenHash: hashOf(token), user, authority, csrfSecret: newToken() },
    ...{ at, expiresAt: sessionEnd(at) },
  })
  if (!isOpen) return null
  await closeSession(ports, request)
  return sessionCookieOf(ports, token, (Date.parse(sessionEnd(at)) - Date.parse(at)) / 1000)
}

export async function closeSession({ store }: SessionPorts, request: Request): Promise<void> {
  const token = cookieOf(request, sessionCookie)
  if (token) await store.closeSession(hashOf(token))
}

/** 0 seconds take it away. */
export const sessionCookieOf = (
  { publicUrl }: Pick<SessionPorts, 'publicUrl'>,
  value: string,
  seconds: number,
): string => cookieHeader({ name: sessionCookie, value, path: '/', seconds, isSecure: isHttps(publicUrl) })
