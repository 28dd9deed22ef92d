// Tables of figures in which some are not shown: of quarters, areas, pairs of countries; and the lines of a trend.
import { type Html, type HtmlValue, html } from '../base/html.ts'
import type { Texts } from '../base/text.ts'
import { scaleEnd } from './bar.ts'
import type { Edition, Indicator } from './edition.ts'
import type { Guarded } from './guarded.ts'
import type { CountryView, FigureView } from './view.ts'
import { glyphs, nameOf, valueText } from './words.ts'

type Method = Pick<Edition, 'indicators' | 'shownFrom'>

export const glyph = (band: CountryView['colour']): Html | null =>
  band === null ? null : html`<span class="glyph" aria-hidden="true">${glyphs[band]}</span> `

/** A table whose rows have a name. `head`: what the names are. */
export const tableOf = (
  head: string,
  caption: string,
  heads: readonly HtmlValue[],
  rows: readonly Html[],
): Html =>
  html`<div class="table-frame" role="region" aria-label="${caption}" tabindex="0">
<table class="ds-table score-table"><caption class="ds-sr-only">${caption}</caption>
<thead><tr><th scope="col">${head}</th>${heads.map(
    one => html`
<th scope="col">${one}</th>`,
  )}</tr></thead>
<tbody>${rows}
</tbody></table></div>`

/** The whole value in its band, below its bar where there is one. */
export const figureCell = (
  t: Texts,
  indicator: Indicator | undefined,
  figure: FigureView,
  bar: Html | null = null,
): Html => html`
<td class="band-${figure.band ?? 'none'}">${bar}${figure.band === null ? t('scoreboard.colour.none') : null}${
  figure.band !== null &&
  html`${glyph(figure.band)}<b>${valueText(t, indicator, figure)}</b><span class="ds-sr-only">
 ${t(`scoreboard.band.${figure.band}`)}</span>`
}</td>`

/** The whole value in its band; what is not shown and what was not measured say so. */
export function guardedCell(t: Texts, indicator: Indicator | undefined, figure: Guarded): Html {
  const { isFew, band, denominator } = figure
  if (isFew) return html`<td class="band-none">${t('scoreboard-beyond.few.cell')}</td>`
  if (band === null) return html`<td class="band-none">${t('scoreboard.colour.none')}</td>`
  return html`
<td class="band-${band}">${glyph(band)}<b>${valueText(t, indicator, plainOf(figure))}</b><span class="ds-sr-only">
 ${t(`scoreboard.band.${band}`)}</span> <small class="of">/ ${t.number(denominator ?? 0)}</small></td>`
}

const plainOf = ({ numerator, denominator, ...rest }: Guarded) => ({
  ...rest,
  ...{ numerator: numerator ?? 0, denominator: denominator ?? 0 },
})

export type GuardedRow = { readonly name: HtmlValue; readonly indicators: readonly Guarded[] }

/** A row for each part, a column for each indicator; under it why some are not shown, where that is so. */
export function guardedTable(
  t: Texts,
  { indicators, shownFrom }: Method,
  { head, caption }: { readonly head: string; readonly caption: string },
  rows: readonly GuardedRow[],
): Html {
  const isAnyFew = rows.some(row => row.indicators.some(({ isFew }) => isFew))
  return html`${tableOf(
    head,
    caption,
    indicators.map((one, at) => html`<span aria-hidden="true">[${at + 1}] </span>${nameOf(t, one)}`),
    rows.map(
      ({ name, indicators: figures }) => html`
<tr><th scope="row">${name}</th>${figures.map((figure, at) => guardedCell(t, indicators[at], figure))}</tr>`,
    ),
  )}${isAnyFew && html`<p class="quiet">${t('scoreboard-beyond.few.note', { count: shownFrom })}</p>`}`
}

/** `2026-04-01` is the second quarter of its year. */
export const quarterName = (t: Texts, quarter: string): string =>
  t('scoreboard-beyond.quarter', {
    ...{ number: Math.ceil(Number(quarter.slice(5, 7)) / 3), year: quarter.slice(0, 4) },
  })

const [width, height] = [240, 48]

/** The line of values over time: for those who look, the table says them. Where none is, it breaks; one is a dot. */
export function sparkline(indicator: Indicator, values: readonly (number | null)[]): Html {
  const { bands } = indicator
  const most = scaleEnd(
    indicator,
    values.map(value => ({ value })),
  )
  const x = (at: number): number =>
    Math.round((at / Math.max(1, values.length - 1)) * (width - 8) * 10) / 10 + 4
  const y = (value: number): number => Math.round((1 - value / most) * (height - 8) * 10) / 10 + 4
  const points = values.map((value, at) => (value === null ? null : ([x(at), y(value)] as const)))
  const line = points
    .map((point, at) =>
      point ? `${points[at - 1] ? 'L' : 'M'}${point[0]} ${point[1]}${points[at - 1] ? '' : 'h0'}` : '',
    )
    .join('')
  const last = points.findLast(point => point !== null)
  return html`<svg class="sparkline" viewBox="0 0 ${width} ${height}" aria-hidden="true">${[
    bands.green,
    bands.yellow,
  ].map(border => html`<line x1="0" x2="${width}" y1="${y(border)}" y2="${y(border)}"/>`)}
<path d="${line}"/>${last && html`<circle cx="${last[0]}" cy="${last[1]}" r="3.5"/>`}</svg>`
}
