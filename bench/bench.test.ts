// Goal: what the bench says is right: percentiles and ratios, and that both sides really do the work.
// Method: made-up slices; then every measurement on a tiny world in a real database, for a blink. No time is judged.
import { randomBytes } from 'node:crypto'
import { resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildWorld } from '../src/world/build.ts'
import { memoryShelf } from '../src/world/small-world.ts'
import { freshDatabase, type TestDatabase } from '../test/database.ts'
import { type App, openApp } from './app.ts'
import { at, figuresOf, pace } from './figures.ts'
import { measure, nothingLeft } from './slices.ts'
import { benches, namesFor, runBenches } from './table.ts'

const root = resolve(import.meta.dirname, '..')
const say = Object.assign(() => {}, { part: () => {} })

test('throughput, percentiles and ratios', () => {
  const hundred = { latencies: Array.from({ length: 100 }, (_, i) => 100 - i), ms: 500 }
  const ten = { latencies: Array.from({ length: 10 }, () => 4), ms: 500 }
  expect(pace([hundred])).toBe(200)
  expect([at([hundred], 0.5), at([hundred], 0.99), at([hundred, ten], 0.01)]).toEqual([50, 99, 2])
  const told = { name: 'x', statements: { ours: 3, peer: 2 }, about: '' }
  const { rows, spread } = figuresOf(told, { ours: [ten, ten], peer: [hundred, ten] })
  expect(rows.map(({ name, ours, peer, ratio }) => [name, ours, peer, ratio])).toEqual([
    ['x', 20, 110, 0.182],
    ['x-p50', 4, 45, 0.0889],
    ['x-p99', 4, 99, 0.0404],
    ['x-statements', 3, 2, 1.5],
  ])
  expect(spread).toEqual([0.1, 1])
})

test('the sides take turns, first the one and then the other; the first rounds are not counted', async () => {
  const turns: string[] = []
  const side = (name: string) => async () => {
    if (turns.at(-1) !== name) turns.push(name)
    await new Promise(setImmediate)
  }
  const asked: number[] = []
  const ready = async (calls: number) => void asked.push(calls)
  const sides = { ours: side('ours'), peer: side('peer'), ready }
  const { ours, peer } = await measure(sides, { lanes: 2, sliceMs: 5, rounds: 2 })
  expect([ours.length, peer.length]).toEqual([2, 2])
  expect(turns).toEqual(['ours', 'peer', 'ours', 'peer', 'ours', 'peer'])
  expect(asked).toHaveLength(10)
  expect(asked.every(calls => calls > 0)).toBe(true)
})

test('a slice ends where nothing is left to call', async () => {
  let left = 6
  const call = async () => (left-- > 0 ? 'done' : nothingLeft)
  const { peer } = await measure({ ours: async () => {}, peer: call }, { lanes: 2, sliceMs: 5, rounds: 1 })
  expect(peer.map(({ latencies }) => latencies.length).every(calls => calls < 6)).toBe(true)
})

test('a name chooses one measurement or a family of them', () => {
  expect(namesFor('worklist')).toEqual(['worklist-json', 'worklist-html'])
  expect(namesFor('transition')).toEqual(['transition'])
  expect(namesFor('work')).toEqual([])
})

let database: TestDatabase
let app: App
beforeAll(async () => {
  database = await freshDatabase()
  const master = randomBytes(32)
  const now = new Date().toISOString()
  await buildWorld({ sql: database.sql, root, master, shelf: memoryShelf(), size: 'tiny', now, say })
  app = await openApp({ url: database.url, root, master })
})
afterAll(async () => {
  await app.close()
  await database.drop()
})

test('every measurement brings rows, and each accepted request is one transition', {
  timeout: 60_000,
}, async () => {
  const pace = { lanes: 2, sliceMs: 50, rounds: 1 }
  const figures = await runBenches(app, Object.keys(benches), { pace, say })
  const rows = figures.flatMap(one => one.rows)
  expect(rows).toHaveLength(44)
  for (const { name, ours, peer, ratio } of rows)
    expect([name, [ours, peer, ratio].every(value => value > 0)]).toEqual([name, true])
  const statements = rows.find(({ name }) => name === 'worklist-json-statements')
  expect(statements).toMatchObject({ ours: 3, peer: 3 })
  const accepted = await database.sql<{ version: number; state: string; events: number }[]>`
    select e.version, e.state, count(*)::int as events from exchange e
    join exchange_event using (exchange)
    where exchange like '1900-%' and exchange <> '1900-PL-99999999' and state <> 'sent' group by exchange`
  expect(accepted.length).toBeGreaterThan(2)
  for (const one of accepted) expect(one).toMatchObject({ version: 3, state: 'accepted', events: 3 })
})
