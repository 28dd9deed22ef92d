// Goal: a follower sees every entry of the log once, however many write at once, and goes on where it was cut off.
// Method: writers that commit out of order on a real database while followers read; one dies in the middle of a batch.
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { counted, freshDatabase, type TestDatabase } from '../../test/database.ts'
import { type Followed, follow } from './follow.ts'
import { connect, type Sql, type Tx } from './sql.ts'

let database: TestDatabase
/** Writers need more connections than a test has. */
let writing: Sql
beforeAll(async () => {
  database = await freshDatabase()
  writing = connect(database.url, { max: 12 })
  await database.sql`create table told (id text not null)`
})
beforeEach(() => database.sql`truncate exchange_event, follower, told`)
afterAll(async () => {
  await writing.end()
  await database.drop()
})

const follower = { name: 'test', log: 'exchange_event', batchRows: 40 }
const idOf = ({ exchange, version }: Followed) => `${exchange}/${version}`
const tell = (tx: Tx, entries: readonly Followed[]) =>
  tx`insert into told select unnest(${entries.map(idOf)}::text[])`.then(() => {})
const told = async () => (await database.sql<{ id: string }[]>`select id from told`).map(row => row.id)

/** A transaction of two entries that takes its number first and commits whenever it likes. */
const write = (exchange: string, pauseMs: number) =>
  writing.begin(async tx => {
    await tx`select pg_current_xact_id()`
    await wait(pauseMs)
    for (const version of [1, 2])
      await tx`insert into exchange_event (exchange, version, event, at, authority, account, data, hash)
        values (${exchange}, ${version}, 'sent', now(), 'a', 'b', '{}', '')`
  })

/** Transactions of other tests on the same server hold followers back: wait for them. */
const drain = (count: number) =>
  expect
    .poll(
      async () => {
        await follow(database.sql, follower, tell)
        return (await told()).length
      },
      { timeout: 15_000 },
    )
    .toBe(count)

test('many writers and two followers: none lost, none twice', async () => {
  const exchanges = Array.from({ length: 240 }, (_, i) => `e-${i}`)
  let isOver = false
  const reading = [1, 2].map(async () => {
    while (!isOver) {
      await follow(database.sql, follower, tell)
      await wait(1)
    }
  })
  await Promise.all(exchanges.map((exchange, i) => write(exchange, (i * 7) % 23)))
  isOver = true
  await Promise.all(reading)
  await drain(480)
  expect((await told()).toSorted()).toEqual(exchanges.flatMap(one => [`${one}/1`, `${one}/2`]).toSorted())
})

test('an entry behind a running transaction waits, and comes in the order of transactions', async () => {
  let [begin, commit] = [(): void => {}, (): void => {}]
  const begun = new Promise<void>(resolve => {
    begin = resolve
  })
  const mayCommit = new Promise<void>(resolve => {
    commit = resolve
  })
  const slow = writing.begin(async tx => {
    await tx`insert into exchange_event (exchange, version, event, at, authority, account, data, hash)
      values ('slow', 1, 'sent', now(), 'a', 'b', '{}', '')`
    begin()
    await mayCommit
  })
  await begun
  await write('quick', 0)
  expect(await follow(database.sql, follower, tell)).toBe(0)
  commit()
  await slow
  await drain(3)
  expect(await told()).toEqual(['slow/1', 'quick/1', 'quick/2'])
})

test('a batch that fails is worked on again, from where the last one ended', async () => {
  for (let i = 0; i < 60; i++) await write(`e-${i}`, 0)
  await expect.poll(() => follow(database.sql, follower, tell)).toBe(40)
  const dies = follow(database.sql, follower, async (tx, entries) => {
    await tell(tx, entries)
    throw new Error('power cut')
  })
  await expect(dies).rejects.toThrow('power cut')
  expect(await told()).toHaveLength(40)
  await drain(120)
  expect(new Set(await told()).size).toBe(120)
})

test('nothing new is one statement, without a transaction', async () => {
  await follow(database.sql, follower, tell)
  const { value, statements } = await counted(database.sql, () => follow(database.sql, follower, tell))
  expect([value, statements.length]).toEqual([0, 1])
})
