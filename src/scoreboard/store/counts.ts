// What the facts add up to: moved by what changed, made anew as a whole, summed up for an edition.
import type { Tx } from '../../base/sql.ts'
import type { Count } from '../fact.ts'
import type { Ratio, Tally, Term, Terms } from '../model.ts'
import { inMonths } from './months.ts'

/** How much a count moves. */
export type Move = Count & { readonly by: number }

/** Adds, and marks the months as changed. Two statements; what comes to nothing is taken away. */
export async function moveCounts(sql: Tx, moves: readonly Move[]): Promise<void> {
  await sql`
    with given as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(moves)}::jsonb)
        as given (month date, country text, procedure text, measure text, value int, by bigint)
    ), marked as (${mark(sql, sql`select distinct month from given`)})
    insert into scoreboard_count as c (month, country, procedure, measure, value, count)
    select month, country, procedure, measure, value, by from given
    on conflict (month, country, procedure, measure, value) do update set count = c.count + excluded.count`
  await sql`delete from scoreboard_count where count = 0`
}

/** Marks the months as changed. */
export const mark = (
  sql: Tx,
  months: ReturnType<typeof sql>,
  table: 'scoreboard_month' | 'usage_month' = 'scoreboard_month',
) => sql`
  insert into ${sql(table)} as m (month, version) select month, 1 from (${months}) as changed
  on conflict (month) do update set version = m.version + 1`

/**
 * The same that `countsOf` says of one fact, of all facts of the month that lies in `scoreboard_measured`: each measure
 * is a grouping of its own, told by which columns it leaves out. For speed countries and procedures are grouped as
 * numbers. Unit: days.
 */
const counted = (sql: Tx, month: string) => sql`
  with place as materialized (
    select recipient, procedure, row_number() over ()::int as place
    from (select distinct recipient, procedure from scoreboard_measured) as known
  ), grouped as (
    select place, count(*) as count, grouping(accept, withdraw, answer, late, timeliness, efforts) as left_out,
      coalesce(accept, withdraw, answer, late, timeliness, efforts) as value
    from scoreboard_measured join place using (recipient, procedure)
    group by place, grouping sets ((), (accept), (withdraw), (answer), (late), (timeliness), (efforts))
  )
  select ${month}::date as month, recipient as country, procedure, measure, coalesce(value, 0) as value, count
  from grouped join place using (place)
  join (values (63, 'received'), (31, 'days-to-accept'), (47, 'days-to-withdraw'), (55, 'days-to-answer'),
    (59, 'days-late'), (61, 'timeliness'), (62, 'efforts')) as named (left_out, measure) using (left_out)
  where value is not null or measure = 'received'`

/** Counts the month in `scoreboard_measured` anew; answers how many counts were others, and marks it if there were. */
export async function recountMonth(sql: Tx, month: string): Promise<number> {
  const [{ changed } = { changed: 0 }] = await sql<{ changed: number }[]>`
    with fresh as materialized (${counted(sql, month)}), known as (
      select * from scoreboard_count where month = ${month}
    ), different as materialized (
      select month, country, procedure, measure, value, coalesce(f.count, 0) as count
      from fresh f full join known c using (month, country, procedure, measure, value)
      where f.count is distinct from c.count
    ), marked as (${mark(sql, sql`select distinct month from different`)}), written as (
      insert into scoreboard_count as c (month, country, procedure, measure, value, count)
      select month, country, procedure, measure, value, count from different
      on conflict (month, country, procedure, measure, value) do update set count = excluded.count)
    select count(*)::int as changed from different`
  await sql`delete from scoreboard_count where count = 0`
  return changed
}

/** Whether the counts of a period are what its facts add up to. One statement a month, which reads all its facts. */
export async function areExact(sql: Tx, period: TalliesAsked['period']): Promise<boolean> {
  let exact = true
  await inMonths(
    sql,
    async month => {
      const [row] = await sql<{ exact: boolean }[]>`
        select not exists (
          select from (${counted(sql, month)}) as f
          full join (select * from scoreboard_count where month = ${month}) as c
            using (month, country, procedure, measure, value)
          where f.count is distinct from c.count) as exact`
      exact &&= row?.exact === true
    },
    period,
  )
  return exact
}

export type TalliesAsked = {
  readonly period: { readonly from: string; readonly to: string }
  readonly procedures: readonly string[]
  /** Of each indicator. */
  readonly terms: readonly Terms[]
}

/** Ratios of all indicators by country and procedure. One statement, which reads the counts once. */
export async function talliesOf(
  sql: Tx,
  { period, procedures, terms }: TalliesAsked,
): Promise<readonly Tally[]> {
  const rows = await sql<{ country: string; procedure: string; sums: number[] }[]>`
    select country, procedure, array[${sumsOf(sql, terms)}] as sums
    from scoreboard_count
    where month between ${period.from} and ${period.to} and procedure = any(${procedures as string[]})
    group by country, procedure`
  return rows.map(({ country, procedure, sums: all }) => ({ country, procedure, ratios: ratiosOf(all) }))
}

/** Numerator and denominator of each indicator, as columns over rows of measure, value and count. */
export const sumsOf = (sql: Tx, terms: readonly Terms[]) =>
  terms
    .flatMap(({ numerator, denominator }) => [sumOf(sql, numerator), sumOf(sql, denominator)])
    .reduce((all, part) => sql`${all}, ${part}`)

export const ratiosOf = (sums: readonly number[]): readonly Ratio[] =>
  Array.from({ length: sums.length / 2 }, (_, i) => ({
    numerator: sums[2 * i] ?? 0,
    denominator: sums[2 * i + 1] ?? 0,
  }))

/** Exact up to 2^53, far above any count of exchanges. */
const sumOf = (sql: Tx, terms: readonly Term[]) => {
  const parts = terms.map(
    ({ measure, from, to, weight, sign }) => sql`coalesce(sum(
      count * ${weight === 'value' ? sql`value` : sql`1`} * ${sign}::int) filter (where measure = ${measure}
        and value >= ${from ?? -2147483648}::int and value <= ${to ?? 2147483647}::int), 0)`,
  )
  return sql`(${parts.reduce((all, part) => sql`${all} + ${part}`)})::float8`
}

/**
 * Another one whenever something in a period was counted differently: month by month, as `readVersions` reads it. A
 * text, for most of the time it is only compared. One statement.
 */
export async function versionsOf(sql: Tx, { from, to }: TalliesAsked['period']): Promise<string> {
  const [row] = await sql<{ versions: string }[]>`
    select coalesce(string_agg(month || ' ' || version, ',' order by month), '') as versions
    from scoreboard_month where month between ${from} and ${to}`
  return row?.versions ?? ''
}
