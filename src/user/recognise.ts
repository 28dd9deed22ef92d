// Who sends a call: a person by the cookie of a session, a program by its token.
import type { Recognised } from '../base/app.ts'
import { hashOf } from '../base/token.ts'
import { zoneOf } from '../calendar/model.ts'
import type { Actor } from '../permission/model.ts'
import { cookieOf, sessionCookie } from './cookie.ts'
import { csrfToken, formToken, isCsrfToken, isFormToken } from './model.ts'
import { newNonce } from './secret.ts'
import type { Recognition, UserStore } from './store.ts'

export type RecognisePorts = {
  readonly store: Pick<UserStore, 'recognise'>
  readonly clock: () => string
  /** Proves the forms of who has not signed in. */
  readonly formKey: string
}

export type Recognise = (request: Request) => Promise<Recognised<Actor>>

const otherwiseZone = 'Europe/Brussels'

/** For base/app.ts. No token, no statement; a wrong one is nobody. A header wins over a cookie. */
export const recogniser =
  ({ store, clock, formKey }: RecognisePorts): Recognise =>
  async request => {
    const header = request.headers.get('authorization')
    if (header !== null) {
      const token = /^Bearer +([\w.~+/-]+=*)$/i.exec(header)?.[1]
      return recognisedAs(token ? await store.recognise('token', hashOf(token), clock()) : null, true)
    }
    const token = cookieOf(request, sessionCookie)
    const found = token ? await store.recognise('session', hashOf(token), clock()) : null
    return found ? recognisedAs(found, false) : strangerAt(new URL(request.url).pathname, formKey, clock())
  }

function recognisedAs(found: Recognition | null, isProgram: boolean): Recognised<Actor> {
  const secret = isProgram ? '' : (found?.csrfSecret ?? '')
  return {
    who: found?.actor ?? null,
    csrf: secret && csrfToken(secret, newNonce()),
    isCsrf: token => isCsrfToken(secret, token),
    lang: found?.actor.lang ?? null,
    zone: found ? zoneOf(found.actor.country) : otherwiseZone,
    isProgram,
    waiting: found?.unread ?? 0,
  }
}

/** A proof of its own takes the place of the session's: it opens what is open to everybody, and that alone. */
const strangerAt = (path: string, key: string, at: string): Recognised<Actor> => ({
  ...recognisedAs(null, false),
  csrf: formToken(key, path, at, newNonce()),
  isCsrf: token => isFormToken(key, path, at, token),
})
