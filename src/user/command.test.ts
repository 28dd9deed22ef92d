// Goal: the operator's commands of this room answer in the shape of the contract and refuse what does not exist.
// Method: the cast in a real database, the commands called as the command line calls them.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { authorityStore } from '../authority/store.ts'
import { runToken, runUsers } from './command.ts'
import { castAccounts, insertCast } from './small-cast.ts'
import { userStore } from './store.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase()
  await insertCast(database.sql)
})
afterAll(() => database.drop())

describe('a command', () => {
  const ports = () => ({ store: userStore(database.sql), clock: () => '2026-11-24T09:00:00.000Z' })

  test('gets no token for a pair that does not exist', async () => {
    const { json, exit } = await runToken(ports(), { user: 'anna', authority: 'cast-at' })
    expect([exit, json]).toEqual([1, expect.objectContaining({ code: 'user.authority.unknown' })])
    await expect(runToken(ports(), { user: 'anna' })).rejects.toThrow('--authority')
  })
  test('users are listed in the shape of the contract, names in the language of the person', async () => {
    const directory = authorityStore(database.sql)
    const { json, text } = await runUsers({ store: ports().store, directory }, { authority: 'cast-be' })
    const held = { authority: 'cast-be', officialName: 'Kamer van de Lindelaan', country: 'BE' }
    expect(json).toEqual([
      {
        ...{ user: 'vera', name: 'Vera Lindenthal', language: 'de' },
        authorities: [{ ...held, roles: { '*': ['request-handler'] } }],
      },
    ])
    expect(text).toContain('cast-be  BE Kamer van de Lindelaan: request-handler')
    const all = await runUsers({ store: ports().store, directory }, {})
    expect(all.json).toHaveLength(castAccounts.length)
  })
})
