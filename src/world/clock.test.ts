// Goal: in the demo the clock can be moved on, what is due then happens at once, and nobody is signed out by it.
// Method: the doors over real stores; real timers on a request that waits; a session before and after.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestDatabase } from '../../test/database.ts'
import { callOf, library, officials, openOffice, type smallPorts } from '../../test/small-office.ts'
import { authorityStore } from '../authority/store.ts'
import { type Clock, openClock } from '../base/clock.ts'
import { act } from '../exchange/act.ts'
import { createExchange } from '../exchange/create.ts'
import { openTimers } from '../exchange/timers.ts'
import { userStore } from '../user/store.ts'
import { clockDoors } from './clock-routes.ts'
import { clockStore } from './store.ts'

const { zofia } = officials
const dayMs = 86_400_000

let database: TestDatabase
let clock: Clock
let stage: ReturnType<typeof smallPorts>
beforeAll(async () => {
  ;({ database, ...stage } = await openOffice())
  clock = openClock()
})
afterAll(() => database.drop())

function doors() {
  const { sql } = database
  const { coordinators } = authorityStore(sql)
  const timers = openTimers({ ...stage.ports, clock: clock.now, coordinators, log: { error: () => {} } })
  return clockDoors({ clock, store: clockStore(sql), users: userStore(sql), timers })
}
async function ask(method: string, { who = zofia as typeof zofia | null, body = {} } = {}) {
  const door = doors().find(one => one.method === method)
  const call = { ...callOf(library, zofia), who }
  const read = door?.body?.safeParse(body)
  if (read && !read.success) return { code: 'refused' }
  const result = await door?.run(call, { params: {}, query: {}, body, sent: { kind: 'json', value: body } })
  if (!result?.ok) return { code: result?.refusal.code }
  return { view: result.value as { now: string }, page: door?.page?.(result.value, call).main.markup }
}
const aheadMs = () => Date.parse(clock.now()) - Date.now()

async function sent(): Promise<string> {
  const ports = { ...stage.ports, clock: clock.now }
  const made = await createExchange(ports, callOf(library, zofia), { procedure: 'pq-information-request' })
  if (!made.ok) throw new Error(made.refusal.code)
  const { number } = made.value
  const askedDay = new Date(Date.now() + 60 * dayMs).toISOString().slice(0, 10)
  const value = {
    ...{ version: 1, recipient: 'small-es', language: 'pl', askedDay, asked: ['registered'] },
    fields: {
      ...{ background: 'Wniosek.', 'family-name': 'Nowak', 'given-names': 'Piotr' },
      profession: 'physiotherapist',
    },
  }
  const done = await act(ports, callOf(library, zofia), {
    number,
    action: 'send',
    sent: { kind: 'json', value },
  })
  if (!done.ok) throw new Error(JSON.stringify(done.refusal))
  return number
}

test('what is due then has happened, the session still holds, and the next start finds the clock there', async () => {
  const { sql } = database
  const users = userStore(sql)
  const number = await sent()
  const expiresAt = new Date(Date.now() + dayMs).toISOString()
  const session = { tokenHash: 'hash', user: 'zofia', authority: 'small-pl', csrfSecret: 'secret' }
  await users.openSession({ ...session, at: clock.now(), expiresAt })
  const { view } = await ask('POST', { body: { days: 7 } })
  expect(Math.round((Date.parse(view?.now ?? '') - Date.now()) / dayMs)).toBe(7)
  await ask('POST', { body: { days: 7 } })
  const [row] = await sql<{ events: string }[]>`
    select string_agg(data ->> 'rung', ' ') as events from exchange_event
    where exchange = ${number} and authority = 'system'`
  expect(row?.events).toMatch(/^unaccepted-[35]( |$)/)
  expect(await users.recognise('session', 'hash', clock.now())).not.toBeNull()
  const restarted = openClock()
  restarted.setAhead(await clockStore(sql).ahead())
  expect(Math.abs(Date.parse(restarted.now()) - Date.parse(clock.now()))).toBeLessThan(1000)
})

test('it goes forward only: not back, not by years', async () => {
  const before = aheadMs()
  for (const days of [-1, 0, 1.5, 400, 'x'])
    expect(await ask('POST', { body: { days } })).toEqual({ code: 'refused' })
  clock.setAhead(1)
  expect(Math.abs(aheadMs() - before)).toBeLessThan(1000)
})

test('who has not signed in neither reads nor moves it', async () => {
  for (const method of ['GET', 'POST'])
    expect(await ask(method, { who: null, body: { days: 1 } })).toEqual({ code: 'permission.sign-in' })
})

test('the page says what time it is in the demo, and offers two steps', async () => {
  const { page } = await ask('GET')
  expect(page).toContain('Zegar wersji demonstracyjnej')
  expect(page).toMatch(/name="days" value="1"/)
  expect(page).toMatch(/name="days" value="7"/)
})
