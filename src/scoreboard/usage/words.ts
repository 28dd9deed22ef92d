// What charts, their rows and their series are called in the reader's language.
import type { Texts } from '../../base/text.ts'
import { type ChartView, firstQuarterYear, type PublishedView, type UsageView } from './view.ts'

export const chartTitle = (t: Texts, { year }: UsageView, { id, rows }: ChartView): string => {
  const from = id === 'quarters' ? String(firstQuarterYear(year)) : (rows[0]?.id ?? '')
  return t(`scoreboard-usage.chart.${id}`, { year: String(year), from })
}

/** A year, a quarter or a country. */
export function rowName(t: Texts, { id: chart }: ChartView, id: string): string {
  if (chart === 'exchanges') return id
  if (chart !== 'quarters') return t.country(id)
  const [year = '', quarter = ''] = id.split('-Q')
  return t('scoreboard-usage.quarter', { year, quarter })
}

/** What the footnotes explain has their mark. */
const marks: Readonly<Record<string, string>> = { other: '\u00a0*', 'posting-of-workers': '\u00a0**' }

export function seriesName(t: Texts, { id: chart }: ChartView, id: string): string {
  const name =
    id === 'other'
      ? t('scoreboard-usage.other')
      : t(chart === 'exchanges' ? `scoreboard-usage.kind.${id}` : `lexicon.area.${id}`)
  return `${name}${marks[id] ?? ''}`
}

const measureKeys = {
  exchanges: 'exchange.search.title',
  'all-exchanges': 'scoreboard-usage.measure.all-exchanges',
  requests: 'scoreboard-usage.kind.request',
  notifications: 'scoreboard-usage.kind.notification',
  alerts: 'scoreboard-usage.kind.alert',
  'card-decisions': 'scoreboard-usage.measure.card-decisions',
  users: 'user-people.title',
  authorities: 'authority.search.title',
} as const satisfies Readonly<Record<PublishedView['measure'], string>>

export const measureName = (t: Texts, measure: PublishedView['measure']): string => t(measureKeys[measure])

/** A number as its source prints it. */
export const publishedText = (t: Texts, { value, precision }: PublishedView): string =>
  precision === 'exact' ? t.number(value) : t(`scoreboard-usage.precision.${precision}`, { value })
