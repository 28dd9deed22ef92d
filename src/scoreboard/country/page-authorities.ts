// The page for the coordinator of a country: for each indicator the authorities where help would bring most.
import type { Page } from '../../base/door.ts'
import { type Html, html } from '../../base/html.ts'
import type { Texts } from '../../base/text.ts'
import { backLink } from '../../base/ui/page-parts.ts'
import type { Indicator } from '../edition.ts'
import { glyph, tableOf } from '../table-part.ts'
import type { FigureView } from '../view.ts'
import { nameOf, valueText } from '../words.ts'
import type { AuthoritiesView } from './authorities.ts'

/** `GET /scoreboard/{edition}/countries/{country}/authorities`. */
export function authoritiesPage(t: Texts, view: AuthoritiesView): Page {
  const { edition, country, areas, links } = view
  const title = t('scoreboard-beyond.authorities.title')
  const named = `${t.country(country)}: ${t('scoreboard.edition.title', { edition })}`
  return {
    ...{ title, current: 'coordination' },
    main: html`${backLink(named, links.country)}
<h1>${title}</h1>
<p>${t('scoreboard-beyond.authorities.lead', {
      areas: t.list(areas.map(area => t(`lexicon.area.${area}`))),
    })}</p>
${view.indicators.map((_, at) => indicatorPart(t, view, at))}`,
  }
}

function indicatorPart(t: Texts, { method, indicators }: AuthoritiesView, at: number): Html | null {
  const [indicator, found] = [method.indicators[at], indicators[at]]
  if (!indicator || !found) return null
  const name = nameOf(t, indicator)
  const isDays = indicator.measure === 'answer-days'
  const rows = found.items.map(
    ({ authority, figure, short, href }) => html`
<tr><th scope="row"><a href="${href}" lang="${authority.lang}">${authority.name}</a></th>
<td class="band-${figure.band ?? 'none'}">${glyph(figure.band)}<b>${valueText(t, indicator, figure)}</b></td>
<td>${t.number(figure.denominator)}</td><td>${t.number(short)}</td></tr>`,
  )
  return html`<h2>[${at + 1}] ${name}</h2>
${totalOf(t, indicator, found.total)}${
  rows.length === 0
    ? found.total.band !== null && html`<p>${t('scoreboard-beyond.authorities.none')}</p>`
    : tableOf(
        t('exchange-coordinator.column.authority'),
        name,
        [
          t('scoreboard-beyond.value'),
          t('scoreboard-beyond.totals'),
          t(`scoreboard-beyond.authorities.${isDays ? 'days' : 'short'}`),
        ],
        rows,
      )
}`
}

/** Of the whole remit. */
const totalOf = (t: Texts, indicator: Indicator, { band, ...ratio }: FigureView): Html =>
  band === null
    ? html`<p class="quiet">${t('scoreboard.colour.none')}</p>`
    : html`<p class="band-${band}">${glyph(band)}<b>${valueText(t, indicator, ratio)}</b> <span
 class="quiet">(${t.number(ratio.numerator)} / ${t.number(ratio.denominator)})</span></p>`
