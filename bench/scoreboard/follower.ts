// How many events a second the follower counts: new requests, and steps of requests that were counted before.
import { randomUUID } from 'node:crypto'
import { catchUp, countWhatHappened } from '../../src/scoreboard/follow.ts'
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
  await catchUp(sql)
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

/** Unit: events per second. */
async function followed({ sql }: App): Promise<number> {
  const from = performance.now()
  const events = await catchUp(sql)
  return (1000 * events) / (performance.now() - from)
}

/** Exchanges, facts and counts. */
async function takeAway({ sql }: App, numbers: readonly string[]): Promise<void> {
  await sql`delete from exchange where exchange = any(${numbers as string[]})`
  await sql`delete from exchange_event where exchange = any(${numbers as string[]})`
  const entries = numbers.map(exchange => ({ exchange }) as Parameters<typeof countWhatHappened>[1][number])
  await sql.begin(tx => countWhatHappened(tx, entries))
}
