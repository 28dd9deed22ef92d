// How the system is used: what one exchange adds one to, and what the sums of the months add up to. Pure.
import type { Fact } from '../fact.ts'
import { dayOf } from '../fact.ts'

/** Where one exchange is counted. `month`: its first day. `recipientCountry`: '' where it went to many. */
export type Cell = {
  readonly month: string
  readonly kind: string
  readonly area: string
  readonly procedure: string
  readonly senderCountry: string
  readonly recipientCountry: string
}

/** How much a count moves. */
export type UseMove = Cell & { readonly by: number }

/** Where the fact of a request is counted. Source: decision 0031: by the date in Brussels on which it was sent. */
export const cellOf = ({ sentAt, area, procedure, senderCountry, recipientCountry }: Fact): Cell => ({
  ...{ month: `${dayOf(sentAt).slice(0, 7)}-01`, kind: 'request', area, procedure },
  ...{ senderCountry, recipientCountry },
})

type Change = { readonly before: Fact | null; readonly after: Fact | null }

/** Each count once; what goes and comes again does not move. */
export function moves(changes: readonly Change[], added: readonly Cell[]): readonly UseMove[] {
  const all = new Map<string, UseMove>()
  const add = (cell: Cell, by: number): void => {
    const key = Object.values(cell).join('|')
    all.set(key, { ...cell, by: (all.get(key)?.by ?? 0) + by })
  }
  for (const { before, after } of changes) {
    if (before) add(cellOf(before), -1)
    if (after) add(cellOf(after), 1)
  }
  for (const cell of added) add(cell, 1)
  return [...all.values()].filter(({ by }) => by !== 0)
}

export const sides = ['sender', 'recipient'] as const
export type Side = (typeof sides)[number]

/** What was sent in a month by, or to, a country. By sender every exchange is counted, by recipient what had one. */
export type Sum = {
  readonly month: string
  readonly kind: string
  readonly area: string
  readonly side: Side
  readonly country: string
  readonly count: number
}

/** The kinds of the pictures, in their order; repositories and applications are few and stand together. */
export const kinds = ['request', 'notification', 'alert', 'other'] as const
export type Kind = (typeof kinds)[number]

const kindOf = (kind: string): Kind => kinds.find(one => one === kind) ?? 'other'

/** One row of a picture and its table: a number for each series. */
export type Row = { readonly id: string; readonly counts: readonly number[] }

export const totalOf = ({ counts }: Pick<Row, 'counts'>): number => counts.reduce((sum, one) => sum + one, 0)

type Shown = {
  readonly ids: readonly string[]
  readonly series: readonly string[]
  /** Which row, null where it is not shown here; and which of the series. */
  readonly rowOf: (sum: Sum) => string | null
  readonly nameOf: (sum: Sum) => string
}

/** One pass, without a list in between: there may be hundreds of thousands of sums. */
function rowsOf(sums: readonly Sum[], { ids, series, rowOf, nameOf }: Shown): readonly Row[] {
  const counts = new Map(ids.map(id => [id, series.map(() => 0)]))
  const places = new Map(series.map((name, at) => [name, at]))
  for (const sum of sums) {
    const id = rowOf(sum)
    const row = id === null ? undefined : counts.get(id)
    const at = row && places.get(nameOf(sum))
    if (row && at !== undefined) row[at] = (row[at] ?? 0) + sum.count
  }
  return [...counts].map(([id, all]) => ({ id, counts: all }))
}

const span = (from: number, to: number): readonly string[] =>
  Array.from({ length: to - from + 1 }, (_, i) => String(from + i))

/** Everything that was sent, a row a year, a number for each of `kinds`. */
export const byYear = (sums: readonly Sum[], from: number, to: number): readonly Row[] =>
  rowsOf(sums, {
    ...{ ids: span(from, to), series: kinds },
    rowOf: ({ side, month }) => (side === 'sender' ? month.slice(0, 4) : null),
    nameOf: ({ kind }) => kindOf(kind),
  })

/** Quarters of the pictures: so many years up to one. */
export const quarterYears = 5

/** `2020-Q3`. */
const quarterOf = (month: string): string =>
  `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5, 7)) / 3)}`

const otherArea = 'other'

/** Legal areas that are shown by themselves, and `other` for the rest. */
export const seriesOf = (areas: readonly string[]): readonly string[] => [...areas, otherArea]

const shownAs = (areas: readonly string[], area: string): string => (areas.includes(area) ? area : otherArea)

/** Requests, a row a quarter of the five years up to `year`, a number for each of `seriesOf`. */
export const byQuarter = (sums: readonly Sum[], year: number, areas: readonly string[]): readonly Row[] =>
  rowsOf(sums, {
    ids: span(year - quarterYears + 1, year).flatMap(one => [1, 2, 3, 4].map(at => `${one}-Q${at}`)),
    series: seriesOf(areas),
    rowOf: ({ side, kind, month }) => (side === 'sender' && kind === 'request' ? quarterOf(month) : null),
    nameOf: ({ area }) => shownAs(areas, area),
  })

/** Requests of a year, a row for each of the countries, a number for each of `seriesOf`. */
export const byCountry = (
  sums: readonly Sum[],
  year: number,
  side: Side,
  { countries, areas }: { readonly countries: readonly string[]; readonly areas: readonly string[] },
): readonly Row[] =>
  rowsOf(sums, {
    ...{ ids: countries, series: seriesOf(areas) },
    rowOf: one =>
      one.side === side && one.kind === 'request' && one.month.startsWith(`${year}-`) ? one.country : null,
    nameOf: ({ area }) => shownAs(areas, area),
  })

/** The years of which there is something to show, from the first in which something was sent; the running one first. */
export function yearsOf(sums: readonly Sum[], now: number): readonly number[] {
  const [first = ''] = [`${now}-01-01`, ...sums.map(({ month }) => month)].toSorted()
  return span(Number(first.slice(0, 4)), now)
    .map(Number)
    .toReversed()
}

/** Legal areas that stand in `other`: those that the method names, then those in which requests were sent. */
export const otherAreas = (
  sums: readonly Sum[],
  { areas, named }: { readonly areas: readonly string[]; readonly named: readonly string[] },
): readonly string[] => [
  ...new Set([
    ...named,
    ...sums.filter(one => one.kind === 'request' && !areas.includes(one.area)).map(one => one.area),
  ]),
]

/** How much more, or less, than the year before. Unit: percent, a whole number; null where nothing was sent then. */
export const growthOf = (rows: readonly Row[], year: number): number | null => {
  const totalIn = (id: number): number => {
    const row = rows.find(one => one.id === String(id))
    return row ? totalOf(row) : 0
  }
  const before = totalIn(year - 1)
  return before === 0 ? null : Math.round(((totalIn(year) - before) / before) * 100)
}
