// All SQL of the officials: accounts, roles, sessions, tokens of programs.
import type { Tx } from '../base/sql.ts'
import { type Actor, rolesWith } from '../permission/model.ts'
import type { Account, AccountRole, User } from './model.ts'
import { type Absence, absencesOf, addAbsence, type Owner, removeAbsence } from './store/absences.ts'
import { type Colleague, colleaguesOf } from './store/handlers.ts'

/** `csrfSecret` is empty for programs. */
export type Recognition = { readonly actor: Actor; readonly csrfSecret: string; readonly unread: number }

export type NewSession = {
  readonly tokenHash: string
  readonly user: string
  readonly authority: string
  readonly csrfSecret: string
  readonly at: string
  readonly expiresAt: string
}

export type NewAccessToken = Omit<NewSession, 'csrfSecret'>

export type UserStore = {
  /** Who holds this token now and may act for its authority. One statement, by primary keys. */
  recognise(kind: 'session' | 'token', tokenHash: string, at: string): Promise<Recognition | null>
  user(id: string): Promise<User | null>
  /** Who signed in, as the identity provider says. */
  bySubject(subject: string): Promise<User | null>
  /** All accounts, or those that act for an authority, then only with that one. */
  users(authority?: string): Promise<readonly User[]>
  /** Whom the demo offers for sign-in, in its order; then who accepted an invitation, the latest first. */
  cast(): Promise<readonly User[]>
  /** Names by id; unknown ids are left out. One statement. */
  names(ids: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** Who may act in the exchanges of an authority in a legal area; null: in any. One statement. */
  colleagues(authority: string, area: string | null): Promise<readonly Colleague[]>
  /** Whether proposals shall follow what was learnt from forwards, for this person. */
  usesForwards(user: string): Promise<boolean>
  setUsesForwards(user: string, isUsed: boolean): Promise<void>
  absences(owner: Owner, today: string): Promise<readonly Absence[]>
  /** False where there are too many. */
  addAbsence(owner: Owner, absence: Absence, today: string): Promise<boolean>
  removeAbsence(owner: Owner, id: string): Promise<boolean>
  /** False where the user does not act for the authority. */
  openSession(session: NewSession): Promise<boolean>
  /** False where the user does not act for the authority, or the session is over. */
  switchSession(tokenHash: string, authority: string, at: string): Promise<boolean>
  closeSession(tokenHash: string): Promise<void>
  /** False where the user does not act for the authority. */
  openToken(token: NewAccessToken): Promise<boolean>
  /** All that has not ended lasts so many days longer: the demo's clock was moved on. */
  prolong(days: number): Promise<void>
  /** Who acts for some authority. */
  count(): Promise<number>
  operators(): Promise<readonly { readonly user: string; readonly name: string }[]>
  /** False where there is no such account. */
  setOperator(user: string, isOperator: boolean): Promise<boolean>
  /** Removes sessions and tokens that are over. */
  sweep(at: string): Promise<void>
  /** For the world. In chunks; call it within a transaction to have all or none. */
  insertMany(accounts: readonly Account[], roles: readonly AccountRole[]): Promise<void>
}

const chunkRows = 2000
/** So many are offered on one page. */
const castMax = 50

/** The officials in a database. */
export const userStore = (sql: Tx): UserStore => ({
  recognise: (kind, tokenHash, at) => recognise(sql, kind, tokenHash, at),
  async user(id) {
    const [row] = await listUsers(sql, sql`where account.id = ${id}`, sql`true`)
    return row ?? null
  },
  async bySubject(subject) {
    const [row] = await listUsers(sql, sql`where account.subject = ${subject}`, sql`true`)
    return row ?? null
  },
  users: authority =>
    authority === undefined
      ? listUsers(sql, sql``, sql`true`)
      : listUsers(sql, sql`where held.authority is not null`, sql`authority = ${authority}`),
  cast: () =>
    listUsers(
      sql,
      sql`where account.id in (
        select id from account where cast_order is not null or subject is not null and invited_at is not null
        order by cast_order nulls last, invited_at desc limit ${castMax})`,
      sql`true`,
    ),
  async names(ids) {
    const rows = await sql<{ id: string; name: string }[]>`
      select id, name from account where id = any(${[...ids]}::text[])`
    return new Map(rows.map(row => [row.id, row.name]))
  },
  colleagues: (authority, area) => colleaguesOf(sql, authority, { area, roles: rolesWith('act') }),
  async usesForwards(user) {
    const [row] = await sql<{ isUsed: boolean }[]>`
      select uses_forwards as "isUsed" from account where id = ${user}`
    return row?.isUsed ?? false
  },
  async setUsesForwards(user, isUsed) {
    await sql`update account set uses_forwards = ${isUsed} where id = ${user}`
  },
  absences: (owner, today) => absencesOf(sql, owner, today),
  addAbsence: (owner, absence, today) => addAbsence(sql, owner, absence, today),
  removeAbsence: (owner, id) => removeAbsence(sql, owner, id),
  async openSession({ tokenHash, user, authority, csrfSecret, at, expiresAt }) {
    const made = await sql`
      insert into session (token_hash, account, authority, csrf_secret, created_at, expires_at)
      select ${tokenHash}, ${user}, ${authority}, ${csrfSecret}, ${at}::timestamptz, ${expiresAt}::timestamptz
      where exists (select from account_role where account = ${user} and authority = ${authority})`
    return made.count === 1
  },
  async switchSession(tokenHash, authority, at) {
    const changed = await sql`
      update session set authority = ${authority}
      where token_hash = ${tokenHash} and expires_at > ${at} and exists (
        select from account_role as held
        where held.account = session.account and held.authority = ${authority})`
    return changed.count === 1
  },
  async closeSession(tokenHash) {
    await sql`delete from session where token_hash = ${tokenHash}`
  },
  async openToken({ tokenHash, user, authority, at, expiresAt }) {
    const made = await sql`
      insert into access_token (token_hash, account, authority, created_at, expires_at)
      select ${tokenHash}, ${user}, ${authority}, ${at}::timestamptz, ${expiresAt}::timestamptz
      where exists (select from account_role where account = ${user} and authority = ${authority})`
    return made.count === 1
  },
  async prolong(days) {
    await sql`
      with session as (update session set expires_at = expires_at + ${days} * interval '1 day')
      update access_token set expires_at = expires_at + ${days} * interval '1 day'`
  },
  async count() {
    const [row] = await sql<
      { count: number }[]
    >`select count(distinct account)::int as count from account_role`
    return row?.count ?? 0
  },
  operators: () => sql<{ user: string; name: string }[]>`
    select id as "user", name from account where is_operator order by id`,
  async setOperator(user, isOperator) {
    const changed = await sql`update account set is_operator = ${isOperator} where id = ${user}`
    return changed.count === 1
  },
  async sweep(at) {
    await sql`delete from session where expires_at <= ${at}`
    await sql`delete from access_token where expires_at <= ${at}`
  },
  insertMany: (accounts, roles) => insertMany(sql, accounts, roles),
})

type RecognisedRow = Actor & Omit<Recognition, 'actor'>

/** So many unread notices are counted. */
const unreadMax = 100

/**
 * The country comes from the directory by its key, the number of unread notices from theirs: each call would need a
 * second statement for them.
 */
async function recognise(
  sql: Tx,
  kind: 'session' | 'token',
  tokenHash: string,
  at: string,
): Promise<Recognition | null> {
  const [table, secret] =
    kind === 'session' ? [sql`session`, sql`held.csrf_secret`] : [sql`access_token`, sql`''`]
  const [row] = await sql<RecognisedRow[]>`
    select account.id as "user", account.name, account.lang, held.authority, authority.country,
      account.is_operator as "isOperator", ${secret} as "csrfSecret", by_area.roles, (select count(*)::int from (
        select from notice n
        left join exchange_seen s on s.exchange = n.exchange and s.account = n.account
        where n.account = held.account and n.authority = held.authority and n.read_at is null
          and (n.version > 0 and coalesce(s.version, 0) < n.version
            or n.version < 0 and coalesce(s.above_at, '-infinity') < n.at or n.event = 'allocated' and exists (
            select from exchange_handler h where h.exchange = n.exchange and h.authority = n.authority
              and h.account = n.account and h.seen_at is null))
        limit ${unreadMax}) as few) as unread
    from ${table} as held
    join account on account.id = held.account
    join authority on authority.id = held.authority
    cross join lateral (
      select jsonb_object_agg(area, roles) as roles from (
        select area, jsonb_agg(role order by role) as roles from account_role
        where account = held.account and authority = held.authority group by area
      ) as one_area
    ) as by_area
    where held.token_hash = ${tokenHash} and held.expires_at > ${at} and by_area.roles is not null`
  if (!row) return null
  const { csrfSecret, unread, isOperator, ...actor } = row
  return { actor: isOperator ? { ...actor, isOperator } : actor, csrfSecret, unread }
}

type Fragment = ReturnType<Tx>

const listUsers = (sql: Tx, where: Fragment, onlyRoles: Fragment) => sql<User[]>`
  select account.id as "user", account.name, account.lang as "language",
    coalesce(
      jsonb_agg(jsonb_build_object('authority', held.authority, 'roles', held.roles) order by held.authority)
        filter (where held.authority is not null),
      '[]'
    ) as authorities
  from account
  left join (
    select account, authority, jsonb_object_agg(area, roles) as roles from (
      select account, authority, area, jsonb_agg(role order by role) as roles from account_role
      where ${onlyRoles} group by account, authority, area
    ) as one_area
    group by account, authority
  ) as held on held.account = account.id
  ${where}
  group by account.id
  order by account.cast_order nulls last, account.invited_at desc, account.id`

async function insertMany(sql: Tx, accounts: readonly Account[], roles: readonly AccountRole[]) {
  for (let from = 0; from < accounts.length; from += chunkRows)
    await sql`
      insert into account (id, name, lang, email, cast_order, subject)
      select "user", name, language, email, "castOrder", "user"
      from jsonb_to_recordset(${JSON.stringify(accounts.slice(from, from + chunkRows))}::jsonb)
        as given ("user" text, name text, language text, email text, "castOrder" int)`
  for (let from = 0; from < roles.length; from += chunkRows)
    await sql`
      insert into account_role (account, authority, area, role)
      select "user", authority, area, role
      from jsonb_to_recordset(${JSON.stringify(roles.slice(from, from + chunkRows))}::jsonb)
        as given ("user" text, authority text, area text, role text)`
}
