// All SQL of the directory, tied to one database.
import type { Tx } from '../base/sql.ts'
import type { AuthorityRecord, Coordinator } from './model.ts'
import { type Approval, approvalsOf, insertApprovals, setApproval } from './store/approval.ts'
import { insertRecords, type NewAuthority, recordOf } from './store/record.ts'
import { type Changes, changesSince } from './store/version.ts'

export type AuthorityStore = {
  /** Whatever their status; unknown ids are left out. One statement. */
  byIds(ids: readonly string[]): Promise<ReadonlyMap<string, AuthorityRecord>>
  /** What the finder needs of all that became active, and of those suspended or removed since, that changed since a
   *  version of the directory (0: all of them), and the version now. One statement. */
  changedSince(version: number): Promise<Changes>
  /** Active ones of some countries, those of legal areas first; of one area, with the national ones, where given. */
  coordinators(countries: readonly string[], area: string | null): Promise<readonly Coordinator[]>
  approvals(authority: string): Promise<readonly Approval[]>
  setApproval(authority: string, one: Parameters<typeof setApproval>[2]): Promise<void>
  /** In bulk, of authorities that have none yet. */
  insertApprovals(rows: Parameters<typeof insertApprovals>[1]): Promise<void>
  /** In chunks; call it within a transaction to have all or none. */
  insertMany(authorities: readonly NewAuthority[]): Promise<void>
  count(): Promise<number>
  /** Active authorities, and the countries in which they are. */
  figures(): Promise<{ readonly authorities: number; readonly countries: number }>
}

const chunkRows = 1000

/** The directory in a database. */
export const authorityStore = (sql: Tx): AuthorityStore => ({
  async byIds(ids) {
    if (ids.length === 0) return new Map()
    const rows = await sql<AuthorityRecord[]>`
      select ${recordOf(sql)} from authority where id = any(${[...new Set(ids)]}::text[])`
    return new Map(rows.map(row => [row.id, row]))
  },
  changedSince: version => changesSince(sql, version),
  coordinators: (countries, area) => sql<Coordinator[]>`
    select a.id, a.country, a.type, r.area, a.official_names as "officialNames", a.status
    from authority_area r join authority a on a.id = r.authority
    where a.country = any(${countries as string[]}) and a.status = 'active' and r.role = 'coordinator'
      and r.status = 'active' and r.regions = '{}'
      and (r.area = '*' or ${area}::text is null or r.area = ${area})
    order by r.area = '*', r.area, a.id`,
  approvals: authority => approvalsOf(sql, authority),
  setApproval: (authority, one) => setApproval(sql, authority, one),
  insertApprovals: rows => insertApprovals(sql, rows),
  async insertMany(authorities) {
    for (let from = 0; from < authorities.length; from += chunkRows)
      await insertRecords(sql, authorities.slice(from, from + chunkRows))
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
})
