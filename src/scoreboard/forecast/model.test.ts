// Goal: the interval holds the next answer as often as it says, whatever the distribution; from few there is none.
// Method: the exact chance over all orders of small samples; generated data of several shapes, ties among them.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chance } from '../small-scoreboard.ts'
import type { Spread } from '../spread.ts'
import { answersMin, forecastOf, levelPercent, placesFor } from './model.ts'

const spreadOf = (values: readonly number[]): Spread =>
  [...Map.groupBy(values, one => one)]
    .map(([value, all]) => ({ value, count: all.length }))
    .toSorted((a, b) => a.value - b.value)

/** Shapes of answer times in days. `next(n)`: a whole number below n. */
const shapes: Readonly<Record<string, (next: (below: number) => number) => number>> = {
  even: next => next(60),
  'long tail': next => Math.floor(-12 * Math.log(1 - next(10_000) / 10_001)),
  'two habits': next => (next(3) === 0 ? 40 + next(20) : next(9)),
  'nearly all equal': next => (next(12) === 0 ? 90 : 3),
}

describe('the interval', () => {
  test.each(Object.entries(shapes))('holds the next answer often enough: %s', (name, shape) => {
    for (const answers of [answersMin, 23, 50, 100]) {
      const next = chance(answers * 7919 + name.length)
      // The low digits of this chance repeat: mixed with the high ones of the next.
      const draw = (below: number): number => (next(1 << 20) * 31 + next(1 << 20)) % below
      let held = 0
      const tries = 6000
      for (let i = 0; i < tries; i++) {
        const values = Array.from({ length: answers }, () => shape(draw))
        const found = forecastOf('x', spreadOf(values), [])
        const coming = shape(draw)
        if (found && coming >= found.lowDays && coming <= found.highDays) held++
      }
      // Three standard errors of the count below what is promised.
      expect(held / tries, `${answers}`).toBeGreaterThan(levelPercent / 100 - 3 * Math.sqrt(0.16 / tries))
    }
  })

  test('is no wider than it has to be: one place less on a side promises less', () => {
    fc.assert(
      fc.property(fc.integer({ min: answersMin, max: 5000 }), fc.constantFrom(50, 80, 90), (n, percent) => {
        const places = placesFor(n, percent)
        if (!places) throw new Error('enough values')
        const [low, high] = places
        expect(low >= 1 && high <= n).toBe(true)
        expect((100 * (high - low)) / (n + 1)).toBeGreaterThanOrEqual(percent)
        expect((100 * (high - low - 2)) / (n + 1)).toBeLessThan(percent)
      }),
    )
  })

  test('exactly: over every place that the next one can take among the others', () => {
    for (const n of [20, 21, 37]) {
      const found = forecastOf('x', spreadOf(Array.from({ length: n }, (_, i) => 2 * i + 2)), [])
      // The next one falls with equal chance into each of the n + 1 gaps.
      const gaps = Array.from({ length: n + 1 }, (_, i) => 2 * i + 1)
      const inside = gaps.filter(gap => gap > (found?.lowDays ?? 0) && gap < (found?.highDays ?? 0))
      expect(inside.length / (n + 1)).toBeGreaterThanOrEqual(levelPercent / 100)
    }
  })
})

describe('from few answers', () => {
  const many = spreadOf(Array.from({ length: 40 }, (_, i) => i))
  const few = spreadOf(Array.from({ length: answersMin - 1 }, () => 5))

  test('the country’s are taken, and it says so', () => {
    expect(forecastOf('x', few, many)).toMatchObject({ from: 'country', answers: 40, medianDays: 19 })
    expect(forecastOf('x', many, few)).toMatchObject({ from: 'authority', answers: 40 })
  })

  test('of both there is no forecast', () => {
    expect(forecastOf('x', few, few)).toBeNull()
    expect(forecastOf('x', [], [])).toBeNull()
  })
})
