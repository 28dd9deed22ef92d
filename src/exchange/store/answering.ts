// How fast an authority answers: the median over the requests that it answered.
import type { Tx } from '../../base/sql.ts'

/** Unit: days. */
export type Answering = { readonly medianDays: number; readonly answered: number }

/** From sent to answered, however often it was forwarded before; null: nothing is answered yet. One statement. */
export async function answering(sql: Tx, authority: string): Promise<Answering | null> {
  const [row] = await sql<Answering[]>`
    select count(*)::int as answered,
      percentile_cont(0.5) within group (order by extract(epoch from e.answered_at - e.sent_at) / 86400)
        as "medianDays"
    from exchange_part p join exchange e on e.exchange = p.exchange
    where p.authority = ${authority} and p.part = 'recipient' and e.answered_at is not null and e.sent_at is not null`
  return row && row.answered > 0 ? { ...row, medianDays: Math.round(row.medianDays * 10) / 10 } : null
}
