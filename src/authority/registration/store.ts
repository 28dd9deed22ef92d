// All SQL of registrations: links, what was typed, what was sent, limits, and who read the registrant's data.
import { randomUUID } from 'node:crypto'
import type { Letter, Post } from '../../base/letter.ts'
import type { Sql, Tx } from '../../base/sql.ts'
import type { AuthorityRecord } from '../model.ts'
import { type ChangeEntry, enterRecord, type NewAuthority, writeRecord } from '../store/record.ts'
import { type Coordinating, type Limit, limits, type Registration } from './model.ts'

export type Kept = Registration & { readonly sealed: Buffer | null }

export type NewRegistration = Omit<Registration, 'version' | 'changedAt'> & {
  readonly tokenHash: string | null
  readonly at: string
  readonly emailMark: string | null
  readonly callerMark: string | null
  readonly sealed: Buffer
}

export type NewLink = {
  readonly authority: string
  readonly tokenHash: string
  readonly expiresAt: string
}

/** What was typed, where nobody saved anything else since `version`. */
export type Saved = {
  readonly authority: string
  readonly version: number
  readonly sealed: Buffer
  readonly at: string
}

export type Sending = Saved & {
  readonly record: NewAuthority & AuthorityRecord
  /** It enters the books only now. */
  readonly isNew: boolean
  readonly entry: ChangeEntry
}

export type RegistrationStore = {
  byToken(tokenHash: string): Promise<Kept | null>
  of(authority: string): Promise<Kept | null>
  /** An invited authority with its registration; the link follows from the log. False where it is there already. */
  invite(record: NewAuthority, entry: ChangeEntry, registration: NewRegistration): Promise<boolean>
  /** Who begins by itself, with the letter; or the limit that is reached. */
  begin(registration: NewRegistration, letter: Letter): Promise<Limit | null>
  /** False where somebody saved meanwhile. */
  save(saved: Saved): Promise<boolean>
  /** `saved`: somebody saved meanwhile; `written`: the record changed meanwhile. Then nothing is written. */
  send(sending: Sending): Promise<'done' | 'saved' | 'written'>
  /** Coordinators of a country, each with the legal areas that it coordinates in all of it. */
  coordinating(country: string): Promise<readonly Coordinating[]>
  /** Those that have any. */
  countries(): Promise<readonly string[]>
  /** Why the coordinator returned or refused it last; null: it did not. */
  lastReason(authority: string): Promise<{ readonly event: string; readonly reason: string | null } | null>
  noteRead(read: { authority: string; at: string; account: string; office: string }): Promise<void>
  /** Removes what nobody can use any more; answers how many. */
  sweep(at: string): Promise<number>
}

const columns = (sql: Tx) => sql`
  authority, country, areas, coordinator, lang, expires_at as "expiresAt", version, changed_at as "changedAt", sealed`

/** Registrations in a database; letters leave within the same transactions. */
export const registrationStore = (sql: Sql, post: Post): RegistrationStore => ({
  async byToken(tokenHash) {
    const [row] = await sql<Kept[]>`
      select ${columns(sql)} from authority_registration where token_hash = ${tokenHash}`
    return row ?? null
  },
  async of(authority) {
    const [row] = await registrationsOf(sql, [authority])
    return row ?? null
  },
  invite: (record, entry, registration) =>
    sql.begin(async tx => {
      const isFirst = await insert(tx, registration)
      if (isFirst) await enterRecord(tx, record, entry)
      return isFirst
    }),
  begin: (registration, letter) =>
    sql.begin(async tx => {
      await tx`select pg_advisory_xact_lock(${beginLock})`
      const reached = await reachedLimit(tx, registration)
      if (reached) return reached
      await insert(tx, registration)
      await post(tx, [letter], registration.at)
      return null
    }),
  save: saved => save(sql, saved),
  send: sending => send(sql, sending),
  coordinating: country => sql<Coordinating[]>`
    select a.id, r.area, a.official_names as "officialNames"
    from authority_area r join authority a on a.id = r.authority
    where a.country = ${country} and ${isCoordinating(sql)} order by r.area, a.id`,
  async countries() {
    const rows = await sql<{ country: string }[]>`
      select distinct a.country from authority_area r join authority a on a.id = r.authority
      where ${isCoordinating(sql)} order by a.country`
    return rows.map(({ country }) => country)
  },
  async lastReason(authority) {
    const [row] = await sql<{ event: string; reason: string | null }[]>`
      select event, data ->> 'reason' as reason from authority_change
      where authority = ${authority} and event in ('returned', 'refused', 'uninvited')
      order by version desc limit 1`
    return row ?? null
  },
  async noteRead({ authority, at, account, office }) {
    await sql`
      insert into authority_registration_read (authority, id, at, account, office)
      values (${authority}, ${randomUUID()}, ${at}, ${account}, ${office})`
  },
  sweep: at => sweep(sql, at),
})

