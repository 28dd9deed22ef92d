// What was sent, by month, kind, procedure and country: moved by what changed, made anew, summed up by month.
import type { Tx } from '../../base/sql.ts'
import { type Cell, moves, type Sum, type UseMove } from '../usage/model.ts'
import { mark } from './counts.ts'
import type { Change } from './facts.ts'

/** Whatever has no fact of the scoreboard. Parts of a split do not count by themselves. Source: decision 0031. */
const others = (sql: Tx) => sql`
  select e.exchange, date_trunc('month', e.sent_at at time zone 'Europe/Brussels')::date as month, e.kind, e.area,
    e.procedure, s.country as sender_country, coalesce(r.country, '') as recipient_country
  from exchange e
  join authority s on s.id = e.sender
  left join authority r on r.id = e.recipient
  where e.sent_at is not null and e.parent is null and not (e.kind = 'request' and s.country <> r.country)`

const cell = (sql: Tx) => sql`month, kind, area, procedure, sender_country, recipient_country`

/** Counts what was sent among these exchanges and had not been counted. One statement, two where something was. */
export async function countUse(
  sql: Tx,
  exchanges: readonly string[],
  changes: readonly Change[],
): Promise<void> {
  const added = await sql<Cell[]>`
    insert into usage_entry (exchange, ${cell(sql)})
    select exchange, ${cell(sql)} from (${others(sql)}) as others where exchange = any(${exchanges as string[]})
    on conflict do nothing
    returning month, kind, area, procedure, sender_country as "senderCountry",
      recipient_country as "recipientCountry"`
  const moved = moves(changes, added)
  if (moved.length > 0) await moveUse(sql, moved)
}

async function moveUse(sql: Tx, moved: readonly UseMove[]): Promise<void> {
  await sql`
    with given as materialized (
      select month, kind, area, procedure, "senderCountry" as sender_country,
        "recipientCountry" as recipient_country, by
      from jsonb_to_recordset(${JSON.stringify(moved)}::jsonb) as given (month date, kind text, area text,
        procedure text, "senderCountry" text, "recipientCountry" text, by bigint)
    ), marked as (${mark(sql, sql`select distinct month from given`, 'usage_month')})
    insert into usage_count as c (${cell(sql)}, count)
    select ${cell(sql)}, by from given
    on conflict (${cell(sql)}) do update set count = c.count + excluded.count`
  if (moved.some(({ by }) => by < 0)) await sql`delete from usage_count where count = 0`
}

/**
 * Makes the entries anew; answers how many were others. Entries of exchanges that are deleted by now stay: they are the
 * anonymous record that is left of them.
 */
export async function rebuildEntries(sql: Tx): Promise<number> {
  const stale = await sql`
    delete from usage_entry u using exchange e
    where e.exchange = u.exchange and u.exchange not in (select exchange from (${others(sql)}) as others)`
  const written = await sql`
    insert into usage_entry as u (exchange, ${cell(sql)}) select exchange, ${cell(sql)} from (${others(sql)}) as others
    on conflict (exchange) do update set month = excluded.month, kind = excluded.kind, area = excluded.area,
      procedure = excluded.procedure, sender_country = excluded.sender_country,
      recipient_country = excluded.recipient_country
    where u.* is distinct from excluded.*`
  return stale.count + written.count
}

/** All months of entries, which are not in the order of time: summed up once, not once for each month. */
export const sumEntries = (sql: Tx) => sql`
  create temporary table usage_summed on commit drop as
  select ${cell(sql)}, count(*) as count from usage_entry group by ${cell(sql)}`

/** Counts the month in `scoreboard_measured` and `usage_summed` anew; answers how many counts were others. */
export async function recountUse(sql: Tx, month: string): Promise<number> {
  const [{ changed } = { changed: 0 }] = await sql<{ changed: number }[]>`
    with fresh as materialized (
      select * from usage_summed where month = ${month} and kind <> 'request'
      union all
      select ${cell(sql)}, sum(count)::bigint from (
        select * from usage_summed where month = ${month} and kind = 'request'
        union all
        select ${month}::date, 'request', area, procedure, sender, recipient, count(*)
        from scoreboard_measured group by area, procedure, sender, recipient) as requests
      group by ${cell(sql)}
    ), known as (
      select * from usage_count where month = ${month}
    ), different as materialized (
      select ${cell(sql)}, coalesce(f.count, 0) as count
      from fresh f full join known c using (${cell(sql)})
      where f.count is distinct from c.count
    ), marked as (${mark(sql, sql`select distinct month from different`, 'usage_month')}), written as (
      insert into usage_count as c (${cell(sql)}, count) select ${cell(sql)}, count from different
      on conflict (${cell(sql)}) do update set count = excluded.count)
    select count(*)::int as changed from different`
  await sql`delete from usage_count where count = 0`
  return changed
}

/** What a page asks first: nothing of what it holds is old while this stands. */
export type UsageState = {
  readonly months: Readonly<Record<string, number>>
  /** How many texts the operator has published. */
  readonly announcements: number
}

/** One statement. */
export async function usageState(sql: Tx): Promise<UsageState> {
  const [row] = await sql<UsageState[]>`
    select coalesce((select jsonb_object_agg(month, version) from usage_month), '{}') as months,
      (select count(*)::int from announcement) as announcements`
  return row ?? { months: {}, announcements: 0 }
}

/** Of some months, once by sending and once by recipient country. One statement. */
export const usageOf = (sql: Tx, months: readonly string[]) => sql<Sum[]>`
  select month, kind, area, case when grouping(recipient_country) = 1 then 'sender' else 'recipient' end as side,
    coalesce(sender_country, recipient_country) as country, sum(count)::float8 as count
  from usage_count where month = any(${months as string[]}::date[])
  group by month, kind, area, grouping sets ((sender_country), (recipient_country))`
