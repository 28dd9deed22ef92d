// The operator's command `world`: fills an empty database with an invented directory, officials and exchanges.
import { mkdir, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { type Answer, type Command, type Typed, WrongUse } from '../base/command.ts'
import { OperatorFault } from '../base/fault.ts'
import { openFiles } from '../base/files.ts'
import { openMaster } from '../evidence/store.ts'
import { type Built, buildWorld } from './build.ts'
import { notBuilt2020, published2020, type Size } from './plan.ts'

export const worldCommand: Command = {
  summary: 'fills an empty database with an invented directory and exchanges',
  usage: 'world --size tiny|demo|2020|N [--past N] [--now INSTANT]',
  options: {
    size: {
      type: 'string',
      help: 'tiny, demo, 2020 (as published for that year), or the number of exchanges',
    },
    past: { type: 'string', help: 'facts of so many exchanges of closed years, as deleted ones leave them' },
    now: { type: 'string', help: 'where the histories end; otherwise now' },
  },
  async run(typed, { root, settings, say, database }): Promise<Answer> {
    const size = sizeOf(typed)
    const past = pastOf(typed, size)
    const now = nowOf(typed)
    if (typeof size === 'object' && typed.text('now') !== undefined)
      throw new WrongUse('--size 2020 ends when all of that year has ended')
    if (settings.databaseUrl === null) await expectRoom(settings.dataDir, size, past)
    const { sql } = await database()
    const master = await openMaster(sql, settings.masterKey, join(settings.dataDir, 'master.key'))
    const from = performance.now()
    const shelf = openFiles(settings)
    const built = await buildWorld({ sql, root, master, shelf, size, past, now, say })
    if (!built)
      throw new OperatorFault(
        'The database already holds a directory: a world is built only where there is none.',
        'Use another DATA_DIR or DATABASE_URL. Nothing was changed.',
      )
    const seconds = Math.round((performance.now() - from) / 100) / 10
    return { json: { ...built, seconds }, text: told(size, built, seconds), exit: 0 }
  },
}

/** What was built, and of a published year what was not. */
function told(size: Size, { authorities, users, exchanges, past }: Built, seconds: number): string {
  const left = past > 0 ? `, of ${past} of them the fact alone` : ''
  const lines = [
    `${authorities} authorities, ${users} officials, ${exchanges} exchanges${left}, in ${seconds} s.`,
  ]
  if (typeof size !== 'object') return lines.join('\n')
  const missing = Object.entries(notBuilt2020).map(([what, count]) => `${count} ${what}`)
  return [
    ...lines,
    `All are requests. Not built, because there is no such kind yet: ${missing.join(', ')}.`,
    `Everything in this world has ended by the end of ${size.year + 1}.`,
  ].join('\n')
}

const exchangesMax = 30_000_000
const pastMax = 100_000_000

/** Measured, indexes and counts included; half as much again for what the database writes meanwhile. Unit: bytes. */
const bytesOf = { exchange: 13_000, fact: 280, spare: 1.5 } as const

/** Hours of work shall not end at a full disk. */
async function expectRoom(dataDir: string, size: Size, past: number): Promise<void> {
  if (typeof size !== 'number' && past === 0) return
  const wanted = (typeof size === 'number' ? size * bytesOf.exchange : 0) + past * bytesOf.fact
  await mkdir(dataDir, { recursive: true })
  const { bavail, bsize } = await statfs(dataDir)
  if (wanted * bytesOf.spare <= bavail * bsize) return
  const gigabytes = (bytes: number): string => `${Math.ceil(bytes / 1e9)} GB`
  throw new OperatorFault(
    `That takes about ${gigabytes(wanted * bytesOf.spare)}, and ${gigabytes(bavail * bsize)} are free in ${dataDir}.`,
    'Build fewer whole exchanges, and a past of facts beside them: --past takes a fortieth of the room.',
  )
}

function sizeOf(typed: Typed): Size {
  const size = typed.text('size')
  if (size === undefined) throw new WrongUse('world needs --size')
  if (size === 'tiny' || size === 'demo') return size
  // A year, not a number of exchanges.
  return size === '2020' ? published2020 : countOf(size, 'size', exchangesMax)
}

function pastOf(typed: Typed, size: Size): number {
  const past = typed.text('past')
  if (past === undefined) return 0
  if (typeof size === 'object') throw new WrongUse('--size 2020 has a past of its own')
  return countOf(past, 'past', pastMax)
}

function countOf(text: string, option: string, max: number): number {
  const count = Number(text)
  if (Number.isInteger(count) && count >= 1 && count <= max) return count
  const words = option === 'size' ? 'tiny, demo, 2020 or ' : ''
  throw new WrongUse(`--${option} ${text} is not ${words}a number from 1 to ${max}`)
}

function nowOf(typed: Typed): string {
  const now = typed.text('now') ?? new Date().toISOString()
  if (Number.isNaN(Date.parse(now)))
    throw new WrongUse(`--now ${now} is not an instant such as 2026-11-24T09:00:00Z`)
  return new Date(now).toISOString()
}
