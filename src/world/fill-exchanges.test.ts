// Goal: exchanges that threads invent and COPY writes are those that one thread and one statement would have made.
// Method: the same seed both ways, into real databases; what chance decides by purpose (keys, salts, ids) left out.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import type { Tx } from '../base/sql.ts'
import { copyHistories, linesOf } from '../exchange/store/copy.ts'
import { historyTables } from '../exchange/store/history-rows.ts'
import { insertHistories } from '../exchange/store/insert.ts'
import { type Batch, batchPlaces, inventBatch } from './batch.ts'
import { isTiny } from './build.ts'
import { inventDirectory } from './directory.ts'
import { fillExchanges } from './fill-exchanges.ts'
import { frame } from './frame.ts'
import { openGround } from './ground.ts'
import { inventHistories, type Part } from './histories.ts'
import { openInventors, threadsFor } from './inventors.ts'
import { takeAll } from './numbers.ts'
import { inventOfficials } from './people.ts'
import { catalogue, lexicons, listed, memoryShelf, names, now, root, wordsOf } from './small-world.ts'

const words = { wordsOf, lexicons, library: names }
const directory = inventDirectory({ frame, ...words }, isTiny)
const { handlers, judges } = inventOfficials(directory, wordsOf)
const master = Buffer.alloc(32, 5)
const opening = { root, master, directory, handlers, judges, plan: { now, year: null } }
const ground = openGround(opening, words, catalogue)
/** A whole batch, and the beginning of a second one. */
const count = 300
const here = (part: Part): Promise<Batch> => inventBatch(ground, part)
const alone = await listed(inventHistories({ ...ground.given, shelf: memoryShelf() }, count, ground.assign))

let [one, other]: TestDatabase[] = []
beforeAll(async () => {
  ;[one, other] = await Promise.all([freshDatabase(), freshDatabase()])
})
afterAll(async () => {
  await Promise.all([one?.drop(), other?.drop()])
})
const sqlOf = (database: TestDatabase | undefined) => {
  if (!database) throw new Error('no database')
  return database.sql
}

/** Digests of all rows of each table, without columns that chance decides. */
async function digests(tx: Tx, without: readonly string[]): Promise<readonly (readonly string[])[]> {
  const found = historyTables.map(async ({ table }) => {
    const [row] = await tx<{ count: string; digest: string }[]>`
      select count(*)::text as count, md5(string_agg(line, '' order by line)) as digest
      from (select (to_jsonb(one) - ${['transaction', ...without]}::text[])::text as line from ${tx(table)} one) all_of`
    return [table, row?.count ?? '', row?.digest ?? '']
  })
  return Promise.all(found)
}
const chances = ['hash', 'data', 'wrapped_key', 'commitment', 'sealed', 'id']

/** With what a line of COPY or a vector of words could stumble over. */
const hostile = alone.slice(0, 40).map(row => ({
  ...row,
  current: { ...row.current, titleValue: '\\N\ta\nb\rc\\.d\'e"f{}' },
  words: [...row.words, "l'avis", 'c:\\temp'],
}))

describe('COPY', () => {
  test('writes what the statement writes, in every table', async () => {
    await insertHistories(sqlOf(one), hostile)
    await sqlOf(other).begin(tx => copyHistories(tx, linesOf(hostile)))
    const written = await digests(sqlOf(other), [])
    expect(written).toEqual(await digests(sqlOf(one), []))
    expect(written.filter(([, rows]) => rows === '0')).toEqual([])
    const [row] = await sqlOf(other)<{ title: string }[]>`select min(title_value) as title from exchange`
    expect(row?.title).toBe(hostile[0]?.current.titleValue)
  })

  test('of what is there already nothing is written', async () => {
    const again = sqlOf(other).begin(tx => copyHistories(tx, linesOf(alone.slice(30, 60))))
    await expect(again).rejects.toThrow(/exchange_pkey/)
    const [row] = await sqlOf(other)<{ rows: number }[]>`select count(*)::int as rows from exchange`
    expect(row?.rows).toBe(hostile.length)
  })
})

describe('threads', () => {
  test('invent what is invented here, in the same order, and end where the list ends', async () => {
    const [{ sql, drop }, { sql: sqlAlone, drop: dropAlone }] = [await freshDatabase(), await freshDatabase()]
    const inventors = openInventors({ threads: 2, count }, opening)
    const [shelf, shelfAlone] = [memoryShelf(), memoryShelf()]
    const told: number[] = []
    const progress = (done: number): void => void told.push(done)
    await sql.begin(tx => fillExchanges(tx, { here, inventors, count, shelf, progress }))
    await inventors.close()
    const oneThread = { here, inventors: null, count, shelf: shelfAlone, progress: () => {} }
    await sqlAlone.begin(tx => fillExchanges(tx, oneThread))
    const written = await digests(sql, chances)
    expect(written).toEqual(await digests(sqlAlone, chances))
    expect(written[0]?.[1]).toBe(String(count))
    expect(told.at(-1)).toBe(count)
    expect(told).toEqual(told.toSorted((a, b) => a - b))
    expect(shelf.files.size).toBe(shelfAlone.files.size)
    const rows = await sql<{ exchange: string }[]>`select exchange from exchange`
    expect(rows.map(({ exchange }) => exchange).sort()).toEqual(alone.map(({ exchange }) => exchange).sort())
    await drop()
    await dropAlone()
  }, 60_000)

  test('that give a number twice are not followed', async () => {
    const { sql, drop } = await freshDatabase()
    const part = { from: 0, to: batchPlaces, room: count, numbers: new Map() }
    const first = await inventBatch(ground, part)
    const inventors = { next: async () => first, again: async () => first, close: async () => {} }
    const shelf = memoryShelf()
    await sql.begin(tx => fillExchanges(tx, { here, inventors, count, shelf, progress: () => {} }))
    const rows = await sql<{ exchange: string }[]>`select exchange from exchange`
    expect(rows.map(({ exchange }) => exchange).sort()).toEqual(alone.map(({ exchange }) => exchange).sort())
    await drop()
  })

  test('tell what goes wrong in them', async () => {
    const inventors = openInventors({ threads: 1, count }, { ...opening, master: Buffer.alloc(3) })
    await expect(inventors.next()).rejects.toThrow(/key length/i)
    await inventors.close()
  })

  test.each([
    [60, 8, 0],
    [2000, 8, 1],
    [81_700, 1, 0],
    [81_700, 2, 2],
    [81_700, 64, 4],
  ])('for %i exchanges on %i processors: %i', (size, processors, threads) => {
    expect(threadsFor(size, processors)).toBe(threads)
  })
})

test('numbers are taken together or not at all', () => {
  const numbers = new Map()
  expect(takeAll(numbers, ['2020-PL-00000001', '2020-DE-00000001'])).toBe(true)
  expect(takeAll(numbers, ['2020-PL-00000002', '2020-DE-00000001'])).toBe(false)
  expect(takeAll(numbers, ['2020-PL-00000002', '2021-DE-00000001'])).toBe(true)
})
