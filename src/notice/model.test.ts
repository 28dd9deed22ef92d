// Goal: each event of a request has its notice or is silent on purpose; mails leave when somebody wants them, at day.
// Method: the table against the table of requests; stories of choices and hours in columns; rules on made-up times.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addedEvents, table as requestTable, timerEvents } from '../exchange/kinds/request-table.ts'
import { loadLibrary } from '../library.ts'
import { dayOf, mailAfter, nextAttempt, type Setting, silent, standard, table } from './model.ts'

const events = new Set<string>([
  ...requestTable.flatMap(row => [row.event ?? [], 'first' in row ? row.first.event : []].flat()),
  ...timerEvents,
  ...addedEvents,
  'handed-over',
])

test('every event has its notice, told to the side that did not do it; a forward to sender and new recipient', () => {
  const between = table.filter(row => row.to !== 'handler')
  expect([...new Set<string>(between.map(row => row.event))].toSorted()).toEqual(
    [...events].filter(one => !silent.includes(one)).toSorted(),
  )
  for (const { event, to } of table)
    for (const row of requestTable)
      if (row.event === event && event !== 'forwarded') expect([event, to]).not.toEqual([event, row.by])
})

test('every notice has its text', () => {
  const english = loadLibrary(new URL('../..', import.meta.url).pathname).in('en')
  expect(table.filter(row => !english.has(row.key))).toEqual([])
})

test.each([
  [{ answerByDay: '2026-12-01' }, '2026-12-01'],
  [{ askedDay: '2026-12-02', fields: { day: 'x' } }, '2026-12-02'],
  [{ day: '2026-12-03' }, '2026-12-03'],
  [{ day: 'Jan Kowalski' }, null],
  [{ answerByDay: { sealed: 'x' } }, null],
  [null, null],
])('the day of %j is %s', (data, day) => expect(dayOf(data)).toBe(day))

const setting = (given: Partial<Setting>): Setting => ({ ...standard, quiet: null, ...given })
const notice = { procedure: 'p', isUrgent: false, isNeeded: false, zone: 'Europe/Warsaw' }
const needed = { ...notice, isNeeded: true }
const urgent = { ...notice, isUrgent: true }
const night = { from: 20, to: 7 }

/** Warsaw is one hour ahead of UTC in winter, two in summer. */
describe('when a mail may leave', () => {
  test.each([
    ['digest: next morning', setting({}), notice, '2026-11-24T09:00:00Z', '2026-11-25T06:00:00.000Z'],
    ['digest: the same morning', setting({}), notice, '2026-11-24T05:59:59Z', '2026-11-24T06:00:00.000Z'],
    [
      'digest: at seven it is the next',
      setting({}),
      notice,
      '2026-11-24T06:00:00Z',
      '2026-11-25T06:00:00.000Z',
    ],
    ['digest over summer time', setting({}), notice, '2026-03-28T09:00:00Z', '2026-03-29T05:00:00.000Z'],
    ['needed: at once', setting({}), needed, '2026-11-24T09:00:00Z', '2026-11-24T09:00:00.000Z'],
    ['urgent: at once', setting({}), urgent, '2026-11-24T09:00:00Z', '2026-11-24T09:00:00.000Z'],
    ['at once', setting({ choice: 'at-once' }), notice, '2026-11-24T09:00:00Z', '2026-11-24T09:00:00.000Z'],
    ['none', setting({ choice: 'none' }), notice, '2026-11-24T09:00:00Z', null],
    ['none, urgent', setting({ choice: 'none' }), urgent, '2026-11-24T09:00:00Z', null],
    ['none, needed', setting({ choice: 'none' }), needed, '2026-11-24T09:00:00Z', '2026-11-24T09:00:00.000Z'],
    ['by procedure', setting({ procedures: { p: 'none' } }), notice, '2026-11-24T09:00:00Z', null],
    [
      'of another procedure',
      setting({ procedures: { q: 'none' } }),
      needed,
      '2026-11-24T09:00:00Z',
      '2026-11-24T09:00:00.000Z',
    ],
    ['in the evening', setting({ quiet: night }), needed, '2026-11-24T19:00:00Z', '2026-11-25T06:00:00.000Z'],
    ['after midnight', setting({ quiet: night }), needed, '2026-11-24T23:30:00Z', '2026-11-25T06:00:00.000Z'],
    [
      'before the evening',
      setting({ quiet: night }),
      needed,
      '2026-11-24T18:59:00Z',
      '2026-11-24T18:59:00.000Z',
    ],
    [
      'noon',
      setting({ quiet: { from: 12, to: 14 } }),
      needed,
      '2026-11-24T11:10:00Z',
      '2026-11-24T13:00:00.000Z',
    ],
  ] as const)('%s', (_, chosen, told, at, after) => expect(mailAfter(chosen, { ...told, at })).toBe(after))

  test('never before it happened, never later than a day and an hour, never in quiet hours', () => {
    const hour = fc.integer({ min: 0, max: 23 })
    const at = fc.date({
      min: new Date('2026-01-01T00:00:00Z'),
      max: new Date('2027-12-31T00:00:00Z'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(at, hour, hour, fc.boolean(), (date, from, to, isNeeded) => {
        const after = mailAfter(setting({ quiet: { from, to } }), {
          ...notice,
          isNeeded,
          at: date.toISOString(),
        })
        const passed = Date.parse(after ?? '') - date.getTime()
        expect(passed >= 0 && passed <= 25 * 3_600_000).toBe(true)
      }),
    )
  })
})

test('a mail is tried for more than a day, then given up', () => {
  let at: string | null = '2026-11-24T09:00:00.000Z'
  let [attempts, last] = [0, at]
  while (at !== null) {
    last = at
    attempts++
    at = nextAttempt(at, attempts)
  }
  expect(attempts).toBe(11)
  expect(Date.parse(last) - Date.parse('2026-11-24T09:00:00Z')).toBeGreaterThan(40 * 3_600_000)
})
