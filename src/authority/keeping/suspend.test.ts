// Goal: an authority with 40 open exchanges is suspended: nothing is stranded, and everybody concerned is told once.
// Method: 40 real requests in both directions and several states, the coordinator's step through its door, the follower
//   of notices on the real log, then work that goes on.
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { TestDatabase } from '../../../test/database.ts'
import { officeApp } from '../../../test/office-app.ts'
import { keepsIn, library, officials, openOffice } from '../../../test/small-office.ts'
import { openKeeping } from '../../keeping.ts'
import { logTransport } from '../../notice/transport.ts'
import { openWorker, type Worker } from '../../notice/worker.ts'
import type { Actor } from '../../permission/model.ts'
import { userStore } from '../../user/store.ts'
import { keepingDoors } from './routes.ts'
import { type KeepTimers, openKeepTimers } from './timers.ts'
import type { KeptView } from './view-schema.ts'

const { zofia, carmen, brais, lucia } = officials
const coordinator: Actor = keepsIn(lucia)
const handler: Actor = { ...lucia, roles: { '*': ['request-handler'] } }

let database: TestDatabase
let app: ReturnType<typeof officeApp>
let worker: Worker
let timers: KeepTimers
beforeAll(async () => {
  const office = await openOffice()
  const { ports } = office
  ;({ database } = office)
  const { sql } = database
  await userStore(sql).insertMany(
    [],
    [{ user: 'lucia', authority: 'small-es-c', area: '*', role: 'request-handler' }],
  )
  const keeping = openKeeping(sql, ports)
  app = officeApp(library, ports, keepingDoors(keeping))
  const log = { warn: () => {}, error: () => {} }
  timers = openKeepTimers({ ...keeping, log })
  worker = openWorker({
    sql,
    library,
    transport: logTransport,
    clock: ports.clock,
    log,
    publicUrl: 'http://x.y',
  })
})
afterAll(() => database.drop())

/** What the doors answer here. */
const kept = async (who: Actor, path: string, body?: object) => {
  const answer = await app.json(who, path, body)
  return { ...answer, view: answer.view as unknown as KeptView }
}
const step = (who: Actor, id: string, action: string, body: object) =>
  kept(who, `/authorities/${id}/actions/${action}`, body)

const request = (recipient: string, lang: string) => ({
  ...{ version: 1, recipient, language: lang, askedDay: '2026-12-15', asked: ['registered'] },
  fields: {
    ...{ profession: 'physiotherapist', background: 'Sprawa.' },
    ...{ 'family-name': 'Arrieta', 'given-names': 'Marisol' },
  },
})

async function sent(from: Actor, to: string): Promise<string> {
  const { view } = await app.json(from, '/exchanges', { procedure: 'pq-information-request' })
  await app.json(from, `/exchanges/${view.number}/actions/send`, request(to, from.lang))
  return view.number
}
const act = async (who: Actor, number: string, action: string, body: object = {}) => {
  const { view } = await app.json(who, `/exchanges/${number}`)
  return app.json(who, `/exchanges/${number}/actions/${action}`, { version: view.version, ...body })
}

/** 40: asked and asking, new, accepted, answered, and drafts. */
async function fill(): Promise<readonly string[]> {
  const numbers: string[] = []
  for (let i = 0; i < 30; i++) {
    const number = await sent(zofia, 'small-es')
    if (i % 3 > 0) await act(carmen, number, 'accept')
    if (i % 3 > 1)
      await act(carmen, number, 'answer', { language: 'es', answers: { registered: { answer: 'yes' } } })
    numbers.push(number)
  }
  for (let i = 0; i < 10; i++) numbers.push(await sent(carmen, 'small-pl'))
  return numbers
}

/** Each notice of the hand-over, by person. */
const told = () => database.sql<{ account: string; count: number; most: number }[]>`
  select account, sum(count)::int as count, max(count)::int as most from (
    select account, exchange, count(*) from notice where event = 'handed-over' group by account, exchange) n
  group by account order by account`

