// Goal: an edition's rules give its own figures; weekdays lie within their limits, whatever day a request was sent.
// Method: property tests over invented counts, against dates of a real calendar and against the list of requests.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '../../calendar/model.ts'
import { readEditions } from '../editions.ts'
import { figuresOf, scoreOf } from '../model.ts'
import type { Spread } from '../spread.ts'
import { type Counts, outcomeOf, rulesOf, weekdaysIn } from './model.ts'

const edition = readEditions(new URL('../../..', import.meta.url).pathname).byId('2020', '2026-11-26')
if (!edition) throw new Error('no edition')
const rules = rulesOf(edition)

const spread = (from: number, to: number) =>
  fc
    .uniqueArray(fc.tuple(fc.integer({ min: from, max: to }), fc.integer({ min: 1, max: 30 })), {
      ...{ selector: ([value]: [number, number]) => value, maxLength: 10 },
    })
    .map((all): Spread => all.map(([value, count]) => ({ value, count })))
const counts: fc.Arbitrary<Counts> = fc.record({
  ...{ received: spread(0, 0), 'days-to-accept': spread(0, 30), 'days-to-withdraw': spread(0, 30) },
  ...{ 'days-to-answer': spread(0, 90), 'days-late': spread(-40, 40) },
  ...{ timeliness: spread(1, 4), efforts: spread(1, 4) },
})
const sum = (all: Spread = [], of: (value: number) => number) =>
  all.reduce((some, { value, count }) => some + count * of(value), 0)

/** The ratios of edition 2020, one sentence of its page a line, for days earlier and another limit. */
const ratiosOf = (of: Counts, within: number, faster: number) =>
  [
    [
      sum(of['days-to-accept'], day => Number(day <= within)),
      sum(of.received, () => 1) - sum(of['days-to-withdraw'], day => Number(day <= 7)),
    ],
    [sum(of['days-to-answer'], day => Math.max(0, day - faster)), sum(of['days-to-answer'], () => 1)],
    [sum(of['days-late'], day => Number(day - faster <= 0)), sum(of['days-to-answer'], () => 1)],
    [sum(of.timeliness, step => Number(step > 2)), sum(of.timeliness, () => 1)],
    [sum(of.efforts, step => Number(step > 2)), sum(of.efforts, () => 1)],
  ].map(([numerator = 0, denominator = 0]) => ({ numerator, denominator }))

test('calendar days are exact: own rules, another limit, answers earlier', () => {
  fc.assert(
    fc.property(counts, fc.nat(20), fc.nat(20), (of, withinDays, fasterDays) => {
      for (const [within, faster] of [
        [7, 0],
        [withinDays, fasterDays],
      ] as const) {
        const ratios = ratiosOf(of, within, faster)
        const [expected] = figuresOf(edition, ['MT'], [{ country: 'MT', procedure: '', ratios }])
        const found = outcomeOf(edition, { ...rules, withinDays: within, fasterDays: faster }, of)
        expect(found.indicators.map(({ low }) => low)).toEqual(expected?.indicators)
        expect(found.indicators.map(({ high }) => high)).toEqual(expected?.indicators)
        expect([found.scoreLow, found.scoreHigh, found.colour]).toEqual([
          ...[expected?.score, expected?.score, expected?.colour],
        ])
        expect(found.isSure).toBe(true)
      }
    }),
  )
})

test('other bands colour the same values otherwise', () => {
  fc.assert(
    fc.property(counts, of => {
      const strict = edition.indicators.map(({ bands }) =>
        bands.better === 'high' ? { ...bands, green: 101, yellow: 100 } : { ...bands, green: -2, yellow: -1 },
      )
      const found = outcomeOf(edition, { ...rules, bands: strict }, of)
      const plain = outcomeOf(edition, rules, of)
      expect(found.indicators.map(({ low }) => low.value)).toEqual(
        plain.indicators.map(({ low }) => low.value),
      )
      const ranks = ['red', 'yellow', 'green']
      for (const [at, { band }] of found.indicators.entries())
        expect(ranks.indexOf(band ?? '')).toBeLessThanOrEqual(ranks.indexOf(plain.indicators[at]?.band ?? ''))
      expect(found.scoreLow).toBeLessThanOrEqual(plain.scoreLow)
    }),
  )
})

test('weekdays lie within their limits, and both limits are met', () => {
  const isWeekday = (day: string): boolean => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())
  for (let days = 0; days <= 40; days++) {
    const found = Array.from({ length: 7 }, (_, first) => {
      const sent = addDays('2020-03-02', first)
      return Array.from({ length: days }, (_, i) => addDays(sent, i + 1)).filter(isWeekday).length
    })
    expect([Math.min(...found), Math.max(...found)]).toEqual([
      weekdaysIn(days, 'fewest'),
      weekdaysIn(days, 'most'),
    ])
  }
})

test('in weekdays a colour is said only where both limits give it', () => {
  fc.assert(
    fc.property(counts, of => {
      const { indicators, isSure, colour, scoreLow, scoreHigh } = outcomeOf(
        edition,
        { ...rules, unit: 'weekdays' },
        of,
      )
      expect(scoreLow).toBeLessThanOrEqual(scoreHigh)
      for (const { low, high, band } of indicators) {
        expect((low.value ?? 0) <= (high.value ?? 0)).toBe(true)
        expect(band).toBe(low.band === high.band ? low.band : null)
      }
      const bands = indicators.map(({ band }) => band)
      if (indicators.every(({ low, high }) => low.band === high.band)) {
        expect(isSure).toBe(true)
        expect(colour).toBe(scoreOf(edition.score, bands).colour)
      }
      if (!isSure) expect(colour).toBeNull()
    }),
  )
})
