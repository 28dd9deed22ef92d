// What was found for any period as CSV: a line for each figure, ids in place of words: the same in all languages.
import { rowOf } from '../../base/csv.ts'
import type { ExploreView } from './view.ts'

export const csvName = 'explore.csv'

const head = ['part', 'id', 'indicator', 'numerator', 'denominator', 'value', 'band', 'is_few']

/** UTF-8 without byte order mark. What is not shown is empty, and says so in `is_few`. */
export function csvOfExplore({ total, countries, areas, quarters }: ExploreView): string {
  const parts = [
    { part: 'total', id: '', indicators: total },
    ...(countries?.rows ?? []).map(({ country, indicators }) => ({
      ...{ part: countries?.side ?? '', id: country, indicators },
    })),
    ...(areas ?? []).map(({ area, indicators }) => ({ part: 'area', id: area, indicators })),
    ...quarters.map(({ quarter, indicators }) => ({ part: 'quarter', id: quarter, indicators })),
  ]
  const rows = parts.flatMap(({ part, id, indicators }) =>
    indicators.map(({ id: indicator, numerator, denominator, value, band, isFew }) =>
      [part, id, indicator, numerator, denominator, value, band, isFew].map(one => String(one ?? '')),
    ),
  )
  return [head, ...rows].map(rowOf).join('')
}
