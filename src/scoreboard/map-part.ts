// The map of an edition: the 30 countries in their colours, each told by glyph and pattern, each a link to its page.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Html, html } from '../base/html.ts'
import type { Texts } from '../base/text.ts'
import { countryPath } from './country/path.ts'
import { bandNames } from './model.ts'
import type { CountryView, ScoreboardView } from './view.ts'
import { glyphs, scoreText } from './words.ts'

type Shape = { readonly country: string; readonly shape: string; readonly x: number; readonly y: number }
type Drawing = {
  readonly width: number
  readonly height: number
  readonly countries: readonly Shape[]
  /** Everybody else, without borders. */
  readonly others: string
}

/** Made by scripts/map.mjs. */
const drawing = JSON.parse(readFileSync(join(import.meta.dirname, 'map.json'), 'utf8')) as Drawing
const discRadius = 10

/** Above, in and below the average, and how many countries are there, say title and legend; the table says the rest. */
export function mapOf(t: Texts, { edition, countries }: ScoreboardView): Html {
  const { width, height, others } = drawing
  const legend = [...bandNames, null].map(colour => ({
    name: t(`scoreboard.colour.${colour ?? 'none'}`),
    colour,
    count: countries.filter(one => one.colour === colour).length,
  }))
  const told = t.list(legend.map(({ name, count }) => `${name}: ${t.number(count)}`))
  return html`<figure class="score-map">
<svg viewBox="0 0 ${width} ${height}" role="group" aria-labelledby="map-title map-told">
<title id="map-title">${t('scoreboard.overall')}</title><desc id="map-told">${told}</desc>
<defs><pattern id="map-hatch" width="6" height="6" patternUnits="userSpaceOnUse"
 patternTransform="rotate(45)">
<rect class="map-hatch-ground" width="6" height="6"/>
<rect class="map-hatch-line" width="2" height="6"/></pattern></defs>
<path class="map-others" d="${others}"/>${drawing.countries.map(shape =>
    countryOf(
      t,
      edition,
      shape,
      countries.find(one => one.country === shape.country),
    ),
  )}
</svg>
<figcaption><ul class="legend">${legend.map(
    ({ name, colour, count }) => html`
<li class="band-${colour ?? 'none'}"><svg class="swatch map-${colour ?? 'none'}" viewBox="0 0 20 20"
 aria-hidden="true"><rect class="ground"${hatchOf(colour)} x="1" y="1" width="18" height="18" rx="3"/></svg>${
   colour && html`<span class="glyph" aria-hidden="true">${glyphs[colour]}</span> `
 }${name}: <b>${t.number(count)}</b></li>`,
  )}
</ul></figcaption></figure>`
}

/** A pattern beside the colour, for who does not see it. */
const hatchOf = (colour: CountryView['colour']): Html | false =>
  colour === 'red' && html` fill="url(#map-hatch)"`

function countryOf(
  t: Texts,
  edition: string,
  { country, shape, x, y }: Shape,
  figures: CountryView | undefined,
): Html {
  const colour = figures?.colour ?? null
  const score = figures ? scoreText(t, figures) : ''
  const told = `${t.country(country)}: ${t(`scoreboard.colour.${colour ?? 'none'}`)} ${score}`.trim()
  const ground = shape
    ? html`<path class="ground"${hatchOf(colour)} d="${shape}"/>`
    : html`<circle class="ground"${hatchOf(colour)} cx="${x}" cy="${y}" r="${discRadius}"/>`
  return html`
<a class="map-${colour ?? 'none'}" href="${countryPath(edition, country)}" aria-label="${told}">
<title>${told}</title>${ground}${
    colour && html`<text x="${x}" y="${y}" aria-hidden="true">${glyphs[colour]}</text>`
  }</a>`
}
