// Goal: the embedded database outlives what may happen to its processes, and leaves alone what is not its own.
// Method: a real cluster in a folder of its own; processes are killed, folders are spoiled.
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { type Database, openDatabase } from '../src/base/postgres.ts'
import { readPid } from '../src/base/postgres-pid.ts'
import { connect } from '../src/base/sql.ts'

const home = mkdtempSync(join(tmpdir(), 'open-imi-postgres-'))
// Where root runs the tests, the database's user must get through.
chmodSync(home, 0o711)
const open: Database[] = []
afterAll(async () => {
  for (const database of open) await database.stop()
  rmSync(home, { recursive: true, force: true })
})

const settings = { dataDir: join(home, 'data'), databaseUrl: null }
const tuning = { fsync: 'off', shared_buffers: '32MB' }

async function start(said: string[] = []): Promise<Database> {
  const database = await openDatabase(settings, line => said.push(line), tuning)
  open.push(database)
  return database
}

async function ask(database: Database, statement: string): Promise<readonly unknown[]> {
  const sql = connect(database.url, { max: 1 })
  return sql.unsafe(statement).finally(() => sql.end({ timeout: 1 }))
}

const pidOf = (database: Database): number | undefined => readPid({ cluster: database.folder ?? '' })?.pid

describe('the embedded database', { timeout: 60_000 }, () => {
  test('of three first starters one makes it, the last one out stops it', async () => {
    const all = await Promise.all([start(), start(), start()])
    const [first, second, third] = all
    expect(new Set(all.map(pidOf)).size).toBe(1)
    await first?.stop()
    await third?.stop()
    if (!second) throw new Error('no second')
    await ask(second, 'create table cup (id int); insert into cup values (7)')
    await second.stop()
    expect(pidOf(second)).toBeUndefined()
  })

  test('killed, it comes back by itself with what was written', async () => {
    const said: string[] = []
    const database = await start(said)
    const sql = connect(database.url, { max: 1 })
    await sql`insert into cup values (8)`
    const before = pidOf(database)
    process.kill(before ?? 0, 'SIGKILL')
    await expect
      .poll(() => said.includes('database: the connection broke; bringing it back'), { timeout: 9000 })
      .toBe(true)
    const rows = () =>
      sql`select id from cup order by id`.then(found => found.map(row => row.id)).catch(() => null)
    await expect.poll(rows, { timeout: 20_000 }).toEqual([7, 8])
    expect(pidOf(database)).not.toBe(before)
    await sql.end({ timeout: 1 })
    await database.stop()
  })

  test('the program works without the rights of a superuser', async () => {
    const database = await start()
    expect(await ask(database, 'select rolsuper from pg_roles where rolname = current_user')).toEqual([
      { rolsuper: false },
    ])
    await expect(ask(database, "copy (select 1) to program 'true'")).rejects.toThrow('permission denied')
    await database.stop()
  })

  test('a folder that is not ours is left alone', async () => {
    const dataDir = join(home, 'foreign')
    mkdirSync(join(dataDir, 'postgres'), { recursive: true, mode: 0o755 })
    writeFileSync(join(dataDir, 'postgres', 'letter'), 'mine')
    const opened = openDatabase({ dataDir, databaseUrl: null }, () => {}, tuning)
    await expect(opened).rejects.toMatchObject({ name: 'OperatorFault', remedy: expect.any(String) })
    expect(readFileSync(join(dataDir, 'postgres', 'letter'), 'utf8')).toBe('mine')
  })

  test('a server that does not answer is told without its password', async () => {
    const databaseUrl = 'postgres://imi:hidden-word@localhost:1/imi'
    const error: unknown = await openDatabase({ dataDir: home, databaseUrl }, () => {}).catch(fault => fault)
    expect(error).toMatchObject({ name: 'OperatorFault' })
    expect(JSON.stringify([String(error), error])).not.toContain('hidden-word')
  })
})
