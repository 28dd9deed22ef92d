// All SQL of the directory, tied to one database.
import type { Tx } from '../base/sql.ts'
import type { Authority, Coordinator, Entry } from './model.ts'
import { type Approval, approvalsOf, insertApprovals, setApproval } from './store/approval.ts'

export type AuthorityStore = {
  /** Whatever their status; unknown ids are left out. One statement. */
  byIds(ids: readonly string[]): Promise<ReadonlyMap<string, Authority>>
  /** What the finder needs of all authorities, whatever their status. One statement. */
  all(): Promise<readonly Entry[]>
  /** Active ones of some countries, those of legal areas first; of one area, with the national ones, where given. */
  coordinators(countries: readonly string[], area: string | null): Promise<readonly Coordinator[]>
  approvals(authority: string): Promise<readonly Approval[]>
  setApproval(authority: string, one: Parameters<typeof setApproval>[2]): Promise<void>
  /** In bulk, of authorities that have none yet. */
  insertApprovals(rows: Parameters<typeof insertApprovals>[1]): Promise<void>
  /** In chunks; call it within a transaction to have all or none. */
  insertMany(authorities: readonly Authority[]): Promise<void>
  count(): Promise<number>
  /** Active authorities, and the countries in which they are. */
  figures(): Promise<{ readonly authorities: number; readonly countries: number }>
  /** Changes when an authority is added, removed or changes its status. */
  stamp(): Promise<string>
}

const chunkRows = 1000

/** The directory in a database. */
export const authorityStore = (sql: Tx): AuthorityStore => ({
  async byIds(ids) {
    if (ids.length === 0) return new Map()
    const rows = await sql<Authority[]>`
      select id, country, type, level, area, competences, town, official_names as "officialNames",
        informal_titles as "informalTitles", languages, street, postcode, phone, email, website, status,
        is_invented as "isInvented"
      from authority where id = any(${[...new Set(ids)]}::text[])`
    return new Map(rows.map(row => [row.id, row]))
  },
  all: () => sql<Entry[]>`
    select id, country, type, level, area, competences, town, official_names as "officialNames", status
    from authority order by id`,
  coordinators: (countries, area) => sql<Coordinator[]>`
    select id, country, type, area, official_names as "officialNames", status from authority
    where country = any(${countries as string[]}) and status = 'active'
      and type in ('national-coordinator', 'area-coordinator')
      and (type = 'national-coordinator' or ${area}::text is null or area = ${area})
    order by type, area, id`,
  approvals: authority => approvalsOf(sql, authority),
  setApproval: (authority, one) => setApproval(sql, authority, one),
  insertApprovals: rows => insertApprovals(sql, rows),
  async insertMany(authorities) {
    for (let from = 0; from < authorities.length; from += chunkRows)
      await insertChunk(sql, authorities.slice(from, from + chunkRows))
  },
  async count() {
    const [row] = await sql<{ count: number }[]>`select count(*)::int as count from authority`
    return row?.count ?? 0
  },
  async figures() {
    const [row] = await sql<{ authorities: number; countries: number }[]>`
      select count(*)::int as authorities, count(distinct country)::int as countries
      from authority where status = 'active'`
    return row ?? { authorities: 0, countries: 0 }
  },
  async stamp() {
    const [row] = await sql<{ stamp: string }[]>`
      select count(*) || ':' || coalesce(sum(hashtextextended(id || ' ' || status, 0)::numeric), 0) as stamp
      from authority`
    return row?.stamp ?? ''
  },
})

/** One parameter for the whole chunk: far faster than a parameter a field. */
async function insertChunk(sql: Tx, authorities: readonly Authority[]): Promise<void> {
  await sql`
    insert into authority (id, country, type, level, area, competences, town, official_names,
      informal_titles, languages, street, postcode, phone, email, website, status, is_invented)
    select id, country, type, level, area, competences, town, "officialNames",
      "informalTitles", languages, street, postcode, phone, email, website, status, "isInvented"
    from jsonb_to_recordset(${JSON.stringify(authorities)}::jsonb) as given (
      id text, country text, type text, level text, area text, competences text[], town text,
      "officialNames" jsonb, "informalTitles" jsonb, languages text[], street text, postcode text,
      phone text, email text, website text, status text, "isInvented" boolean)`
}
