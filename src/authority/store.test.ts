// Goal: the directory comes back as it was written, and the running finder follows it.
// Method: a real PostgreSQL.
import { resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { counted, freshDatabase, type TestDatabase } from '../../test/database.ts'
import { library, readLanguages } from '../base/text.ts'
import { openWords } from './finder.ts'
import { readLexicons } from './lexicons.ts'
import { openFinder } from './live.ts'
import { inventedAuthority, recordOf, smallDirectory } from './small-directory.ts'
import { raised } from './store/version.ts'
import { type AuthorityStore, authorityStore } from './store.ts'

const root = resolve(import.meta.dirname, '..', '..')
const words = openWords(library(readLanguages(root), new Map()), readLexicons(root))
let database: TestDatabase
let store: AuthorityStore

beforeAll(async () => {
  database = await freshDatabase()
  store = authorityStore(database.sql)
  await store.insertMany(smallDirectory)
})
afterAll(() => database.drop())

test('every field comes back as it was written, in one statement', async () => {
  const asked = [...smallDirectory.map(({ id }) => id), 'nobody', 'at-privacy']
  const { value, statements } = await counted(database.sql, () => store.byIds(asked))
  expect(statements.length).toBe(1)
  expect(value.size).toBe(smallDirectory.length)
  for (const authority of smallDirectory) expect(value.get(authority.id)).toEqual(recordOf(authority))
})

test('no ids, no statement', async () => {
  const { value, statements } = await counted(database.sql, () => store.byIds([]))
  expect([value.size, statements.length]).toEqual([0, 0])
})

test('the whole directory gives what the finder needs, in one statement', async () => {
  const { value, statements } = await counted(database.sql, () => store.changedSince(0))
  expect(statements.length).toBe(1)
  expect(value.changed.length).toBe(smallDirectory.length)
  const { id, country, type, level, area, competences, region, town, officialNames, status } =
    smallDirectory.find(one => one.id === 'be-licences') ?? expect.fail()
  expect(value.changed.find(one => one.id === id)).toMatchObject({
    ...{ id, country, type, level, area, competences, region, town, officialNames, status },
  })
})

test('many rows go in chunks, all or none within a transaction', async () => {
  const before = await store.count()
  const many = Array.from({ length: 2500 }, (_, at) =>
    inventedAuthority({
      id: `mt-${at}`,
      country: 'MT',
      town: 'Rabat',
      type: 'civil-registry',
      officialNames: [{ lang: 'mt', name: `Reġistru ${at}` }],
    }),
  )
  const twice = [...many, ...many.slice(0, 1)]
  const insert = database.sql.begin(tx => authorityStore(tx).insertMany(twice))
  await expect(insert).rejects.toThrow(/duplicate key/)
  expect(await store.count()).toBe(before)
  const { statements } = await counted(database.sql, () => store.insertMany(many))
  expect(statements.length).toBe(3)
  expect(await store.count()).toBe(before + 2500)
  await database.sql`delete from authority_area where authority like 'mt-%'`
  await database.sql`delete from authority where id like 'mt-%'`
})

const suspend = (status: string) => database.sql`
  with raised as (${raised(database.sql)})
  update authority set status = ${status}, version = raised.version from raised where id = 'bg-engineer'`

test('the running finder loads in the background and follows a change of status', async () => {
  const finder = openFinder(store, words)
  expect(finder.choices().countries).toEqual([])
  const query = { text: 'engineer Bulgaria', lang: 'en', limit: 1 }
  expect((await finder.read(query)).hits[0]?.authority).toBe('bg-engineer')
  expect(finder.choices().countries).toContain('BG')
  expect(await finder.refresh()).toBe(false)
  await suspend('suspended')
  expect(await Promise.all([finder.refresh(), finder.refresh()])).toEqual([true, true])
  expect((await finder.read(query)).hits[0]?.authority).not.toBe('bg-engineer')
  await suspend('active')
})

test('a finder whose first load failed can be loaded again', async () => {
  let isBroken = true
  const shaky = {
    changedSince: (version: number) =>
      isBroken ? Promise.reject(new Error('away')) : store.changedSince(version),
  }
  const finder = openFinder(shaky, words)
  await expect(finder.ready()).rejects.toThrow('away')
  isBroken = false
  expect(await finder.refresh()).toBe(true)
  expect((await finder.ready()).size).toBe(9)
})
