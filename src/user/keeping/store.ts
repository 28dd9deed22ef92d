// All SQL of the keeping of users: who belongs to an authority, what became of it, and accounts by their addresses.
import type { Sql, Tx } from '../../base/sql.ts'
import { type Accepted, accept, type Invitation, invitationOf, type Waiting } from '../store/invitations.ts'
import { type Work, writeAll } from '../store/members.ts'
import type { Member, Roles } from './model.ts'

export type KnownAccount = {
  readonly user: string
  readonly name: string
  readonly mail: string
  readonly language: string
  /** Whether the person has signed in, so that a role may be held at once. */
  readonly isLinked: boolean
}

export type Change = {
  readonly version: number
  readonly event: string
  readonly at: string
  readonly office: string
  readonly account: string
  readonly data: { readonly from?: Roles; readonly to?: Roles; readonly call?: string }
}

export type MembersAsked = {
  /** A part of the name or of the address, as typed. */
  readonly name: string | null
  readonly onlyAdministrators: boolean
  readonly after: readonly [name: string, user: string] | null
  readonly limit: number
}

export type PeopleStore = {
  /** By name. One statement. */
  members(authority: string, asked: MembersAsked): Promise<readonly Member[]>
  /** One statement. */
  member(authority: string, user: string): Promise<Member | null>
  /** Accounts by their addresses, compared as `mailKey` has them. One statement. */
  byMail(mails: readonly string[]): Promise<readonly KnownAccount[]>
  /** By user, of those with a history at this authority. One statement. */
  versions(authority: string, users: readonly string[]): Promise<ReadonlyMap<string, number>>
  /** The latest first. */
  history(authority: string, user: string, limit: number): Promise<readonly Change[]>
  /**
   * In one transaction. `moved`: one of the users is no longer what it was; `last`: the authority would be left without
   * an administrator. Then nothing is written.
   */
  write(work: Work): Promise<'done' | 'moved' | 'last'>
  invitation(tokenHash: string): Promise<Invitation | null>
  /** Whom an address invites that is not known here yet: the demo offers that person for sign-in. */
  waiting(mail: string): Promise<Waiting | null>
  accept(tokenHash: string, subject: string, at: string): Promise<Accepted>
}

export const peopleStore = (sql: Sql): PeopleStore => ({
  members: (authority, asked) => membersOf(sql, authority, asked),
  async member(authority, user) {
    const [row] = await memberRows(sql, authority, sql`m.account = ${user}`, sql``)
    return row ?? null
  },
  byMail: mails => sql<KnownAccount[]>`
    select id as "user", name, email as mail, lang as language, subject is not null as "isLinked"
    from account where lower(email) = any(${mails as string[]})
    order by (subject is null), id`,
  async versions(authority, users) {
    const rows = await sql<{ user: string; version: number }[]>`
      select member as "user", max(version) as version from user_change
      where authority = ${authority} and member = any(${users as string[]}) group by member`
    return new Map(rows.map(({ user, version }) => [user, version]))
  },
  history: (authority, user, limit) => sql<Change[]>`
    select version, event, at, office, account, data from user_change
    where authority = ${authority} and member = ${user} order by version desc limit ${limit}`,
  write: work => writeAll(sql, work),
  invitation: tokenHash => invitationOf(sql, tokenHash),
  async waiting(mail) {
    const [row] = await sql<Waiting[]>`
      select id as "user", name, lang as language from account where lower(email) = ${mail} and subject is null`
    return row ?? null
  },
  accept: (tokenHash, subject, at) => sql.begin(tx => accept(tx, tokenHash, subject, at)),
})

type Fragment = ReturnType<Tx>

/** Who holds a role, and who is invited. */
const memberRows = (sql: Tx, authority: string, where: Fragment, tail: Fragment) => sql<Member[]>`
  select a.id as "user", a.name, a.email as mail, a.lang as language, m.state, m.roles,
    m.expires_at as "expiresAt", coalesce((select max(version) from user_change c
      where c.authority = ${authority} and c.member = a.id), 0) as version
  from (
    select account, 'active' as state, jsonb_object_agg(area, held) as roles, null::timestamptz as expires_at from (
      select account, area, jsonb_agg(role order by role) as held from account_role
      where authority = ${authority} group by account, area) as by_area
    group by account
    union all
    select account, 'invited', roles, expires_at from invitation i
    where authority = ${authority} and state = 'open' and not exists (
      select from account_role r where r.authority = i.authority and r.account = i.account)
  ) as m join account a on a.id = m.account
  where ${where} ${tail}`

function membersOf(sql: Tx, authority: string, asked: MembersAsked) {
  const [name, user] = asked.after ?? ['', '']
  const like = `%${(asked.name ?? '').replace(/[\\%_]/g, '\\$&')}%`
  const where: Fragment = sql`
    (${asked.name}::text is null or a.name ilike ${like} or a.email ilike ${like})
    and (${!asked.onlyAdministrators} or m.roles @? '$.*[*] ? (@ == "local-data-administrator")')
    and (a.name, a.id) > (${name}, ${user})`
  return memberRows(sql, authority, where, sql`order by a.name, a.id limit ${asked.limit}`)
}
