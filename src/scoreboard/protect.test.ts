// Goal: what is blank cannot be worked out from what is shown beside it, in lines and in tables with both totals.
// Method: property tests; whoever attacks tries every table that shows the same, as a person with paper would.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hiddenIn, hiddenPairs, isFew } from './protect.ts'

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

describe('a table', () => {
  const few = 3
  const grids = (size: number, most: number) =>
    fc.array(fc.array(fc.oneof(fc.constant(0), fc.nat(most)), { minLength: size, maxLength: size }), {
      ...{ minLength: size, maxLength: size },
    })

  /** Values that a blank cell may have, given all that is shown: found by trying them all. */
  function possible(grid: readonly (readonly number[])[], hidden: readonly (readonly boolean[])[]) {
    const places = hidden.flatMap((row, r) => row.flatMap((isBlank, c) => (isBlank ? [[r, c] as const] : [])))
    const totals = (values: readonly (readonly number[])[]) => [
      ...values.map(sum),
      ...(values[0] ?? []).map((_, c) => sum(values.map(row => row[c] ?? 0))),
    ]
    const wanted = totals(grid)
    const found = places.map(() => new Set<number>())
    const values = grid.map((row, r) => row.map((count, c) => (hidden[r]?.[c] ? 0 : count)))
    const over = (): boolean =>
      totals(values).some((total, at) => !isFew(wanted[at] ?? 0, few) && total > (wanted[at] ?? 0))
    const tryFrom = (at: number): void => {
      const place = places[at]
      if (!place) {
        const fits = totals(values).every((total, i) =>
          isFew(wanted[i] ?? 0, few) ? isFew(total, few) : total === wanted[i],
        )
        if (fits) for (const [i, [r, c]] of places.entries()) found[i]?.add(values[r]?.[c] ?? 0)
        return
      }
      const row = values[place[0]] ?? []
      for (row[place[1]] = 0; !over() && (row[place[1]] ?? 0) < 12; row[place[1]] = (row[place[1]] ?? 0) + 1)
        tryFrom(at + 1)
      row[place[1]] = 0
    }
    tryFrom(0)
    return places.map((place, at) => ({ place, values: found[at] ?? new Set() }))
  }

  test('no blank cell from few requests follows from both totals', () => {
    fc.assert(
      fc.property(grids(3, 4), grid => {
        const hidden = hiddenPairs(grid, few)
        for (const [r, row] of grid.entries())
          for (const [c, count] of row.entries()) if (isFew(count, few)) expect(hidden[r]?.[c]).toBe(true)
        // With fewer than this in all there is nothing that could cover it.
        if (sum(grid.flat()) < 6 * few) return
        const rowOf = (r: number) => sum(grid[r] ?? [])
        const columnOf = (c: number) => sum(grid.map(row => row[c] ?? 0))
        for (const { place, values } of possible(grid, hidden)) {
          const [r, c] = place
          if (!isFew(grid[r]?.[c] ?? 0, few) || rowOf(r) < 2 * few || columnOf(c) < 2 * few) continue
          expect(values.size, `${JSON.stringify(grid)} ${place}`).toBeGreaterThan(1)
        }
      }),
      { numRuns: 150 },
    )
  })

  test('thirty by thirty, in which hardly anybody asks often: at once', () => {
    fc.assert(
      fc.property(grids(30, 9), grid => {
        const begun = performance.now()
        const hidden = hiddenPairs(grid, below)
        expect(performance.now() - begun).toBeLessThan(500)
        for (const [r, row] of hidden.entries()) {
          const blank = row.filter(Boolean).length
          expect(blank !== 1 || sum(grid[r] ?? []) < below).toBe(true)
        }
      }),
      { numRuns: 5 },
    )
  })
})
