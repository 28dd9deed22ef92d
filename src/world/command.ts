// The operator's command `world`: fills an empty database with an invented directory, officials and exchanges.
import { join } from 'node:path'
import { type Answer, type Command, type Typed, WrongUse } from '../base/command.ts'
import { OperatorFault } from '../base/fault.ts'
import { openFiles } from '../base/files.ts'
import { openMaster } from '../evidence/store.ts'
import { buildWorld, type Size } from './build.ts'

export const worldCommand: Command = {
  summary: 'fills an empty database with an invented directory and exchanges',
  usage: 'world --size tiny|demo|N [--now INSTANT]',
  options: {
    size: { type: 'string', help: 'tiny, demo, or the number of exchanges' },
    now: { type: 'string', help: 'where the histories end; otherwise now' },
  },
  async run(typed, { root, settings, say, database }): Promise<Answer> {
    const size = sizeOf(typed)
    const now = nowOf(typed)
    const { sql } = await database()
    const master = await openMaster(sql, settings.masterKey, join(settings.dataDir, 'master.key'))
    const from = performance.now()
    const shelf = openFiles(settings)
    const built = await buildWorld({ sql, root, master, shelf, size, now, say })
    if (!built)
      throw new OperatorFault(
        'The database already holds a directory: a world is built only where there is none.',
        'Use another DATA_DIR or DATABASE_URL. Nothing was changed.',
      )
    const seconds = Math.round((performance.now() - from) / 100) / 10
    const { authorities, users, exchanges } = built
    const text = `${authorities} authorities, ${users} officials, ${exchanges} exchanges in ${seconds} s.`
    return { json: { authorities, users, exchanges, seconds }, text, exit: 0 }
  },
}

const exchangesMax = 3_000_000

function sizeOf(typed: Typed): Size {
  const size = typed.text('size')
  if (size === undefined) throw new WrongUse('world needs --size')
  if (size === 'tiny' || size === 'demo') return size
  // A year, not a number of exchanges: kept for the published totals of that year.
  if (size === '2020')
    throw new WrongUse('--size 2020 is the world of the edition 2020, which cannot be built yet')
  const count = Number(size)
  if (Number.isInteger(count) && count >= 1 && count <= exchangesMax) return count
  throw new WrongUse(`--size ${size} is not tiny, demo or a number from 1 to ${exchangesMax}`)
}

function nowOf(typed: Typed): string {
  const now = typed.text('now') ?? new Date().toISOString()
  if (Number.isNaN(Date.parse(now)))
    throw new WrongUse(`--now ${now} is not an instant such as 2026-11-24T09:00:00Z`)
  return new Date(now).toISOString()
}
