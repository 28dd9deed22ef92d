// Goal: a database that breaks down while the server starts costs time, not the start.
// Method: the real server with a tiny world; all its connections are ended in the middle of the building.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
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

/** Starts it; `times` times its connections are ended while the world is being built. */
async function startThrough(times: number) {
  const read = readSettings({
    ...{ DATABASE_URL: database.url, DATA_DIR: folder, PORT: String(await freePort()), LOG_LEVEL: 'silent' },
  })
  if (!read.ok) throw new Error(read.problems.join())
  const said: string[] = []
  const say = (line: string): void => {
    said.push(line)
    if (line.startsWith('world:') && said.filter(one => one === line).length <= times)
      endConnections().catch(() => {})
  }
  const progress = Object.assign(say, { part: () => {} })
  const wanted = { root, settings: read.settings, say: progress, world: 'tiny' } as const
  return { said, running: await startServer(wanted).catch((fault: unknown) => ({ fault })) }
}

test('broken too often, it is told plainly', async () => {
  const { running } = await startThrough(99)
  expect(running).toMatchObject({ fault: { name: 'OperatorFault', remedy: expect.any(String) } })
})

test('it begins again and ends well', async () => {
  const { said, running } = await startThrough(1)
  expect(said).toContain('database: the connection broke; starting again')
  if (!('url' in running)) throw new Error(String(running.fault))
  expect((await fetch(`${running.url}/health/ready`)).status).toBe(200)
  expect(await database.sql`select count(*)::int as count from exchange`).toEqual([{ count: 60 }])
  await running.stop()
})
