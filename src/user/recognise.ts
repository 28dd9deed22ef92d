// Who sends a call: a person by the cookie of a session, a program by its token.
import type { Recognised } from '../base/app.ts'
import { zoneOf } from '../calendar/model.ts'
import type { Actor } from '../permission/model.ts'
import { cookieOf, sessionCookie } from './cookie.ts'
import { csrfToken, isCsrfToken } from './model.ts'
import { hashOf, newNonce } from './secret.ts'
import type { Recognition, UserStore } from './store.ts'

export type RecognisePorts = {
  readonly store: Pick<UserStore, 'recognise'>
  readonly clock: () => string
}

export type Recognise = (request: Request) => Promise<Recognised<Actor>>

const otherwiseZone = 'Europe/Brussels'

/** For base/app.ts. No token, no statement; a wrong one is nobody. A header wins over a cookie. */
export const recogniser =
  ({ store, clock }: RecognisePorts): Recognise =>
  async request => {
    const header = request.headers.get('authorization')
    if (header !== null) {
      const token = /^Bearer +([\w.~+/-]+=*)$/i.exec(header)?.[1]
      return recognisedAs(token ? await store.recognise('token', hashOf(token), clock()) : null, true)
    }
    const token = cookieOf(request, sessionCookie)
    return recognisedAs(token ? await store.recognise('session', hashOf(token), clock()) : null, false)
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
