// Goal: what is blank in a line cannot be worked out from what is shown beside it.
// Method: property tests; whoever attacks tries every table that shows the same, as a person with paper would.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hiddenIn, isFew } from './protect.ts'

const below = 5
const counts = fc.oneof(fc.nat(8), fc.nat(200))
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)

describe('a line', () => {
  test.each([
    ['nothing small', [9, 0, 12], ''],
    ['one small: the next one goes with it', [3, 40, 9], '1 1 0'],
    ['two small that stand for little', [1, 1, 0, 9, 30], '1 1 0 1 0'],
    ['the last goes on from the first', [9, 30, 40, 3], '1 0 0 1'],
    ['three small', [4, 4, 3, 30], '1 1 1 0'],
    ['none are shown', [0, 3, 0, 20], '0 1 0 1'],
  ])('%s', (_, values, blank) => {
    const expected = values.map((_, at) => blank.split(' ')[at] === '1')
    expect(hiddenIn(values, below)).toEqual(expected)
  })

  test('each blank cell can have more than one value', () => {
    fc.assert(
      fc.property(fc.array(counts, { minLength: 1, maxLength: 30 }), values => {
        const hidden = hiddenIn(values, below)
        const blank = values.filter((_, at) => hidden[at])
        expect(values.every((count, at) => !isFew(count, below) || hidden[at])).toBe(true)
        if (blank.length === 0 || sum(values) < below) return
        expect(blank.length).toBeGreaterThan(1)
        expect(sum(blank)).toBeGreaterThan(blank.length)
        const isAll = values.every((count, at) => count === 0 || hidden[at])
        expect(isAll || sum(blank) >= 2 * below).toBe(true)
      }),
    )
  })

  test('what is blank for another reason takes company too', () => {
    expect(hiddenIn([50, 60, 70], below, [true])).toEqual([true, true, false])
  })

  /** All lines that show the same: blank cells with at least one request, the same total. */
  test('also for who knows how cells are chosen: another line of other values looks the same', () => {
    const small = fc.array(fc.nat(7), { minLength: 2, maxLength: 4 })
    fc.assert(
      fc.property(small, values => {
        const few = 3
        const hidden = hiddenIn(values, few)
        const isOpen = values.every((count, at) => count === 0 || !hidden[at])
        if (isOpen || sum(values) < 2 * few) return
        const shown = JSON.stringify(values.map((count, at) => (hidden[at] ? null : count)))
        const twins = linesOf(values.length, sum(values)).filter(line => {
          const blank = hiddenIn(line, few)
          return JSON.stringify(line.map((count, at) => (blank[at] ? null : count))) === shown
        })
        for (const [at, count] of values.entries())
          if (isFew(count, few)) expect(new Set(twins.map(line => line[at])).size).toBeGreaterThan(1)
      }),
      { numRuns: 300 },
    )
  })
})

const linesOf = (length: number, total: number): readonly (readonly number[])[] =>
  length === 1
    ? [[total]]
    : Array.from({ length: total + 1 }, (_, first) =>
        linesOf(length - 1, total - first).map(rest => [first, ...rest]),
      ).flat()
