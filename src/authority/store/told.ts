// What followers of the directory's log ask about authorities: their names, and who validates them.
import type { Tx } from '../../base/sql.ts'
import type { OfficialName } from '../model.ts'

export type ToldAuthority = {
  readonly id: string
  readonly country: string
  readonly officialNames: readonly OfficialName[]
  /** The validating coordinator, else the national one of the country; null: there is none. */
  readonly coordinator: string | null
}

/** One statement; unknown ids are left out. */
export const toldAuthorities = (sql: Tx, ids: readonly string[]) => sql<ToldAuthority[]>`
  select a.id, a.country, a.official_names as "officialNames", coalesce(a.validating_coordinator, (
    select r.authority from authority_area r join authority c on c.id = r.authority
    where c.country = a.country and c.status = 'active' and r.role = 'coordinator' and r.area = '*'
      and r.status = 'active' and r.regions = '{}' order by r.authority limit 1)) as coordinator
  from authority a where a.id = any(${ids as string[]})`
