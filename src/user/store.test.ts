// Goal: a session or token is recognised in one statement with all that permission needs, while it holds.
// Method: a real PostgreSQL and a small cast.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { counted, freshDatabase, type TestDatabase } from '../../test/database.ts'
import { insertCast } from './small-cast.ts'
import { type UserStore, userStore } from './store.ts'

const at = '2026-11-24T08:00:00.000Z'
const later = '2026-11-24T18:00:00.000Z'
const end = later
const before = '2026-11-24T17:59:59.999Z'

let database: TestDatabase
let store: UserStore
beforeAll(async () => {
  database = await freshDatabase()
  store = userStore(database.sql)
  await insertCast(database.sql)
})
afterAll(() => database.drop())

const session = (tokenHash: string, user: string, authority: string) => ({
  ...{ tokenHash, user, authority, at },
  csrfSecret: `secret of ${tokenHash}`,
  expiresAt: end,
})

const veraInVienna = {
  user: 'vera',
  name: 'Vera Lindenthal',
  lang: 'de',
  authority: 'cast-at',
  country: 'AT',
  roles: { '*': ['supervisor'], 'posting-of-workers': ['basic-user', 'request-handler'] },
}

describe('sessions', () => {
  test('are recognised with everything of the actor, in one statement', async () => {
    expect(await store.openSession(session('s1', 'vera', 'cast-at'))).toBe(true)
    const { value, statements } = await counted(database.sql, () => store.recognise('session', 's1', at))
    expect(statements.length).toBe(1)
    expect(value).toEqual({ actor: veraInVienna, csrfSecret: 'secret of s1', unread: 0 })
  })
  test('hold until their end and no longer; a token of the other kind is none', async () => {
    await store.openSession(session('s2', 'vera', 'cast-at'))
    expect(await store.recognise('session', 's2', before)).not.toBe(null)
    expect(await store.recognise('session', 's2', later)).toBe(null)
    expect(await store.recognise('token', 's2', at)).toBe(null)
    expect(await store.recognise('session', 'never', at)).toBe(null)
  })
  test.each([
    ['vera', 'cast-el'],
    ['nowhere', 'cast-at'],
    ['unknown', 'cast-at'],
  ])('are not opened for %s at %s', async (user, authority) => {
    expect(await store.openSession(session(`s-${user}`, user, authority))).toBe(false)
    expect(await store.recognise('session', `s-${user}`, at)).toBe(null)
  })
  test('switch only to an authority that the person acts for, and only while they hold', async () => {
    await store.openSession(session('s3', 'vera', 'cast-at'))
    expect(await store.switchSession('s3', 'cast-el', at)).toBe(false)
    expect(await store.switchSession('s3', 'cast-be', later)).toBe(false)
    expect((await store.recognise('session', 's3', at))?.actor.authority).toBe('cast-at')
    expect(await store.switchSession('s3', 'cast-be', at)).toBe(true)
    const actor = (await store.recognise('session', 's3', at))?.actor
    expect(actor).toEqual({
      ...veraInVienna,
      authority: 'cast-be',
      country: 'BE',
      roles: { '*': ['request-handler'] },
    })
  })
  test('one ends, the others go on', async () => {
    await store.openSession(session('s4', 'vera', 'cast-at'))
    await store.openSession(session('s5', 'vera', 'cast-at'))
    await store.closeSession('s4')
    expect(await store.recognise('session', 's4', at)).toBe(null)
    expect(await store.recognise('session', 's5', at)).not.toBe(null)
  })
  test('end at once when the last role at the authority is taken away', async () => {
    await store.openSession(session('s6', 'hidden', 'cast-at'))
    await database.sql`delete from account_role where account = 'hidden'`
    expect(await store.recognise('session', 's6', at)).toBe(null)
  })
})

describe('tokens of programs', () => {
  const token = { tokenHash: 't1', user: 'anna', authority: 'cast-el', at, expiresAt: end }
  test('are recognised until their end', async () => {
    expect(await store.openToken(token)).toBe(true)
    const { value, statements } = await counted(database.sql, () => store.recognise('token', 't1', before))
    expect(statements.length).toBe(1)
    expect(value).toMatchObject({ csrfSecret: '', actor: { user: 'anna', country: 'EL', lang: 'el' } })
    expect(await store.recognise('token', 't1', later)).toBe(null)
    expect(await store.recognise('session', 't1', at)).toBe(null)
  })
  test('are not made for unknown pairs', async () => {
    expect(await store.openToken({ ...token, tokenHash: 't2', authority: 'cast-at' })).toBe(false)
    expect(await store.openToken({ ...token, tokenHash: 't3', user: 'unknown' })).toBe(false)
  })
})

describe('accounts', () => {
  test('the cast comes in its order, with all authorities, in one statement', async () => {
    const { value, statements } = await counted(database.sql, () => store.cast())
    expect(statements.length).toBe(1)
    expect(value.map(({ user }) => user)).toEqual(['anna', 'vera'])
    expect(value[1]).toEqual({
      user: 'vera',
      name: 'Vera Lindenthal',
      language: 'de',
      authorities: [
        { authority: 'cast-at', roles: veraInVienna.roles },
        { authority: 'cast-be', roles: { '*': ['request-handler'] } },
      ],
    })
  })
  test('of one authority come with that one only', async () => {
    expect(await store.users('cast-be')).toEqual([
      expect.objectContaining({
        user: 'vera',
        authorities: [{ authority: 'cast-be', roles: { '*': ['request-handler'] } }],
      }),
    ])
    expect(await store.users('unknown')).toEqual([])
  })
  test('without an authority are listed too', async () => {
    expect(await store.user('nowhere')).toMatchObject({ user: 'nowhere', authorities: [] })
    expect((await store.users()).map(({ user }) => user)).toEqual(['anna', 'vera', 'hidden', 'nowhere'])
    expect(await store.user('unknown')).toBe(null)
  })
})

test('what is over is swept away, what holds stays', async () => {
  await store.openSession({ ...session('old', 'vera', 'cast-at'), expiresAt: before })
  await store.openSession(session('young', 'vera', 'cast-at'))
  await store.sweep(before)
  const left = await database.sql<{ hash: string }[]>`
    select token_hash as hash from session where token_hash in ('old', 'young')`
  expect(left.map(({ hash }) => hash)).toEqual(['young'])
})
