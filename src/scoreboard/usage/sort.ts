// The order of the tables by country: by which column, and from which end; chosen by links, kept in the address.
import { z } from 'zod'
import { done, type Problem, type Result, refuseFields } from '../../base/result.ts'
import { type ChartView, type UsageView, usagePath } from './view.ts'

/** Pictures whose rows are countries: their tables can be sorted. */
const sortable = ['senders', 'recipients'] as const
type Sortable = (typeof sortable)[number]

const typed = z.string().max(100).optional()
/** `name`, `total` or one of the series, from the lowest; `-` in front: from the highest. */
export const sortQuery = z.object({ senders: typed, recipients: typed })
export type SortTyped = Readonly<z.infer<typeof sortQuery>>

export const nameColumn = 'name'
export const totalColumn = 'total'
const lowestFirst = (sort: string): string => sort.replace(/^-/, '')

type Names = { country(code: string): string; compare(a: string, b: string): number }

/** The same view where nothing is asked. Errors: base.fields.invalid, a problem for each column that is not there. */
export function sortedView(view: UsageView, asked: SortTyped, names: Names): Result<UsageView> {
  const sorts = sortsIn(asked)
  if (sorts.length === 0) return done(view)
  const problems = sorts.flatMap(([id, sort]): Problem[] => {
    const columns = view.charts.find(one => one.id === id)?.series ?? []
    const isThere = [nameColumn, totalColumn, ...columns].includes(lowestFirst(sort))
    return isThere ? [] : [{ path: id, code: 'base.field.type' }]
  })
  if (problems.length > 0) return refuseFields('base.fields.invalid', problems)
  const sortOf = new Map<string, string>(sorts)
  const charts = view.charts.map(chart => {
    const sort = sortOf.get(chart.id)
    return sort === undefined ? chart : { ...chart, sort, rows: sortedRows(chart, sort, names) }
  })
  const years = view.links.years.map(({ year }) => ({ year, href: sortPath(year, asked) }))
  return done({ ...view, charts, links: { ...view.links, years } })
}

const sortsIn = (asked: SortTyped): readonly (readonly [Sortable, string])[] =>
  sortable.flatMap(id => (asked[id] === undefined ? [] : [[id, asked[id]] as const]))

/** Equal ones stay in the order of the picture. */
function sortedRows({ series, rows }: ChartView, sort: string, names: Names): ChartView['rows'] {
  const column = lowestFirst(sort)
  const sign = sort === column ? 1 : -1
  const at = series.indexOf(column)
  return rows.toSorted((a, b) => {
    if (column === nameColumn) return sign * names.compare(names.country(a.id), names.country(b.id))
    if (column === totalColumn) return sign * (a.total - b.total)
    return sign * ((a.counts[at] ?? 0) - (b.counts[at] ?? 0))
  })
}

const sortPath = (year: number, asked: SortTyped): string =>
  `${usagePath}?${new URLSearchParams({ year: String(year), ...Object.fromEntries(sortsIn(asked)) }).toString()}`

export type SortLink = { readonly href: string; readonly direction: 'ascending' | 'descending' | null }

/** Of a column of a table: where it leads, and how it is sorted now; null: by another one. */
export function sortLinkOf({ year, charts }: UsageView, id: ChartView['id'], column: string): SortLink {
  const asked: SortTyped = Object.fromEntries(
    charts.flatMap(one => (one.sort === null ? [] : [[one.id, one.sort]])),
  )
  const sort = charts.find(one => one.id === id)?.sort ?? `-${totalColumn}`
  const isSorted = lowestFirst(sort) === column
  const isRising = isSorted && sort === column
  const first = column === nameColumn ? column : `-${column}`
  const other = isRising ? `-${column}` : column
  return {
    href: `${sortPath(year, { ...asked, [id]: isSorted ? other : first })}#${id}-table`,
    direction: isSorted ? (isRising ? 'ascending' : 'descending') : null,
  }
}

export const isSortable = (id: ChartView['id']): id is Sortable => sortable.some(one => one === id)
