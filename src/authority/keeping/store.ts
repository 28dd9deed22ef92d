// All SQL of the keeping of the directory: records with their history, proposals, and what a coordinator keeps.
import type { Sql, Tx } from '../../base/sql.ts'
import type { AuthorityRecord, Level, OfficialName, Status } from '../model.ts'
import { type ChangeEntry, enterRecord, type NewAuthority, recordOf, writeRecord } from '../store/record.ts'
import { isKept, type RemitAsked } from '../store/remit.ts'

export type HistoryEntry = ChangeEntry & { readonly version: number }

export type Proposal = {
  readonly id: string
  readonly field: string
  readonly value: unknown
  readonly reason: string
  readonly office: string
  readonly account: string
  readonly at: string
}

/** Which authorities are asked for. */
export type KeptAsked = RemitAsked & {
  readonly country: string
  readonly statuses: readonly Status[]
  readonly area: string | null
  readonly region: string | null
  /** A part of the official name or the town, as typed. */
  readonly name: string | null
  /** Only those whose data nobody said to be right since then. */
  readonly unconfirmedBefore: string | null
  readonly after: string | null
  readonly limit: number
}

export type KeptRow = {
  readonly id: string
  readonly officialNames: readonly OfficialName[]
  readonly type: string
  readonly level: Level
  readonly town: string
  readonly region: string | null
  readonly status: Status
  readonly areas: readonly { readonly area: string; readonly role: string; readonly status: string }[]
  readonly proposals: number
  readonly changedAt: string | null
  readonly confirmedAt: string | null
}

/** Where a reader of all changes stands: after all of a version, or after one authority within it. */
export type Place = { readonly version: number; readonly id: string | null }

/** What everybody may know of an authority, without phone and e-mail. */
export type PublicRow = {
  readonly authority: string
  readonly version: number
  readonly status: 'active' | 'suspended' | 'removed'
  readonly successor: string | null
  readonly country: string
  readonly type: string
  readonly level: Level
  readonly areas: readonly string[]
  readonly competences: readonly string[]
  readonly region: string | null
  readonly town: string
  readonly street: string
  readonly postcode: string
  readonly website: string
  readonly officialNames: readonly OfficialName[]
  readonly languages: readonly string[]
  readonly isInvented: boolean
}

export type KeepingStore = {
  /** Always as it is now. One statement. */
  records(ids: readonly string[]): Promise<ReadonlyMap<string, AuthorityRecord>>
  /** The new version; null where somebody was faster. One statement. */
  write(record: AuthorityRecord, entry: ChangeEntry): Promise<number | null>
  /** A new one with the first entry of its history. */
  enter(record: NewAuthority, entry: ChangeEntry): Promise<void>
  /** The latest first. */
  history(authority: string, limit: number): Promise<readonly HistoryEntry[]>
  /** What changed after a version, the earliest first. */
  changesAfter(authority: string, version: number): Promise<readonly HistoryEntry[]>
  proposals(authority: string): Promise<readonly Proposal[]>
  propose(authority: string, proposal: Proposal): Promise<void>
  /** False where it was decided before. */
  decide(authority: string, id: string, state: 'accepted' | 'refused'): Promise<boolean>
  kept(asked: KeptAsked): Promise<readonly KeptRow[]>
  /** How many of each status a coordinator keeps. */
  counts(
    asked: Pick<KeptAsked, 'country' | 'remits' | 'office'>,
  ): Promise<Readonly<Partial<Record<Status, number>>>>
  /** In the order of their last changes. */
  publicRows(after: Place, limit: number): Promise<PublicRow[]>
  /** Suspended and removed ones with the one that takes over what is open there. */
  successions(): Promise<readonly { readonly from: string; readonly to: string }[]>
  /** Active ones that nobody confirmed, and that were not asked, for a year before an instant. */
  dueToConfirm(at: string, limit: number): Promise<readonly string[]>
}

