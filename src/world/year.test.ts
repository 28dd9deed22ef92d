// Goal: the world of a published year has exactly its exchanges, whole ones in the year and facts before it; all have
//   ended, its scoreboard has many colours, and strangers recompute it byte for byte.
// Method: a small year in a real database; its log followed; Python over its open data.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { runExport, runScoreboard } from '../scoreboard/command.ts'
import { rebuildScoreboard } from '../scoreboard/rebuild.ts'
import { openScoring } from '../scoring.ts'
import { buildWorld } from './build.ts'
import { published2020 } from './plan.ts'
import { memoryShelf, now } from './small-world.ts'

const root = resolve(import.meta.dirname, '..', '..')
const say = Object.assign(() => {}, { part: () => {} })
const small = { year: 2020, exchanges: 300, before: 700, from: 2018 } as const

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase()
  const master = Buffer.alloc(32, 5)
  const shelf = memoryShelf()
  const built = await buildWorld({ sql: database.sql, root, master, shelf, size: small, now, say })
  expect(built).toMatchObject({ exchanges: 1000, past: 700 })
}, 120_000)
afterAll(() => database.drop())

test('the published year adds up', () => {
  expect(published2020.exchanges + published2020.before).toBe(296_000)
})

test('every whole exchange was sent in the year and has ended; nothing waits for the clock', async () => {
  const [row] = await database.sql<Record<string, number>[]>`
    select count(*)::int as all, count(*) filter (where extract(year from sent_at) = 2020)::int as sent,
      count(*) filter (where state in ('closed', 'refused', 'withdrawn'))::int as ended,
      count(next_timer_at)::int as waiting, count(distinct date_trunc('month', sent_at))::int as months
    from exchange`
  expect(row).toEqual({ all: 300, sent: 300, ended: 300, waiting: 0, months: 12 })
})

test('the scoreboard counts all of them, and Python over the open data finds the same', async () => {
  const scoring = openScoring(database.sql, root, () => '2026-11-26T09:00:00.000Z')
  const { json } = await runScoreboard(scoring, { edition: '2020', isRebuild: false }, say)
  const { countries } = json as { countries: { colour: string; indicators: { denominator: number }[] }[] }
  expect(new Set(countries.map(one => one.colour)).size).toBeGreaterThanOrEqual(3)
  const { file = [] as never } = await runExport(scoring, {
    what: 'requests',
    edition: '2020',
    isJson: false,
  })
  let csv = ''
  for await (const piece of file) csv += piece
  expect(csv.trimEnd().split('\n')).toHaveLength(301)
  const [facts] = await database.sql<{ before: number }[]>`
    select count(*)::int as before from scoreboard_fact where sent_at < '2020-01-01'`
  expect(facts?.before).toBe(700)
  expect(await rebuildScoreboard(database.sql)).toEqual({ facts: 0, counts: 0 })
  if (spawnSync('python3', ['--version']).status !== 0) return
  const folder = mkdtempSync(join(tmpdir(), 'open-imi-year-'))
  writeFileSync(join(folder, 'requests.csv'), csv)
  const script = join(root, 'docs/recompute/recompute.py')
  const args = [script, join(root, 'editions/2020.json'), join(folder, 'requests.csv')]
  const told = spawnSync('python3', args, { encoding: 'utf8' })
  rmSync(folder, { recursive: true })
  expect(told.stdout).toBe(`${JSON.stringify(json, null, 2)}\n`)
})
