// What the facts add up to: moved by what changed, made anew as a whole, summed up for an edition.
import type { Tx } from '../../base/sql.ts'
import type { Count } from '../fact.ts'
import type { Ratio, Tally, Term, Terms } from '../model.ts'
import { measured } from './facts.ts'

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
export const mark = (sql: Tx, months: ReturnType<typeof sql>) => sql`
  insert into scoreboard_month as m (month, version) select month, 1 from (${months}) as changed
  on conflict (month) do update set version = m.version + 1`

/** All facts at once, counted. */
const counted = (sql: Tx) => sql`
  select date_trunc('month', sent_day)::date as month, country, procedure, measure, value, count(*) as count
  from (${measured(sql, sql`scoreboard_fact`, sql`recipient_country as country, procedure`)}) as measured
  group by 1, 2, 3, 4, 5`

/** Counts all facts anew; answers how many counts were others. The months that change are marked. */
export async function rebuildCounts(sql: Tx): Promise<number> {
  const [{ changed } = { changed: 0 }] = await sql<{ changed: number }[]>`
    with fresh as materialized (${counted(sql)}), different as materialized (
      select month, country, procedure, measure, value, coalesce(f.count, 0) as count
      from fresh f full join scoreboard_count c using (month, country, procedure, measure, value)
      where f.count is distinct from c.count
    ), marked as (${mark(sql, sql`select distinct month from different`)}), written as (
      insert into scoreboard_count as c (month, country, procedure, measure, value, count)
      select month, country, procedure, measure, value, count from different
      on conflict (month, country, procedure, measure, value) do update set count = excluded.count)
    select count(*)::int as changed from different`
  await sql`delete from scoreboard_count where count = 0`
  return changed
}

/** Whether the counts of a period are what its facts add up to. One statement, which reads all facts. */
export async function areExact(sql: Tx, { from, to }: TalliesAsked['period']): Promise<boolean> {
  const [row] = await sql<{ exact: boolean }[]>`
    select not exists (
      select from (${counted(sql)}) as f
      full join scoreboard_count c using (month, country, procedure, measure, value)
      where month between ${from} and ${to} and f.count is distinct from c.count) as exact`
  return row?.exact === true
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

/** Another one whenever something in a period was counted differently. One statement. */
export async function versionOf(sql: Tx, period: TalliesAsked['period']): Promise<string> {
  const [row] = await sql<{ version: string }[]>`
    select coalesce(sum(version), 0)::text as version from scoreboard_month
    where month between ${period.from} and ${period.to}`
  return row?.version ?? '0'
}
