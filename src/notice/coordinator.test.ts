// Goal: a coordinator's reminder reaches whoever has to act, its forward both the old and the new recipient; no others.
// Method: interventions through their doors on a real database, then the follower on the real log, and the inbox.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { coordinators, insertCoordinators, openCoordinators } from '../../test/coordinators.ts'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { callOf, officials } from '../../test/small-office.ts'
import type { Actor } from '../permission/model.ts'
import { noticeDoors } from './routes.ts'
import { noticeStore } from './store.ts'
import { logTransport } from './transport.ts'
import type { InboxView } from './view.ts'
import { openWorker, type Worker } from './worker.ts'

const { zofia, carmen, brais } = officials
const { nadia } = coordinators

let database: TestDatabase
let office: ReturnType<typeof openCoordinators>
let worker: Worker
beforeAll(async () => {
  database = await freshDatabase()
  const { sql } = database
  await insertCoordinators(sql)
  office = openCoordinators(sql)
  const log = { warn: () => {}, error: () => {} }
  const { library, ports } = office
  worker = openWorker({
    ...{
      sql,
      library,
      log,
      transport: logTransport,
      clock: ports.clock,
      publicUrl: 'https://imi.example.eu',
    },
  })
})
afterAll(() => database.drop())

const inboxOf = async (who: Actor) => {
  const doors = noticeDoors({ ...office.ports, store: noticeStore(database.sql), isDemo: true })
  const door = doors.find(one => one.method === 'GET' && one.path === '/notices')
  const input = { params: {}, query: {}, body: {}, sent: { kind: 'none', value: {} } } as const
  const result = await door?.run(callOf(office.library, who), input)
  return (result?.ok ? (result.value as InboxView) : { items: [] }).items
}

test('reminded, then forwarded', async () => {
  const sent = await office.sent()
  const path = `/coordination/exchanges/${sent.number}/actions`
  const words = { version: 2, reason: 'Plazo de Arrieta.' }
  expect((await office.json(`${path}/remind`, nadia, words)).status).toBe(200)
  // Transactions of other tests on the same server hold the follower back.
  const rows = async () => {
    await worker.tell()
    return database.sql<{ told: string; account: string; isAtOnce: boolean }[]>`
      select told, account, mail_after = at as "isAtOnce" from notice
      where version > 2 and told <> 'sender' order by version, told`
  }
  const toldOf = (count: number) =>
    expect.poll(async () => (await rows()).length, { timeout: 15_000 }).toBe(count)
  await toldOf(1)
  office.clock.now = '2026-11-24T09:01:00.000Z'
  const away = { version: 3, recipient: 'small-es-2', reason: 'Ourense.' }
  expect((await office.json(`${path}/forward`, nadia, away)).status).toBe(200)
  await toldOf(3)
  expect([...(await rows())]).toEqual([
    { told: 'reminded', account: 'carmen', isAtOnce: true },
    { told: 'former', account: 'carmen', isAtOnce: true },
    { told: 'recipient', account: 'brais', isAtOnce: true },
  ])
  const [taken, ...others] = await inboxOf(carmen)
  expect(taken?.event).toBe('forwarded')
  expect(others.map(one => one.event)).toEqual(['sent', 'coordinator-reminded'])
  expect(taken?.what).toBe(office.library.in('es')('exchange-coordinator.event.forwarded'))
  expect((await inboxOf(brais)).map(one => one.event)).toEqual(['forwarded'])
  expect((await inboxOf(zofia)).map(one => one.event)).toEqual(['forwarded'])
  expect(JSON.stringify(await inboxOf(carmen))).not.toContain('Arrieta')
})
