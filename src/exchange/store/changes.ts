// What changed lately in the exchanges of some authorities, with who did it last. For whoever has a page open.
import type { Tx } from '../../base/sql.ts'

export type Change = {
  /** Whose exchange it is: one row for each of the authorities asked for. */
  readonly authority: string
  readonly exchange: string
  readonly area: string
  readonly version: number
  readonly at: string
  readonly byAuthority: string
  readonly byUser: string
}

/**
 * Of each exchange the last step that the part knows of: who left it is not told of what came later.
 * The newest first; beyond the most there are older ones that nobody is told of. One statement.
 */
export async function changes(
  sql: Tx,
  { authorities, since, limit }: { authorities: readonly string[]; since: string; limit: number },
): Promise<readonly Change[]> {
  return sql<Change[]>`
    select p.authority, p.exchange, p.area, p.changed_at as at, l.version, l.authority as "byAuthority",
      l.account as "byUser"
    from unnest(${authorities as string[]}::text[]) as asked (authority)
    cross join lateral (
      select authority, exchange, area, changed_at from exchange_part p
      where p.authority = asked.authority and p.changed_at >= ${since}::timestamptz
      order by p.changed_at desc limit ${limit}) p
    cross join lateral (
      select version, authority, account from exchange_event l
      where l.exchange = p.exchange and l.at <= p.changed_at order by version desc limit 1) l
    order by p.changed_at`
}
