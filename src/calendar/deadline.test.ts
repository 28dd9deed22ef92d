// Goal: a deadline ends on the day the Regulation says, in every country and region, and half days do not count.
// Method: named cases as a table; 20,000 generated ones against a calculation written apart (test/second-count.ts).
import { describe, expect, test } from 'vitest'
import { casesOf, secondCount } from '../../test/second-count.ts'
import { deadlineCommand } from './command.ts'
import { openCalendar } from './holidays.ts'
import { countries, deadline, type Stop, zoneOf } from './model.ts'

const calendar = openCalendar()
const last = (rule: string, from: string, place: string, stops: readonly Stop[] = []): string => {
  const found = deadline(calendar, rule, from.length > 10 ? from : `${from}T10:00:00Z`, place, stops)
  return found.ok ? found.value.day : found.refusal.code
}

describe('named cases', () => {
  test.each([
    ['leap day counts', '1-calendar-days', '2028-02-28', 'PL', '2028-02-29'],
    ['a month from the leap day', '1-months', '2028-02-29', 'PL', '2028-03-29'],
    ['a year from the leap day', '12-months', '2028-02-29', 'PL', '2029-02-28'],
    ['31 January and a month', '1-months', '2028-01-31', 'PL', '2028-02-29'],
    ['31 January and a month, on a Sunday', '1-months', '2027-01-31', 'PL', '2027-03-01'],
    ['before midnight, summer time begins', '1-working-days', '2026-03-27T22:30:00Z', 'PL', '2026-03-30'],
    ['after midnight in summer time', '1-working-days', '2026-03-30T22:30:00Z', 'PL', '2026-04-01'],
    ['the same instant, west', '1-working-days', '2026-03-30T22:30:00Z', 'IE', '2026-03-31'],
    ['the hour that comes twice', '1-calendar-days', '2026-10-25T00:30:00Z', 'DE', '2026-10-26'],
    ['over the year’s end', '3-working-days', '2026-12-30', 'PL', '2027-01-05'],
    ['holiday on a Sunday is not made up for', '1-working-days', '2026-05-02', 'PL', '2026-05-04'],
    ['holiday on a Sunday, made up for on Monday', '1-working-days', '2027-05-01', 'BE', '2027-05-03'],
    ['made up for by the region', '1-working-days', '2026-10-30', 'ES70', '2026-11-03'],
    ['25 working days over Easter', '25-working-days', '2026-04-03', 'PL', '2026-05-12'],
    ['ends on a holiday', '1-weeks', '2026-04-29', 'PL', '2026-05-06'],
    ['ends on Easter Sunday', '2-calendar-days', '2026-04-03', 'PL', '2026-04-07'],
    ['the second day of a holiday of two days', '1-working-days', '2025-12-31', 'RO', '2026-01-05'],
    ['half a holiday is a working day', '1-working-days', '2026-12-23', 'IS', '2026-12-24'],
    ['a region’s own holiday', '1-working-days', '2026-06-03', 'DE21H', '2026-06-05'],
    ['another region of the country', '1-working-days', '2026-06-03', 'DE30', '2026-06-04'],
    ['an unknown region: the country', '1-working-days', '2026-06-03', 'DEZ9', '2026-06-04'],
    ['Good Friday in Alsace', '1-working-days', '2026-04-02', 'FRF12', '2026-04-07'],
    ['Good Friday elsewhere in France', '1-working-days', '2026-04-02', 'FR101', '2026-04-03'],
    ['no rule', '5-lunches', '2026-06-03', 'PL', 'calendar.rule.invalid'],
  ])('%s', (_, rule, from, place, expected) => {
    expect(last(rule, from, place)).toBe(expected)
  })

  test.each([
    ['1-weeks', '2026-06-10', '2026-06-11', '2026-06-12', '2026-06-19'],
    ['2-working-days', '2026-06-10', '2026-06-11', '2026-06-12', '2026-06-16'],
    ['1-months', '2026-06-10', '2026-06-15', '2026-06-16', '2026-07-13'],
    // It stops before the event: nothing changes.
    ['2-working-days', '2026-06-10', '2026-06-01', '2026-06-09', '2026-06-12'],
  ])('the clock stands: %s from %s, not from %s to %s', (rule, from, fromDay, toDay, expected) => {
    expect(last(rule, from, 'NL', [{ fromDay, toDay, reason: 'asked back' }])).toBe(expected)
  })

  test('in all 30 countries New Year’s Day and Christmas Day are left out', () => {
    expect(countries).toHaveLength(30)
    for (const country of countries) {
      const found = deadline(calendar, '8-working-days', '2026-12-22T10:00:00Z', country)
      const why = found.ok ? found.value.steps.filter(step => step.why === 'holiday') : []
      expect([country, why.map(step => step.day)]).toEqual([
        country,
        expect.arrayContaining(['2026-12-25', '2027-01-01']),
      ])
    }
  })
})

