// The bar of one value with the borders of its bands: the chart of an indicator is a column of these in its table.
import { type Html, html } from '../base/html.ts'
import { groundOf } from './drawing.ts'
import type { Indicator } from './edition.ts'
import type { Band } from './model.ts'
import type { FigureView } from './view.ts'

/** Unit: of the value. What should be high goes to 100; what should be low to its highest, past the borders. */
export const scaleEnd = (
  { bands }: Indicator,
  figures: readonly (Pick<FigureView, 'value'> | undefined)[],
): number =>
  bands.better === 'low' ? Math.max(bands.yellow * 1.2, ...figures.map(one => one?.value ?? 0)) : 100

/** Where rounding changes the band: half below the first whole value of the better one, or half above its last. */
export const bordersOf = ({ bands }: Indicator): readonly { readonly at: number; readonly whole: number }[] =>
  [bands.green, bands.yellow].map(whole => ({ at: whole + (bands.better === 'high' ? -0.5 : 0.5), whole }))

/** Said beside it as a number: for those who look. A red one is hatched: `hatch` stands once on the page. */
export const barOf = (indicator: Indicator, { value, band }: FigureView, end: number): Html =>
  shareBar(
    (value ?? 0) / end,
    band,
    bordersOf(indicator).map(({ at }) => at / end),
  )

/** Unit: of the whole width. One without borders is short enough to stand beside its number on a phone too. */
export function shareBar(share: number, band: Band | null, borders: readonly number[] = []): Html {
  const percent = (of: number): string => `${Math.round(of * 1000) / 10}%`
  return html`<svg class="value-bar${borders.length === 0 && ' beside'}" aria-hidden="true">
<rect class="value-ground" width="100%" height="100%"/>
<rect class="value-line fill-${band ?? 'none'}" width="${percent(share)}" height="100%"${
    band && html` fill="${groundOf(band)}"`
  }/>${borders.map(at => html`<line x1="${percent(at)}" x2="${percent(at)}" y1="0" y2="100%"/>`)}</svg>`
}
