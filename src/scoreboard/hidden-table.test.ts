// Goal: no page about rows, columns and their parts gives a blank figure away, alone or with other pages.
// Method: property tests; whoever attacks adds and subtracts all that is shown on all pages, as exact equations, and,
//   of small tables, tries every table that shows the same.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hiddenInTable, placeIn, type Shape, totalsIn } from './hidden-table.ts'
import { isFew } from './protect.ts'

const few = 3
const span = (length: number): readonly number[] => Array.from({ length }, (_, i) => i)

/** Arithmetic without fractions, exact but for one in a hundred million. */
const prime = 94_906_249
const inverse = (value: number): number => {
  let [result, base, power] = [1, value % prime, prime - 2]
  for (; power > 0; power = Math.floor(power / 2)) {
    if (power % 2 === 1) result = (result * base) % prime
    base = (base * base) % prime
  }
  return result
}

/** Rows, columns and parts; the last part is all together. */
type Cells = { readonly shape: Shape; readonly parts: number }
type Sum = { readonly whole: number; readonly of: readonly number[] }

const cellOf = ({ shape, parts }: Cells, row: number | null, column: number | null, part: number): number =>
  placeIn(shape, row, column) * (parts + 1) + part

/** Every sum that pages show: of columns, of rows, of parts. */
function sumsOf(cells: Cells): readonly Sum[] {
  const [rows, columns] = [span(cells.shape.rows), span(cells.shape.columns)]
  const at = (row: number | null, column: number | null, part: number) => cellOf(cells, row, column, part)
  const along = (part: number): readonly Sum[] => [
    ...[...rows, null].map(row => ({
      ...{ whole: at(row, null, part), of: columns.map(column => at(row, column, part)) },
    })),
    ...[...columns, null].map(column => ({
      ...{ whole: at(null, column, part), of: rows.map(row => at(row, column, part)) },
    })),
  ]
  const across = [...rows, null].flatMap(row =>
    [...columns, null].map(column => ({
      whole: at(row, column, cells.parts),
      of: span(cells.parts).map(part => at(row, column, part)),
    })),
  )
  return [...span(cells.parts + 1).flatMap(along), ...across]
}

/** Blank cells that follow from the sums in which they stand: what is shown is known, so only the blank ones matter. */
function determined(sums: readonly Sum[], blank: readonly boolean[]): ReadonlySet<number> {
  const unknown = [...blank.keys()].filter(at => blank[at])
  const places = new Map(unknown.map((cell, at) => [cell, at]))
  const rows = sums.map(({ whole, of }) => {
    const row = unknown.map(() => 0)
    for (const [cell, sign] of [[whole, prime - 1] as const, ...of.map(one => [one, 1] as const)]) {
      const at = places.get(cell)
      if (at !== undefined) row[at] = sign
    }
    return row
  })
  let done = 0
  for (const at of unknown.keys()) {
    const found = rows.findIndex((row, i) => i >= done && row[at] !== 0)
    const pivot = rows[found]
    if (!pivot) continue
    rows[found] = rows[done] ?? []
    rows[done] = pivot
    const factor = inverse(pivot[at] ?? 1)
    for (const [i, value] of pivot.entries()) pivot[i] = (value * factor) % prime
    for (const [i, row] of rows.entries()) {
      const times = row[at] ?? 0
      if (i === done || times === 0) continue
      for (const [j, value] of pivot.entries())
        if (value !== 0) row[j] = ((row[j] ?? 0) + (prime - times) * value) % prime
    }
    done += 1
  }
  return new Set(
    rows.slice(0, done).flatMap(row => {
      const left = unknown.filter((_, at) => row[at] !== 0)
      return left.length === 1 ? left : []
    }),
  )
}

/** What each cell holds, and whether it is blank, as pages judge it: places altogether, then in their parts. */
function judged({ shape, parts }: Cells, counts: readonly number[]) {
  const counted = counts.map((count, at) => ({
    ...{ row: Math.floor(at / parts / shape.columns), column: Math.floor(at / parts) % shape.columns },
    ...{ part: at % parts, count },
  }))
  const layers = span(parts).map(part =>
    totalsIn(
      shape,
      counted.filter(one => one.part === part),
    ),
  )
  const all = totalsIn(shape, counted)
  const whole = hiddenInTable(shape, [all], few)
  const inParts = hiddenInTable(shape, layers, few, whole)
  const held = [...all.keys()].flatMap(place => [...layers.map(layer => layer[place] ?? 0), all[place] ?? 0])
  const blank = [...all.keys()].flatMap(place => [
    // Nothing at all is shown as that.
    ...layers.map(() => inParts[place] === 1 && all[place] !== 0),
    whole[place] === 1 && all[place] !== 0,
  ])
  return { held, blank }
}

