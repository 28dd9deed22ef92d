// Goal: what one server process writes into the directory, another one finds soon, and one that is gone no longer.
// Method: two finders with connections of their own over one real PostgreSQL, each following as in a server.
import { resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { connect, type Sql } from '../base/sql.ts'
import { library, readLanguages } from '../base/text.ts'
import { openWords } from './finder.ts'
import { readLexicons } from './lexicons.ts'
import { keepFollowing, type LiveFinder, openFinder } from './live.ts'
import { inventedAuthority, smallDirectory } from './small-directory.ts'
import { raised } from './store/version.ts'
import { authorityStore } from './store.ts'

const root = resolve(import.meta.dirname, '..', '..')
const words = openWords(library(readLanguages(root), new Map()), readLexicons(root))
let database: TestDatabase
let second: Sql
let finder: LiveFinder
let stop: () => void
const faults: unknown[] = []

beforeAll(async () => {
  database = await freshDatabase()
  await authorityStore(database.sql).insertMany(smallDirectory)
  second = connect(database.url, { max: 1, name: 'second process' })
  finder = openFinder(authorityStore(second), words)
  await finder.ready()
  stop = keepFollowing(finder, error => faults.push(error))
})
afterAll(async () => {
  stop?.()
  await second?.end({ timeout: 1 })
  await database?.drop()
})

const firstFor = async (text: string, lang: string): Promise<string | undefined> =>
  (await finder.read({ text, lang, limit: 1 })).hits[0]?.authority

test('a newcomer entered in Bulgarian is found by a Finnish reader of the other process', async () => {
  const newcomer = inventedAuthority({
    ...{ id: 'bg-new', country: 'BG', region: 'BG33', town: 'Варна', type: 'professional-regulator' },
    ...{ competences: ['midwife'], officialNames: [{ lang: 'bg', name: 'Съвет на акушерките – Варна' }] },
  })
  expect(await firstFor('kätilö Varnassa', 'fi')).not.toBe('bg-new')
  await authorityStore(database.sql).insertMany([newcomer])
  await expect.poll(() => firstFor('kätilö Varnassa', 'fi'), { timeout: 10_000 }).toBe('bg-new')
})

test('one that is suspended is found no longer', async () => {
  await database.sql`
    with raised as (${raised(database.sql)})
    update authority set status = 'suspended', version = raised.version from raised where id = 'bg-new'`
  await expect.poll(() => firstFor('kätilö Varnassa', 'fi'), { timeout: 10_000 }).not.toBe('bg-new')
  expect(faults).toEqual([])
})

test('one that was merged leads to its successor in the other process, by its old name', async () => {
  const [old, next] = ['Съвет на грънчарите', 'Съвет на ковачите'].map((name, at) =>
    inventedAuthority({
      ...{ id: `bg-${at}`, country: 'BG', town: 'Русе', type: 'professional-regulator' },
      officialNames: [{ lang: 'bg', name }],
    }),
  )
  await authorityStore(database.sql).insertMany([old, next].filter(one => one !== undefined))
  await expect.poll(() => firstFor('грънчарите', 'bg'), { timeout: 10_000 }).toBe('bg-0')
  await database.sql`
    with raised as (${raised(database.sql)})
    update authority set status = 'removed', successor = 'bg-1', version = raised.version from raised
    where id = 'bg-0'`
  const led = async () => (await finder.read({ text: 'грънчарите', lang: 'bg', limit: 1 })).led[0]
  await expect.poll(led, { timeout: 10_000 }).toMatchObject({ authority: 'bg-1', instead: 'bg-0' })
  expect(faults).toEqual([])
})
