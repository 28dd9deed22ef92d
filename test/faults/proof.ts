// The proof after a run: what was acknowledged is in the database once, and all rows say what the logs say.
import type { Sql } from '../../src/base/sql.ts'
import { brokenAt, canonical, type Json } from '../../src/evidence/model.ts'
import { type Current, currentOf, type PartRow, partsOf } from '../../src/exchange/current.ts'
import { isSealed, type LogEntry } from '../../src/exchange/model.ts'
import { exchangeStore } from '../../src/exchange/store.ts'
import type { Catalogue } from '../../src/procedure/store.ts'
import type { Acknowledged } from './stream.ts'

type Given = {
  readonly sql: Sql
  readonly catalogue: Catalogue
  /** In whose name the exchanges are read. */
  readonly reader: { readonly user: string; readonly authority: string }
}

export type Proof = {
  readonly exchanges: number
  readonly transitions: number
  readonly chains: number
  readonly faults: readonly string[]
}

/** `before`: how many exchanges there were before the run, so that none can have come in unasked. */
export async function prove(given: Given, done: readonly Acknowledged[], before: number): Promise<Proof> {
  const byExchange = Map.groupBy(done, one => one.exchange)
  const faults: string[] = []
  for (const [exchange, acknowledged] of byExchange)
    for (const fault of await faultsOf(given, exchange, acknowledged)) faults.push(`${exchange}: ${fault}`)
  const { sql } = given
  const added = (await countExchanges(sql)) - before
  if (added !== byExchange.size)
    faults.push(`${added} exchanges came in, ${byExchange.size} were acknowledged`)
  const chains = await readChains(sql)
  for (const [exchange, log] of chains) {
    const version = brokenAt(log.map(entry => ({ ...entry, exchange })))
    if (version !== null) faults.push(`${exchange}: the chain is broken at ${version}`)
  }
  return { exchanges: byExchange.size, transitions: done.length, chains: chains.size, faults }
}

export async function countExchanges(sql: Sql): Promise<number> {
  const [row] = await sql<{ count: number }[]>`select count(*)::int as count from exchange`
  return row?.count ?? 0
}

async function readChains(sql: Sql): Promise<ReadonlyMap<string, readonly LogEntry[]>> {
  const rows = await sql<(LogEntry & { exchange: string })[]>`
    select exchange, version, event, at, authority, account as user, data, hash
    from exchange_event order by exchange, version`
  return Map.groupBy(rows, row => row.exchange)
}

async function faultsOf(
  { sql, catalogue, reader }: Given,
  exchange: string,
  acknowledged: readonly Acknowledged[],
): Promise<readonly string[]> {
  const stored = await exchangeStore(sql).load({ exchange, ...reader, today: '2026-11-24' })
  const procedure = stored && catalogue.byId(stored.procedure)
  if (!stored || !procedure) return ['it is not there']
  const { log, personal, draft } = stored
  const current = await readCurrent(sql, exchange)
  const keys = await sql<{ key: string; version: number }[]>`
    select key, version from exchange_command where exchange = ${exchange} order by version`
  const wanted = acknowledged.toSorted((a, b) => a.version - b.version)
  const sealed = sealedIn(log.map(entry => entry.data))
  return [
    ...differs('log', log, wanted, one => [one.version, one.event]),
    ...differs('commands', keys, wanted, one => [one.version, one.key]),
    ...differs('row', [current], [currentOf(log, procedure)], one => one),
    ...differs('parts', await readParts(sql, exchange), sorted(partsOf(log)), one => one),
    ...differs('personal data', personal.map(one => one.commitment).toSorted(), sealed, one => one),
    ...(draft && log.length > 1 ? ['a draft outlived its sending'] : []),
  ]
}

/** Nothing where both lists are the same in what `tell` says of each. */
function differs<A, B>(
  what: string,
  found: readonly A[],
  wanted: readonly B[],
  tell: (one: A | B) => unknown,
): readonly string[] {
  const [is, should] = [found, wanted].map(list => canonical(list.map(tell) as Json))
  return is === should ? [] : [`${what}: ${is} instead of ${should}`]
}

const sealedIn = (data: unknown): readonly string[] => {
  if (isSealed(data)) return [data.sealed]
  if (typeof data !== 'object' || data === null) return []
  return Object.values(data).flatMap(sealedIn).toSorted()
}

async function readCurrent(sql: Sql, exchange: string): Promise<Current | undefined> {
  const [row] = await sql<Current[]>`
    select state, version, hash, sender, recipient, parent, is_urgent as "isUrgent", title_value as "titleValue",
      sent_at as "sentAt", accepted_at as "acceptedAt", answered_at as "answeredAt", ended_at as "endedAt",
      asked_day as "askedDay", answer_by_day as "answerByDay", rating_timeliness as "ratingTimeliness",
      rating_efforts as "ratingEfforts"
    from exchange where exchange = ${exchange}`
  return row
}

const readParts = (sql: Sql, exchange: string): Promise<readonly PartRow[]> =>
  sql<PartRow[]>`
    select authority, part, counterpart, turn, due_day as "dueDay", state, changed_at as "changedAt",
      other_version as "otherVersion", waits_since as "waitsSince"
    from exchange_part where exchange = ${exchange} order by authority`

const sorted = (parts: readonly PartRow[]): readonly PartRow[] =>
  parts.toSorted((a, b) => (a.authority < b.authority ? -1 : 1))
