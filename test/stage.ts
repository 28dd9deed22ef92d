// The whole server for journeys: a database of its own, a tiny world, a free port.

import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { readSettings } from '../src/base/settings.ts'
import { type Running, startServer } from '../src/server.ts'
import type { Size } from '../src/world/plan.ts'
import { freshDatabase, type TestDatabase } from './database.ts'

export type Stage = Running & { readonly database: TestDatabase; close(): Promise<void> }

const root = resolve(import.meta.dirname, '..')

/** About five seconds. `more`: settings beside the usual ones. */
export async function openStage(
  world: Size = 'tiny',
  more: Readonly<Record<string, string>> = {},
): Promise<Stage> {
  const database = await freshDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'open-imi-stage-'))
  const port = await freePort()
  const read = readSettings({
    ...{ DATABASE_URL: database.url, DATA_DIR: folder, PORT: String(port), LOG_LEVEL: 'warn' },
    ...more,
  })
  if (!read.ok) throw new Error(read.problems.join('\n'))
  const say = Object.assign(() => {}, { part: () => {} })
  const running = await startServer({ root, settings: read.settings, say, world })
  return {
    ...running,
    database,
    async close() {
      await running.stop()
      await database.drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export const freePort = (): Promise<number> =>
  new Promise((found, failed) => {
    const server = createServer()
    server.once('error', failed)
    server.listen(0, 'localhost', () => {
      const address = server.address()
      server.close(() => found(typeof address === 'object' && address ? address.port : 0))
    })
  })
