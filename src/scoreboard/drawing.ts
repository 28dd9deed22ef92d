// What is drawn of an edition: shapes of the 30 countries in the colours of their bands, told by mark and pattern too.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Html, html } from '../base/html.ts'
import type { Texts } from '../base/text.ts'
import { scoreRanges } from './method.ts'
import { type Band, bandNames } from './model.ts'
import type { CountryView, ScoreboardView } from './view.ts'
import { scoreText } from './words.ts'

type Shape = { readonly country: string; readonly shape: string; readonly x: number; readonly y: number }
type Drawing = {
  readonly width: number
  readonly height: number
  readonly countries: readonly Shape[]
  /** Everybody else, without borders. */
  readonly others: string
}

/** Made by scripts/map.mjs. */
export const drawing = JSON.parse(readFileSync(join(import.meta.dirname, 'map.json'), 'utf8')) as Drawing
const discRadius = 10

/** For who does not see our style sheet: other sites and paper. On our pages the style sheet decides. */
export const inks = {
  ...{ text: '#16202e', quiet: '#4b5768', sea: '#f3f4f1', others: '#e2e4df', none: '#ffffff' },
  ...{ green: '#84c6c4', yellow: '#f6dfa0', red: '#f4b9ae', hatch: '#c9705f' },
} as const

/** Up, level, down: shapes, because not every font has the letters. Round 0, 0. */
const marks: Readonly<Record<Band, string>> = {
  green: 'M0,-6L6,5L-6,5Z',
  yellow: 'M-5,0a5,5 0 1,0 10,0a5,5 0 1,0 -10,0Z',
  red: 'M0,6L6,-5L-6,-5Z',
}

export const markOf = (band: Band | null, x: number, y: number): Html | null =>
  band === null
    ? null
    : html`<path class="mark" fill="${inks.text}" transform="translate(${x} ${y})" d="${marks[band]}"/>`

/** Once in each picture, before what is filled with it. */
export const hatch: Html = html`<defs><pattern id="map-hatch" width="6" height="6" patternUnits="userSpaceOnUse"
 patternTransform="rotate(45)"><rect class="map-hatch-ground" width="6" height="6" fill="${inks.red}"/>
<rect class="map-hatch-line" width="2" height="6" fill="${inks.hatch}"/></pattern></defs>`

/** For a page without a map. */
export const hatchAlone: Html = html`<svg class="hatch-alone" width="0" height="0" aria-hidden="true">${hatch}</svg>`

/** Ground of a band: a colour, and a pattern for who does not see it. */
export const groundOf = (band: Band | null): string =>
  band === 'red' ? 'url(#map-hatch)' : inks[band ?? 'none']

/** How many countries are above, in and below the average, and how many are without requests. */
export const countsOf = (t: Texts, { countries, method }: Pick<ScoreboardView, 'countries' | 'method'>) =>
  [...bandNames, null].map((colour, at) => ({
    name: t(`scoreboard.colour.${colour ?? 'none'}`),
    colour,
    count: countries.filter(one => one.colour === colour).length,
    /** Scores that have the colour. */
    range: scoreRanges(t, method)[at] ?? null,
  }))

export const told = (
  t: Texts,
  counts: readonly { readonly name: string; readonly count: number }[],
): string => t.list(counts.map(({ name, count }) => `${name}: ${t.number(count)}`))

/** Everything within the frame of the map. `hrefOf`: where a country leads; null: nowhere. */
export const mapShapes = (
  t: Texts,
  countries: readonly CountryView[],
  hrefOf: ((country: string) => string) | null,
): Html => html`${hatch}
<path class="map-others" fill="${inks.others}" d="${drawing.others}"/>${drawing.countries.map(shape =>
  countryOf(
    t,
    shape,
    countries.find(one => one.country === shape.country),
    hrefOf,
  ),
)}`

function countryOf(
  t: Texts,
  { country, shape, x, y }: Shape,
  figures: CountryView | undefined,
  hrefOf: ((country: string) => string) | null,
): Html {
  const colour = figures?.colour ?? null
  const score = figures ? scoreText(t, figures) : ''
  const said = `${t.country(country)}: ${t(`scoreboard.colour.${colour ?? 'none'}`)} ${score}`.trim()
  const look = html` class="ground" fill="${groundOf(colour)}" stroke="${inks.text}"${
    colour === null && html` stroke-dasharray="3 2"`
  }`
  const ground = shape
    ? html`<path${look} stroke-width="0.75" stroke-linejoin="round" d="${shape}"/>`
    : html`<circle${look} stroke-width="2" cx="${x}" cy="${y}" r="${discRadius}"/>`
  const inner = html`<title>${said}</title>${ground}${markOf(colour, x, y)}`
  return hrefOf
    ? html`
<a class="map-${colour ?? 'none'}" href="${hrefOf(country)}" aria-label="${said}">${inner}</a>`
    : html`
<g>${inner}</g>`
}
