// Goal: who is allocated an exchange is told so, until looking at it; what happens in it then is told to the handlers
//   and to who covers them, no longer to the whole office; the other side is told nothing of all that.
// Method: real steps through the doors, both followers on the real logs.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { openDesk } from '../../test/small-desk.ts'
import { insertOffice, officials } from '../../test/small-office.ts'
import type { Actor } from '../permission/model.ts'
import { userStore } from '../user/store.ts'
import { noticeDoors } from './routes.ts'
import { noticeStore } from './store.ts'
import { logTransport } from './transport.ts'
import type { InboxView } from './view.ts'
import { openWorker, type Worker } from './worker.ts'

const { zofia, jan, carmen } = officials
const allocator: Actor = { ...zofia, user: 'allocator', name: 'Ala', roles: { '*': ['allocator'] } }

let database: TestDatabase
let desk: ReturnType<typeof openDesk>
let worker: Worker
beforeAll(async () => {
  database = await freshDatabase()
  const { sql } = database
  await insertOffice(sql)
  desk = openDesk(sql, ports => noticeDoors({ ...ports, store: noticeStore(sql), isDemo: false }))
  const log = { warn: () => {}, error: () => {} }
  const publicUrl = 'https://imi.example.eu'
  worker = openWorker({
    ...{ sql, library: desk.library, transport: logTransport, clock: () => desk.clock.now, log, publicUrl },
  })
})
afterAll(() => database.drop())

const allocate = (number: string, revision: number, handlers: readonly string[]) =>
  desk.json(allocator, `/exchanges/${number}/inside/allocate`, { revision, handlers })

const noticesOf = async (actor: Actor, number: string) =>
  (await desk.json<InboxView>(actor, '/notices')).view.items
    .filter(one => one.number === number)
    .map(({ event, isRead }) => [event, isRead])

/** Transactions of other tests on the same server hold the followers back: wait until they have told. */
const told = (actor: Actor, number: string, wanted: unknown) =>
  expect
    .poll(
      async () => {
        await worker.tell()
        return noticesOf(actor, number)
      },
      { timeout: 15_000 },
    )
    .toEqual(wanted)

async function unread(actor: Actor): Promise<number> {
  const store = userStore(database.sql)
  const tokenHash = `${actor.user} ${Math.random()}`
  const [at, expiresAt] = ['2026-11-24T08:00:00.000Z', '2026-12-24T08:00:00.000Z']
  await store.openToken({ tokenHash, user: actor.user, authority: actor.authority, at, expiresAt })
  return (await store.recognise('token', tokenHash, at))?.unread ?? -1
}

test('told until looked at, though everything else of the exchange was seen before', async () => {
  const number = await desk.sent()
  await desk.page(jan, `/exchanges/${number}`)
  desk.clock.now = '2026-11-24T09:10:00.000Z'
  await allocate(number, 0, ['jan'])
  await allocate(number, 1, [])
  await allocate(number, 2, ['jan'])
  await told(jan, number, [['allocated', false]])
  expect(await unread(jan)).toBe(1)
  expect(await noticesOf(zofia, number)).toEqual([])
  await desk.page(jan, `/exchanges/${number}`)
  expect(await noticesOf(jan, number)).toEqual([['allocated', true]])
  expect(await unread(jan)).toBe(0)
})

test('who takes it over for itself is not told; steps of the other side reach the handler and its cover', async () => {
  const number = await desk.sent()
  await desk.json(jan, `/exchanges/${number}/inside/take-over`, { revision: 0 })
  await desk.json(carmen, `/exchanges/${number}/actions/accept`, { version: 2 })
  await told(jan, number, [['accepted', false]])
  expect(await noticesOf(zofia, number)).toEqual([])
  await database.sql`
    insert into absence (account, id, authority, from_day, to_day, cover)
    values ('jan', '1', 'small-pl', '2026-11-24', '2026-11-30', 'zofia')`
  await desk.json(carmen, `/exchanges/${number}/actions/write-message`, {
    ...{ version: 3, text: 'Hola.', language: 'es' },
  })
  await told(zofia, number, [['message', false]])
  expect((await noticesOf(carmen, number)).map(([event]) => event)).toEqual(['sent'])
})

test('a handler who may not act any more hides nothing from the others', async () => {
  const number = await desk.sent()
  await desk.json(jan, `/exchanges/${number}/inside/take-over`, { revision: 0 })
  await database.sql`delete from account_role where account = 'jan'`
  await desk.json(carmen, `/exchanges/${number}/actions/accept`, { version: 2 })
  await told(zofia, number, [['accepted', false]])
})
