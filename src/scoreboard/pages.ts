// How an edition looks: the score of each country, each indicator with the totals behind it, the method, the open data.
import type { Page } from '../base/door.ts'
import { type Html, html } from '../base/html.ts'
import type { Texts } from '../base/text.ts'
import { tabs } from '../base/ui/page-parts.ts'
import { barOf, scaleEnd } from './bar.ts'
import { countryPath, explorePath, whatIfPath } from './country/path.ts'
import type { Indicator } from './edition.ts'
import { mapOf } from './map-part.ts'
import { rangesOf } from './method.ts'
import { methodPart } from './method-part.ts'
import { bandNames } from './model.ts'
import { dataPart, pictureLink, sharePart, statusPart } from './proof-part.ts'
import { figureCell, glyph, tableOf } from './table-part.ts'
import type { ScoreboardView } from './view.ts'
import { aboutOf, nameOf, partsOf, scoreText, sortedIn } from './words.ts'

/** Pages by view, language and zone: figures that stand are drawn once. */
const drawn = new WeakMap<ScoreboardView, Map<string, Html>>()

/** `GET /scoreboard/{edition}`. */
export function scoreboardPage(t: Texts, view: ScoreboardView, publicUrl: string): Page {
  const known = drawn.get(view) ?? new Map<string, Html>()
  drawn.set(view, known)
  const key = `${t.lang} ${t.zone}`
  const main = known.get(key) ?? mainOf(t, view, publicUrl)
  known.set(key, main)
  return { title: t('scoreboard.edition.title', { edition: view.edition }), look: 'public', main }
}

function mainOf(t: Texts, view: ScoreboardView, publicUrl: string): Html {
  const { edition, method, links } = view
  return html`<h1>${t('scoreboard.edition.title', { edition })}</h1>
<p class="lead">${t('scoreboard.lead')}</p>
${statusPart(t, view)}
${tabs(
  t,
  t('scoreboard.editions'),
  links.editions.map(one => ({ href: one.href, label: one.edition, isCurrent: one.edition === edition })),
)}
<ul class="links"><li><a href="${explorePath(method.period)}">${t('scoreboard-beyond.explore.title')}</a></li>
<li><a href="${whatIfPath(edition)}">${t('scoreboard-beyond.what-if.title')}</a></li>
<li><a href="/statistics">${t('scoreboard-usage.title')}</a></li></ul>
<h2 id="overall">${t('scoreboard.overall')}</h2>
${mapOf(t, view)}
${pictureLink(t, links.map, t('scoreboard.overall'))}
${scoreTable(t, view)}
${method.indicators.map((indicator, at) => indicatorPart(t, view, indicator, at))}
${methodPart(t, view)}
${dataPart(t, view)}
${sharePart(t, view, publicUrl)}`
}

function scoreTable(t: Texts, { edition, method, countries }: ScoreboardView): Html {
  const heads = method.indicators.map(
    (one, at) => html`<a href="#indicator-${at + 1}">
<span aria-hidden="true">[${at + 1}] </span>${nameOf(t, one)}</a>`,
  )
  const rows = sortedIn(t, countries).map(
    one => html`
<tr id="${one.country}"><th scope="row"><a href="${countryPath(edition, one.country)}">${t.country(
      one.country,
    )}</a></th>${one.indicators.map((figure, at) => figureCell(t, method.indicators[at], figure))}
<td class="band-${one.colour ?? 'none'}">${glyph(one.colour)}<b>${scoreText(t, one)}</b>
<span>${t(`scoreboard.colour.${one.colour ?? 'none'}`)}</span></td></tr>`,
  )
  return tableOf(t('scoreboard.country'), t('scoreboard.overall'), [...heads, t('scoreboard.score')], rows)
}

function indicatorPart(t: Texts, view: ScoreboardView, indicator: Indicator, at: number): Html {
  const { countries, areas, links } = view
  const name = nameOf(t, indicator)
  const end = scaleEnd(
    indicator,
    countries.map(one => one.indicators[at]),
  )
  const rows = sortedIn(t, countries).map(
    ({ country, indicators }) => html`
<tr><th scope="row">${t.country(country)}</th>${indicators.slice(at, at + 1).map(
      figure => html`${figureCell(t, indicator, figure, figure.band && barOf(indicator, figure, end))}
<td>${t.number(figure.denominator)}</td><td>${t.number(figure.numerator)}</td>`,
    )}</tr>`,
  )
  const heads = partsOf[indicator.measure].map(part => t(`scoreboard.part.${part}`))
  return html`<section><h2 id="indicator-${at + 1}"><span aria-hidden="true">[${at + 1}] </span>${name}</h2>
<p>${aboutOf(t, indicator)} <a href="#method">${t('scoreboard.method.title')}</a></p>
${bandsOf(t, indicator)}
${tableOf(t('scoreboard.country'), name, heads, rows)}
${pictureLink(t, links.charts[at]?.href, name)}
${indicator.measure === 'answer-days' && byArea(t, areas, indicator, at)}</section>`
}

/** Where the dotted lines of the bars stand. */
const bandsOf = (t: Texts, indicator: Indicator): Html =>
  html`<ul class="legend">${rangesOf(t, indicator).map((range, i) => {
    const band = bandNames[i] ?? null
    return html`<li class="band-${band ?? 'none'}">${glyph(band)}${band && t(`scoreboard.band.${band}`)}: ${range}</li>`
  })}</ul>`

/** The same indicator for each legal area. */
function byArea(t: Texts, areas: ScoreboardView['areas'], indicator: Indicator, at: number): Html {
  const rows = sortedIn(t, areas[0]?.countries ?? []).map(
    ({ country }) => html`
<tr><th scope="row">${t.country(country)}</th>${areas.map(({ countries }) => {
      const figure = countries.find(one => one.country === country)?.indicators[at]
      return figure && figureCell(t, indicator, figure)
    })}</tr>`,
  )
  const title = t('scoreboard.by-area')
  const heads = areas.map(({ area }) => t(`lexicon.area.${area}`))
  return html`<h3>${title}</h3>
${tableOf(t('scoreboard.country'), title, heads, rows)}`
}
