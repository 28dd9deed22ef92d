// Goal: while somebody is away a named colleague acts in what is allocated to them, on these days only; absences are
//   entered and removed on one's own page, and nobody else's.
// Method: the doors of absences and of exchanges on a real database, with a clock that is moved.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { counted, freshDatabase, type TestDatabase } from '../../test/database.ts'
import { openDesk } from '../../test/small-desk.ts'
import { insertOffice, officials } from '../../test/small-office.ts'
import type { Actor } from '../permission/model.ts'
import { type AbsenceListView, absenceDoors } from '../user/absence-routes.ts'
import { userStore } from '../user/store.ts'
import type { WorklistView } from './list-view.ts'
import type { ExchangeView } from './view-schema.ts'

const { zofia, jan, carmen } = officials

let database: TestDatabase
let desk: ReturnType<typeof openDesk>
beforeAll(async () => {
  database = await freshDatabase()
  await insertOffice(database.sql)
  desk = openDesk(database.sql, ({ clock }) => absenceDoors({ store: userStore(database.sql), clock }))
})
afterAll(() => database.drop())
beforeEach(async () => {
  desk.clock.now = '2026-11-24T09:00:00.000Z'
  await database.sql`delete from absence`
})

const absent = (who: Actor, body: object, key?: string) =>
  desk.json<AbsenceListView>(who, '/me/absences', body, key)
const days = { fromDay: '2026-11-25', toDay: '2026-11-27', cover: 'jan' }
const allocation = async (who: Actor, number: string) =>
  (await desk.json<ExchangeView>(who, `/exchanges/${number}`)).view.inside?.allocation

test('the cover acts and finds it under its own on these days, not before and not after', async () => {
  const number = await desk.sent()
  await desk.json(zofia, `/exchanges/${number}/inside/take-over`, { revision: 0 })
  expect((await absent(zofia, days)).status).toBe(200)
  const mine = async () => {
    const { view } = await desk.json<WorklistView>(jan, '/worklist?view=wait&allocated=mine')
    return [await allocation(jan, number), view.items.some(one => one.number === number)]
  }
  expect(await mine()).toEqual(['others', false])
  // In Warsaw the 25th begins an hour before midnight in UTC.
  desk.clock.now = '2026-11-24T23:30:00.000Z'
  expect(await mine()).toEqual(['mine', true])
  const shown = await desk.page(jan, `/exchanges/${number}`)
  expect(shown.text).toContain('Arrieta')
  expect(shown.text).toContain(
    desk.library.in('en')('exchange-people.handlers.cover', { day: '2026-11-27', name: 'Jan Lipowski' }),
  )
  expect((await desk.json(jan, `/exchanges/${number}/actions/withdraw`, { version: 2 })).status).toBe(200)
  desk.clock.now = '2026-11-28T09:00:00.000Z'
  expect(await mine()).toEqual(['others', false])
})

test('entered and removed without script; what was typed survives a refusal; a repeat adds nothing', async () => {
  const refused = await desk.page(zofia, '/me/absences', { ...days, toDay: '2026-11-20' })
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('href="#f-toDay"')
  expect(refused.text).toContain('value="2026-11-20"')
  const form = { ...days, idempotencyKey: 'click' }
  for (let i = 0; i < 2; i++)
    expect(await desk.page(zofia, '/me/absences', form)).toMatchObject({ status: 303, to: '/me/absences' })
  const { view } = await desk.json<AbsenceListView>(zofia, '/me/absences')
  expect(view.items).toMatchObject([{ ...days, cover: { user: 'jan', name: 'Jan Lipowski' } }])
  const path = `/me/absences/${view.items[0]?.id}/remove`
  for (const other of [jan, carmen]) expect((await desk.json(other, path, {})).status).toBe(404)
  expect((await desk.page(zofia, path, {})).status).toBe(303)
  expect((await desk.json<AbsenceListView>(zofia, '/me/absences')).view.items).toEqual([])
  const reading = await counted(database.sql, () => desk.json(zofia, '/me/absences'))
  expect(reading.statements).toHaveLength(2)
})

test.each([
  ['oneself', { cover: 'zofia' }, 422],
  ['another office', { cover: 'carmen' }, 422],
  ['nobody', { cover: undefined }, 422],
  ['no day', { fromDay: 'soon' }, 422],
  ['days the wrong way round', { fromDay: '2026-11-29' }, 422],
  ['a day that is over', { fromDay: '2026-11-20', toDay: '2026-11-23' }, 422],
  ['from a day that is over', { fromDay: '2026-11-20' }, 200],
])('covered by or on: %s', async (_, body, status) =>
  expect((await absent(zofia, { ...days, ...body })).status).toBe(status),
)

test('no more than twenty; those that are over do not count', async () => {
  const once = { fromDay: '2026-11-24', toDay: '2026-11-24', cover: 'jan' }
  for (let i = 0; i < 20; i++) expect((await absent(zofia, once)).status).toBe(200)
  expect((await absent(zofia, once)).view).toMatchObject({ code: 'user.absence.limit' })
  desk.clock.now = '2026-11-25T09:00:00.000Z'
  expect((await absent(zofia, days)).view.items).toHaveLength(1)
})
