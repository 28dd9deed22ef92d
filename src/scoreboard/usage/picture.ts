// A chart of the view as a picture: its names in the reader's language, its shape, its style where it stands alone.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Html, html, trusted } from '../../base/html.ts'
import type { Texts } from '../../base/text.ts'
import { drawBars } from './bars.ts'
import type { Chart, Size } from './chart.ts'
import { drawColumns } from './columns.ts'
import { type ChartView, highestFirst, type UsageView } from './view.ts'
import { chartTitle, rowName, seriesName } from './words.ts'

/** The same rules as on our pages (assets/chart.css), without comments. */
const rules = readFileSync(join(import.meta.dirname, '../../../assets/chart.css'), 'utf8').replace(
  /\/\*[\s\S]*?\*\/\s*/g,
  '',
)
const style = html`<style>${trusted(rules)}</style>`

/** The one style that a picture of ours may have, as its policy names it. */
export const styleHash = `sha256-${createHash('sha256').update(rules).digest('base64')}`

type Wanted = { readonly size: Size; readonly isAlone: boolean }

/** `isAlone`: a file of its own, with title and style. */
export function pictureOf(t: Texts, view: UsageView, chart: ChartView, { size, isAlone }: Wanted): Html {
  const shape = { size, isAlone, style: isAlone ? style : null }
  const made = madeOf(t, view, chart)
  return chart.id === 'exchanges' || chart.id === 'quarters'
    ? drawColumns(made, shape)
    : drawBars(made, shape)
}

const madeOf = (t: Texts, view: UsageView, chart: ChartView): Chart => ({
  ...{ id: chart.id, lang: t.lang, number: t.number },
  title: chartTitle(t, view, chart),
  told: toldOf(t, chart),
  series: chart.series.map(one => seriesName(t, chart, one)),
  // However the table below is sorted: the picture is the same wherever it stands.
  rows: (chart.sort === null ? chart.rows : highestFirst(chart.rows)).map(({ id, counts, published }) => ({
    ...{ label: rowName(t, chart, id), counts, outline: published?.value ?? null },
    ...(chart.id === 'quarters' && { group: id.slice(0, 4) }),
  })),
  outlineLabel: t('scoreboard-usage.published'),
})

/** How much in all, and where most was. */
function toldOf(t: Texts, chart: ChartView): string {
  const sum = chart.rows.reduce((all, one) => all + one.total, 0)
  const most = chart.rows.toSorted((a, b) => b.total - a.total)[0]
  if (sum === 0 || !most) return t('scoreboard-usage.nothing')
  return t('scoreboard-usage.told', { total: sum, name: rowName(t, chart, most.id), count: most.total })
}
