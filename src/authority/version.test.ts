// Goal: whoever keeps a copy of the directory misses no change and needs none twice.
// Method: writers at once on a real PostgreSQL, a reader between them, a listener on the channel.
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { counted, freshDatabase, type TestDatabase } from '../../test/database.ts'
import { connect } from '../base/sql.ts'
import { inventedAuthority, smallDirectory } from './small-directory.ts'
import { raised, versionChannel } from './store/version.ts'
import { type AuthorityStore, authorityStore } from './store.ts'

let database: TestDatabase
let store: AuthorityStore
beforeAll(async () => {
  database = await freshDatabase()
  store = authorityStore(database.sql)
})
afterAll(() => database.drop())

const office = (id: string, status: 'active' | 'registered' = 'active') =>
  inventedAuthority({
    ...{ id, status, country: 'MT', town: 'Rabat', type: 'civil-registry' },
    officialNames: [{ lang: 'mt', name: id }],
  })

test('each write has a version; what changed since comes in one statement, what nobody may find does not', async () => {
  const empty = await store.changedSince(0)
  expect(empty).toEqual({ version: 1, changed: [] })
  await store.insertMany(smallDirectory)
  await store.insertMany([office('mt-2'), office('mt-3', 'registered')])
  const { value, statements } = await counted(database.sql, () => store.changedSince(2))
  expect(statements.length).toBe(1)
  expect(value.version).toBe(3)
  const [entry, ...none] = value.changed
  expect([entry?.id, entry?.version, entry?.successor, none]).toEqual(['mt-2', 3, null, []])
  expect((await store.changedSince(0)).changed).toHaveLength(smallDirectory.length + 1)
  expect((await store.changedSince(0)).changed.map(({ id }) => id)).not.toContain('mt-3')
})

test('writers at once: a reader that goes on from the version it knows sees each change once', async () => {
  const start = (await store.changedSince(0)).version
  const seen: string[] = []
  let known = start
  const read = async () => {
    const { version, changed } = await store.changedSince(known)
    known = version
    seen.push(...changed.map(({ id }) => id))
  }
  const write = (id: string) =>
    database.sql.begin(async tx => {
      await authorityStore(tx).insertMany([office(id)])
      await wait(3)
    })
  const ids = Array.from({ length: 24 }, (_, at) => `mt-w${at}`)
  const writing = Promise.all(ids.map(write))
  for (let i = 0; i < 20; i++) await read()
  await writing
  await read()
  expect(seen.toSorted()).toEqual(ids.toSorted())
  expect(known).toBe(start + ids.length)
})

test('who listens is told the version when it can be read, and nothing of what was taken back', async () => {
  const listener = connect(database.url, { max: 1 })
  const told: string[] = []
  await listener.listen(versionChannel, version => void told.push(version))
  const taken = database.sql.begin(async tx => {
    await tx`${raised(tx)}`
    throw new Error('taken back')
  })
  await expect(taken).rejects.toThrow('taken back')
  await store.insertMany([office('mt-told')])
  const { version } = await store.changedSince(0)
  for (let i = 0; i < 100 && told.length === 0; i++) await wait(10)
  await listener.end()
  expect(told).toEqual([String(version)])
})
