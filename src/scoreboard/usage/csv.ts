// The figures of a chart as CSV: a line for each row and series, ids in place of words: the same in all languages.
import { rowOf } from '../../base/csv.ts'
import type { ChartView } from './view.ts'

const heads = {
  exchanges: ['year', 'kind'],
  quarters: ['quarter', 'area'],
  senders: ['sender_country', 'area'],
  recipients: ['recipient_country', 'area'],
} as const satisfies Readonly<Record<ChartView['id'], readonly string[]>>

/** UTF-8 without byte order mark. `origin`: counted here, or published by the source. */
export const csvOfChart = ({ id, series, rows }: ChartView): string =>
  [
    [...heads[id], 'count', 'origin', 'precision', 'source'],
    ...rows.flatMap(row => [
      ...series.map((name, at) => [row.id, name, String(row.counts[at] ?? 0), 'counted', 'exact', '']),
      ...(row.published
        ? [
            [
              row.id,
              '',
              String(row.published.value),
              'published',
              row.published.precision,
              row.published.source,
            ],
          ]
        : []),
    ]),
  ]
    .map(rowOf)
    .join('')
