// Small numbers in a table of rows and columns of which each cell, each total and each part of them has a page of its
// own: which places stay blank, so that no sum or difference of pages gives them away. Pure.
import { bridgesOf } from './bridge.ts'
import { isFew, placesAfter } from './protect.ts'

export type Shape = { readonly rows: number; readonly columns: number }

/** Where a cell stands; null: the total of all rows, or columns. */
export const placeIn = ({ rows, columns }: Shape, row: number | null, column: number | null): number =>
  (row ?? rows) * (columns + 1) + (column ?? columns)

type Counted = { readonly row: number; readonly column: number; readonly count: number }

/** One number for each place, from those of the cells. */
export function totalsIn(shape: Shape, counted: readonly Counted[]): Float64Array {
  const totals = new Float64Array((shape.rows + 1) * (shape.columns + 1))
  for (const { row, column, count } of counted)
    for (const r of [row, null])
      for (const c of [column, null]) {
        const place = placeIn(shape, r, c)
        totals[place] = (totals[place] ?? 0) + count
      }
  return totals
}

/** A total and what it is the sum of. */
type Line = { readonly whole: number; readonly parts: readonly number[] }

const span = (length: number): readonly number[] => Array.from({ length }, (_, i) => i)

function linesOf(shape: Shape): readonly Line[] {
  const [rows, columns] = [span(shape.rows), span(shape.columns)]
  return [
    ...[...rows, null].map(row => ({
      whole: placeIn(shape, row, null),
      parts: columns.map(column => placeIn(shape, row, column)),
    })),
    ...[...columns, null].map(column => ({
      whole: placeIn(shape, null, column),
      parts: rows.map(row => placeIn(shape, row, column)),
    })),
  ]
}

/**
 * Which places are blank in all their parts. `parts`: what each place holds of each part, as `totalsIn` makes it; a
 * place is blank where any of its parts comes from fewer than `below`, or where it is `forced`. Others join it, next in
 * the order and whatever their size, until along each line what is blank stands for twice as many, and until none could
 * be worked out: rows and columns are the knots of a net in which each place is a thread between two, and what a thread
 * carries follows from the others just where it alone joins its ends. With two parts or more a part can then be
 * exchanged for another all along a ring of blank threads, and every total of every part stays as it is shown.
 */
export function hiddenInTable(
  shape: Shape,
  parts: readonly Float64Array[],
  below: number,
  forced: Uint8Array | null = null,
): Uint8Array {
  const totals = new Float64Array((shape.rows + 1) * (shape.columns + 1)).map((_, place) =>
    parts.reduce((sum, counts) => sum + (counts[place] ?? 0), 0),
  )
  const hidden = Uint8Array.from(totals, (_, place) =>
    Number(forced?.[place] === 1 || parts.some(counts => isFew(counts[place] ?? 0, below))),
  )
  const lines = linesOf(shape)
  for (let grows = true; grows; ) {
    grows = false
    for (const line of lines)
      for (const counts of parts) if (covered(line, { counts, below, hidden })) grows = true
    if (!grows) grows = untied(shape, lines, { totals, hidden })
  }
  return hidden
}

type Counts = { readonly counts: Float64Array; readonly below: number; readonly hidden: Uint8Array }

/** What is small in a line takes others along; answers whether more is blank than before. */
function covered({ whole, parts }: Line, { counts, below, hidden }: Counts): boolean {
  const blank = parts.filter(place => hidden[place] === 1 && counts[place] !== 0)
  const isSmall = [whole, ...blank].some(place => isFew(counts[place] ?? 0, below))
  const [first] = blank
  if (!isSmall || first === undefined) return false
  let [many, sum, hasGrown] = [blank.length, 0, false]
  for (const place of blank) sum += counts[place] ?? 0
  for (const at of placesAfter(parts.length, parts.indexOf(first))) {
    const place = parts[at] ?? whole
    if (hidden[place] === 1 || counts[place] === 0) continue
    if (many > 1 && sum >= 2 * below) break
    hidden[place] = 1
    many += 1
    sum += counts[place] ?? 0
    hasGrown = true
  }
  return hasGrown
}

type Hidden = { readonly totals: Float64Array; readonly hidden: Uint8Array }

/**
 * Where a blank place alone joins its ends, the next place at each end becomes blank, too; answers whether one did.
 * Places without anything are known: they join nothing. Source: flows in a net, where a knot lets out what comes in.
 */
function untied(shape: Shape, lines: readonly Line[], { totals, hidden }: Hidden): boolean {
  const edges = hidden.reduce<{ place: number; a: number; b: number }[]>((all, isBlank, place) => {
    if (isBlank === 1 && totals[place] !== 0) all.push({ place, ...endsOf(shape, place) })
    return all
  }, [])
  const bridges = bridgesOf(edges)
  let hasGrown = false
  for (const [at, { place, a, b }] of edges.entries()) {
    if (!bridges.has(at)) continue
    for (const end of [a, b]) {
      const { whole = place, parts = [] } = lines[end] ?? {}
      const own = parts.indexOf(place)
      const beside = own < 0 ? parts : placesAfter(parts.length, own).flatMap(one => parts[one] ?? [])
      const next = [...beside, whole].find(one => hidden[one] !== 1 && totals[one] !== 0)
      if (next === undefined) continue
      hidden[next] = 1
      hasGrown = true
    }
  }
  return hasGrown
}

/** Lines that meet in a place, as `linesOf` numbers them: a total is in the line it sums up and in that of totals. */
function endsOf({ rows, columns }: Shape, place: number): { readonly a: number; readonly b: number } {
  const [row, column] = [Math.floor(place / (columns + 1)), place % (columns + 1)]
  const [ofRow, ofColumn, allColumns] = [row, rows + 1 + column, rows + 1 + columns]
  if (row < rows && column < columns) return { a: ofRow, b: ofColumn }
  if (row < rows) return { a: ofRow, b: allColumns }
  return column < columns ? { a: ofColumn, b: rows } : { a: rows, b: allColumns }
}
