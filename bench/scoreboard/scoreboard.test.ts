// Goal: the bench of the scoreboard measures what it says, on every side, and leaves the database as it was.
// Method: a tiny world with a small past in a real database, for a blink. No time is judged.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openClosers } from '../../src/base/closers.ts'
import { buildWorld } from '../../src/world/build.ts'
import { fillPast } from '../../src/world/fill-past.ts'
import { memoryShelf } from '../../src/world/small-world.ts'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { type App, openApp } from '../app.ts'
import { followAll } from './follower.ts'
import { benchScoreboard } from './run.ts'

const root = resolve(import.meta.dirname, '..', '..')
const say = Object.assign(() => {}, { part: () => {} })
const folder = mkdtempSync(join(tmpdir(), 'open-imi-bench-'))
const closers = openClosers(() => {})

let database: TestDatabase
let app: App
beforeAll(async () => {
  database = await freshDatabase()
  const { sql } = database
  const [master, now] = [randomBytes(32), new Date().toISOString()]
  await buildWorld({ sql, root, master, shelf: memoryShelf(), size: 'tiny', now, say })
  const wanted = { count: 1500, years: { from: 2020, to: 2020 }, areaOf: () => 'services' }
  await sql.begin(tx => fillPast(tx, wanted, say))
  await followAll(database.sql)
  app = await openApp({ url: database.url, root, master })
}, 120_000)
afterAll(async () => {
  await closers.close()
  await app.close()
  await database.drop()
  rmSync(folder, { recursive: true })
})

const counted = () => database.sql`
  select month, country, procedure, measure, value, count from scoreboard_count order by 1, 2, 3, 4, 5`

test('every side brings rows, both peers find the same, and nothing is left behind', async () => {
  const before = await counted()
  const pace = { lanes: 2, sliceMs: 50, rounds: 1 }
  const { rows, about } = await benchScoreboard(app, { folder, pace, exchangesFollowed: 12, say }, closers)
  for (const { name, ours, peer, ratio } of rows)
    expect([name, [ours, peer, ratio].every(value => value > 0)]).toEqual([name, true])
  const names = rows.map(one => one.name)
  for (const name of ['edition-html-sql-p50', 'edition-json-busy-sql-p99', 'follower-moved', 'rebuild'])
    expect(names).toContain(`scoreboard-${name}`)
  expect(about).toContain('DuckDB and PostgreSQL find the same: true')
  expect(about.join('\n')).toContain('found {"facts":0,"counts":0,"pairs":0,"use":0} to change')
  expect(await counted()).toEqual(before)
}, 120_000)
