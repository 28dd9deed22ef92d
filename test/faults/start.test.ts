// Goal: a database that breaks down while the server starts costs time, not the start.
// Method: the real server with a tiny world; all its connections are ended in the middle of the building. What does
//   not pass by itself is told plainly: a table of what the database says.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { OperatorFault } from '../../src/base/fault.ts'
import { explainDatabase, isPassing } from '../../src/base/postgres-broken.ts'
import { readSettings } from '../../src/base/settings.ts'
import { startServer } from '../../src/server.ts'
import { freshDatabase, type TestDatabase } from '../database.ts'
import { freePort } from '../stage.ts'
import { root } from './served.ts'

let database: TestDatabase
const folder = mkdtempSync(join(tmpdir(), 'open-imi-start-'))
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(async () => {
  await database.drop()
  rmSync(folder, { recursive: true, force: true })
})

const endConnections = (): Promise<unknown> =>
  database.sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'open-imi server'`

/** Starts it; once its connections are ended while the world is being built. */
async function startBroken() {
  const read = readSettings({
    ...{ DATABASE_URL: database.url, DATA_DIR: folder, PORT: String(await freePort()), LOG_LEVEL: 'silent' },
  })
  if (!read.ok) throw new Error(read.problems.join())
  const said: string[] = []
  const say = (line: string): void => {
    const isFirst = line.startsWith('world:') && !said.includes(line)
    said.push(line)
    if (isFirst && said.filter(one => one.startsWith('world:')).length === 1) endConnections().catch(() => {})
  }
  const progress = Object.assign(say, { part: () => {} })
  const wanted = { root, settings: read.settings, say: progress, world: 'tiny' } as const
  return { said, running: await startServer(wanted) }
}

test('it begins again and ends well', { timeout: 60_000 }, async () => {
  const { said, running } = await startBroken()
  expect(said).toContain('database: the connection broke; starting again')
  expect((await fetch(`${running.url}/health/ready`)).status).toBe(200)
  expect(await database.sql`select count(*)::int as count from exchange`).toEqual([{ count: 60 }])
  await running.stop()
})

const said = (code: string): Error => Object.assign(new Error('said'), { code })

test.each([
  ['57P01', true, 'breaks down'],
  ['57P02', true, 'breaks down'],
  ['EPIPE', true, 'breaks down'],
  ['53100', false, 'disk'],
  ['53300', false, 'no more connections'],
  ['42501', false, 'forbids'],
  ['25006', false, 'read-only'],
])('%s, also as the cause of another error', (code, passes, word) => {
  for (const error of [said(code), new Error('migration', { cause: said(code) })]) {
    expect(isPassing(error)).toBe(passes)
    expect(explainDatabase(error)).toMatchObject({
      name: 'OperatorFault',
      message: expect.stringContaining(word),
    })
  }
})

test('a fault of the program stays what it is, and so does one that is plain already', () => {
  const plain = new OperatorFault('Taken.', 'Free it.')
  for (const error of [said('23505'), new TypeError('x is not a function'), plain])
    expect(explainDatabase(error)).toBe(error)
})