describe('suspended with 40 open exchanges', () => {
  let numbers: readonly string[] = []
  let version = 0
  beforeAll(async () => {
    numbers = await fill()
    version = (await kept(coordinator, '/authorities/small-es')).view.version
  })

  test('not by others, not without a reason, not to somebody who cannot take over', async () => {
    const body = { version, reason: 'Oficina cerrada.' }
    expect((await step(zofia, 'small-es', 'suspend', body)).code).toBe('permission.keep')
    expect((await step(carmen, 'small-es', 'suspend', body)).code).toBe('permission.keep')
    expect((await step(coordinator, 'small-es', 'suspend', { version })).problems).toMatchObject([
      { path: 'reason', code: 'base.field.required' },
    ])
    for (const successor of ['small-pl', 'small-es', 'nobody'])
      expect((await step(coordinator, 'small-es', 'suspend', { ...body, successor })).problems).toMatchObject(
        [{ path: 'successor', code: 'authority-admin.successor.invalid' }],
      )
    expect((await kept(coordinator, '/authorities/small-es')).view.status).toBe('active')
  })

  test('all go to the successor; the page says who, why and by whom', async () => {
    const body = { version, reason: 'Oficina cerrada.', successor: 'small-es-2' }
    const { view } = await step(coordinator, 'small-es', 'suspend', body)
    expect(view.handedOver).toEqual({ handedOver: 40, left: [] })
    expect(view).toMatchObject({ status: 'suspended', successor: { authority: 'small-es-2' } })
    expect(view.history?.[0]).toMatchObject({
      ...{ event: 'suspended', reason: 'Oficina cerrada.', person: 'Lucía Tilo' },
      office: { authority: 'small-es-c' },
      changes: [
        { field: 'status', from: 'active', to: 'suspended' },
        { field: 'successor', from: null, to: { authority: 'small-es-2' } },
      ],
    })
    const [open] = await database.sql<{ count: number }[]>`
      select count(*)::int as count from exchange_part
      where authority = 'small-es' and part in ('sender', 'recipient') and turn <> 'ended'`
    expect(open?.count).toBe(0)
    const { text } = await app.page(brais, '/authorities/small-es')
    expect(text).toContain('href="/authorities/small-es-2"')
    expect(text).not.toContain('Oficina cerrada.')
  })

  test('the successor and the other side are told once of each, by one mail; who left is not', async () => {
    await vi.waitFor(async () => {
      await worker.tell()
      expect((await told()).map(({ count }) => count)).toEqual([40, 40, 40])
    }, 15_000)
    expect([...(await told())]).toEqual([
      { account: 'brais', count: 40, most: 1 },
      { account: 'jan', count: 40, most: 1 },
      { account: 'zofia', count: 40, most: 1 },
    ])
    await worker.make()
    const [mails] = await database.sql<{ count: number }[]>`
      select count(*)::int as count from notice_mail where account = 'brais'`
    expect(mails?.count).toBe(1)
  })

  test('work goes on: the successor accepts and answers, the other side closes', async () => {
    const [number = ''] = numbers
    expect((await act(brais, number, 'accept')).status).toBe(200)
    const answers = { registered: { answer: 'yes' } }
    expect((await act(brais, number, 'answer', { language: 'es', answers })).status).toBe(200)
    expect((await act(zofia, number, 'close')).view.state).toBe('closed')
    expect((await act(brais, numbers.at(-1) ?? '', 'withdraw')).view.state).toBe('withdrawn')
  })

  test('what a server sends that has not heard of it yet follows when the clock comes by', async () => {
    const late = await sent(zofia, 'small-es')
    expect(await timers.handOver()).toBe(1)
    expect((await app.json(brais, `/exchanges/${late}`)).view.part).toBe('recipient')
    expect(await timers.handOver()).toBe(0)
  })

  test('where the successor is suspended as well, all follows to the one after it', async () => {
    const before = (await kept(coordinator, '/authorities/small-es-2')).view.version
    const body = { version: before, reason: 'Fusión.' }
    const { view } = await step(coordinator, 'small-es-2', 'remove', body)
    expect(view).toMatchObject({ status: 'removed', successor: { authority: 'small-es-c' } })
    expect(view.handedOver?.left).toEqual([])
    const late = await sent(zofia, 'small-es')
    expect(await timers.handOver()).toBe(1)
    expect((await app.json(handler, `/exchanges/${late}`)).view.part).toBe('recipient')
  })

  test('of the merge too: who takes over and the other side, once for each; who left is not', async () => {
    await vi.waitFor(async () => {
      await worker.tell()
      expect((await told()).find(({ account }) => account === 'lucia')?.count).toBe(41)
    }, 15_000)
    // 40 and one that followed, twice: but for the one that was withdrawn before the second time.
    expect([...(await told())]).toEqual([
      { account: 'brais', count: 41, most: 1 },
      { account: 'jan', count: 82, most: 2 },
      { account: 'lucia', count: 41, most: 1 },
      { account: 'zofia', count: 82, most: 2 },
    ])
  })

  test('it comes back; what went stays where it is; a second click learns that it was done', async () => {
    const { version: now } = (await kept(coordinator, '/authorities/small-es')).view
    const back = await step(coordinator, 'small-es', 'reactivate', { version: now })
    expect(back.view).toMatchObject({ status: 'active', successor: null })
    const twice = await step(coordinator, 'small-es', 'reactivate', { version: now })
    expect([twice.status, twice.code]).toEqual([409, 'authority-admin.conflict'])
    const last = (await kept(coordinator, '/authorities/small-es-2')).view.version
    const gone = await step(coordinator, 'small-es-2', 'reactivate', { version: last })
    expect(gone.code).toBe('authority-admin.step.invalid')
  })
})
