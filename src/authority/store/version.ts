// The version of the directory: each write has a number of its own, so that others can ask what changed since.
import type { Tx } from '../../base/sql.ts'
import type { Entry } from '../model.ts'

/** What the directory tells its followers by name, with the new version. */
export const versionChannel = 'authority_changed'

/**
 * The next version, told to all who listen once the transaction ends. The row stays locked until then, so that no
 * later version can be seen before it: a transaction that writes several times does this first.
 */
export const raised = (sql: Tx) => sql`
  update authority_version set version = version + 1 where id = 1
  returning version, pg_notify(${versionChannel}, version::text)`

/** What the finder needs of one that changed; `status` says whether it still works. */
export type Changed = Entry & { readonly version: number; readonly successor: string | null }

export type Changes = { readonly version: number; readonly changed: readonly Changed[] }

/** Those that have not become active yet are left out: nobody finds them. Of one statement, so that both fit. */
export async function changesSince(sql: Tx, since: number): Promise<Changes> {
  const [row] = await sql<Changes[]>`
    select v.version, coalesce((select jsonb_agg(c order by c.version, c.id) from (
      select id, country, type, level, area, competences, region, town, official_names as "officialNames", status,
        version,
        successor as "successor"
      from authority
      where version > ${since} and status in ('active', 'suspended', 'removed')) c), '[]') as changed
    from authority_version v where id = 1`
  return row ?? { version: since, changed: [] }
}
