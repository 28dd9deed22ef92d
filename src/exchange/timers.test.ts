// Goal: the clock's events are written once each, whoever looks and however often, and disturb nobody at work.
// Method: real steps on a real database, a clock that the test moves, several scans at once, a week without any.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { counted, type TestDatabase } from '../../test/database.ts'
import { callOf, library, officials, openOffice, smallPorts } from '../../test/small-office.ts'
import { value } from '../../test/small-play.ts'
import { inventedAuthority } from '../authority/small-directory.ts'
import { authorityStore } from '../authority/store.ts'
import { brokenAt } from '../evidence/model.ts'
import type { Actor } from '../permission/model.ts'
import { act } from './act.ts'
import { createExchange } from './create.ts'
import { listDoors } from './list-routes.ts'
import type { ItemView } from './list-view.ts'
import { openExchange } from './open.ts'
import { openTimers, type Timers } from './timers.ts'
import { viewOf } from './view.ts'
import type { ExchangeView } from './view-schema.ts'

const { zofia, jan, carmen, brais } = officials

let database: TestDatabase
let stage: ReturnType<typeof smallPorts>
let timers: Timers
const faults: string[] = []
const coordinator = (type: string, country: string, area: string) =>
  inventedAuthority({
    ...{ id: `${country}-${type}-${area}`, country, type, area, town: 'Lugo' },
    officialNames: [{ lang: 'es', name: `Coordinador ${area}` }],
  })
const overCountry = coordinator('national-coordinator', 'ES', 'professional-qualifications')
const overArea = coordinator('area-coordinator', 'ES', 'professional-qualifications')
beforeAll(async () => {
  ;({ database } = await openOffice())
  const others = [
    coordinator('area-coordinator', 'ES', 'services'),
    coordinator('area-coordinator', 'PL', overArea.area),
  ]
  await authorityStore(database.sql).insertMany([overCountry, overArea, ...others])
  // Coordinators of its own, so that each can be taken away.
  await database.sql`update authority set status = 'suspended' where id = 'small-es-c'`
})
afterAll(() => database.drop())
beforeEach(async () => {
  stage = smallPorts(database.sql)
  timers = open()
  faults.length = 0
  // Each test alone: what others left open waits for nothing.
  await database.sql`update exchange set next_timer_at = null`
})

const open = (): Timers => {
  const log = { error: (event: string) => void faults.push(event) }
  return openTimers({ ...stage.ports, log })
}
const does = (who: Actor, number: string, action: string, body: object) =>
  act(stage.ports, callOf(library, who), { number, action, sent: { kind: 'json', value: body } })
const read = async (who: Actor, number: string): Promise<ExchangeView> => {
  const call = callOf(library, who)
  return viewOf(stage.ports, call, value(await openExchange(stage.ports, call, number)))
}
const sendBody = {
  ...{ version: 1, recipient: 'small-es', language: 'pl', askedDay: '2026-12-10', asked: ['registered'] },
  fields: {
    ...{ background: 'Wniosek.', 'family-name': 'Nowak', 'given-names': 'Piotr' },
    profession: 'physiotherapist',
  },
}
async function sent(): Promise<string> {
  const made = await createExchange(stage.ports, callOf(library, zofia), {
    procedure: 'pq-information-request',
  })
  const { number } = value(made)
  value(await does(zofia, number, 'send', sendBody))
  return number
}
/** Looks on that day at nine in the morning. */
async function scanOn(day: string): Promise<number> {
  stage.clock.now = `${day}T08:00:00.000Z`
  return timers.scan()
}
type Told = {
  readonly event: string
  readonly data: Readonly<Record<string, unknown>>
  readonly account: string
}
const clockEvents = (number: string) => database.sql<Told[]>`
  select event, data, account from exchange_event where exchange = ${number} and authority = 'system' order by version`
const rungsOf = async (number: string) => (await clockEvents(number)).map(({ data }) => data.rung)

