// Where requests went in the end: derived from the log, so that it can be thrown away and made again.
import type { Tx } from '../../base/sql.ts'
import { acceptances, type LogEntry } from '../model.ts'
import { type Flow, type Route, routeEvents } from '../proposal/model.ts'

export type RouteRow = Route & { readonly exchange: string }

export type LoggedRoute = {
  readonly exchange: string
  readonly log: readonly Pick<LogEntry, 'event' | 'at' | 'data'>[]
}

/** What the logs of some exchanges tell of their routes. One statement. */
export const routeLogs = (sql: Tx, exchanges: readonly string[]) => sql<LoggedRoute[]>`
  select exchange, json_agg(json_build_object('event', event, 'data', data,
      'at', to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by version) as log
  from exchange_event
  where exchange = any(${exchanges as string[]}) and event = any(${routeEvents as string[]})
  group by exchange`

/** What was known of these exchanges is replaced; answers of how many it was something else. One statement. */
export async function saveRoutes(sql: Tx, rows: readonly RouteRow[]): Promise<number> {
  const saved = await sql`
    insert into exchange_route as r (exchange, procedure, matter, sender, asked, taker, at)
    select exchange, procedure, matter, sender, asked, taker, at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as one (exchange text, procedure text, matter text,
      sender text, asked text, taker text, at timestamptz)
    on conflict (exchange) do update set procedure = excluded.procedure, matter = excluded.matter,
      sender = excluded.sender, asked = excluded.asked, taker = excluded.taker, at = excluded.at
    where (r.procedure, r.matter, r.sender, r.asked, r.taker, r.at) is distinct from
      (excluded.procedure, excluded.matter, excluded.sender, excluded.asked, excluded.taker, excluded.at)`
  return saved.count
}

export type FlowsAsked = {
  readonly procedure: string
  readonly matter: string
  readonly asked: readonly string[]
  readonly since: string
  /** For whom; one who wants the rules alone is told nothing. */
  readonly user: string
}

/** How requests of a kind went on that some authorities were asked. One statement. */
export const flowsOf = (sql: Tx, { procedure, matter, asked, since, user }: FlowsAsked) => sql<Flow[]>`
  select asked, taker, count(*)::int as count, count(distinct sender)::int as senders
  from exchange_route
  where asked = any(${asked as string[]}) and procedure = ${procedure} and matter = ${matter}
    and at >= ${since}::timestamptz
    and exists (select from account where id = ${user} and uses_forwards)
  group by asked, taker`

export async function forgetRoutes(sql: Tx, before: string): Promise<void> {
  await sql`delete from exchange_route where at < ${before}::timestamptz`
}

/** Exchanges that somebody took on since, in the order of their numbers. One statement. */
export async function takenExchanges(
  sql: Tx,
  asked: { readonly since: string; readonly after: string; readonly limit: number },
): Promise<readonly string[]> {
  const rows = await sql<{ exchange: string }[]>`
    select distinct exchange from exchange_event
    where event = any(${acceptances as string[]}) and at >= ${asked.since}::timestamptz and exchange > ${asked.after}
    order by exchange limit ${asked.limit}`
  return rows.map(({ exchange }) => exchange)
}

/** Removes all routes but those of some exchanges and those that came since; answers how many. One statement. */
export async function dropOtherRoutes(sql: Tx, right: readonly string[], since: string): Promise<number> {
  const dropped = await sql`
    delete from exchange_route where at < ${since}::timestamptz
      and exchange not in (select unnest(${right as string[]}::text[]))`
  return dropped.count
}
