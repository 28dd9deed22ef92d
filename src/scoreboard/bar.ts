// The bar of one value with the borders of its bands: the chart of an indicator is a column of these in its table.
import { type Html, html } from '../base/html.ts'
import type { Indicator } from './edition.ts'
import type { FigureView } from './view.ts'

/** Unit: of the value. Shares go to 100; days to the highest, but at least beyond the last border. */
export const scaleEnd = (
  indicator: Indicator,
  figures: readonly (Pick<FigureView, 'value'> | undefined)[],
): number =>
  indicator.measure === 'answer-days'
    ? Math.max(indicator.bands.yellow * 1.2, ...figures.map(one => one?.value ?? 0))
    : 100

/** Where rounding changes the band: half below the first whole value of the better one, or half above its last. */
export const bordersOf = ({ bands }: Indicator): readonly { readonly at: number; readonly whole: number }[] =>
  [bands.green, bands.yellow].map(whole => ({ at: whole + (bands.better === 'high' ? -0.5 : 0.5), whole }))

/** Said beside it as a number: for those who look. */
export function barOf(indicator: Indicator, { value, band }: FigureView, end: number): Html {
  const at = (of: number): number => Math.round((of / end) * 1000) / 10
  return html`<svg class="value-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
<rect class="value-ground" width="100" height="10"/>
<rect class="value-line fill-${band ?? 'none'}" width="${at(value ?? 0)}" height="10"/>${bordersOf(
    indicator,
  ).map(border => html`<line x1="${at(border.at)}" x2="${at(border.at)}" y1="0" y2="10"/>`)}</svg>`
}
