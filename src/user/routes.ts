// The ways in and out for officials: sign-in, sign-out, the switch between authorities, who I am.
import type { Passage } from '../base/app.ts'
import { type AnyDoor, door, type SignedCall } from '../base/door.ts'
import { ownPath } from '../base/respond.ts'
import { done, type Refusal, type Result, refuse } from '../base/result.ts'
import { hashOf } from '../base/token.ts'
import type { Actor } from '../permission/model.ts'
import { onward, refusalAnswer, signInRefused, type Wrap } from './answer.ts'
import { cookieOf, sessionCookie } from './cookie.ts'
import type { Invited } from './keeping/accept.ts'
import { mePage, switchPage } from './pages.ts'
import type { Recognise } from './recognise.ts'
import { closeSession, openSession, sessionCookieOf } from './session.ts'
import { type RelyingParty, returnPath } from './sign-in.ts'
import type { UserStore } from './store.ts'
import { type Directory, type MeView, meSchema, meView, userViews } from './view.ts'

export type UserPorts = {
  readonly store: UserStore
  readonly directory: Directory
  readonly relyingParty: RelyingParty
  readonly invited: Invited
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
      const to = call.url.searchParams.get('to')
      const started = await ports.relyingParty.start(to, await ports.invited.mailFor(to))
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
  // Who comes to accept an invitation may have no account yet: it is shown once more whom it invites to what.
  const proof = ports.invited.proofFor(to, subject)
  if (proof) return done(onward(to, [cookie, proof]))
  const user = await ports.store.bySubject(subject)
  const [first] = user?.authorities ?? []
  const session = first && (await openSession(ports, request, { ...first, user: user?.user ?? '' }))
  return session ? done(onward(to, [cookie, session])) : refuse('user.account.unknown')
}

async function isOurForm({ recognise }: UserPorts, request: Request, sent: unknown): Promise<boolean> {
  const { isCsrf } = await recognise(request)
  return isCsrf(request.headers.get('x-csrf-token') ?? fieldOf(sent, 'csrf'))
}

function fieldOf(sent: unknown, name: string): string {
  if (typeof sent !== 'object' || sent === null) return ''
  const value = Object.entries(sent).find(([key]) => key === name)?.[1]
  return typeof value === 'string' ? value : ''
}
