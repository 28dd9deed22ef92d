// Goal: an installation keeps its one master key: none is made where data lie under another, a wrong one is refused.
// Method: a real database and a folder of its own; starts in a row and at once.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { OperatorFault } from '../base/fault.ts'
import { openMaster } from './store.ts'

let database: TestDatabase
let folder: string
let file: string
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  await database.sql`delete from evidence_key_mark`
  folder = mkdtempSync(join(tmpdir(), 'open-imi-key-'))
  file = join(folder, 'data', 'master.key')
  return () => rmSync(folder, { recursive: true })
})

const open = (given: Uint8Array | null = null, at = file) => openMaster(database.sql, given, at)

test('the first start makes the key, for its owner only; the next ones find it', async () => {
  const key = await open()
  expect(key).toHaveLength(32)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(await open()).toEqual(key)
  const rows = await database.sql`select mark from evidence_key_mark`
  expect(rows).toHaveLength(1)
  expect(JSON.stringify(rows)).not.toContain(key.toString('base64'))
})

test('of many first starts at once all get the same key, and nothing is left over', async () => {
  const keys = await Promise.all(Array.from({ length: 8 }, () => open()))
  expect(new Set(keys.map(key => key.toString('base64'))).size).toBe(1)
  expect(readdirSync(join(folder, 'data'))).toEqual(['master.key'])
})

test('a key that was given is taken, and no file is made', async () => {
  const given = Buffer.alloc(32, 5)
  expect(await open(given)).toEqual(given)
  expect(readdirSync(folder)).toEqual([])
})

test('a lost key is told, and none is made in its place', async () => {
  await open()
  rmSync(file)
  await expect(open()).rejects.toThrow(OperatorFault)
  await expect(open()).rejects.toThrow(`${file} is not there`)
  expect(readdirSync(join(folder, 'data'))).toEqual([])
})

test('another key is refused, in the file or given, and changes nothing', async () => {
  await open()
  const kept = readFileSync(file, 'utf8')
  await expect(open(Buffer.alloc(32, 6))).rejects.toThrow('from MASTER_KEY is not the one of this database')
  expect(readFileSync(file, 'utf8')).toBe(kept)
  writeFileSync(file, Buffer.alloc(32, 6).toString('base64'))
  await expect(open()).rejects.toThrow(`from ${file} is not the one of this database`)
  writeFileSync(file, 'not a key')
  await expect(open()).rejects.toThrow('is not 32 bytes')
  writeFileSync(file, kept)
  expect(await open()).toHaveLength(32)
})
