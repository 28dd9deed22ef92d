// The bar of one value with the borders of its bands: the chart of an indicator is a column of these in its table.
import { type Html, html } from '../base/html.ts'
import type { Indicator } from './edition.ts'
import type { FigureView } from './view.ts'

/** Unit: of the value. Shares go to 100; days to the highest, but at least beyond the last border. */
export const scaleEnd = (indicator: Indicator, figures: readonly (FigureView | undefined)[]): number =>
  indicator.measure === 'answer-days'
    ? Math.max(indicator.bands.yellow * 1.2, ...figures.map(one => one?.value ?? 0))
    : 100

/** Said beside it as a number: for those who look. */
export function barOf({ bands }: Indicator, { value }: FigureView, end: number): Html {
  const at = (of: number): number => Math.round((of / end) * 1000) / 10
  // Where rounding changes the band: half below the first whole value of the better one, or half above its last.
  const half = bands.better === 'high' ? -0.5 : 0.5
  return html`<svg class="value-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
<rect class="value-ground" width="100" height="10"/>${
    value !== null && html`<rect class="value-line" width="${at(value)}" height="10"/>`
  }${[bands.green, bands.yellow].map(
    border => html`<line x1="${at(border + half)}" x2="${at(border + half)}" y1="0" y2="10"/>`,
  )}</svg>`
}
