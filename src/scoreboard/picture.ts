// Map and charts as pictures that stand alone, on pages of others too: title, description and source within, no style.
import { type Html, html } from '../base/html.ts'
import type { Texts } from '../base/text.ts'
import { bordersOf, scaleEnd } from './bar.ts'
import { countsOf, drawing, groundOf, hatch, inks, mapShapes, markOf, told } from './drawing.ts'
import type { Indicator } from './edition.ts'
import { bandNames } from './model.ts'
import { linesOf } from './usage/chart.ts'
import type { FigureView, ScoreboardView } from './view.ts'
import { markOfVersion, nameOf, partsOf, sortedIn, valueText } from './words.ts'

const family = 'system-ui, sans-serif'
const width = 800
/** Below a title of one line. */
const headHeight = 76
const [titleSize, lineHeight] = [24, 30]
const maker = 'Open IMI'

type Framed = {
  readonly title: string
  readonly about: string
  readonly told: string
  readonly height: number
  readonly inner: Html
}

function framed(t: Texts, { title, about, told: said, height, inner }: Framed): string {
  const lines = linesOf(title, width - 32, titleSize)
  const more = (lines.length - 1) * lineHeight
  const svg = html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height + more}" width="${width}"
 height="${height + more}" lang="${t.lang}" role="img" aria-labelledby="title told"
 font-family="${family}" font-size="15" fill="${inks.text}">
<title id="title">${title}</title><desc id="told">${said}</desc>
<rect width="${width}" height="${height + more}" fill="#ffffff"/>${lines.map(
    (line, at) => html`
<text x="16" y="${36 + at * lineHeight}" font-size="${titleSize}" font-weight="600">${line}</text>`,
  )}
<g transform="translate(0 ${more})"><text x="16" y="61" fill="${inks.quiet}">${about}</text>
${inner}
<text x="${width - 16}" y="${height - 14}" font-size="13" text-anchor="end" fill="${inks.quiet}">${maker}</text></g>
</svg>`
  return svg.markup
}

/** Whose figures they are, and as of when: a picture goes far from its page. */
const aboutOf = (t: Texts, view: ScoreboardView): string => {
  const { from, to } = view.method.period
  return `${t.day(from)} – ${t.day(to)} · ${markOfVersion(t, view)}`
}

const titleOf = (t: Texts, { edition }: ScoreboardView, name: string): string =>
  `${t('scoreboard.edition.title', { edition })} – ${name}`

/** The map alone, for paper: what stands round it is set there. */
export const mapShapesAlone = (t: Texts, { countries }: ScoreboardView): string =>
  html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${drawing.width} ${drawing.height}">
<rect width="${drawing.width}" height="${drawing.height}" fill="${inks.sea}"/>
${mapShapes(t, countries, null)}</svg>`.markup

/** `…/map.svg`. */
export function mapPicture(t: Texts, view: ScoreboardView): string {
  const legend = countsOf(t, view)
  const bottom = headHeight + drawing.height
  const inner = html`<svg y="${headHeight}" width="${drawing.width}" height="${drawing.height}"
 viewBox="0 0 ${drawing.width} ${drawing.height}"><rect width="100%" height="100%" fill="${inks.sea}"/>
${mapShapes(t, view.countries, null)}</svg>${legend.map(({ name, colour, count, range }, at) => {
    const [x, y] = [16 + (at % 2) * 400, bottom + 16 + Math.floor(at / 2) * 30]
    return html`
<rect x="${x}" y="${y}" width="20" height="20" rx="3" fill="${groundOf(colour)}" stroke="${inks.text}"${
      colour === null && html` stroke-dasharray="3 2"`
    }/>${markOf(colour, x + 34, y + 10)}<text x="${x + 48}" y="${y + 15}">${
      range ? `${name} (${range})` : name
    }: ${t.number(count)}</text>`
  })}`
  return framed(t, {
    title: titleOf(t, view, t('scoreboard.overall')),
    ...{ about: aboutOf(t, view), told: told(t, legend), height: bottom + 104, inner },
  })
}

const [nameEnd, barFrom, barWidth, rowHeight] = [180, 192, 390, 24]

/** `…/charts/{indicator}.svg`. */
export function chartPicture(t: Texts, view: ScoreboardView, indicator: Indicator, at: number): string {
  const all = view.countries.flatMap(({ indicators }) => indicators[at] ?? [])
  const end = scaleEnd(indicator, all)
  const place = (of: number): number => Math.round((of / end) * barWidth * 10) / 10
  const top = headHeight + 44
  const bottom = top + rowHeight * view.countries.length
  const counts = [...bandNames, null].map(band => ({
    name: band ? t(`scoreboard.band.${band}`) : t('scoreboard.colour.none'),
    count: all.filter(one => one.band === band).length,
  }))
  const [, under = 'received', over = 'accepted'] = partsOf[indicator.measure]
  const heads = [t(`scoreboard.part.${over}`), `/ ${t(`scoreboard.part.${under}`)}`]
  const inner = html`${hatch}${bordersOf(indicator).map(({ at: border, whole }) => {
    const x = barFrom + place(border)
    const label = valueText(t, indicator, {
      numerator: whole,
      denominator: indicator.measure === 'answer-days' ? 1 : 100,
    })
    return html`
<line x1="${x}" x2="${x}" y1="${top - 6}" y2="${bottom}" stroke="${inks.quiet}" stroke-dasharray="2 3"/>
<text x="${x}" y="${top - 12}" font-size="13" text-anchor="middle" fill="${inks.quiet}">${label}</text>`
  })}${heads.map(
    (head, line) => html`
<text x="${width - 16}" y="${top - 28 + line * 16}" font-size="13" text-anchor="end"
 fill="${inks.quiet}">${head}</text>`,
  )}${sortedIn(t, view.countries).map(({ country, indicators }, row) =>
    rowOf(t, indicator, {
      figure: indicators[at],
      name: t.country(country),
      y: top + row * rowHeight,
      place,
    }),
  )}`
  return framed(t, {
    title: titleOf(t, view, nameOf(t, indicator)),
    ...{ about: aboutOf(t, view), told: told(t, counts), height: bottom + 40, inner },
  })
}

type Row = {
  readonly figure: FigureView | undefined
  readonly name: string
  readonly y: number
  readonly place: (value: number) => number
}

function rowOf(t: Texts, indicator: Indicator, { figure, name, y, place }: Row): Html {
  const base = y + 17
  const start = html`
<text x="${nameEnd}" y="${base}" text-anchor="end">${name}</text>`
  if (!figure || figure.value === null)
    return html`${start}<text x="${barFrom}" y="${base}" fill="${inks.quiet}">${t('scoreboard.colour.none')}</text>`
  const { value, band, numerator, denominator } = figure
  return html`${start}<rect x="${barFrom}" y="${y + 4}" width="${place(value)}" height="${rowHeight - 8}"
 fill="${groundOf(band)}" stroke="${inks.text}" stroke-width="0.75"/>${markOf(band, barFrom + barWidth + 18, y + 12)}
<text x="${barFrom + barWidth + 82}" y="${base}" text-anchor="end"
 font-weight="600">${valueText(t, indicator, figure)}</text>
<text x="${width - 16}" y="${base}" text-anchor="end" fill="${inks.quiet}">${t.number(numerator)} / ${t.number(
    denominator,
  )}</text>`
}
