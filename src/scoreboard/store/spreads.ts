// What the counts say of a period: how many requests of a country have which value, its ratios quarter by quarter.
import type { Tx } from '../../base/sql.ts'
import type { Tally } from '../model.ts'
import type { Spreads } from '../spread.ts'
import { ratiosOf, sumsOf, type TalliesAsked } from './counts.ts'

/** `quarter`: its first day. */
export type QuarterSpread = Spreads[number] & { readonly quarter: string }

type Asked = Pick<TalliesAsked, 'procedures'> & { readonly months: readonly string[] }

const within = (sql: Tx, { months, procedures }: Asked) =>
  sql`month = any(${months as string[]}::date[]) and procedure = any(${procedures as string[]})`

/** One statement. */
export const spreadsOf = (sql: Tx, asked: Asked): Promise<readonly QuarterSpread[]> => sql<QuarterSpread[]>`
  select date_trunc('quarter', month)::date as quarter, country, measure, value, sum(count)::float8 as count
  from scoreboard_count where ${within(sql, asked)}
  group by 1, country, measure, value`

/** Of a country in a quarter, all procedures together. `quarter`: its first day. */
export type QuarterTally = Tally & { readonly quarter: string }

/** One statement. */
export async function quartersOf(
  sql: Tx,
  { terms, ...asked }: Asked & Pick<TalliesAsked, 'terms'>,
): Promise<readonly QuarterTally[]> {
  const rows = await sql<{ quarter: string; country: string; sums: number[] }[]>`
    select date_trunc('quarter', month)::date as quarter, country, array[${sumsOf(sql, terms)}] as sums
    from scoreboard_count where ${within(sql, asked)}
    group by 1, country order by 1, country`
  return rows.map(({ sums, ...place }) => ({ ...place, procedure: '', ratios: ratiosOf(sums) }))
}