test('20,000 generated cases end on the same day twice', () => {
  const places = [...countries, 'DE21H', 'AT13', 'ES11', 'FRF11', 'ITH1']
  const wrong = [...casesOf(20_261_124, 20_000, places)].filter(one => {
    const stops = one.stop ? [{ fromDay: one.stop[0], toDay: one.stop[1], reason: 'test' }] : []
    const first = last(`${one.length}-${one.unit}`, new Date(one.at).toISOString(), one.place, stops)
    return first !== secondCount(one, day => calendar.holidayOn(one.place, day) !== null)
  })
  expect(wrong).toEqual([])
})

test('a holiday is named in the reader’s language, else in one of the country, and says in which', () => {
  expect(calendar.holidayIn('PL', '2026-04-06', 'de')).toEqual({ name: 'Ostermontag', lang: 'de' })
  expect(calendar.holidayIn('PL', '2026-11-11', 'el')).toMatchObject({ lang: 'pl' })
  expect(calendar.holidayIn('ES11', '2026-05-17', 'el')).toMatchObject({ lang: 'es' })
  expect(calendar.holidayIn('NO', '2026-05-17', 'nb')).toEqual({ name: 'Grunnlovsdagen', lang: 'nb' })
  expect(calendar.holidayIn('NO', '2026-05-18', 'nb')).toBeNull()
})

describe('the command', () => {
  const typed = { rule: '1-working-days', from: '2026-06-03T10:00:00Z', country: 'DE' }
  const run = (more: Record<string, string>) => {
    const all: Readonly<Record<string, string>> = { ...typed, ...more }
    const words = { text: (name: string) => all[name], is: () => false, words: [] }
    return deadlineCommand.run(words as never, {} as never)
  }

  test('counts the holidays of the region and the days on which the clock stands', async () => {
    expect((await run({})).json).toMatchObject({ day: '2026-06-04' })
    expect((await run({ region: 'DE2' })).json).toMatchObject({ day: '2026-06-05' })
    expect((await run({ stop: '2026-06-04..2026-06-08' })).json).toMatchObject({ day: '2026-06-09' })
  })

  test.each([{ region: 'FR1' }, { stop: '2026-06-08..2026-06-04' }, { stop: 'always' }])(
    'refuses %o',
    async more => {
      await expect(run(more)).rejects.toThrow(/is not a/)
    },
  )
})

test('days begin on a full hour of UTC in every country, so that an hour tells the day', () => {
  const zones = new Set(countries.map(zoneOf))
  const dayMs = 86_400_000
  for (const timeZone of zones) {
    const clock = new Intl.DateTimeFormat('en', { timeZone, minute: '2-digit', second: '2-digit' })
    for (let at = Date.UTC(2008, 0); at < Date.UTC(2040, 0); at += 40 * dayMs)
      expect(clock.format(at), timeZone).toBe('00:00')
  }
})
