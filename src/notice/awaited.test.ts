// Goal: a coordinator whose approval or opinion is waited for is reminded by the clock, once each rung; the other side
//   learns nothing of an answer that waits, and nobody at work is disturbed.
// Method: the whole application on a real database, a moved clock, the follower on the real log: inbox, mails, history.
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { officeApp } from '../../test/office-app.ts'
import { insertOffice, library, officials, smallPorts } from '../../test/small-office.ts'
import { authorityStore } from '../authority/store.ts'
import { openTimers, type Timers } from '../exchange/timers.ts'
import type { Actor } from '../permission/model.ts'
import { noticeDoors } from './routes.ts'
import { noticeStore } from './store.ts'
import { logTransport } from './transport.ts'
import type { InboxView } from './view.ts'
import { openWorker, type Worker } from './worker.ts'

const { zofia, carmen, marek, lucia } = officials
const procedure = 'pq-information-request'

let database: TestDatabase
let stage: ReturnType<typeof smallPorts>
let app: ReturnType<typeof officeApp>
let timers: Timers
let worker: Worker
beforeAll(async () => {
  database = await freshDatabase()
  const { sql } = database
  await insertOffice(sql)
  const directory = authorityStore(sql)
  await directory.setApproval('small-pl', { procedure, step: 'send', coordinator: 'small-pl-c' })
  await directory.setApproval('small-es', { procedure: '*', step: 'answer', coordinator: 'small-es-c' })
  stage = smallPorts(sql)
  const notices = noticeDoors({ ...stage.ports, store: noticeStore(sql), isDemo: false })
  app = officeApp(library, stage.ports, notices)
  const log = { warn: () => {}, error: (event: string) => expect(event).toBe('no fault') }
  timers = openTimers({ ...stage.ports, log })
  const { clock } = stage.ports
  worker = openWorker({ sql, library, transport: logTransport, clock, log, publicUrl: 'http://x.y' })
})
afterAll(() => database.drop())

let number = ''
const body = {
  ...{ recipient: 'small-es', language: 'pl', askedDay: '2026-12-15', asked: ['registered'] },
  fields: {
    ...{ profession: 'physiotherapist', background: 'Sprawa.' },
    ...{ 'family-name': 'Arrieta', 'given-names': 'Marisol' },
  },
}
const seen = async (who: Actor) => (await app.json(who, `/exchanges/${number}`)).view
/** With the version that this caller last saw: nobody is asked to read again because the clock acted. */
async function does(who: Actor, action: string, more: object = {}, version?: number): Promise<void> {
  const given = { version: version ?? (await seen(who)).version, ...more }
  const done = await app.json(who, `/exchanges/${number}/actions/${action}`, given)
  expect([action, done.code]).toEqual([action, null])
}
async function scanOn(day: string): Promise<number> {
  stage.clock.now = `${day}T08:00:00.000Z`
  return timers.scan()
}
const reminders = () => database.sql<{ event: string; account: string; told: string; day: string | null }[]>`
  select event, account, told, to_char(due_day, 'MM-DD') as day from notice
  where event in ('approval-reminded', 'opinion-reminded') order by version, account`
/** Transactions of other tests on the same server hold the follower back. */
const told = (wanted: readonly string[]) =>
  vi.waitFor(async () => {
    await worker.tell()
    const rows = await reminders()
    expect(rows.map(row => [row.account, row.told, row.event, row.day ?? ''].join(' '))).toEqual(wanted)
  }, 15_000)
const eventsOf = async (who: Actor) => (await seen(who)).history.map(({ event }) => event)
const inboxOf = async (who: Actor) =>
  ((await app.json(who, '/notices')).view as unknown as InboxView).items.map(one => [one.event, one.what])
const forMarek = 'marek sender-coordinator approval-reminded 12-15'
const forLucia = 'lucia recipient-coordinator approval-reminded 12-15'

test('a request that waits for approval: the coordinator is reminded twice; the step goes through', async () => {
  number = (await app.json(zofia, '/exchanges', { procedure })).view.number ?? ''
  await does(zofia, 'send', body)
  const { version } = await seen(marek)
  // Submitted on a Tuesday, three and five working days.
  const scans = [await scanOn('2026-11-26'), await scanOn('2026-11-27'), await scanOn('2026-11-28')]
  expect(scans).toEqual([0, 1, 0])
  await told([forMarek])
  expect([await scanOn('2026-12-01'), await scanOn('2026-12-09')]).toEqual([1, 0])
  await told([forMarek, forMarek])
  const page = (await app.page(marek, '/notices')).text
  expect(page).toContain('Przypomnienie: jeszcze nie zatwierdzono')
  expect(page).toContain(`href="/exchanges/${number}"`)
  expect((await app.page(zofia, `/exchanges/${number}`)).text).toContain('jeszcze nie zatwierdzono')
  expect(await inboxOf(zofia)).toEqual([])
  stage.clock.now = '2026-12-01T09:00:00.000Z'
  await does(marek, 'approve', {}, version)
  expect(await eventsOf(carmen)).toEqual(['drafted', 'approved'])
})

test('an answer that waits: its coordinator is, and the sender’s side learns nothing', async () => {
  await does(carmen, 'accept')
  await does(carmen, 'answer', { language: 'es', answers: { registered: { answer: 'yes' } } })
  const page = (await app.page(zofia, `/exchanges/${number}`)).text
  const before = await seen(zofia)
  expect(await scanOn('2026-12-04')).toBe(1)
  await told([forMarek, forMarek, forLucia])
  expect(await eventsOf(lucia)).toContain('approval-reminded')
  expect((await app.page(carmen, `/exchanges/${number}`)).text).toContain('Recordatorio: aún sin aprobar')
  const after = await seen(zofia)
  expect(after.history).toEqual(before.history)
  expect((await app.page(zofia, `/exchanges/${number}`)).text.match(/zatwierdzono/g)).toEqual(
    page.match(/zatwierdzono/g),
  )
  expect(await inboxOf(lucia)).toEqual([
    ['approval-reminded', 'Recordatorio: aún sin aprobar'],
    ['answer-submitted', library.in('es')('exchange.event.submitted')],
  ])
})

test('a referral: each whose opinion is missing, until it is there; the mail names nobody', async () => {
  await does(lucia, 'approve')
  await does(zofia, 'not-satisfied', { reason: 'Brakuje daty.', language: 'pl' })
  // Spain does not work on the eighth: due on the ninth in the one country, on the tenth in the other.
  expect(await scanOn('2026-12-10')).toBe(2)
  const both = ['marek sender-coordinator opinion-reminded ', 'lucia recipient-coordinator opinion-reminded ']
  await told([forMarek, forMarek, forLucia, ...both])
  await does(marek, 'give-opinion', { verdict: 'answer-suffices', reason: 'Jest.', language: 'pl' })
  expect(await scanOn('2026-12-18')).toBe(1)
  await told([forMarek, forMarek, forLucia, ...both, both[1] ?? ''])
  await does(lucia, 'give-opinion', { verdict: 'answer-suffices', reason: 'Consta.', language: 'es' })
  expect(await scanOn('2026-12-19')).toBe(0)
  await worker.make()
  const mails = await database.sql<{ account: string; whole: string }[]>`
    select account, concat(subject, text, html) as whole from notice_mail where account in ('marek', 'lucia')`
  const whole = mails.map(mail => mail.whole).join()
  expect(whole).toContain('Recordatorio: el dictamen aún no se ha emitido')
  expect(whole).toContain('Przypomnienie: nie wydano jeszcze opinii')
  expect(whole).not.toMatch(/Arrieta|Marisol|Brakuje|Consta/)
})
