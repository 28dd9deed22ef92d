// Goal: the way to the next band is exact to the request, and what moved a colour is named with its points.
// Method: property tests against the band itself: so many requests reach it, one fewer does not.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readEditions } from '../editions.ts'
import { figureOf, scoreOf } from '../model.ts'
import { quantileOf, type Spread, weeksOf } from '../spread.ts'
import { movedSince, wayTo } from './model.ts'

const edition = readEditions(new URL('../../..', import.meta.url).pathname).byId('2020', '2026-11-26')
const indicators = edition?.indicators ?? []
const shares = indicators.filter(one => one.measure !== 'answer-days')
const days = indicators.filter(one => one.measure === 'answer-days')

const spreads = fc
  .uniqueArray(fc.tuple(fc.nat(120), fc.integer({ min: 1, max: 40 })), {
    selector: ([value]) => value,
    minLength: 1,
    maxLength: 12,
  })
  .map(all => all.map(([value, count]) => ({ value, count })).toSorted((a, b) => a.value - b.value))
const listed = (spread: Spread): number[] =>
  spread.flatMap(({ value, count }) => Array.from({ length: count }, () => value))

describe('the way to the next band', () => {
  test('of a share: so many requests reach it, one fewer does not', () => {
    const ratios = fc
      .tuple(fc.integer({ min: 1, max: 5000 }), fc.nat(5000))
      .filter(([all, some]) => some <= all)
    fc.assert(
      fc.property(fc.constantFrom(...shares), ratios, (indicator, [denominator, numerator]) => {
        const figure = figureOf(indicator, { numerator, denominator })
        const way = wayTo(indicator, figure, [])
        if (figure.band === 'green') return void expect(way).toBeNull()
        const sign = indicator.bands.better === 'high' ? 1 : -1
        const bandAfter = (requests: number) =>
          figureOf(indicator, { numerator: numerator + sign * requests, denominator }).band
        if (figure.band === 'yellow') expect(way?.band).toBe('green')
        expect(bandAfter(way?.requests ?? 0)).toBe(way?.band)
        expect(bandAfter((way?.requests ?? 0) - 1)).toBe(figure.band)
      }),
    )
  })

  test('of days: the slowest, had they been answered by the border', () => {
    fc.assert(
      fc.property(fc.constantFrom(...days), spreads, (indicator, spread) => {
        const all = listed(spread).toSorted((a, b) => b - a)
        const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)
        const figure = figureOf(indicator, { numerator: sum(all), denominator: all.length })
        const way = wayTo(indicator, figure, spread)
        if (way === null) return void expect(figure.band).toBe('green')
        const border = indicator.bands[way.band]
        const bandAfter = (requests: number) => {
          const moved = all.map((value, at) => (at < requests ? Math.min(value, border) : value))
          return figureOf(indicator, { numerator: sum(moved), denominator: all.length }).band
        }
        expect(bandAfter(way.requests)).toBe(way.band)
        expect(bandAfter(way.requests - 1)).toBe(figure.band)
      }),
    )
  })

  test('nothing measured has no way', () => {
    for (const indicator of indicators)
      expect(wayTo(indicator, figureOf(indicator, { numerator: 0, denominator: 0 }), [])).toBeNull()
  })
})

test('what moved is named, what moved most first', () => {
  if (!edition) throw new Error('no edition')
  const figuresFrom = (numerators: readonly number[]) => {
    const figures = indicators.map((one, at) =>
      figureOf(one, { numerator: numerators[at] ?? 0, denominator: 100 }),
    )
    const bands = figures.map(({ band }) => band)
    return { country: 'MT', indicators: figures, ...scoreOf(edition.score, bands) }
  }
  const moved = movedSince(
    figuresFrom([70, 1000, 50, 0, 0]),
    figuresFrom([80, 1000, 90, 0, 14]),
    edition.score.points,
  )
  expect(moved.map(({ id, points }) => [id, points])).toEqual([
    ['answered-by-agreed-day', 2],
    ['accepted-in-time', 1],
    ['efforts-rated-negative', -1],
  ])
})

describe('a distribution', () => {
  test('quantiles are those of the list', () => {
    fc.assert(
      fc.property(spreads, fc.constantFrom(0.5, 0.9, 0.25, 1), (spread, share) => {
        const all = listed(spread)
        expect(quantileOf(spread, share)).toBe(all[Math.ceil(all.length * share) - 1])
      }),
    )
    expect(quantileOf([], 0.5)).toBeNull()
  })

  test('weeks hold every request once, the day of sending in the first', () => {
    fc.assert(
      fc.property(spreads, spread => {
        const bins = weeksOf(spread)
        const all = listed(spread)
        expect(bins.map(({ count }) => count)).toEqual(
          bins.map(({ from, to }) => all.filter(one => one >= from && (to === null || one <= to)).length),
        )
        expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(all.length)
      }),
    )
  })
})
