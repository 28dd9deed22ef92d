// Goal: whatever officials do through the real doors, and however often the follower is killed, the counts are exact.
// Method: random steps of four offices through `act`; a follower in a process of its own gets kill -9 again and again;
//   in the end the roll-up equals a rebuild. TRANSITIONS=10000 for the long run; the seed is printed.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { TestDatabase } from '../../test/database.ts'
import { chanceOf } from '../../test/faults/chance.ts'
import { callOf, library, officials, openOffice, type smallPorts } from '../../test/small-office.ts'
import { request, value } from '../../test/small-play.ts'
import { addDays } from '../calendar/model.ts'
import { act } from '../exchange/act.ts'
import { createExchange } from '../exchange/create.ts'
import { table } from '../exchange/kinds/request-table.ts'
import type { Actor } from '../permission/model.ts'
import { catchUp } from './follow.ts'
import { rebuildScoreboard } from './rebuild.ts'

const wanted = Number(process.env.TRANSITIONS ?? 150)
const seed = process.env.SEED ?? '6'
const lanes = 3
const killsMin = 3

const { zofia, anna, carmen, brais } = officials
/** Two countries, and one asks within its own: that counts for nobody. */
const pairs: readonly (readonly [sender: Actor, recipient: Actor])[] = [
  ...([
    [zofia, carmen],
    [zofia, brais],
    [anna, carmen],
    [brais, carmen],
  ] as const),
]

type Live = { number: string; version: number; state: string; readonly sender: Actor; recipient: Actor }

let database: TestDatabase
let office: ReturnType<typeof smallPorts>
beforeAll(async () => {
  ;({ database, ...office } = await openOffice())
})
afterAll(() => database.drop())

const chance = chanceOf(seed)
const pick = <T>(all: readonly T[]): T | undefined => all[Math.floor(chance() * all.length)]
const tried = table.filter(
  ({ by, action, event }) =>
    (by === 'sender' || by === 'recipient') &&
    event !== null &&
    !['write-message', 'split', 'not-satisfied', 'answer-part', 'take-back', 'send'].includes(action),
)

const today = (): string => office.clock.now.slice(0, 10)
const step = (): number => 1 + Math.floor(chance() * 4)
const otherOf = (who: Actor): Actor => (who === carmen ? brais : carmen)
const no = { answer: 'no' }
const rest = { 'register-entry': { answer: 'given', details: { number: 'MAD-20417' } }, sanctions: no }
const asked = { asked: ['registered'], language: 'es' }

function bodyOf(action: string, { recipient, state }: Live): object {
  switch (action) {
    case 'propose-date':
      return { day: addDays(today(), 10 + step()) }
    case 'refuse':
    case 'withdraw':
    case 'reopen':
      return { reason: 'x', language: 'es' }
    case 'forward':
      return { recipient: otherOf(recipient).authority, reason: 'x', language: 'es' }
    case 'answer':
      return {
        language: 'es',
        answers: state === 'accepted' ? { registered: no, ...rest } : { registered: no },
      }
    case 'ask-further':
      return { ...asked, askedDay: addDays(today(), 20) }
    case 'close':
      return chance() < 0.3 ? {} : { timeliness: step(), efforts: step() }
    default:
      return {}
  }
}

/** True where something happened. */
async function tries(one: Live, who: Actor, action: string, body: object): Promise<boolean> {
  const call = callOf(library, who)
  const sent = { kind: 'json', value: { version: one.version, ...body } } as const
  const done = await act(office.ports, call, { number: one.number, action, sent })
  if (!done.ok) return false
  one.version = done.value.version
  one.state = done.value.part === 'former' ? 'sent' : done.value.state
  if (action === 'forward') one.recipient = otherOf(one.recipient)
  return true
}

async function begin(): Promise<Live> {
  const [sender, recipient] = pick(pairs) ?? [zofia, carmen]
  const call = callOf(library, sender)
  const draft = value(await createExchange(office.ports, call, { procedure: 'pq-information-request' }))
  const one = { number: draft.number, version: draft.version, state: 'draft', sender, recipient }
  const change = { recipient: recipient.authority, askedDay: addDays(today(), 25), language: sender.lang }
  if (!(await tries(one, sender, 'send', { ...request, ...change }))) throw new Error('not sent')
  return one
}

/** Steps in requests of its own, one after another. */
async function lane(counted: { done: number }): Promise<void> {
  const live: Live[] = []
  while (counted.done < wanted) {
    office.clock.now = new Date(Date.parse(office.clock.now) + 7_200_000).toISOString()
    const one = chance() < 0.2 || live.length === 0 ? null : pick(live)
    if (!one) {
      live.push(await begin())
      counted.done++
      continue
    }
    const row = pick(tried.filter(({ from }) => from === one.state))
    if (!row) live.splice(live.indexOf(one), 1)
    else if (
      await tries(one, row.by === 'sender' ? one.sender : one.recipient, row.action, bodyOf(row.action, one))
    )
      counted.done++
  }
}

const program = new URL('../../test/faults/scoreboard-follower.ts', import.meta.url).pathname
const born = (): ChildProcess => spawn(process.execPath, [program, database.url], { stdio: 'ignore' })

/** Kills it at random moments until all is done; answers how often it was killed while it was at work. */
async function killing(counted: { done: number }): Promise<number> {
  let kills = 0
  while (counted.done < wanted || kills < killsMin) {
    const follower = born()
    const isAtWork = vi.waitFor(
      async () => {
        const rows = await database.sql`select from pg_stat_activity
          where application_name = 'open-imi follower' and datname = current_database()`
        expect(rows.length).toBeGreaterThan(0)
      },
      { timeout: 30_000, interval: 20 },
    )
    await isAtWork
    await wait(chance() * 600)
    follower.kill('SIGKILL')
    await once(follower, 'exit')
    kills++
  }
  return kills
}

const factsAndCounts = async () => [
  await database.sql`select * from scoreboard_fact order by exchange`,
  await database.sql`select * from scoreboard_count order by month, country, procedure, measure, value`,
]

test('after random steps and kill -9 of the follower the roll-up equals a rebuild', async () => {
  const counted = { done: 0 }
  const killed = killing(counted)
  await Promise.all(Array.from({ length: lanes }, () => lane(counted)))
  const kills = await killed
  // What is still running elsewhere on this server holds the follower back for a moment.
  await vi.waitFor(
    async () => {
      await catchUp(database.sql)
      const rest = await database.sql`select from exchange_event e, follower f where f.name = 'scoreboard'
        and (e.transaction, e.exchange, e.version) > (f.transaction, f.exchange, f.version) limit 1`
      expect(rest).toHaveLength(0)
    },
    { timeout: 60_000, interval: 100 },
  )
  const [facts = [], counts = []] = await factsAndCounts()
  console.log(
    `seed ${seed}: ${counted.done} steps, ${kills} kills, ${facts.length} facts, ${counts.length} counts`,
  )
  expect(kills).toBeGreaterThanOrEqual(killsMin)
  expect(facts.length).toBeGreaterThan(wanted / 20)
  expect(await rebuildScoreboard(database.sql)).toEqual({ facts: 0, counts: 0, pairs: 0, use: 0 })
  await database.sql`delete from scoreboard_count`
  await database.sql`delete from scoreboard_fact`
  await rebuildScoreboard(database.sql)
  expect(await factsAndCounts()).toEqual([facts, counts])
}, 900_000)
