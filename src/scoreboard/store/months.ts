// The facts of one month, read once: what counts, sums of pairs and counts of use are made anew from.
import type { Tx } from '../../base/sql.ts'

/** Is told after each month. */
export type OnMonth = (done: number, all: number) => void

/** Every month of which there are facts, or of which something is counted. */
const monthsOf = (sql: Tx) => sql<{ month: string }[]>`
  select date_trunc('month', at)::date as month
  from (select min(sent_at) as first, max(sent_at) as last from scoreboard_fact) as facts,
    generate_series(date_trunc('month', first), last, interval '1 month') as at
  union select month from scoreboard_count
  union select month from scoreboard_pair
  union select month from usage_count
  union select month from usage_entry
  order by month`

/**
 * What `countsOf` says of one fact, of all facts of a month, as a table of its own: of any history no more than a month
 * has to fit into memory. Days are dates in the zone of the session, which is Brussels. Unit: days.
 */
const readMonth = (sql: Tx, month: string) => sql`
  create temporary table scoreboard_measured on commit drop as
  select area, procedure, sender, recipient, accepted - sent as accept,
    case when accepted is null then withdrawn - sent end as withdraw, answered - sent as answer,
    answered - agreed_day as late, timeliness, efforts
  from (
    select area, procedure, sender_country as sender, recipient_country as recipient, sent_at::date as sent,
      accepted_at::date as accepted, withdrawn_at::date as withdrawn, answered_at::date as answered, agreed_day,
      rating_timeliness as timeliness, rating_efforts as efforts
    from scoreboard_fact
    where sent_at >= ${month}::date and sent_at < ${month}::date + interval '1 month') as fact`

/**
 * Does something with each month, once its facts lie in `scoreboard_measured`. Until the end a date of an instant is
 * the date in Brussels: to name the zone at each instant of a large history would take longer than to count it.
 */
export async function inMonths(
  sql: Tx,
  work: (month: string) => Promise<void>,
  { from = '-infinity', to = 'infinity', onMonth = () => {} }: Partial<Within> = {},
): Promise<void> {
  await sql`set local timezone to 'Europe/Brussels'`
  // Groups of a month are found by hashing in memory; to compile each statement anew would take longer than to run it.
  await sql`set local work_mem to '32MB'`
  await sql`set local jit to off`
  const months = (await monthsOf(sql)).filter(({ month }) => month >= from && month <= to)
  for (const [at, { month }] of months.entries()) {
    await readMonth(sql, month)
    // How many countries and procedures there are decides how they are joined: by hash, which sorts no text.
    await sql`analyze scoreboard_measured (recipient, procedure)`
    await work(month)
    await sql`drop table scoreboard_measured`
    onMonth(at + 1, months.length)
  }
  await sql`set local timezone to 'UTC'`
  await sql`set local work_mem to default`
  await sql`set local jit to default`
}

type Within = { readonly from: string; readonly to: string; readonly onMonth: OnMonth }
