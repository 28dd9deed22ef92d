// The one way in which the users of an authority change: history, accounts, roles and invitations in one transaction.
import type { Sql, Tx } from '../../base/sql.ts'
import type { Roles } from '../keeping/model.ts'

/** What happens to one user. */
export type Entry = {
  readonly user: string
  /** The one that was read; the next one is written. */
  readonly version: number
  readonly event: string
  readonly from: Roles
  readonly to: Roles
  /** A hash of the call that did it, with its key: a repeat is recognised by it. */
  readonly call?: string
  /** Of a new one. */
  readonly account: { readonly name: string; readonly mail: string; readonly language: string } | null
  /** Held from now on; none: the user leaves. Null: as it is. */
  readonly held: Roles | null
  /** `end`: what was open is withdrawn. Null: as it is. */
  readonly invitation: { readonly tokenHash: string; readonly expiresAt: string } | 'end' | null
}

export type Work = {
  readonly authority: string
  readonly at: string
  /** Who does it. */
  readonly office: string
  readonly account: string
  readonly entries: readonly Entry[]
  /** Whether the authority may be left without an administrator. */
  readonly mayEnd: boolean
  /** Written in the same transaction: mails that tell of it. */
  readonly also: (tx: Tx) => Promise<void>
}

/** Takes the transaction back. */
const moved = new Error('somebody was faster')
const last = new Error('the last administrator stays')

export const writeAll = (sql: Sql, work: Work): Promise<'done' | 'moved' | 'last'> =>
  sql
    .begin(async tx => {
      await inOneTransaction(tx, work)
      return 'done' as const
    })
    .catch((error: unknown) => {
      if (error === moved) return 'moved' as const
      if (error === last) return 'last' as const
      throw error
    })

async function inOneTransaction(tx: Tx, work: Work): Promise<void> {
  const { authority, entries } = work
  // One after another, so that two administrators cannot take each other out.
  await tx`select from authority where id = ${authority} for no key update`
  await enterAccounts(tx, work)
  await noteAll(tx, work)
  await setRoles(tx, authority, entries)
  await setInvitations(tx, work)
  if (!work.mayEnd && entries.some(({ held }) => held !== null)) await stays(tx, authority)
  await work.also(tx)
}

/** Whoever entered the same address meanwhile was faster. */
async function enterAccounts(tx: Tx, { entries, at }: Work): Promise<void> {
  const accounts = entries.flatMap(({ user, account }) => (account ? [{ user, ...account }] : []))
  if (accounts.length === 0) return
  const entered = await tx`
    insert into account (id, name, lang, email, invited_at)
    select "user", name, language, mail, ${at}
    from jsonb_to_recordset(${JSON.stringify(accounts)}::jsonb)
      as one ("user" text, name text, language text, mail text)
    on conflict do nothing returning id`
  if (entered.count !== accounts.length) throw moved
}

async function noteAll(tx: Tx, { authority, at, office, account, entries }: Work): Promise<void> {
  const rows = entries.map(({ user, version, event, from, to, call }) => ({
    ...{ user, version, event },
    data: { from, to, ...(call !== undefined && { call }) },
  }))
  const noted = await tx`
    insert into user_change (authority, member, version, event, at, office, account, data)
    select ${authority}, one."user", one.version + 1, one.event, ${at}, ${office}, ${account}, one.data
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as one ("user" text, version int, event text, data jsonb)
    where one.version = (select coalesce(max(version), 0) from user_change c
      where c.authority = ${authority} and c.member = one."user")
    on conflict do nothing`
  if (noted.count !== rows.length) throw moved
}

/** Who leaves is signed out where it acts for this authority, at once. */
async function setRoles(tx: Tx, authority: string, entries: readonly Entry[]): Promise<void> {
  const set = entries.flatMap(({ user, held }) => (held ? [{ user, held }] : []))
  if (set.length === 0) return
  const users = set.map(({ user }) => user)
  const roles = set.flatMap(({ user, held }) =>
    Object.entries(held).flatMap(([area, some]) => some.map(role => ({ user, area, role }))),
  )
  const gone = set.filter(({ held }) => Object.keys(held).length === 0).map(({ user }) => user)
  await tx`delete from account_role where authority = ${authority} and account = any(${users}::text[])`
  await tx`
    insert into account_role (account, authority, area, role)
    select "user", ${authority}, area, role from jsonb_to_recordset(${JSON.stringify(roles)}::jsonb)
      as one ("user" text, area text, role text)`
  if (gone.length === 0) return
  await tx`delete from session where authority = ${authority} and account = any(${gone}::text[])`
  await tx`delete from access_token where authority = ${authority} and account = any(${gone}::text[])`
}

/** Of one user one is open at most. */
async function setInvitations(tx: Tx, work: Work): Promise<void> {
  const { authority, at, office, account, entries } = work
  await offerOther(tx, authority, entries)
  const set = entries.filter(({ invitation }) => invitation !== null)
  if (set.length === 0) return
  await tx`
    update invitation set state = case when account = any(${usersOf(set, 'end')}::text[])
      then 'withdrawn' else 'replaced' end
    where authority = ${authority} and state = 'open' and account = any(${usersOf(set)}::text[])`
  const made = set.flatMap(({ user, to, invitation }) =>
    invitation === null || invitation === 'end' ? [] : [{ user, roles: to, ...invitation }],
  )
  await tx`
    insert into invitation (authority, account, token_hash, roles, office, inviter, at, expires_at, state)
    select ${authority}, "user", "tokenHash", roles, ${office}, ${account}, ${at}, "expiresAt", 'open'
    from jsonb_to_recordset(${JSON.stringify(made)}::jsonb)
      as one ("user" text, "tokenHash" text, roles jsonb, "expiresAt" timestamptz)`
}

/** Who was invited will hold other roles; the mail that it has stays good. */
async function offerOther(tx: Tx, authority: string, entries: readonly Entry[]): Promise<void> {
  const rows = entries.filter(({ held, invitation }) => held === null && invitation === null)
  if (rows.length === 0) return
  await tx`
    update invitation i set roles = one."to" from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as one ("user" text, "to" jsonb)
    where i.authority = ${authority} and i.account = one."user" and i.state = 'open'`
}

const usersOf = (entries: readonly Entry[], only: 'end' | null = null): string[] =>
  entries.filter(({ invitation }) => only === null || invitation === only).map(({ user }) => user)

/** Asked last, under the lock: whatever was done at once counts. */
async function stays(tx: Tx, authority: string): Promise<void> {
  const left = await tx`
    select from account_role where authority = ${authority} and role = 'local-data-administrator' limit 1`
  if (left.count === 0) throw last
}
