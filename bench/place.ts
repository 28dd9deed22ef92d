// Opens the database of the bench, and fills it once with a world of so many exchanges: kept for the next run.
import { join } from 'node:path'
import type { Closers } from '../src/base/closers.ts'
import { migrate } from '../src/base/migrate.ts'
import { openDatabase } from '../src/base/postgres.ts'
import type { Progress } from '../src/base/progress.ts'
import { openShelf } from '../src/base/shelf.ts'
import { connect, type Sql } from '../src/base/sql.ts'
import { openMaster } from '../src/evidence/store.ts'
import { buildWorld } from '../src/world/build.ts'

export type PlaceWanted = {
  /** Folder of the program. */
  readonly root: string
  /** Worlds of several sizes may lie in it, each in a folder of its own. */
  readonly folder: string
  readonly exchanges: number
  /** Facts of so many exchanges of closed years before them. */
  readonly past?: number
  readonly say: Progress
}

export type Place = {
  readonly dataDir: string
  readonly url: string
  readonly master: Buffer
  /** How long the world took to build; null where it was there already. */
  readonly builtSeconds: number | null
}

/** The embedded database with the program's own settings: what is committed is on the disk. */
export async function openPlace(
  { root, folder, exchanges, past = 0, say }: PlaceWanted,
  closers: Closers,
): Promise<Place> {
  const dataDir = join(folder, past > 0 ? `${exchanges}-${past}` : String(exchanges))
  const database = await openDatabase({ dataDir, databaseUrl: null }, say)
  closers.add(() => database.stop())
  const sql = connect(database.url, { max: 4, name: 'open-imi bench set-up' })
  closers.add(() => sql.end({ timeout: 1 }))
  for (const file of await migrate(sql, join(root, 'migrations'))) say(`database: ${file} applied`)
  const master = await openMaster(sql, null, join(dataDir, 'master.key'))
  const from = performance.now()
  const now = new Date().toISOString()
  const shelf = openShelf(join(dataDir, 'files'))
  const built = await buildWorld({ sql, root, master, shelf, size: exchanges, past, now, say })
  const builtSeconds = built && Math.round((performance.now() - from) / 1000)
  say('database: clearing up what earlier runs wrote')
  await tidy(sql)
  return { dataDir, url: database.url, master, builtSeconds }
}

/** Year of the exchanges that the bench makes for itself: no other has it. */
export const ownYear = 1900

const tablesOfExchange = [
  'exchange',
  'exchange_event',
  'exchange_command',
  'exchange_part',
  'exchange_draft',
  'exchange_subject',
  'exchange_personal',
  'exchange_seen',
  'exchange_text',
  'translation',
] as const

/** Removes what earlier runs wrote, and does at once what the database does by itself within minutes of work. */
export async function tidy(sql: Sql): Promise<void> {
  await sql`truncate evidence_read`
  for (const table of tablesOfExchange)
    await sql`delete from ${sql(table)} where exchange like ${`${ownYear}-%`}`
  const one = await sql.reserve()
  await one`set statement_timeout = 0`
  await one`vacuum analyze`
  one.release()
}
