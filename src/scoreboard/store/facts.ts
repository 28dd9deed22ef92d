// Facts of requests: as the exchanges stand, as they were written down before, and in the order of the open data.
import type { Tx } from '../../base/sql.ts'
import type { Fact } from '../fact.ts'

/** A fact before and after; null: there is none. */
export type Change = { readonly before: Fact | null; readonly after: Fact | null }

/** Parts of a split and requests within a country are left out. Source: decision 0029. */
const counts = (sql: Tx) => sql`
  e.kind = 'request' and e.parent is null and e.sent_at is not null and s.country <> r.country`

/**
 * What the exchanges say now. The agreed day is the one that stood before the first answer: where a further question
 * set another one since, the log tells it.
 */
const current = (sql: Tx) => sql`
  select e.exchange, e.area, e.procedure, s.country as sender_country, r.country as recipient_country, e.sent_at,
    e.accepted_at, case when e.state = 'withdrawn' then e.ended_at end as withdrawn_at,
    e.asked_day as proposed_day,
    case when e.accepted_at is not null then coalesce(first.agreed_day, e.answer_by_day) end as agreed_day,
    e.answered_at, e.rating_timeliness, e.rating_efforts
  from exchange e
  join authority s on s.id = e.sender
  join authority r on r.id = e.recipient
  left join lateral (
    select (select (a.data ->> 'answerByDay')::date from exchange_event a
      where a.exchange = e.exchange and a.version < f.version
        and a.event in ('accepted', 'date-agreed', 'date-insisted')
      order by a.version desc limit 1) as agreed_day
    from exchange_event f
    where f.exchange = e.exchange and f.event = 'further-asked'
    order by f.version limit 1) first on true
  where ${counts(sql)}`

const factColumns = (sql: Tx) => sql`
  exchange as number, area, procedure, sender_country as "senderCountry", recipient_country as "recipientCountry",
  sent_at as "sentAt", accepted_at as "acceptedAt", withdrawn_at as "withdrawnAt", proposed_day as "proposedDay",
  agreed_day as "agreedDay", answered_at as "answeredAt", rating_timeliness as "ratingTimeliness",
  rating_efforts as "ratingEfforts"`

/** Exchanges whose fact is another one than was written down. One statement. */
export async function changesOf(sql: Tx, exchanges: readonly string[]): Promise<readonly Change[]> {
  const rows = await sql<(Fact & { readonly isNow: boolean })[]>`
    select false as "isNow", ${factColumns(sql)} from scoreboard_fact
    where exchange = any(${exchanges as string[]})
    union all
    select true, ${factColumns(sql)} from (${current(sql)}) as current
    where exchange = any(${exchanges as string[]})`
  return [...Map.groupBy(rows, one => one.number).values()].flatMap(both => {
    const factWhere = (wanted: boolean): Fact | null => {
      const found = both.find(one => one.isNow === wanted)
      if (!found) return null
      const { isNow: _, ...fact } = found
      return fact
    }
    const change = { before: factWhere(false), after: factWhere(true) }
    return JSON.stringify(change.before) === JSON.stringify(change.after) ? [] : [change]
  })
}

/** Writes what differs only: a fact that stands as it is costs no write. */
const onConflict = (sql: Tx) => sql`
  on conflict (exchange) do update set area = excluded.area, procedure = excluded.procedure,
    sender_country = excluded.sender_country, recipient_country = excluded.recipient_country,
    sent_at = excluded.sent_at, accepted_at = excluded.accepted_at, withdrawn_at = excluded.withdrawn_at,
    proposed_day = excluded.proposed_day, agreed_day = excluded.agreed_day, answered_at = excluded.answered_at,
    rating_timeliness = excluded.rating_timeliness, rating_efforts = excluded.rating_efforts
  where f.* is distinct from excluded.*`

/** One statement. */
export const writeFacts = (sql: Tx, facts: readonly Fact[]) => sql`
  insert into scoreboard_fact as f
  select number, area, procedure, "senderCountry", "recipientCountry", "sentAt", "acceptedAt", "withdrawnAt",
    "proposedDay", "agreedDay", "answeredAt", "ratingTimeliness", "ratingEfforts"
  from jsonb_to_recordset(${JSON.stringify(facts)}::jsonb) as given (number text, area text, procedure text,
    "senderCountry" text, "recipientCountry" text, "sentAt" timestamptz, "acceptedAt" timestamptz,
    "withdrawnAt" timestamptz, "proposedDay" date, "agreedDay" date, "answeredAt" timestamptz,
    "ratingTimeliness" int, "ratingEfforts" int)
  ${onConflict(sql)}`

