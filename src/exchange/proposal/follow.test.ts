// Goal: what is learnt stands in step with the log: read late, twice or by two processes at once it is what a rebuild
//   from the whole log gives; old routes are forgotten.
// Method: random logs written into a real database in random order, two learners on connections of their own; the table
//   against the pure function over the log, and against itself after a rebuild.
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { counted, freshDatabase, type TestDatabase } from '../../../test/database.ts'
import { connect, type Sql } from '../../base/sql.ts'
import { matterIn } from '../../procedure/model.ts'
import { readProcedures } from '../../procedure/store.ts'
import { runLearnForwards } from '../command.ts'
import { type Learner, openLearner } from './follow.ts'
import { routeOf } from './model.ts'

const catalogue = readProcedures(new URL('../../..', import.meta.url).pathname)
const clock = { now: '2026-11-24T08:00:00.000Z' }

let database: TestDatabase
let other: Sql
let here: Learner
let there: Learner
beforeAll(async () => {
  database = await freshDatabase()
  other = connect(database.url, { max: 2, name: 'another process' })
  here = openLearner({ sql: database.sql, catalogue, clock: () => clock.now })
  there = openLearner({ sql: other, catalogue, clock: () => clock.now })
})
beforeEach(async () => {
  clock.now = '2026-11-24T08:00:00.000Z'
  await database.sql`truncate exchange_event, exchange_route, follower`
})
afterAll(async () => {
  await other.end()
  await database.drop()
})

type Event = readonly [event: string, data: object]
const id = fc.constantFrom('A', 'B', 'C')
const profession = fc.constantFrom('physiotherapist', 'architect', '')
const sending = fc
  .tuple(fc.constantFrom('sent', 'submitted'), id, profession)
  .map(([event, recipient, what]): Event => [event, { recipient, fields: { profession: what } }])
const later = fc.oneof(
  fc.constantFrom<Event>(
    ...[['accepted', {}] as const, ['date-agreed', {}] as const, ['date-proposed', {}] as const],
    ...[['message', {}] as const, ['answered', {}] as const],
  ),
  id.map((recipient): Event => ['forwarded', { recipient, reason: { sealed: 'x' } }]),
  fc.constantFrom('sender', 'recipient').map((side): Event => ['handed-over', { from: 'A', to: 'B', side }]),
)
const kinship = fc.constantFrom<object>({}, {}, { parent: { exchange: '2026-PL-00000001', sender: 'S' } })
const history = fc
  .tuple(kinship, id, sending, fc.array(later, { maxLength: 6 }))
  .map(([more, sender, first, rest]): readonly Event[] => [
    ['drafted', { procedure: 'pq-information-request', sender, ...more }],
    first,
    ...rest,
  ])

async function write(exchange: string, version: number, event: Event, at = clock.now): Promise<void> {
  const [name, data] = event
  await database.sql`insert into exchange_event (exchange, version, event, at, authority, account, data, hash)
    values (${exchange}, ${version}, ${name}, ${at}, 'x', 'y', ${JSON.stringify(data)}::jsonb, '')`
}

type Row = Readonly<Record<'exchange' | 'procedure' | 'matter' | 'sender' | 'asked' | 'taker' | 'at', string>>
const rows = () => database.sql<Row[]>`
  select exchange, procedure, matter, sender, asked, taker, at from exchange_route order by exchange`

async function left(): Promise<number> {
  await Promise.all([here.tell(), there.tell()])
  const [row] = await database.sql<{ count: number }[]>`
    select count(*)::int as count from exchange_event l
    where (l.transaction, l.exchange, l.version) > (
      select f.transaction, f.exchange, f.version from follower f where f.name = 'routes')`
  return row?.count ?? -1
}
/** Transactions of other tests on the same server hold followers back: wait for them. */
const drain = () => expect.poll(left, { timeout: 15_000 }).toBe(0)

const matterOf = (procedure: string, fields: Readonly<Record<string, unknown>>): string | null => {
  const found = catalogue.byId(procedure)
  return found ? matterIn(found, fields) : null
}

