// Goal: a data folder that cannot be used is named for what it is, and what lies there stays as it was.
// Method: folders spoiled in one way each; the words that the operator reads.
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { OperatorFault } from '../../src/base/fault.ts'
import { openDatabase } from '../../src/base/postgres.ts'

const home = mkdtempSync(join(tmpdir(), 'open-imi-folder-'))
chmodSync(home, 0o711)
afterAll(() => rmSync(home, { recursive: true, force: true }))

const told = (dataDir: string): Promise<string> =>
  openDatabase({ dataDir, databaseUrl: null }, () => {}).then(
    () => 'opened',
    (fault: unknown) => (fault instanceof OperatorFault ? `${fault.message} ${fault.remedy}` : String(fault)),
  )

test('a file in its place', async () => {
  const file = join(home, 'file')
  writeFileSync(file, 'mine')
  expect(await told(file)).toContain('is not a folder')
  expect(readFileSync(file, 'utf8')).toBe('mine')
})

test('somebody else’s folder where the database would lie: nobody is told to give it away', async () => {
  const dataDir = join(home, 'foreign')
  mkdirSync(join(dataDir, 'postgres'), { recursive: true })
  writeFileSync(join(dataDir, 'postgres', 'letter'), 'mine')
  const words = await told(dataDir)
  expect(words).toContain('is not a database made by Open IMI')
  expect(words).not.toContain('chown')
  expect(readFileSync(join(dataDir, 'postgres', 'letter'), 'utf8')).toBe('mine')
})
