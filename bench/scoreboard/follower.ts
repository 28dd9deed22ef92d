// How many events a second the follower counts: new requests, and steps of requests that were counted before.
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Sql } from '../../src/base/sql.ts'
import { catchUp, countWhatHappened, scoreboardFollower } from '../../src/scoreboard/follow.ts'
import { castAuthorities } from '../../src/world/cast.ts'
import type { App } from '../app.ts'
import { openCallers } from '../callers.ts'
import { type Row, rounded } from '../figures.ts'
import { openReady } from '../ready.ts'

/** Events a second that it has to keep up with. */
const aim = 1000
const lanes = 8

/** Real exchanges, sent in bulk and accepted through the real door; they are taken away again. */
export async function measureFollower(app: App, exchanges: number): Promise<readonly Row[]> {
  const { sql, directory } = app
  await followAll(sql)
  const [from = '', to = ''] = castAuthorities
  const [sender, recipient] = await openCallers(app, [from, to])
  const found = await directory.byIds([from, to])
  const [one, other] = [found.get(from), found.get(to)]
  if (!sender || !recipient || !one || !other) throw new Error('the cast is not in this world')
  const make = openReady(app, { sender: one, recipient: other, handler: { sender, recipient } })
  const numbers = await make(exchanges, null)
  const sent = await followed(app)
  const waiting = [...numbers]
  const lane = async (): Promise<void> => {
    for (let number = waiting.pop(); number !== undefined; number = waiting.pop())
      await recipient.json(`/exchanges/${number}/actions/accept`, { body: { version: 2 }, key: randomUUID() })
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  const accepted = await followed(app)
  await takeAway(app, numbers)
  return [rowOf('new', sent), rowOf('moved', accepted)]
}

const rowOf = (name: string, ours: number): Row => ({
  ...{ name: `scoreboard-follower-${name}`, ours: rounded(ours), peer: aim, ratio: rounded(ours / aim) },
  unit: 'events per second; the peer is the aim',
})

/** Unit: events per second; waiting for transactions that run elsewhere on the server is not counted. */
async function followed({ sql }: App): Promise<number> {
  const { events, ms } = await followAll(sql)
  return (1000 * events) / ms
}

/** To the end of the log, also where an older transaction, were it one of another database, holds entries back. */
export async function followAll(sql: Sql): Promise<{ readonly events: number; readonly ms: number }> {
  let [events, ms] = [0, 0]
  for (let isMore = true; isMore; isMore = await hasMore(sql)) {
    const from = performance.now()
    const some = await catchUp(sql)
    if (some > 0) ms += performance.now() - from
    else await wait(20)
    events += some
  }
  return { events, ms }
}

async function hasMore(sql: Sql): Promise<boolean> {
  const [row] = await sql<{ isMore: boolean }[]>`
    select exists (
      select from exchange_event e, follower f where f.name = ${scoreboardFollower.name}
        and (e.transaction, e.exchange, e.version) > (f.transaction, f.exchange, f.version)) as "isMore"`
  return row?.isMore === true
}

/** Exchanges, facts and counts. */
async function takeAway({ sql }: App, numbers: readonly string[]): Promise<void> {
  await sql`delete from exchange where exchange = any(${numbers as string[]})`
  await sql`delete from exchange_event where exchange = any(${numbers as string[]})`
  const entries = numbers.map(exchange => ({ exchange }) as Parameters<typeof countWhatHappened>[1][number])
  await sql.begin(tx => countWhatHappened(tx, entries))
}