/** The keeping of a directory in a database. */
export const keepingStore = (sql: Sql): KeepingStore => ({
  async records(ids) {
    const rows = await sql<AuthorityRecord[]>`
      select ${recordOf(sql)} from authority where id = any(${[...new Set(ids)]}::text[])`
    return new Map(rows.map(row => [row.id, row]))
  },
  write: (record, entry) => writeRecord(sql, record, entry),
  enter: (record, entry) => sql.begin(tx => enterRecord(tx, record, entry)),
  history: (authority, limit) => sql<HistoryEntry[]>`
    select version, event, at, office, account, data from authority_change
    where authority = ${authority} order by version desc limit ${limit}`,
  changesAfter: (authority, version) => sql<HistoryEntry[]>`
    select version, event, at, office, account, data from authority_change
    where authority = ${authority} and version > ${version} order by version`,
  proposals: authority => sql<Proposal[]>`
    select id, field, value, reason, office, account, at from authority_proposal
    where authority = ${authority} and state = 'open' order by at, id`,
  async propose(authority, { id, field, value, reason, office, account, at }) {
    await sql`
      insert into authority_proposal (authority, id, field, value, reason, office, account, at, state)
      values (${authority}, ${id}, ${field}, ${JSON.stringify(value)}::jsonb, ${reason}, ${office}, ${account},
        ${at}, 'open')
      on conflict do nothing`
  },
  async decide(authority, id, state) {
    const decided = await sql`
      update authority_proposal set state = ${state}
      where authority = ${authority} and id = ${id} and state = 'open'`
    return decided.count === 1
  },
  kept: asked => keptRows(sql, asked),
  async counts(asked) {
    const rows = await sql<{ status: Status; count: number }[]>`
      select status, count(*)::int as count from authority a
      where country = ${asked.country} and ${isKept(sql, asked, sql`a`)} group by status`
    return Object.fromEntries(rows.map(({ status, count }) => [status, count]))
  },
  publicRows: ({ version, id }, limit) => sql<PublicRow[]>`
    select id as authority, version, status, successor, country, type, level, competences, region, town, street,
      postcode, website, official_names as "officialNames", languages, is_invented as "isInvented",
      array(select r.area from authority_area r
        where r.authority = authority.id and r.status = 'active' order by r.area) as areas
    from authority
    where status in ('active', 'suspended', 'removed')
      and (version > ${version} or version = ${version} and id > ${id})
    order by version, id limit ${limit}`,
  successions: () => sql<{ from: string; to: string }[]>`
    select id as "from", successor as "to" from authority
    where successor is not null and status in ('suspended', 'removed') order by id`,
  dueToConfirm: (at, limit) => dueToConfirm(sql, at, limit),
})

const keptRows = (sql: Tx, asked: KeptAsked) => sql<KeptRow[]>`
  select a.id, a.official_names as "officialNames", a.type, a.level, a.town, a.region, a.status,
    a.confirmed_at as "confirmedAt",
    (select jsonb_agg(jsonb_build_object('area', r.area, 'role', r.role, 'status', r.status) order by r.area)
      from authority_area r where r.authority = a.id) as areas,
    (select count(*)::int from authority_proposal p where p.authority = a.id and p.state = 'open') as proposals,
    (select max(c.at) from authority_change c where c.authority = a.id) as "changedAt"
  from authority a
  where a.country = ${asked.country} and a.status = any(${asked.statuses as string[]}) and ${isKept(sql, asked, sql`a`)}
    and (${asked.area}::text is null or exists (select from authority_area r
      where r.authority = a.id and r.area = ${asked.area} and r.status <> 'withdrawn'))
    and (${asked.region}::text is null or starts_with(a.region, ${asked.region}))
    and (${asked.name}::text is null or a.town ilike ${pattern(asked.name)}
      or exists (select from jsonb_array_elements(a.official_names) as n
        where n ->> 'name' ilike ${pattern(asked.name)}))
    and (${asked.unconfirmedBefore}::timestamptz is null
      or coalesce(a.confirmed_at, '-infinity') < ${asked.unconfirmedBefore})
    and (${asked.after}::text is null or a.id > ${asked.after})
  order by a.id limit ${asked.limit}`

/** What is typed stands for itself. */
const pattern = (name: string | null): string => `%${(name ?? '').replace(/[\\%_]/g, '\\$&')}%`

/** Those of which nothing is known yet come on a day of the year of their own, so that not all are asked at once. */
async function dueToConfirm(sql: Tx, at: string, limit: number): Promise<readonly string[]> {
  const rows = await sql<{ id: string }[]>`
    select id from (
      select id, greatest(confirmed_at, asked_at, active_since) as known from authority where status = 'active') a
    where known < ${at}::timestamptz - interval '1 year' or known is null
      and abs(hashtext(id)::bigint) % 365 = extract(doy from ${at}::timestamptz)::int % 365
    order by known nulls last, id limit ${limit}`
  return rows.map(({ id }) => id)
}