describe('a request that nobody takes up', () => {
  test('is recalled to the recipient twice, then told to the coordinator; the log stays whole', async () => {
    const number = await sent()
    expect([await scanOn('2026-11-26'), await scanOn('2026-11-27')]).toEqual([0, 1])
    expect(await scanOn('2026-11-28')).toBe(0)
    await scanOn('2026-12-01')
    // Spain does not work on 8 December.
    expect(await scanOn('2026-12-08')).toBe(0)
    await scanOn('2026-12-09')
    expect(await clockEvents(number)).toEqual([
      { event: 'acceptance-reminded', data: { rung: 'unaccepted-3', day: '2026-12-10' }, account: 'system' },
      { event: 'acceptance-reminded', data: { rung: 'unaccepted-5', day: '2026-12-10' }, account: 'system' },
      {
        ...{ event: 'escalated', account: 'system' },
        data: { rung: 'escalate-10', day: '2026-12-10', coordinator: overArea.id },
      },
    ])
    const opened = value(await openExchange(stage.ports, callOf(library, zofia), number))
    expect(brokenAt(opened.log.map(entry => ({ ...entry, exchange: number })))).toBeNull()
    expect(faults).toEqual([])
  })

  test('without a coordinator of the area the national one is told; with none, or only a party, nobody', async () => {
    const { sql } = database
    const told = async (): Promise<unknown> => {
      stage.clock.now = '2026-11-24T08:00:00.000Z'
      const number = await sent()
      await scanOn('2026-12-09')
      const events = await clockEvents(number)
      return events.find(one => one.event === 'escalated')?.data.coordinator ?? null
    }
    await sql`update authority set status = 'suspended' where id = ${overArea.id}`
    expect(await told()).toBe(overCountry.id)
    await sql`update authority set status = 'suspended' where id = ${overCountry.id}`
    expect(await told()).toBeNull()
    await sql`update authority_area set role = 'coordinator' where authority = 'small-es'`
    expect(await told()).toBeNull()
    await sql`update authority_area set role = 'authority' where authority = 'small-es'`
    await sql`update authority set status = 'active' where id in (${overArea.id}, ${overCountry.id})`
  })

  test('forwarded: the new recipient has its own days', async () => {
    const number = await sent()
    await scanOn('2026-11-27')
    value(
      await does(carmen, number, 'forward', {
        version: 3,
        recipient: 'small-es-2',
        reason: 'R.',
        language: 'es',
      }),
    )
    await scanOn('2026-12-01')
    await scanOn('2026-12-02')
    expect(await rungsOf(number)).toEqual(['unaccepted-3', 'unaccepted-3'])
    expect((await read(carmen, number)).history.at(-1)?.event).toBe('forwarded')
    expect((await read(brais, number)).history.at(-1)?.event).toBe('acceptance-reminded')
  })
})

describe('once, whoever looks', () => {
  test('many processes at the same moment write one event', async () => {
    const numbers = [await sent(), await sent(), await sent()]
    stage.clock.now = '2026-11-27T08:00:00.000Z'
    const fired = await Promise.all(Array.from({ length: 8 }, () => open().scan()))
    expect(fired.reduce((sum, count) => sum + count, 0)).toBe(3)
    for (const number of numbers) expect(await rungsOf(number)).toEqual(['unaccepted-3'])
  })

  test('after weeks without a server the latest rung alone, and what follows in its time', async () => {
    const number = await sent()
    value(await does(carmen, number, 'accept', { version: 2 }))
    expect(await scanOn('2026-12-20')).toBe(1)
    expect(await scanOn('2026-12-20')).toBe(0)
    await scanOn('2026-12-24')
    expect(await rungsOf(number)).toEqual(['overdue-5', 'escalate-10'])
  })

  test('a message between the hour of a reminder and the clock’s look does not do away with it', async () => {
    const number = await sent()
    stage.clock.now = '2026-11-27T06:30:00.000Z'
    value(await does(zofia, number, 'write-message', { version: 2, text: 'Pytanie.', language: 'pl' }))
    stage.clock.now = '2026-11-27T06:35:00.000Z'
    expect([await timers.scan(), await rungsOf(number)]).toEqual([1, ['unaccepted-3']])
  })

  test('nothing of a state that was left: an answer ends the reminders of it', async () => {
    const number = await sent()
    value(await does(carmen, number, 'accept', { version: 2 }))
    const answers = { registered: { answer: 'yes' } }
    value(await does(carmen, number, 'answer', { version: 3, language: 'es', answers }))
    expect(await scanOn('2026-12-09')).toBe(1)
    value(await does(zofia, number, 'close', { version: 5 }))
    expect(await scanOn('2027-01-08')).toBe(0)
    stage.clock.now = '2027-01-08T23:30:00.000Z'
    expect(await timers.scan()).toBe(1)
    expect(await rungsOf(number)).toEqual(['unclosed-10', 'reopening'])
    const [row] = await database.sql`select next_timer_at as next, ended_at is null as "isOpen" from exchange
      where exchange = ${number}`
    expect(row).toEqual({ next: null, isOpen: false })
  })

  test('one that cannot be worked on is told of and holds up no other', async () => {
    const [broken, number] = [await sent(), await sent()]
    await database.sql`update exchange set procedure = 'gone' where exchange = ${broken}`
    await scanOn('2026-11-27')
    expect(await rungsOf(number)).toEqual(['unaccepted-3'])
    expect(faults).toEqual(['timer failed'])
  })

  test('what is not due after all is put off; a step sets the next instant with its own statement', async () => {
    const { sql } = database
    const number = await sent()
    await sql`update exchange set next_timer_at = '2026-11-24T09:00:00Z' where exchange = ${number}`
    expect(await timers.scan()).toBe(0)
    const next = async () =>
      (await sql`select next_timer_at as at from exchange where exchange = ${number}`)[0]?.at
    expect(await next()).toBe('2026-11-27T06:00:00.000Z')
    const { statements } = await counted(sql, () => does(carmen, number, 'accept', { version: 2 }))
    expect(statements.filter(one => /next_timer_at/.test(one))).toHaveLength(1)
    expect(await next()).toBe('2026-12-02T06:00:00.000Z')
  })

  test('one statement for each event, one for each hundred exchanges that are due', async () => {
    await sent()
    await sent()
    stage.clock.now = '2026-11-27T08:00:00.000Z'
    const { statements } = await counted(database.sql, () => timers.scan())
    expect(statements.length).toBe(3)
  })
})

