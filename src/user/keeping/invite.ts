// Makes somebody a user of an authority: at once where the person is known here, else by an invitation in the mail.
import { createHash, randomBytes } from 'node:crypto'
import type { AuthorityRecord } from '../../authority/model.ts'
import { done, type Problem, type Result, refuse, refuseFields } from '../../base/result.ts'
import type { Tx } from '../../base/sql.ts'
import { hashOf, newToken } from '../../base/token.ts'
import type { Entry } from '../store/members.ts'
import { type Inviting, invitationLetter } from './mail.ts'
import { invitationEnd, type Member, mailKey, problemsOf, type Roles, type State, tidied } from './model.ts'
import type { InvitePorts } from './ports.ts'
import type { KnownAccount } from './store.ts'

export type Wish = {
  readonly authority: string
  readonly name: string
  readonly mail: string
  /** In which the person works, and is written to. */
  readonly lang: string
  readonly roles: Roles
}

/** Who invites, and for which authority; by the key a call that was sent twice is recognised. */
export type Inviter = { readonly office: string; readonly user: string; readonly key?: string | null }

export type Invited = { readonly user: string; readonly state: State }

/**
 * Who may invite is for the caller to ask. The mail leaves with the outbox; only the hash of its token is kept.
 * Errors: authority.unknown, base.fields.invalid (roles that this authority cannot give; the account is a user of it
 * already, or is invited to it).
 */
export async function inviteUser(ports: InvitePorts, wish: Wish, by: Inviter): Promise<Result<Invited>> {
  const authority = (await ports.directory.records([wish.authority])).get(wish.authority)
  if (!authority) return refuse('authority.unknown', { id: wish.authority })
  const problems = problemsOf(authority, wish.roles)
  if (problems.length > 0) return refuseFields('base.fields.invalid', problems)
  for (let attempt = 0; attempt < attemptsMax; attempt++) {
    const [known] = await ports.store.byMail([mailKey(wish.mail)])
    const call = callOf(wish, by)
    const member = known && (await ports.store.member(authority.id, known.user))
    if (member) return again(ports, member, authority.id, call)
    const at = ports.clock()
    const { entry, letter } = await enteringOf(ports, { authority, wish, known, call, at })
    const written = await ports.store.write({
      ...{ authority: authority.id, at, office: by.office, account: by.user, entries: [entry], mayEnd: true },
      also: tx => postAll(ports, tx, [{ letter, lang: known?.language ?? wish.lang }], at),
    })
    if (written === 'done')
      return done({ user: entry.user, state: entry.held === null ? 'invited' : 'active' })
  }
  throw new Error(`users of authority ${authority.id} do not stand still`)
}

const attemptsMax = 5

/** The same key with another wish is another call; null: it has no key. */
const callOf = (wish: Wish, { user, key = null }: Inviter): string | null =>
  key === null
    ? null
    : createHash('sha256')
        .update(JSON.stringify([user, key, wish]))
        .digest('base64url')

/** Sent twice: the answer of the first time, as long as nothing else has happened to the user since. */
async function again(
  { store }: InvitePorts,
  { user, state }: Pick<Member, 'user' | 'state'>,
  authority: string,
  call: string | null,
): Promise<Result<Invited>> {
  const [latest] = await store.history(authority, user, 1)
  const isSame = call !== null && latest?.data.call === call
  return isSame ? done({ user, state }) : refuseFields('base.fields.invalid', [there])
}

const there: Problem = { path: 'mail', code: 'user-people.there.invalid' }

type Wanted = {
  readonly authority: AuthorityRecord
  readonly wish: Wish
  readonly known: KnownAccount | undefined
  readonly call: string | null
  readonly at: string
}

/** What is written of one who is no user of the authority yet, and what that person is written. */
async function enteringOf({ store }: InvitePorts, { authority, wish, known, call, at }: Wanted) {
  const user = known?.user ?? newUser()
  const [latest] = known ? await store.history(authority.id, user, 1) : []
  const invitation = known?.isLinked ? null : { token: newToken(), expiresAt: invitationEnd(at) }
  const letter: Inviting = { email: known?.mail ?? mailKey(wish.mail), authority, invitation }
  const to = tidied(wish.roles)
  const entry: Entry = {
    ...{ user, version: latest?.version ?? 0, event: invitation ? 'invited' : 'added', from: {}, to },
    ...(call !== null && { call }),
    account: known ? null : { name: wish.name, mail: mailKey(wish.mail), language: wish.lang },
    held: invitation ? null : to,
    invitation: invitation && { tokenHash: hashOf(invitation.token), expiresAt: invitation.expiresAt },
  }
  return { entry, letter }
}

export const newUser = (): string => `u-${randomBytes(9).toString('hex')}`

/** Each in the language of the person. */
export const postAll = (
  { library, publicUrl, post }: InvitePorts,
  tx: Tx,
  letters: readonly { readonly letter: Inviting; readonly lang: string }[],
  at: string,
): Promise<void> =>
  post(
    tx,
    letters.map(({ letter, lang }) => invitationLetter(library.in(lang), letter, publicUrl)),
    at,
  )
