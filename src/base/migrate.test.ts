// Goal: migrations run once each, in order, and a database that is not ours is left alone.
// Method: folders of small migrations made for the test, on real databases.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { migrate, migrationState, readMigrations } from './migrate.ts'
import { connect, isUniqueViolation } from './sql.ts'

const folders: string[] = []

function folder(files: Readonly<Record<string, string>>): string {
  const made = mkdtempSync(join(tmpdir(), 'migrations-'))
  folders.push(made)
  for (const [name, text] of Object.entries(files)) writeFileSync(join(made, name), text)
  return made
}

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(async () => {
  await database.drop()
  for (const each of folders) rmSync(each, { recursive: true })
})
/** Empties the database. */
const empty = () => database.sql.unsafe('drop schema public cascade; create schema public')
afterEach(empty)

const two = {
  '0001-cup.sql': 'create table cup (id int primary key);',
  '0002-tea.sql': 'create table tea (id int);',
}

describe('migrate', () => {
  test('applies what is missing, in order, and nothing twice', async () => {
    await empty()
    expect(await migrate(database.sql, folder({ '0001-cup.sql': two['0001-cup.sql'] }))).toEqual([
      '0001-cup.sql',
    ])
    expect(await migrationState(database.sql, folder(two))).toEqual({
      applied: 1,
      missing: ['0002-tea.sql'],
      faults: [],
    })
    expect(await migrate(database.sql, folder(two))).toEqual(['0002-tea.sql'])
    expect(await migrate(database.sql, folder(two))).toEqual([])
  })

  test('of several starters at once exactly one applies each', async () => {
    await empty()
    const slow = folder({ ...two, '0003-slow.sql': 'select pg_sleep(0.3); create table slow (id int);' })
    const pools = [1, 2, 3, 4].map(() => connect(database.url, { max: 1 }))
    const done = await Promise.all(pools.map(pool => migrate(pool, slow)))
    await Promise.all(pools.map(pool => pool.end()))
    expect(done.flat().sort()).toEqual(['0001-cup.sql', '0002-tea.sql', '0003-slow.sql'])
  })

  test('a migration that fails leaves nothing and is tried again', async () => {
    await empty()
    const broken = folder({ '0001-cup.sql': 'create table cup (id int); select 1/0;' })
    await expect(migrate(database.sql, broken)).rejects.toThrow('0001-cup.sql')
    expect(await migrate(database.sql, folder(two))).toHaveLength(2)
  })

  test('a changed file is refused', async () => {
    await empty()
    await migrate(database.sql, folder(two))
    await expect(migrate(database.sql, folder({ ...two, '0001-cup.sql': 'select 1' }))).rejects.toThrow(
      'was changed',
    )
  })

  test('a database of a newer program is refused', async () => {
    await empty()
    await migrate(database.sql, folder({ ...two, '0007-new.sql': 'select 1' }))
    await expect(migrate(database.sql, folder(two))).rejects.toThrow('newer than this program')
  })

  test('a foreign database is refused and left alone', async () => {
    await empty()
    await database.sql`create table invoice (id int)`
    await expect(migrate(database.sql, folder(two))).rejects.toThrow('public.invoice')
    expect(await database.sql`select to_regclass('public.migration') as it`).toEqual([{ it: null }])
  })

  test('numbers are unique and names well-formed', () => {
    expect(() => readMigrations(folder({ '0001-a.sql': '', '0001-b.sql': '' }))).toThrow('used twice')
    expect(() => readMigrations(folder({ '1-a.sql': '' }))).toThrow('NNNN-title.sql')
  })
})

test('a taken key is told from other failures', async () => {
  await empty()
  await database.sql`create table cup (id int constraint cup_key primary key)`
  await database.sql`insert into cup values (1)`
  const taken = await database.sql`insert into cup values (1)`.catch(error => error)
  expect([
    isUniqueViolation(taken),
    isUniqueViolation(taken, 'cup_key'),
    isUniqueViolation(taken, 'tea_key'),
  ]).toEqual([true, true, false])
  expect(isUniqueViolation(await database.sql`insert into cup values (null)`.catch(error => error))).toBe(
    false,
  )
})
