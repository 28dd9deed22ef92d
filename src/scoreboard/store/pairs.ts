// Who asks whom: moved by what changed, made anew from the facts, summed up for any period.
import type { Tx } from '../../base/sql.ts'
import { type PairCount, pairColumns } from '../pair.ts'
import { mark } from './counts.ts'

/** By how much a row moves. */
export type PairMove = PairCount

const empty = (sql: Tx) => sql``
type Piece = ReturnType<typeof empty>
const all = (sql: Tx, pieces: readonly Piece[]): Piece => pieces.reduce((some, one) => sql`${some}, ${one}`)
const names = (sql: Tx, prefix = ''): Piece =>
  all(
    sql,
    pairColumns.map(({ name }) => sql`${sql(prefix + name)}`),
  )

/** Adds, and marks the months as changed. Two statements; what comes to nothing is taken away. */
export async function movePairs(sql: Tx, moves: readonly PairMove[]): Promise<void> {
  const added = pairColumns.map(({ name }) => sql`${sql(name)} = p.${sql(name)} + excluded.${sql(name)}`)
  await sql`
    with given as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(moves)}::jsonb)
        as given (month date, sender text, recipient text, procedure text, sums int[])
    ), marked as (${mark(sql, sql`select distinct month from given`)})
    insert into scoreboard_pair as p (month, sender, recipient, procedure, ${names(sql)})
    select month, sender, recipient, procedure, ${all(
      sql,
      pairColumns.map((_, at) => sql`sums[${at + 1}::int]`),
    )} from given
    on conflict (month, recipient, sender, procedure) do update set ${all(sql, added)}`
  await sql`delete from scoreboard_pair where received = 0`
}

/** The same that `pairCountOf` says of one fact, of all facts of the month that lies in `scoreboard_measured`. */
const counted = (sql: Tx, month: string): Piece => {
  const values: Readonly<Record<string, Piece>> = {
    received: sql`0`,
    ...{ 'days-to-accept': sql`accept`, 'days-to-withdraw': sql`withdraw`, 'days-to-answer': sql`answer` },
    ...{ 'days-late': sql`late`, timeliness: sql`timeliness`, efforts: sql`efforts` },
  }
  const sums = pairColumns.map(({ name, measure, from, to, weight }) => {
    const value = values[measure] ?? sql`null`
    const added = weight === 'value' ? sql`sum(${value})` : sql`count(*)`
    return sql`coalesce(${added} filter (where ${value}
      between ${from ?? -2147483648}::int and ${to ?? 2147483647}::int), 0)::int as ${sql(name)}`
  })
  return sql`
    select ${month}::date as month, sender, recipient, procedure, ${all(sql, sums)}
    from scoreboard_measured group by sender, recipient, procedure`
}

/** Sums the month in `scoreboard_measured` up anew; answers how many rows were others, and marks it if there were. */
export async function recountPairs(sql: Tx, month: string): Promise<number> {
  const fresh = pairColumns.map(({ name }) => sql`coalesce(f.${sql(name)}, 0) as ${sql(name)}`)
  const written = pairColumns.map(({ name }) => sql`${sql(name)} = excluded.${sql(name)}`)
  const [{ changed } = { changed: 0 }] = await sql<{ changed: number }[]>`
    with fresh as materialized (${counted(sql, month)}), known as (
      select * from scoreboard_pair where month = ${month}
    ), different as materialized (
      select month, sender, recipient, procedure, ${all(sql, fresh)}
      from fresh f full join known p using (month, sender, recipient, procedure)
      where (${names(sql, 'f.')}) is distinct from (${names(sql, 'p.')})
    ), marked as (${mark(sql, sql`select distinct month from different`)}), written as (
      insert into scoreboard_pair as p (month, sender, recipient, procedure, ${names(sql)})
      select month, sender, recipient, procedure, ${names(sql)} from different
      on conflict (month, recipient, sender, procedure) do update set ${all(sql, written)})
    select count(*)::int as changed from different`
  await sql`delete from scoreboard_pair where received = 0`
  return changed
}
