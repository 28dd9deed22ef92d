// What the authorities of one country made of the requests of a period: for its coordinator, from facts and exchanges.
import type { Tx } from '../../base/sql.ts'
import type { Ratio } from '../model.ts'
import { ratiosOf, sumsOf, type TalliesAsked } from './counts.ts'
import { measured } from './facts.ts'

export type AuthoritiesAsked = TalliesAsked & { readonly country: string }

/** Ratios of all indicators by the authority that holds the request now. Exchanges that are deleted are left out. One
 *  statement. */
export async function authoritiesOf(
  sql: Tx,
  { country, period, procedures, terms }: AuthoritiesAsked,
): Promise<readonly { readonly authority: string; readonly ratios: readonly Ratio[] }[]> {
  const rows = await sql<{ authority: string; sums: number[] }[]>`
    with own as (
      select e.recipient as authority, f.* from scoreboard_fact f join exchange e on e.exchange = f.exchange
      where f.recipient_country = ${country} and f.procedure = any(${procedures as string[]})
        and f.sent_at >= ${period.from}::timestamp at time zone 'Europe/Brussels'
        and f.sent_at < (${period.to}::timestamp + interval '1 day') at time zone 'Europe/Brussels'
    )
    select authority, array[${sumsOf(sql, terms)}] as sums
    from (
      select authority, measure, value, 1 as count from (${measured(sql, sql`own`, sql`authority`)}) as m) as counted
    group by authority order by authority`
  return rows.map(({ authority, sums }) => ({ authority, ratios: ratiosOf(sums) }))
}
