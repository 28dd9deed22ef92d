// Goal: the counted tables say the same as the calendar, around holidays and the change of clocks.
// Method: stories of days; terms against the calendar's own count.
import { describe, expect, test } from 'vitest'
import { addDays, deadline, nextWorkingDay } from '../calendar/model.ts'
import { dayNumber, isoDay, openDays } from './days.ts'
import { calendar, now } from './small-world.ts'

const days = openDays(calendar, now)

describe('working days', () => {
  test.each([
    // 11 November 2026, a Wednesday, is a holiday in Poland and France, not in Germany.
    ['PL', '2026-11-10', 1, '2026-11-12'],
    ['DE', '2026-11-10', 1, '2026-11-11'],
    ['PL', '2026-11-11', 0, '2026-11-12'],
    ['PL', '2026-11-11', 1, '2026-11-12'],
    ['PL', '2026-11-11', -1, '2026-11-10'],
    ['PL', '2026-11-16', -1, '2026-11-13'],
    ['PL', '2026-11-14', 2, '2026-11-17'],
  ])('%s %s %i -> %s', (country, day, by, expected) => {
    expect(isoDay(days.shift(country, dayNumber(day), by))).toBe(expected)
  })

  test('are those of the calendar', () => {
    for (let day = '2025-12-20'; day < '2026-05-10'; day = addDays(day, 1))
      for (const country of ['EL', 'ES', 'SE'])
        expect(isoDay(days.shift(country, dayNumber(day), 0))).toBe(nextWorkingDay(calendar, country, day))
  })

  test('beyond the tables are a fault, not a wrong day', () => {
    expect(() => days.shift('PL', dayNumber('2029-01-01'), 1)).toThrow(/out of reach/)
  })
})

test('a term ends when the calendar says', () => {
  const found = days.latest('25-working-days', 'PT', dayNumber('2026-11-20'))
  const expected = deadline(calendar, '25-working-days', '2026-11-20T09:00:00Z', 'PT')
  expect(expected).toMatchObject({ ok: true, value: { day: found === null ? '' : isoDay(found) } })
  expect(days.latest('agreed-date', 'PT', dayNumber('2026-11-20'))).toBeNull()
})

test('office hours are local, before and after the change of clocks', () => {
  const at = (country: string, day: string) =>
    new Date(days.at(country, dayNumber(day), 9 * 60)).toISOString()
  expect(at('PL', '2026-10-23')).toBe('2026-10-23T07:00:00.000Z')
  expect(at('PL', '2026-10-26')).toBe('2026-10-26T08:00:00.000Z')
  expect(at('PT', '2026-10-26')).toBe('2026-10-26T09:00:00.000Z')
})