describe('who is at work is not disturbed', () => {
  test('a step from a page that was opened before the reminder goes through', async () => {
    const number = await sent()
    await scanOn('2026-11-27')
    const accepted = value(await does(carmen, number, 'accept', { version: 2 }))
    expect([accepted.state, accepted.version]).toEqual(['accepted', 4])
    const stale = await does(carmen, number, 'accept', { version: 2 })
    expect(stale).toMatchObject({ refusal: { code: 'exchange.conflict', facts: { name: carmen.name } } })
  })

  test('an answer that somebody types survives, and is saved from the older page', async () => {
    const number = await sent()
    value(await does(carmen, number, 'accept', { version: 2 }))
    const typed = (text: string, revision: number) => ({
      ...{ version: 3, revision, language: 'es' },
      answers: { registered: { answer: 'yes', details: { 'register-number': text } } },
    })
    value(await does(carmen, number, 'save-answer', typed('A', 0)))
    await scanOn('2026-12-02')
    const saved = value(await does(carmen, number, 'save-answer', typed('AB', 1)))
    expect(JSON.stringify(saved.draft?.content)).toContain('"AB"')
    expect(saved.history.at(-1)?.event).toBe('answer-reminded')
  })

  test('the clock and a person at the same moment: both have their way', async () => {
    for (let round = 0; round < 5; round++) {
      stage.clock.now = '2026-11-24T08:00:00.000Z'
      const number = await sent()
      stage.clock.now = '2026-11-27T08:00:00.000Z'
      const [accepted] = await Promise.all([does(carmen, number, 'accept', { version: 2 }), open().scan()])
      expect(value(accepted).state).toBe('accepted')
    }
  })

  test('lists, marks of news and the rating stay as they were', async () => {
    const { sql } = database
    const number = await sent()
    value(await does(carmen, number, 'accept', { version: 2 }))
    const rows = () => sql`
      select p.*, e.state as now, e.accepted_at, e.answered_at, e.rating_timeliness
      from exchange_part p join exchange e using (exchange) where exchange = ${number} order by authority`
    const before = await rows()
    for (const who of [zofia, carmen]) {
      const looked = { exchange: number, user: who.user, authority: who.authority, version: 3, read: null }
      await stage.ports.store.noteLook({ ...looked, at: stage.clock.now })
    }
    await scanOn('2026-12-11')
    expect(await rows()).toEqual(before)
    const worklist = listDoors(stage.ports).find(one => one.path === '/worklist')
    const list = await worklist?.run(
      { ...callOf(library, carmen), url: new URL('http://here.invalid/worklist') },
      { params: {}, query: { view: 'act' }, body: {}, sent: { kind: 'none', value: null } },
    )
    const items = (list?.ok ? list.value.items : []) as readonly ItemView[]
    expect(items.find(one => one.number === number)).toMatchObject({ changed: false })
    expect((await read(carmen, number)).history.every(one => !one.isNew)).toBe(true)
    value(await does(jan, number, 'write-message', { version: 4, text: 'Pytanie.', language: 'pl' }))
    const [row] = await sql`select other_version as version from exchange_part
      where exchange = ${number} and authority = 'small-pl'`
    expect(row).toEqual({ version: 3 })
  })
})