export const registrationsOf = (sql: Tx, authorities: readonly string[]) => sql<Kept[]>`
  select ${columns(sql)} from authority_registration where authority = any(${authorities as string[]})`

/** The link of before holds no longer. */
export async function renewLink(sql: Tx, { authority, tokenHash, expiresAt }: NewLink): Promise<void> {
  await sql`
    update authority_registration set token_hash = ${tokenHash}, expires_at = ${expiresAt}
    where authority = ${authority}`
}

/** The link leads to the outcome; what was typed and who registered is forgotten. */
export async function forgetContent(sql: Tx, authority: string): Promise<void> {
  await sql`update authority_registration set sealed = null where authority = ${authority}`
}

/** Any number that no other lock of this database has. */
const beginLock = 20_081_130

async function reachedLimit(sql: Tx, { emailMark, callerMark, at }: NewRegistration): Promise<Limit | null> {
  const whose = {
    ...{ email: sql`email_mark = ${emailMark}`, caller: sql`caller_mark = ${callerMark}`, all: sql`true` },
  } as const
  const counts = limits.map(
    ({ of, hours }) => sql`
      count(*) filter (where ${whose[of]}
        and at > ${at}::timestamptz - make_interval(hours => ${hours}))::int as ${sql(of)}`,
  )
  const [found] = await sql<Record<string, number>[]>`
    select ${counts.reduce((all, one) => sql`${all}, ${one}`)}
    from authority_registration where email_mark is not null and at > ${at}::timestamptz - interval '1 day'`
  return limits.find(({ of, countMax }) => (found?.[of] ?? 0) >= countMax) ?? null
}

async function insert(sql: Tx, one: NewRegistration): Promise<boolean> {
  const inserted = await sql`
    insert into authority_registration (authority, country, areas, coordinator, lang, token_hash, expires_at, at,
      changed_at, email_mark, caller_mark, sealed)
    values (${one.authority}, ${one.country}, ${one.areas as string[]}, ${one.coordinator}, ${one.lang},
      ${one.tokenHash}, ${one.expiresAt}, ${one.at}, ${one.at}, ${one.emailMark}, ${one.callerMark}, ${one.sealed})
    on conflict (authority) do nothing`
  return inserted.count === 1
}

async function save(sql: Tx, { authority, version, sealed, at }: Saved): Promise<boolean> {
  const saved = await sql`
    update authority_registration set sealed = ${sealed}, version = version + 1, changed_at = ${at}
    where authority = ${authority} and version = ${version}`
  return saved.count === 1
}

/** The lock first: what is written is written whole. */
const send = (sql: Sql, { record, isNew, entry, ...saved }: Sending): Promise<'done' | 'saved' | 'written'> =>
  sql.begin(async tx => {
    const locked = await tx`
      select from authority_registration where authority = ${saved.authority} and version = ${saved.version}
      for update`
    if (locked.count === 0) return 'saved'
    if (isNew) await enterRecord(tx, record, entry)
    else if ((await writeRecord(tx, record, entry)) === null) return 'written'
    await save(tx, saved)
    return 'done'
  })

const isCoordinating = (sql: Tx) => sql`
  a.status = 'active' and r.role = 'coordinator' and r.status = 'active' and r.regions = '{}'`

/** What began and was never sent ends with its link; all else some time after it was decided. */
async function sweep(sql: Tx, at: string): Promise<number> {
  const swept = await sql`
    delete from authority_registration r where r.expires_at < ${at}
      and not exists (select from authority a where a.id = r.authority and a.status in ('invited', 'registered'))`
  return swept.count
}
