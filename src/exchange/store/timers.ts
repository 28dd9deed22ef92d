// Exchanges in which the clock has to act, and what it writes: version, event and command, nothing that people look at.
import { isUniqueViolation, type Tx } from '../../base/sql.ts'
import type { LogEntry } from '../model.ts'
import { logOf } from './load.ts'

export type DueExchange = {
  readonly exchange: string
  readonly procedure: string
  readonly area: string
  readonly dueAt: string
  readonly log: readonly LogEntry[]
}

/** Where the last chunk ended: what could not be worked on holds back nothing behind it. */
export type DueAsked = {
  readonly now: string
  readonly after: Pick<DueExchange, 'dueAt' | 'exchange'> | null
  readonly limit: number
}

/** The oldest first. One statement. */
export const dueExchanges = (sql: Tx, { now, after, limit }: DueAsked) => sql<DueExchange[]>`
  select e.exchange, e.procedure, e.area, e.next_timer_at as "dueAt", ${logOf(sql, sql`e.exchange`)} as log
  from exchange e
  where e.next_timer_at <= ${now} and (${after === null} or
    (e.next_timer_at, e.exchange) > (${after?.dueAt ?? null}::timestamptz, ${after?.exchange ?? null}::text))
  order by e.next_timer_at, e.exchange limit ${limit}`

export type Fired = {
  readonly exchange: string
  readonly entry: LogEntry
  readonly key: string
  readonly nextAt: string | null
}

/**
 * False where somebody was faster, or another process fired this timer. Parts, words and drafts stay as they are:
 * for nobody has anything changed.
 */
export async function appendTimer(sql: Tx, { exchange, entry, key, nextAt }: Fired): Promise<boolean> {
  try {
    const [row] = await sql<{ moved: number }[]>`
      with moved as (
        update exchange set version = ${entry.version}, hash = ${entry.hash}, next_timer_at = ${nextAt}
        where exchange = ${exchange} and version = ${entry.version - 1} returning exchange
      ), event as (
        insert into exchange_event (exchange, version, event, at, authority, account, data, hash)
        select exchange, ${entry.version}, ${entry.event}, ${entry.at}::timestamptz, ${entry.authority},
          ${entry.user}, ${JSON.stringify(entry.data)}::jsonb, ${entry.hash} from moved
      ), command as (
        insert into exchange_command (exchange, authority, key, account, version, digest)
        select exchange, ${entry.authority}, ${key}, ${entry.user}, ${entry.version}, '' from moved
      )
      select count(*)::int as moved from moved`
    return row?.moved === 1
  } catch (error) {
    if (isUniqueViolation(error)) return false
    throw error
  }
}

/** Nothing is due yet after all: looked at again at that instant. */
export async function postponeTimer(
  sql: Tx,
  { exchange, version, nextAt }: { exchange: string; version: number; nextAt: string | null },
): Promise<void> {
  await sql`
    update exchange set next_timer_at = ${nextAt} where exchange = ${exchange} and version = ${version}`
}
