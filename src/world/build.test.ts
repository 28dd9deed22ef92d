// Goal: a world comes into an empty database whole or not at all, once, and reads back as it was invented.
// Method: a tiny one in a real database; a fault in the middle; two builders at once; the command.
import { mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cast } from '../../test/cast.ts'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { authorityStore } from '../authority/store.ts'
import { WrongUse } from '../base/command.ts'
import { OperatorFault } from '../base/fault.ts'
import { readSettings } from '../base/settings.ts'
import { brokenAt } from '../evidence/model.ts'
import { currentOf } from '../exchange/current.ts'
import { replay } from '../exchange/kinds/request.ts'
import { exchangeStore } from '../exchange/store.ts'
import { openVault, withValues } from '../exchange/vault.ts'
import { readProcedures } from '../procedure/store.ts'
import { userStore } from '../user/store.ts'
import { buildWorld } from './build.ts'
import { worldCommand } from './command.ts'
import { memoryShelf, now } from './small-world.ts'

const root = resolve(import.meta.dirname, '..', '..')
const master = Buffer.alloc(32, 5)
const say = Object.assign(() => {}, { part: () => {} })

const dataDir = mkdtempSync(join(tmpdir(), 'open-imi-world-'))
let database: TestDatabase
let other: TestDatabase
beforeAll(async () => {
  database = await freshDatabase()
  other = await freshDatabase()
})
afterAll(async () => {
  await database.drop()
  await other.drop()
  rmSync(dataDir, { recursive: true })
})

const shelf = memoryShelf()
const wanted = (given: TestDatabase) =>
  ({ sql: given.sql, root, master, shelf, size: 'tiny', now, say }) as const

describe('a fault in the middle', () => {
  test('leaves nothing behind, and the next one builds', async () => {
    const { sql } = database
    await expect(buildWorld({ ...wanted(database), master: Buffer.alloc(3) })).rejects.toThrow()
    const [left] = await sql<{ rows: number }[]>`
      select (select count(*) from authority)::int + (select count(*) from account)::int
        + (select count(*) from exchange)::int as rows`
    expect(left?.rows).toBe(0)
    const built = await buildWorld(wanted(database))
    expect(built).toMatchObject({ authorities: 300, exchanges: 60 })
  })

  test('a second world is not built, and nothing is changed', async () => {
    expect(await buildWorld(wanted(database))).toBeNull()
    expect(await authorityStore(database.sql).count()).toBe(300)
  })
})

describe('the tiny world', () => {
  test('has the cast on the sign-in page, in its order, each with its authority', async () => {
    const users = await userStore(database.sql).cast()
    expect(users.map(({ user }) => user)).toEqual(Object.values(cast).map(({ user }) => user))
    expect(users.find(({ user }) => user === cast.piotr.user)?.authorities).toHaveLength(2)
    const found = await authorityStore(database.sql).byIds(
      users.flatMap(one => one.authorities.map(a => a.authority)),
    )
    expect(found.size).toBe(new Set(Object.values(cast).flatMap(({ authorities }) => authorities)).size)
  })

  test('reads back: chains hold, rows say what the logs tell, personal data and drafts open', async () => {
    const { sql } = database
    const vault = openVault(master)
    const catalogue = readProcedures(root)
    const store = exchangeStore(sql)
    const rows = await sql<Record<string, string>[]>`
      select exchange, sender, recipient, procedure, state, version::text, hash from exchange`
    expect(rows).toHaveLength(60)
    for (const { exchange = '', sender = '', procedure: id = '', ...row } of rows) {
      const stored = await store.load({ exchange, authority: sender, user: 'nobody', today: '2026-11-24' })
      const procedure = catalogue.byId(id)
      if (!stored?.wrappedKey || !procedure) throw new Error(`${exchange} is not there`)
      expect(brokenAt(stored.log.map(entry => ({ exchange, ...entry })))).toBeNull()
      const { state, version, hash } = currentOf(stored.log, procedure)
      expect({ state, version: String(version), hash }).toEqual({
        state: row.state,
        version: row.version,
        hash: row.hash,
      })
      const key = vault.keyOf(exchange, stored.wrappedKey)
      const values = vault.openValues(exchange, key, stored.personal)
      const { held: _, ...request } = withValues(replay(stored.log), values)
      expect(JSON.stringify(request)).not.toContain('"sealed"')
      if (state === 'draft')
        expect(vault.openDraft(exchange, sender, key, stored.draft?.sealed ?? Buffer.alloc(0))).toBeTruthy()
    }
  })

  test('fills the worklist of the cast, with the other country beside each exchange', async () => {
    const store = exchangeStore(database.sql)
    const { user, authority } = cast.anna
    const all = await store.list({
      ...{ authority, user, areas: '*', turn: null, today: '2026-11-24' },
      after: null,
      limit: 50,
    })
    expect(all.length).toBeGreaterThan(3)
    const [row] = await database.sql<{ wrong: number }[]>`
      select count(*)::int as wrong from exchange_part
      where counterpart is not null and counterpart_country is distinct from upper(left(counterpart, 2))`
    expect(row?.wrong).toBe(0)
  })
})

test('of two builders at once one builds, the other finds it built', async () => {
  const built = await Promise.all([buildWorld(wanted(other)), buildWorld(wanted(other))])
  expect(built.filter(one => one !== null)).toHaveLength(1)
  expect(await authorityStore(other.sql).count()).toBe(300)
})

describe('imi world', () => {
  const run = (options: Readonly<Record<string, string>>, given: TestDatabase) => {
    const read = readSettings({ DATA_DIR: dataDir })
    if (!read.ok) throw new Error('settings')
    const typed = {
      words: [],
      text: (name: string) => options[name],
      list: () => [],
      has: (name: string) => name in options,
    }
    const open = { root, settings: read.settings, say, database: async () => given }
    return worldCommand.run(typed, {
      ...open,
      library: () => Promise.reject(new Error('not needed')),
    })
  }

  test('builds, tells how much, and is refused the second time', async () => {
    const fresh = await freshDatabase()
    const answer = await run({ size: 'tiny', now }, fresh)
    expect(answer).toMatchObject({ exit: 0, json: { authorities: 300, exchanges: 60 } })
    expect(answer.json).toHaveProperty('users')
    expect(answer.json).toHaveProperty('seconds')
    await expect(run({ size: 'tiny', now }, fresh)).rejects.toThrow(OperatorFault)
    await fresh.drop()
  })

  const { bavail, bsize } = statfsSync(tmpdir())
  test.skipIf(bavail * bsize > 585e9)('is refused before it begins where the disk has no room', async () => {
    await expect(run({ size: '30000000' }, database)).rejects.toThrow(/about 585 GB/)
  })

  test.each([
    {},
    { size: 'large' },
    { size: '0' },
    { size: '2020', past: '5' },
    { size: '2020', now },
    { size: 'tiny', now: 'today' },
  ])('wrong use: %o', async options => {
    await expect(run(options, database)).rejects.toThrow(WrongUse)
  })
})
