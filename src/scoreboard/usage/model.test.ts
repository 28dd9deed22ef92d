// Goal: each exchange is counted where it should be, and nowhere else; sums by year, quarter and country are exact.
// Method: tables; random facts against the long way round.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countries } from '../../calendar/model.ts'
import { inventedFact } from '../small-facts.ts'
import { stepsTo } from './chart.ts'
import {
  byCountry,
  byQuarter,
  byYear,
  cellOf,
  growthOf,
  moves,
  otherAreas,
  type Sum,
  totalOf,
  yearsOf,
} from './model.ts'

const areas = ['professional-qualifications', 'services', 'posting-of-workers']
const sum = (more: Partial<Sum>): Sum => ({
  ...{ month: '2020-05-01', kind: 'request', area: 'services', side: 'sender', country: 'PL', count: 1 },
  ...more,
})

test.each([
  ['2019-12-31T22:59:59.999Z', '2019-12-01'],
  ['2019-12-31T23:00:00.000Z', '2020-01-01'],
  ['2020-06-30T21:59:59.999Z', '2020-06-01'],
  ['2020-06-30T22:00:00.000Z', '2020-07-01'],
])('what was sent at %s counts for %s, by the date in Brussels', (sentAt, month) => {
  expect(cellOf(inventedFact({ sentAt })).month).toBe(month)
})

describe('a change', () => {
  const fact = inventedFact({ sentAt: '2020-05-05T09:00:00.000Z' })
  test.each([
    ['sent', null, fact, [1]],
    ['gone', fact, null, [-1]],
    ['answered', fact, { ...fact, answeredAt: '2020-05-09T09:00:00.000Z' }, []],
    ['with another country', fact, { ...fact, recipientCountry: 'MT' }, [-1, 1]],
  ] as const)('%s moves what it should', (_, before, after, by) => {
    expect(moves([{ before, after }], []).map(one => one.by)).toEqual(by)
  })

  test('within one country is counted beside the facts, equal cells once', () => {
    const cell = cellOf(fact)
    expect(moves([{ before: null, after: fact }], [cell, cell])).toEqual([{ ...cell, by: 3 }])
  })
})

describe('sums', () => {
  test('by year: each kind in its place, the rare ones together, recipients not counted again', () => {
    const rows = byYear(
      [
        sum({ count: 3 }),
        sum({ side: 'recipient', country: 'ES', count: 3 }),
        ...['notification', 'alert', 'repository', 'application'].map(kind => sum({ kind })),
        sum({ month: '2007-12-01' }),
      ],
      2008,
      2020,
    )
    expect(rows).toHaveLength(13)
    expect(rows.at(-1)).toEqual({ id: '2020', counts: [3, 1, 1, 2] })
    expect(rows.slice(0, -1).every(one => totalOf(one) === 0)).toBe(true)
  })

  test('by quarter: five years, requests only, areas that are not shown in the last place', () => {
    const rows = byQuarter(
      [
        sum({ month: '2020-03-01' }),
        sum({ month: '2020-04-01', area: 'firearms' }),
        sum({ kind: 'alert' }),
        sum({ month: '2015-12-01' }),
      ],
      2020,
      areas,
    )
    expect(rows.map(one => one.id).slice(0, 5)).toEqual([
      ...['2016-Q1', '2016-Q2', '2016-Q3', '2016-Q4', '2017-Q1'],
    ])
    expect(rows.filter(one => totalOf(one) > 0)).toEqual([
      { id: '2020-Q1', counts: [0, 1, 0, 0] },
      { id: '2020-Q2', counts: [0, 0, 0, 1] },
    ])
  })

  test('by country: every country, by the side and the year that were asked for', () => {
    const place = { countries, areas }
    const sums = [sum({}), sum({ side: 'recipient', country: 'MT' }), sum({ month: '2021-01-01' })]
    const told = (side: 'sender' | 'recipient') =>
      byCountry(sums, 2020, side, place).filter(one => totalOf(one) > 0)
    expect(byCountry(sums, 2020, 'sender', place).map(one => one.id)).toEqual(countries)
    expect(told('sender')).toEqual([{ id: 'PL', counts: [0, 1, 0, 0] }])
    expect(told('recipient')).toEqual([{ id: 'MT', counts: [0, 1, 0, 0] }])
  })

  test('growth is told in whole percent, and not where nothing was sent before', () => {
    const rows = [
      { id: '2019', counts: [55_600] },
      { id: '2020', counts: [81_700] },
    ]
    expect(growthOf(rows, 2020)).toBe(47)
    expect(growthOf(rows, 2019)).toBe(null)
  })

  test('years run from the first in which something was sent to the running one', () => {
    expect(yearsOf([sum({})], 2022)).toEqual([2022, 2021, 2020])
    expect(yearsOf([], 2022)).toEqual([2022])
  })

  test('other areas: those that the method names, then those that occur', () => {
    const sums = [sum({ area: 'firearms' }), sum({}), sum({ area: 'solvit', kind: 'application' })]
    expect(otherAreas(sums, { areas, named: ['e-commerce'] })).toEqual(['e-commerce', 'firearms'])
  })

  test('whatever is sent, rows add up to it', () => {
    const some = fc.record({
      month: fc.constantFrom('2020-01-01', '2020-12-01', '2019-06-01'),
      area: fc.constantFrom(...areas, 'firearms', 'solvit'),
      country: fc.constantFrom(...countries),
      count: fc.nat(1000),
    })
    fc.assert(
      fc.property(fc.array(some), all => {
        const sums = all.map(sum)
        const inYear = sums.filter(one => one.month.startsWith('2020')).reduce((n, one) => n + one.count, 0)
        const added = (rows: readonly { counts: readonly number[] }[]) =>
          rows.reduce((n, one) => n + totalOf(one), 0)
        expect(added(byCountry(sums, 2020, 'sender', { countries, areas }))).toBe(inYear)
        expect(added(byQuarter(sums, 2020, areas).slice(-4))).toBe(inYear)
        expect(totalOf(byYear(sums, 2008, 2020).at(-1) ?? { counts: [] })).toBe(inYear)
      }),
      { seed: 31 },
    )
  })
})

test.each([
  [0, [0, 1]],
  [1, [0, 1]],
  [3, [0, 1, 2, 3]],
  [9, [0, 2.5, 5, 7.5, 10]],
  [60, [0, 20, 40, 60]],
  [81_700, [0, 25_000, 50_000, 75_000, 100_000]],
])('an axis up to %s has the steps %j', (highest, steps) => {
  const made = stepsTo(highest)
  expect(made.at(-1)).toBeGreaterThanOrEqual(highest)
  expect(made.every(Number.isInteger)).toBe(true)
  expect(made.length).toBeLessThanOrEqual(7)
  if (steps.every(Number.isInteger)) expect(made).toEqual(steps)
})