export const removeFacts = (sql: Tx, exchanges: readonly string[]) =>
  sql`delete from scoreboard_fact where exchange = any(${exchanges as string[]})`

/** For what takes minutes in a large history. */
export const withoutTimeLimit = (sql: Tx) => sql`set local statement_timeout = 0`

/**
 * Makes every fact anew from the exchanges; answers how many were another one, or missing. Facts of exchanges that are
 * deleted by now stay: they are the anonymous record that is left of them. What differs is found first, by itself:
 * several processes of the database help with what does not write.
 */
export async function rebuildFacts(sql: Tx): Promise<number> {
  await sql`
    create temporary table scoreboard_other as
    select current.* from (${current(sql)}) as current left join scoreboard_fact f using (exchange)
    where row(f.*) is distinct from row(current.*)`
  const written = await sql`
    insert into scoreboard_fact as f select * from scoreboard_other as current ${onConflict(sql)}`
  await sql`drop table scoreboard_other`
  const stale = await sql`
    delete from scoreboard_fact f using exchange e, authority s, authority r
    where e.exchange = f.exchange and s.id = e.sender and r.id = e.recipient and not (${counts(sql)})`
  return stale.count + written.count
}

type Piece = ReturnType<typeof counts>

/**
 * The same that `countsOf` says of one fact, of all facts of a table: a row for each measure that has a value. `kept`:
 * columns that come along. Unit: days between dates in Brussels.
 */
export const measured = (sql: Tx, facts: Piece, kept: Piece): Piece => {
  const day = (name: string) => sql`(${sql(name)} at time zone 'Europe/Brussels')::date`
  return sql`
    select fact.*, measured.measure, measured.value
    from (
      select ${kept}, ${day('sent_at')} as sent_day, ${day('accepted_at')} as accepted,
        case when accepted_at is null then ${day('withdrawn_at')} end as withdrawn,
        ${day('answered_at')} as answered, agreed_day, rating_timeliness, rating_efforts
      from ${facts}) as fact
    cross join lateral (values ('received', 0), ('days-to-accept', accepted - sent_day),
      ('days-to-withdraw', withdrawn - sent_day), ('days-to-answer', answered - sent_day),
      ('days-late', answered - agreed_day), ('timeliness', rating_timeliness), ('efforts', rating_efforts)
    ) as measured (measure, value)
    where value is not null`
}

/** Where a piece of the open data begins: after this request. */
export type After = { readonly sentAt: string; readonly number: string }
export type FactsAsked = {
  /** First and last day, in Brussels, on which they were sent. */
  readonly period: { readonly from: string; readonly to: string }
  readonly procedures: readonly string[]
  readonly after: After | null
  readonly limit: number
}

const utc = (sql: Tx, name: string) =>
  sql`to_char(${sql(name)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** `last`: null where there are no lines. */
export type CsvPiece = { readonly text: string; readonly lines: number; readonly last: After | null }

/**
 * Lines of requests.csv, by when they were sent, then by number; each ends with a line feed. As one text: thousands of
 * rows as objects would hold up who asks for pages meanwhile. `sentAt` to the microsecond. One statement.
 */
export async function factPiece(
  sql: Tx,
  { period, procedures, after, limit }: FactsAsked,
): Promise<CsvPiece> {
  const [row] = await sql<CsvPiece[]>`
    with line as materialized (
      select sent_at, exchange, array_to_string(array[exchange, area, procedure,
        sender_country, recipient_country, ${utc(sql, 'sent_at')}, ${utc(sql, 'accepted_at')},
        ${utc(sql, 'withdrawn_at')}, proposed_day::text, agreed_day::text, ${utc(sql, 'answered_at')},
        rating_timeliness::text, rating_efforts::text], ',', '') as line
      from scoreboard_fact
      where sent_at >= ${period.from}::timestamp at time zone 'Europe/Brussels'
        and sent_at < (${period.to}::timestamp + interval '1 day') at time zone 'Europe/Brussels'
        and procedure = any(${procedures as string[]})
        and (sent_at, exchange) > (${after?.sentAt ?? '-infinity'}::timestamptz, ${after?.number ?? ''})
      order by sent_at, exchange
      limit ${limit}
    )
    select coalesce(string_agg(line || E'\n', '' order by sent_at, exchange), '') as text, count(*)::int as lines, (
      select jsonb_build_object('sentAt', sent_at::text, 'number', exchange) from line
      order by sent_at desc, exchange desc limit 1) as last
    from line`
  return row ?? { text: '', lines: 0, last: null }
}