test('two processes that follow in steps know what the log says, and what a rebuild finds', async () => {
  const histories = fc.array(history, { minLength: 1, maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(histories, fc.infiniteStream(fc.nat(99)), async (all, chance) => {
      const next = (): number => Number(chance.next().value)
      await database.sql`truncate exchange_event, exchange_route, follower`
      const logs = all.map((events, i) => ({ exchange: `e-${i}`, events, written: 0 }))
      const isOpen = (one: (typeof logs)[number]) => one.written < one.events.length
      for (let open = logs.filter(isOpen); open.length > 0; open = logs.filter(isOpen)) {
        const one = open[next() % open.length]
        const event = one?.events[one.written]
        if (one && event) await write(one.exchange, ++one.written, event)
        if (next() < 20) await Promise.all([here.tell(), there.tell()])
      }
      await drain()
      const followed = await rows()
      const expected = logs.flatMap(({ exchange, events }) => {
        const log = events.map(([event, data]) => ({ event, data, at: clock.now }))
        const route = routeOf(log as Parameters<typeof routeOf>[0], matterOf)
        return route ? [{ exchange, ...route }] : []
      })
      expect([...followed]).toEqual(expected)
      expect(await here.rebuild()).toEqual({ routes: followed.length, changed: 0 })
      expect([...(await rows())]).toEqual([...followed])
    }),
    { numRuns: 12 },
  )
})

const accepted: readonly Event[] = [
  ['drafted', { procedure: 'pq-information-request', sender: 'S' }],
  ['sent', { recipient: 'A', fields: { profession: 'architect' } }],
  ['accepted', {}],
]

test('the command mends what is wrong, missing or too much, while the follower goes on, and meets it', async () => {
  for (const exchange of ['a', 'b', 'c'])
    for (const [i, event] of accepted.entries()) await write(exchange, i + 1, event)
  await drain()
  const followed = [...(await rows())]
  clock.now = '2026-11-24T09:00:00.000Z'
  await database.sql`update exchange_route set taker = 'B' where exchange = 'a'`
  await database.sql`delete from exchange_route where exchange = 'b'`
  await database.sql`
    insert into exchange_route select 'x', procedure, matter, sender, asked, taker, at from exchange_route
    where exchange = 'c'`
  for (const [i, event] of accepted.entries()) await write('new', i + 1, event)
  const [answer] = await Promise.all([
    runLearnForwards(
      there,
      Object.assign(() => {}, { part: () => {} }),
    ),
    drain(),
  ])
  expect(answer.json).toMatchObject({ routes: 4 })
  const news = followed.slice(0, 1).map(row => ({ ...row, exchange: 'new', at: clock.now }))
  expect([...(await rows())]).toEqual([...followed, ...news])
  expect(await here.rebuild()).toEqual({ routes: 4, changed: 0 })
})

test('two years later it is forgotten, and not learnt again', async () => {
  for (const [i, event] of accepted.entries()) await write('old', i + 1, event, '2024-11-25T08:00:00.000Z')
  for (const [i, event] of accepted.entries()) await write('older', i + 1, event, '2024-11-23T08:00:00.000Z')
  await drain()
  expect((await rows()).map(({ exchange }) => exchange)).toEqual(['old'])
  clock.now = '2026-11-26T08:00:00.000Z'
  await here.forget()
  expect(await rows()).toHaveLength(0)
  await here.rebuild()
  await drain()
  expect(await rows()).toHaveLength(0)
})

test('nothing about a person is kept, and nothing new costs one statement', async () => {
  for (const [i, event] of accepted.entries()) await write('e', i + 1, event)
  await drain()
  const columns = await database.sql<{ name: string }[]>`
    select column_name as name from information_schema.columns where table_name = 'exchange_route' order by 1`
  expect(columns.map(({ name }) => name)).toEqual([
    ...['asked', 'at', 'exchange', 'matter', 'procedure', 'sender', 'taker'],
  ])
  const { statements } = await counted(database.sql, () => here.tell())
  expect(statements).toHaveLength(1)
})
