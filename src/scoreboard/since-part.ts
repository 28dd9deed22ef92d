// On pages beyond a published edition: from which requests they are, and which figures would be others today.
import { type Html, html } from '../base/html.ts'
import type { Texts } from '../base/text.ts'
import { rich } from '../base/ui/rich.ts'
import type { Edition } from './edition.ts'
import type { Since } from './since.ts'
import { glyph, tableOf } from './table-part.ts'
import type { FigureView } from './view.ts'
import { nameOf, valueText } from './words.ts'

/** Leads to what is published, whatever it is worked out from. */
export function basisPart(
  t: Texts,
  edition: string,
  { version, href, basis }: Pick<Since, 'version' | 'href' | 'basis'>,
): Html {
  const name = t('scoreboard-frozen.name', { edition, version })
  return html`<p>${rich(t, `scoreboard-since.${basis}`, { published: html`<a href="${href}">${name}</a>` })}</p>`
}

/** Nothing where all figures are as they were published. `isOfOne`: all are of the country that the page is about. */
export function changedPart(
  t: Texts,
  { indicators }: Pick<Edition, 'indicators'>,
  { changed, isOfOne }: Pick<Since, 'changed'> & { readonly isOfOne: boolean },
): Html | null {
  if (changed.length === 0) return null
  const title = t('scoreboard-since.changed', { count: changed.length })
  const rows = changed.map(({ country, published, today }) => {
    const at = indicators.findIndex(({ id }) => id === published.id)
    const indicator = indicators[at]
    const cell = (figure: FigureView): Html => html`
<td class="band-${figure.band ?? 'none'}">${glyph(figure.band)}<b>${valueText(t, indicator, figure)}</b>
<span class="ds-sr-only">${t(figure.band ? `scoreboard.band.${figure.band}` : 'scoreboard.colour.none')}</span>
<small class="of">${t.number(figure.numerator)} / ${t.number(figure.denominator)}</small></td>`
    return html`
<tr><th scope="row">${!isOfOne && html`${t.country(country)}<br>`}<span aria-hidden="true">[${at + 1}] </span>${
      indicator && nameOf(t, indicator)
    }</th>${cell(published)}${cell(today)}</tr>`
  })
  const heads = ['as-published', 'as-today'].map(one => t(`scoreboard-since.${one}`))
  return html`<h3 id="changed">${title}</h3>
${tableOf(t('scoreboard-beyond.indicators'), title, heads, rows)}`
}
