// The ways in and out for officials: sign-in, sign-out, the switch between authorities, who I am.
import type { Passage } from '../base/app.ts'
import { type AnyDoor, door, type SignedCall } from '../base/door.ts'
import { ownPath } from '../base/respond.ts'
import { done, type Refusal, type Result, refuse } from '../base/result.ts'
import type { Actor } from '../permission/model.ts'
import { onward, refusalAnswer, signInRefused, type Wrap } from './answer.ts'
import { cookieHeader, cookieOf, isHttps, sessionCookie } from './cookie.ts'
import { sessionEnd, type User } from './model.ts'
import { mePage, switchPage } from './pages.ts'
import type { Recognise } from './recognise.ts'
import { hashOf, newToken } from './secret.ts'
import { type RelyingParty, returnPath } from './sign-in.ts'
import type { UserStore } from './store.ts'
import { type Directory, type MeView, meSchema, meView, userViews } from './view.ts'

export type UserPorts = {
  readonly store: UserStore
  readonly directory: Directory
  readonly relyingParty: RelyingParty
  readonly recognise: Recognise
  readonly wrap: Wrap
  readonly publicUrl: string
  readonly clock: () => string
}

/** `GET /me`, `GET /switch`. Errors: permission.sign-in. */
export const userDoors = (ports: Pick<UserPorts, 'store' | 'directory'>): readonly AnyDoor<Actor>[] => [
  door({
    method: 'GET',
    path: '/me',
    summary: 'user.me.summary',
    view: meSchema,
    run: async call => (call.who ? me(ports, { ...call, who: call.who }) : refuse('permission.sign-in')),
    page: (view, call) => mePage(call.t, view, call.csrf),
  }),
  door({
    method: 'GET',
    path: '/switch',
    summary: 'user.switch.summary',
    view: meSchema,
    run: async call => (call.who ? me(ports, { ...call, who: call.who }) : refuse('permission.sign-in')),
    page: (view, call) => switchPage(call, view),
  }),
]

async function me(
  { store, directory }: Pick<UserPorts, 'store' | 'directory'>,
  { who, t }: SignedCall<Actor>,
): Promise<Result<MeView>> {
  const user = await store.user(who.user)
  const [view] = await userViews(directory, user ? [user] : [], t.lang)
  return view ? done(meView(view, who.authority)) : refuse('permission.sign-in')
}

/** `GET /sign-in`, `GET /sign-in/return`, `POST /sign-out`, `POST /switch`. */
export const userPassages = (ports: UserPorts): readonly Passage<Actor>[] => [
  {
    method: 'GET',
    path: '/sign-in',
    async handle(call) {
      const elsewhere = publicSignIn(ports.publicUrl, call.url)
      if (elsewhere) return onward(elsewhere)
      const started = await ports.relyingParty.start(call.url.searchParams.get('to'))
      if (!started.ok) return signInRefused(ports.wrap, call, started.refusal)
      return onward(started.value.location, [started.value.cookie])
    },
  },
  {
    method: 'GET',
    path: returnPath,
    async handle(call, { request }) {
      const finished = await finishSignIn(ports, request)
      return finished.ok ? finished.value : signInRefused(ports.wrap, call, finished.refusal)
    },
  },
  {
    method: 'POST',
    path: '/sign-out',
    async handle(call, { request, sent }) {
      // A session that is over needs no proof: there is nothing left to end.
      const isOurs = call.who === null || (await isOurForm(ports, request, sent.value))
      if (!isOurs) return refusalAnswer(ports.wrap, call, foreign)
      await closeSession(ports, request)
      return onward('/', [sessionCookieOf(ports, '', 0)])
    },
  },
  {
    method: 'POST',
    path: '/switch',
    async handle(call, { request, sent }) {
      if (!call.who) return onward('/sign-in?to=/switch')
      if (!(await isOurForm(ports, request, sent.value))) return refusalAnswer(ports.wrap, call, foreign)
      const authority = fieldOf(sent.value, 'authority')
      const hash = hashOf(cookieOf(request, sessionCookie) ?? '')
      if (await ports.store.switchSession(hash, authority, ports.clock()))
        return onward(ownPath(fieldOf(sent.value, 'to')))
      return refusalAnswer(ports.wrap, call, { code: 'user.authority.unknown', facts: {} })
    },
  },
]

const foreign: Refusal = { code: 'permission.csrf', facts: {} }

/**
 * Where the browser came by another name of this server (127.0.0.1), the cookies would be left behind there.
 * Asked only once, as a proxy in front may hide the name.
 */
function publicSignIn(publicUrl: string, { host, searchParams }: URL): string | null {
  if (host === new URL(publicUrl).host || searchParams.has('here')) return null
  return `${publicUrl}/sign-in?here=1&to=${encodeURIComponent(ownPath(searchParams.get('to')))}`
}

/** Errors: those of `RelyingParty.finish`, user.account.unknown. */
async function finishSignIn(ports: UserPorts, request: Request): Promise<Result<Response>> {
  const finished = await ports.relyingParty.finish(request)
  if (!finished.ok) return finished
  const { subject, to, cookie } = finished.value
  const user = await ports.store.user(subject)
  const token = user && (await openSession(ports, user))
  if (!token) return refuse('user.account.unknown')
  await closeSession(ports, request)
  return done(onward(to, [cookie, sessionCookieOf(ports, token, sessionSeconds(ports.clock()))]))
}

/** Always a new token, so that nobody can be made to use one that somebody else knows. */
async function openSession({ store, clock }: UserPorts, user: User): Promise<string | null> {
  const [first] = user.authorities
  if (!first) return null
  const at = clock()
  const token = newToken()
  const isOpen = await store.openSession({
    tokenHash: hashOf(token),
    user: user.user,
    authority: first.authority,
    csrfSecret: newToken(),
    at,
    expiresAt: sessionEnd(at),
  })
  return isOpen ? token : null
}

async function closeSession({ store }: UserPorts, request: Request): Promise<void> {
  const token = cookieOf(request, sessionCookie)
  if (token) await store.closeSession(hashOf(token))
}

const sessionSeconds = (at: string): number => (Date.parse(sessionEnd(at)) - Date.parse(at)) / 1000

const sessionCookieOf = ({ publicUrl }: UserPorts, value: string, seconds: number): string =>
  cookieHeader({ name: sessionCookie, value, path: '/', seconds, isSecure: isHttps(publicUrl) })

async function isOurForm({ recognise }: UserPorts, request: Request, sent: unknown): Promise<boolean> {
  const { isCsrf } = await recognise(request)
  return isCsrf(request.headers.get('x-csrf-token') ?? fieldOf(sent, 'csrf'))
}

function fieldOf(sent: unknown, name: string): string {
  if (typeof sent !== 'object' || sent === null) return ''
  const value = Object.entries(sent).find(([key]) => key === name)?.[1]
  return typeof value === 'string' ? value : ''
}
