// The exchanges in which an authority still has a part that another one would have to take.
import type { Tx } from '../../base/sql.ts'

export type PartAsked = {
  readonly authority: string
  /** What was closed after this instant may be reopened. */
  readonly closedSince: string
  readonly after: string
  readonly limit: number
}

/**
 * In the order of their numbers: what is open, what can be reopened, and ended children whose answers an open parent
 * still waits for.
 */
export async function openParts(
  sql: Tx,
  { authority, closedSince, after, limit }: PartAsked,
): Promise<readonly string[]> {
  const rows = await sql<{ exchange: string }[]>`
    select e.exchange from exchange_part p
    join exchange e on e.exchange = p.exchange
    left join exchange u on u.exchange = e.parent
    where p.authority = ${authority} and p.part in ('sender', 'recipient') and p.exchange > ${after}
      and (e.state not in ('closed', 'withdrawn') or u.state not in ('closed', 'withdrawn')
        or (e.state = 'closed' and e.ended_at >= ${closedSince}::timestamptz))
    order by p.exchange limit ${limit}`
  return rows.map(({ exchange }) => exchange)
}
