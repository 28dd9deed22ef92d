// The map of an edition on its page: each country a link to its row of the table, and so is its name in the legend.
import { type Html, html } from '../base/html.ts'
import type { Texts } from '../base/text.ts'
import { countryPath } from './country/path.ts'
import { countsOf, drawing, groundOf, mapShapes, told } from './drawing.ts'
import type { CountryView, ScoreboardView } from './view.ts'
import { glyphs, scoreText, sortedIn } from './words.ts'

/** Above, in and below the average, and how many countries are there, say title and legend; the table says the rest. */
export function mapOf(t: Texts, view: ScoreboardView): Html {
  const { edition, countries } = view
  const legend = countsOf(t, view)
  return html`<figure class="score-map">
<svg viewBox="0 0 ${drawing.width} ${drawing.height}" role="group" aria-labelledby="map-title map-told">
<title id="map-title">${t('scoreboard.overall')}</title><desc id="map-told">${told(t, legend)}</desc>
${mapShapes(t, countries, country => countryPath(edition, country))}
</svg>
<figcaption><ul class="legend">${legend.map(
    ({ name, colour, count, range }) => html`
<li class="band-${colour ?? 'none'}"><svg class="swatch map-${colour ?? 'none'}" viewBox="0 0 20 20"
 aria-hidden="true"><rect class="ground" fill="${groundOf(colour)}" x="1" y="1" width="18" height="18" rx="3"/></svg>${
   colour && html`<span class="glyph" aria-hidden="true">${glyphs[colour]}</span> `
 }${name}${range && html` <span class="quiet">(${range})</span>`}: <b>${t.number(count)}</b>${
   count > 0 && html`<ul class="names">${namesOf(t, { edition, countries }, colour)}</ul>`
 }</li>`,
  )}
</ul></figcaption></figure>`
}

/** The smallest are hard to hit on a phone. */
const namesOf = (
  t: Texts,
  { edition, countries }: Pick<ScoreboardView, 'edition' | 'countries'>,
  colour: CountryView['colour'],
): readonly Html[] =>
  sortedIn(t, countries)
    .filter(one => one.colour === colour)
    .map(
      one =>
        html`<li><a href="${countryPath(edition, one.country)}">${t.country(one.country)}</a>
${scoreText(t, one)}</li>`,
    )
