// What the counts say of a period: how many requests of a country have which value, its ratios quarter by quarter.
import type { Tx } from '../../base/sql.ts'
import type { Measure } from '../fact.ts'
import type { Tally } from '../model.ts'
import { ratiosOf, sumsOf, type TalliesAsked } from './counts.ts'

export type Spreads = readonly {
  readonly country: string
  readonly measure: Measure
  readonly value: number
  readonly count: number
}[]

/** In the order of the values. One statement. */
export const spreadsOf = (
  sql: Tx,
  { period, procedures }: Pick<TalliesAsked, 'period' | 'procedures'>,
): Promise<Spreads> => sql<Spreads[number][]>`
  select country, measure, value, sum(count)::float8 as count
  from scoreboard_count
  where month between ${period.from} and ${period.to} and procedure = any(${procedures as string[]})
  group by country, measure, value
  order by country, measure, value`

/** Of a country in a quarter, all procedures together. `quarter`: its first day. */
export type QuarterTally = Tally & { readonly quarter: string }

/** One statement. */
export async function quartersOf(
  sql: Tx,
  { period, procedures, terms }: TalliesAsked,
): Promise<readonly QuarterTally[]> {
  const rows = await sql<{ quarter: string; country: string; sums: number[] }[]>`
    select date_trunc('quarter', month)::date as quarter, country, array[${sumsOf(sql, terms)}] as sums
    from scoreboard_count
    where month between ${period.from} and ${period.to} and procedure = any(${procedures as string[]})
    group by 1, country order by 1, country`
  return rows.map(({ sums, ...place }) => ({ ...place, procedure: '', ratios: ratiosOf(sums) }))
}