const tables: readonly Cells[] = [
  { shape: { rows: 3, columns: 3 }, parts: 2 },
  { shape: { rows: 4, columns: 3 }, parts: 3 },
  { shape: { rows: 2, columns: 4 }, parts: 3 },
  { shape: { rows: 6, columns: 1 }, parts: 4 },
]

describe.each(tables)('a table of $shape.rows x $shape.columns x $parts', cells => {
  const { rows, columns } = cells.shape
  const length = rows * columns * cells.parts
  const counts = fc.array(fc.oneof(fc.constant(0), fc.nat(4), fc.nat(30)), {
    minLength: length,
    maxLength: length,
  })
  const sums = sumsOf(cells)

  test('no figure from few requests follows from all pages together', () => {
    fc.assert(
      fc.property(counts, values => {
        const { held, blank } = judged(cells, values)
        const known = determined(sums, blank)
        for (const [at, count] of held.entries()) {
          if (!isFew(count, few)) continue
          expect(blank[at]).toBe(true)
          expect(known.has(at), `cell ${at} of ${JSON.stringify(values)}`).toBe(false)
        }
      }),
      { numRuns: 100 },
    )
  })

  test('where nothing is small, everything is shown', () => {
    fc.assert(
      fc.property(counts, values => {
        const large = values.map(count => (count === 0 ? 0 : count + few))
        expect(judged(cells, large).blank).not.toContain(true)
      }),
    )
  })
})

describe('a table of one part', () => {
  const size = 3
  const shape = { rows: size, columns: size }
  const line = fc.array(fc.oneof(fc.constant(0), fc.nat(4)), { minLength: size, maxLength: size })
  const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)

  /** Values that a blank cell may have, given all that is shown and none below zero: found by trying them all. */
  function possible(grid: readonly (readonly number[])[], isBlank: (row: number, column: number) => boolean) {
    const places = grid.flatMap((row, r) => row.flatMap((_, c) => (isBlank(r, c) ? [[r, c] as const] : [])))
    const totals = (values: readonly (readonly number[])[]) => [
      ...values.map(sum),
      ...(values[0] ?? []).map((_, c) => sum(values.map(row => row[c] ?? 0))),
    ]
    const wanted = totals(grid)
    const found = places.map(() => new Set<number>())
    const values = grid.map((row, r) => row.map((count, c) => (isBlank(r, c) ? 0 : count)))
    const fits = (total: number, at: number): boolean =>
      isFew(wanted[at] ?? 0, few) ? isFew(total, few) : total === wanted[at]
    const tryFrom = (at: number): void => {
      const place = places[at]
      if (!place) {
        if (totals(values).every(fits))
          for (const [i, [r, c]] of places.entries()) found[i]?.add(values[r]?.[c] ?? 0)
        return
      }
      const row = values[place[0]] ?? []
      const isOver = () => totals(values).some((total, i) => total > Math.max(few - 1, wanted[i] ?? 0))
      for (
        row[place[1]] = 0;
        !isOver() && (row[place[1]] ?? 0) < 12;
        row[place[1]] = (row[place[1]] ?? 0) + 1
      )
        tryFrom(at + 1)
      row[place[1]] = 0
    }
    tryFrom(0)
    return places.map((place, at) => ({ place, values: found[at] ?? new Set() }))
  }

  test('no blank cell from few requests has one possible value', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: size, maxLength: size }), grid => {
        const counted = grid.flatMap((cells, row) => cells.map((count, column) => ({ row, column, count })))
        const hidden = hiddenInTable(shape, [totalsIn(shape, counted)], few)
        const isHidden = (row: number | null, column: number | null) =>
          hidden[placeIn(shape, row, column)] === 1
        const rowOf = (r: number) => sum(grid[r] ?? [])
        const columnOf = (c: number) => sum(grid.map(row => row[c] ?? 0))
        // With fewer than this in all there is nothing that could cover it.
        if (sum(grid.flat()) < 6 * few) return
        for (const { place, values } of possible(grid, (r, c) => isHidden(r, c))) {
          const [r, c] = place
          if (!isFew(grid[r]?.[c] ?? 0, few) || rowOf(r) < 2 * few || columnOf(c) < 2 * few) continue
          expect(values.size, `${JSON.stringify(grid)} ${place}`).toBeGreaterThan(1)
        }
      }),
      { numRuns: 150 },
    )
  })
})

test('thirty countries, three procedures, hardly anybody asks often: at once', () => {
  const shape = { rows: 30, columns: 30 }
  const layers = span(3).map(part =>
    totalsIn(
      shape,
      span(900).map(at => {
        const [row, column, mixed] = [Math.floor(at / 30), at % 30, (at * 3 + part) * 7919]
        return { row, column, count: row === column ? 0 : mixed % 11 === 0 ? 30 : mixed % 7 }
      }),
    ),
  )
  const begun = performance.now()
  const hidden = hiddenInTable(shape, layers, 5)
  expect(performance.now() - begun).toBeLessThan(500)
  expect(hidden.includes(1)).toBe(true)
})
