// Followers of a log: each reads every entry once, in an order that loses none, and keeps its place in a table.
import { setTimeout as wait } from 'node:timers/promises'
import type { Sql, Tx } from './sql.ts'

/** An entry of a log that has the columns transaction, exchange, version, event, at, authority, account, data. */
export type Followed = {
  readonly transaction: string
  readonly exchange: string
  readonly version: number
  readonly event: string
  readonly at: string
  readonly authority: string
  readonly account: string
  readonly data: unknown
}

export type Follower = {
  readonly name: string
  /** Table of the log; it needs an index on (transaction, exchange, version). */
  readonly log: string
  readonly batchRows?: number
}

/** Runs in the transaction that moves the follower on: what it writes there is written exactly once. */
export type Apply = (tx: Tx, entries: readonly Followed[]) => Promise<void>

const batchRowsMax = 500

/**
 * Works on the next entries and answers how many there were; 0 too where another process is at it. Call it until it
 * answers 0. A transaction that begins first may commit last, so entries are read in the order (transaction, exchange,
 * version) and only of transactions before which none is running: "later than the last one read" would lose some.
 */
export async function follow(sql: Sql, follower: Follower, apply: Apply): Promise<number> {
  if (!(await hasMore(sql, follower))) return 0
  return sql.begin(async tx => {
    const [place] = await tx<Place[]>`
      select transaction::text, exchange, version from follower where name = ${follower.name}
      for update skip locked`
    if (!place) return 0
    const entries = await nextOf(tx, follower, place)
    const last = entries.at(-1)
    if (!last) return 0
    await apply(tx, entries)
    await tx`
      update follower set transaction = ${last.transaction}::text::xid8, exchange = ${last.exchange},
        version = ${last.version}
      where name = ${follower.name}`
    return entries.length
  })
}

type Place = Pick<Followed, 'transaction' | 'exchange' | 'version'>

/** Asked first, without a lock: who has nothing to do holds back nobody. Makes a place where there is none. */
async function hasMore(sql: Sql, { name, log }: Follower): Promise<boolean> {
  const [found] = await sql<{ isThere: boolean; isMore: boolean }[]>`
    select f.name is not null as "isThere", exists (
      select from ${sql(log)} l
      where (l.transaction, l.exchange, l.version) > (f.transaction, f.exchange, f.version)
        and l.transaction < pg_snapshot_xmin(pg_current_snapshot())) as "isMore"
    from (values (1)) as one left join follower f on f.name = ${name}`
  if (found?.isThere) return found.isMore
  await insertPlace(sql, name)
  return true
}

const nextOf = (tx: Tx, { log, batchRows = batchRowsMax }: Follower, place: Place) => tx<Followed[]>`
  select transaction::text, exchange, version, event, at, authority, account, data from ${tx(log)}
  where (transaction, exchange, version) > (${place.transaction}::text::xid8, ${place.exchange}, ${place.version})
    and transaction < pg_snapshot_xmin(pg_current_snapshot())
  order by transaction, exchange, version
  limit ${batchRows}`

/** Holds a follower back until the transaction ends: what it follows up is being made anew. */
export async function holdFollower(tx: Tx, name: string): Promise<void> {
  await insertPlace(tx, name)
  await tx`select from follower where name = ${name} for update`
}

const insertPlace = (sql: Tx, name: string) => sql`
  insert into follower (name, transaction, exchange, version) values (${name}, '0', '', 0)
  on conflict (name) do nothing`

/** Works until nothing is left; answers how much there was. */
export async function untilNone(some: () => Promise<number>): Promise<number> {
  let all = 0
  for (let count = await some(); count > 0; count = await some()) all += count
  return all
}

/** After a fault, which a database that is down brings at every look, it waits longer. */
const pauseMs = { done: 1000, failed: 15_000 } as const

/** Follows in every process, one round after another; answers what ends it, which waits for the last round. */
export function keepRound(
  round: () => Promise<unknown>,
  onError: (error: unknown) => void,
): () => Promise<void> {
  const stopping = new AbortController()
  const running = (async () => {
    while (!stopping.signal.aborted) {
      const end = await round().then(
        () => 'done' as const,
        error => {
          onError(error)
          return 'failed' as const
        },
      )
      await wait(pauseMs[end], undefined, { signal: stopping.signal, ref: false }).catch(() => {})
    }
  })()
  return async () => {
    stopping.abort()
    await running
  }
}
