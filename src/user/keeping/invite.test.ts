// Goal: who is invited becomes a user once, with a secret that only the mail holds; who is known here needs none.
// Method: the invitation as other rooms call it, on a real database; what was posted is read, and so is what is kept.
import { resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../../test/database.ts'
import { keepingStore } from '../../authority/keeping/store.ts'
import type { Letter } from '../../base/letter.ts'
import { hashOf } from '../../base/token.ts'
import { loadLibrary } from '../../library.ts'
import { insertCast } from '../small-cast.ts'
import { userStore } from '../store.ts'
import { inviteUser, type Wish } from './invite.ts'
import { asAdministrator } from './model.ts'
import type { InvitePorts } from './ports.ts'
import { peopleStore } from './store.ts'

let database: TestDatabase
let posted: Letter[] = []
let ports: InvitePorts
const clock = { now: '2026-11-26T09:00:00.000Z' }
const by = { office: 'cast-at', user: 'vera' }

beforeAll(async () => {
  database = await freshDatabase()
  await insertCast(database.sql)
  ports = {
    store: peopleStore(database.sql),
    directory: keepingStore(database.sql),
    library: loadLibrary(resolve(import.meta.dirname, '../../..')),
    post: async (_, mails) => void posted.push(...mails),
    publicUrl: 'https://imi.example.invalid',
    clock: () => clock.now,
  }
})
afterAll(() => database.drop())

const wish = (given: Partial<Wish> = {}): Wish => ({
  ...{ authority: 'cast-at', name: 'Lena Ahorn', mail: 'Lena@example.invalid', lang: 'de' },
  ...{ roles: asAdministrator, ...given },
})

/** What the mail to one leads to. */
const tokenIn = (mail: Letter | undefined): string =>
  /invitations\/([\w-]+)/.exec(mail?.text ?? '')?.[1] ?? ''

test('somebody new is invited, and holds no role before it accepts', async () => {
  posted = []
  const invited = await inviteUser(ports, wish(), by)
  if (!invited.ok) throw new Error(invited.refusal.code)
  expect(invited.value.state).toBe('invited')
  const { user } = invited.value
  const member = await ports.store.member('cast-at', user)
  expect(member).toMatchObject({ mail: 'lena@example.invalid', state: 'invited', roles: asAdministrator })
  expect(member?.expiresAt).toBe('2026-12-10T09:00:00.000Z')
  expect(await database.sql`select from account_role where account = ${user}`).toHaveLength(0)

  const token = tokenIn(posted[0])
  expect(posted).toHaveLength(1)
  expect(token.length).toBeGreaterThan(40)
  // Nothing of the database holds the token itself.
  const [kept] = await database.sql<{ token_hash: string }[]>`select token_hash from invitation`
  expect(kept?.token_hash).toBe(hashOf(token))

  expect(await ports.store.accept(hashOf(token), 'eu-login-7', clock.now)).toMatchObject({ outcome: 'done' })
  expect(await ports.store.member('cast-at', user)).toMatchObject({ state: 'active', version: 2 })
  expect(await ports.store.accept(hashOf(token), 'eu-login-7', clock.now)).toEqual({ outcome: 'gone' })
})

test('who is known by its address gets the role at once, whatever its capitals', async () => {
  posted = []
  const added = await inviteUser(ports, wish({ mail: 'ANNA@example.invalid' }), by)
  expect(added).toEqual({ ok: true, value: { user: 'anna', state: 'active' } })
  expect(posted.map(({ email, lang, text }) => ({ email, lang, token: /invitations/.test(text) }))).toEqual([
    { email: 'anna@example.invalid', lang: 'el', token: false },
  ])
  const again = await inviteUser(ports, wish({ mail: 'anna@example.invalid' }), by)
  expect(again).toMatchObject({
    refusal: { problems: [{ path: 'mail', code: 'user-people.there.invalid' }] },
  })
})

test('two who invite the same person at once make one account and one invitation', async () => {
  posted = []
  const both = await Promise.all(
    [1, 2].map(() => inviteUser(ports, wish({ mail: 'twice@example.invalid' }), by)),
  )
  expect(both.filter(({ ok }) => ok)).toHaveLength(1)
  expect(posted).toHaveLength(1)
  expect(await ports.store.byMail(['twice@example.invalid'])).toHaveLength(1)
})

test('two administrators who take each other out at the very same time: one stays', async () => {
  const { sql } = database
  const [one, other] = ['hidden', 'nowhere'] as const
  await userStore(sql).insertMany(
    [],
    [one, other].map(user => ({ user, authority: 'cast-el', area: '*', role: 'local-data-administrator' })),
  )
  const leaves = (user: string, also: () => Promise<void>) =>
    ports.store.write({
      ...{ authority: 'cast-el', at: clock.now, office: 'cast-el', account: user, mayEnd: false, also },
      entries: [
        {
          ...{ user, version: 0, event: 'removed', from: asAdministrator, to: {} },
          ...{ account: null, held: {}, invitation: null },
        },
      ],
    })
  const isWaiting = async () =>
    (
      await sql`select from pg_locks l join pg_stat_activity a on a.pid = l.pid
        where not l.granted and a.datname = current_database()`
    ).length > 0
  let second: ReturnType<typeof leaves> | null = null
  // The first one has looked and found the other still there; it ends only when the second one waits, or is through.
  const first = await leaves(one, async () => {
    let isThrough = false
    second = leaves(other, async () => {}).finally(() => {
      isThrough = true
    })
    while (!isThrough && !(await isWaiting()));
  })
  expect([first, await second]).toEqual(['done', 'last'])
})

test.each([
  ['a legal area that the authority has not', { 'train-driving-licences': ['supervisor'] }, 'area'],
  ['a referral handler outside coordinators', { '*': ['referral-handler'] }, 'referral'],
] as const)('refuses %s', async (_, roles, code) => {
  const refused = await inviteUser(ports, wish({ mail: 'x@example.invalid', roles }), by)
  expect(refused).toMatchObject({ refusal: { problems: [{ code: `user-people.${code}.invalid` }] } })
})

test('sent twice under one key it is one: the same answer, one mail; anything else is refused as ever', async () => {
  posted = []
  const twice = wish({ name: 'Ida Ulme', mail: 'ida@example.invalid' })
  const both = await Promise.all([
    inviteUser(ports, twice, { ...by, key: 'k' }),
    inviteUser(ports, twice, { ...by, key: 'k' }),
  ])
  expect(both[0]?.ok).toBe(true)
  expect(both[1]).toEqual(both[0])
  expect(await inviteUser(ports, twice, { ...by, key: 'k' })).toEqual(both[0])
  expect(posted).toHaveLength(1)
  const others = [
    await inviteUser(ports, twice, by),
    await inviteUser(ports, twice, { ...by, key: 'other' }),
    await inviteUser(ports, twice, { ...by, user: 'anna', key: 'k' }),
    await inviteUser(ports, { ...twice, name: 'Ida Erle' }, { ...by, key: 'k' }),
  ]
  for (const one of others)
    expect(one).toMatchObject({ refusal: { problems: [{ code: 'user-people.there.invalid' }] } })
})
