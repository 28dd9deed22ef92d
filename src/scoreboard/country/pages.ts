// A country's own page: its five indicators and the way to the next band, what moved, areas, trend, distribution.
import type { Page } from '../../base/door.ts'
import { type Html, html } from '../../base/html.ts'
import type { Texts } from '../../base/text.ts'
import { backLink, facts } from '../../base/ui/page-parts.ts'
import { barOf, scaleEnd, shareBar } from '../bar.ts'
import { hatchAlone } from '../drawing.ts'
import { basisPart, changedPart } from '../since-part.ts'
import { figureCell, glyph, guardedTable, quarterName, sparkline, tableOf } from '../table-part.ts'
import type { FigureView } from '../view.ts'
import { nameOf, scoreText, valueText } from '../words.ts'
import type { CountryPageView } from './view.ts'

/** In the language that asked last: thirty countries in all languages would take too much room. */
const drawn = new WeakMap<CountryPageView, { readonly key: string; readonly main: Html }>()

/** `GET /scoreboard/{edition}/countries/{country}`. */
export function countryPage(t: Texts, view: CountryPageView): Page {
  const title = `${t.country(view.country)}: ${t('scoreboard.edition.title', { edition: view.edition })}`
  const key = `${t.lang} ${t.zone}`
  const known = drawn.get(view)
  const main = known?.key === key ? known.main : mainOf(t, view, title)
  drawn.set(view, { key, main })
  return { title, look: 'public', main }
}

function mainOf(t: Texts, view: CountryPageView, title: string): Html {
  const { edition, country, method, links, since } = view
  const { from, to } = method.period
  return html`${backLink(t('scoreboard.edition.title', { edition }), links.edition)}
<h1>${title}</h1>
<p class="lead band-${view.colour ?? 'none'}">${glyph(view.colour)}<b>${scoreText(t, {
    ...{ country, indicators: [], score: view.score, colour: view.colour },
  })}</b> ${t(`scoreboard.colour.${view.colour ?? 'none'}`)}</p>
<p>${t('scoreboard.period', { fromDay: from, toDay: to })}</p>
${since && basisPart(t, edition, since)}
<ul class="links"><li><a href="${links.explore}">${t('scoreboard-beyond.explore.title')}</a></li>
<li><a href="${links.whatIf}">${t('scoreboard-beyond.what-if.title')}</a></li>${
    links.authorities &&
    html`
<li><a href="${links.authorities}">${t('scoreboard-beyond.authorities.title')}</a></li>`
  }</ul>
${hatchAlone}
${indicatorsPart(t, view)}
${movedPart(t, view)}
${answersPart(t, view)}
${areasPart(t, view)}
${trendPart(t, view)}`
}

function indicatorsPart(t: Texts, { method, indicators }: CountryPageView): Html {
  const title = t('scoreboard-beyond.indicators')
  const heads = ['value', 'totals', 'way.title'].map(one => t(`scoreboard-beyond.${one}`))
  const rows = indicators.map((figure, at) => {
    const indicator = method.indicators[at]
    const { way } = figure
    return html`
<tr><th scope="row"><span aria-hidden="true">[${at + 1}] </span>${indicator && nameOf(t, indicator)}</th>${
      indicator && figureCell(t, indicator, figure, barOf(indicator, figure, scaleEnd(indicator, [figure])))
    }<td>${t.number(figure.numerator)} / ${t.number(figure.denominator)}</td><td>${
      way && html`${glyph(way.band)}${t(`scoreboard.band.${way.band}`)}: <b>${t.number(way.requests)}</b>`
    }</td></tr>`
  })
  return html`<h2 id="indicators">${title}</h2>
${tableOf(t('scoreboard-beyond.indicators'), title, heads, rows)}
<p class="quiet">${t('scoreboard-beyond.way.about')}</p>`
}

/** What has another colour than in the edition before, and by how many points. */
function movedPart(t: Texts, { before, method, edition }: CountryPageView): Html | null {
  if (!before) return null
  const title = t('scoreboard-beyond.moved.title', { edition: before.edition })
  const cell = (id: string, figure: FigureView): Html => {
    const indicator = method.indicators.find(one => one.id === id)
    return html`<td class="band-${figure.band ?? 'none'}">${glyph(figure.band)}${
      figure.band === null ? t('scoreboard.colour.none') : html`<b>${valueText(t, indicator, figure)}</b>`
    }</td>`
  }
  const rows = before.moved.map(one => {
    const indicator = method.indicators.find(({ id }) => id === one.id)
    return html`
<tr><th scope="row">${indicator && nameOf(t, indicator)}</th>${cell(one.id, one.before)}${cell(one.id, one.now)}
<td>${one.points > 0 ? '+' : ''}${t.number(one.points)}</td></tr>`
  })
  return html`<h2 id="moved">${title}</h2>
<p>${glyph(before.colour)}${t(`scoreboard.colour.${before.colour ?? 'none'}`)} (${before.edition})</p>${
    rows.length > 0
      ? tableOf(
          t('scoreboard-beyond.indicators'),
          title,
          [before.edition, edition, t('scoreboard.score')],
          rows,
        )
      : html`<p>${t('scoreboard-beyond.moved.none')}</p>`
  }`
}

/** How long answers take, not on average but each of them. */
function answersPart(t: Texts, { answers, indicators, method }: CountryPageView): Html | null {
  if (!answers) return null
  const at = method.indicators.findIndex(({ measure }) => measure === 'answer-days')
  const average = indicators[at]
  const title = t('scoreboard-beyond.answers.title')
  const most = Math.max(1, ...answers.weeks.map(({ count }) => count))
  const rows = answers.weeks.map(
    ({ from, to, count }) => html`
<tr><th scope="row">${to === null ? `> ${t.number(from - 1)}` : `${t.number(from)}–${t.number(to)}`}</th>
<td>${shareBar(count / most, null)}${t.number(count)}</td></tr>`,
  )
  return html`<h2 id="answers">${title}</h2>
${facts([
  [
    t('scoreboard.part.average'),
    average && average.value !== null ? t.number(Math.round(average.value * 10) / 10) : '–',
  ],
  [t('scoreboard-beyond.answers.half'), t.dayCount(answers.median)],
  [t('scoreboard-beyond.answers.nine'), t.dayCount(answers.ninetieth)],
])}
${tableOf(t('scoreboard-beyond.days'), title, [t('scoreboard.part.answered')], rows)}`
}

function areasPart(t: Texts, { areas, method }: CountryPageView): Html {
  const caption = t('scoreboard.by-area')
  const rows = areas.map(({ area, indicators }) => ({ name: t(`lexicon.area.${area}`), indicators }))
  return html`<h2 id="areas">${caption}</h2>
${guardedTable(t, method, { head: t('authority.filter.area'), caption }, rows)}`
}

/** The quarters go on beyond the edition: of a published one they say that they are not part of it. */
function trendPart(t: Texts, { edition, quarters, method, since }: CountryPageView): Html | null {
  if (quarters.length === 0) return null
  const caption = t('scoreboard-beyond.quarters')
  const rows = quarters
    .toReversed()
    .map(({ quarter, indicators }) => ({ name: quarterName(t, quarter), indicators }))
  const lines = method.indicators.map(
    (one, at) => html`
<li><span>[${at + 1}] ${nameOf(t, one)}</span>${sparkline(
      one,
      quarters.map(({ indicators }) => indicators[at]?.value ?? null),
    )}<small class="ends"><span>${quarterName(t, quarters[0]?.quarter ?? '')}</span> <span>${quarterName(
      t,
      quarters.at(-1)?.quarter ?? '',
    )}</span></small></li>`,
  )
  return html`<h2 id="quarters">${caption}</h2>
${since && basisPart(t, edition, { ...since, basis: 'today' })}
<ul class="sparklines">${lines}</ul>
${guardedTable(t, method, { head: caption, caption }, rows)}
${since && changedPart(t, method, { changed: since.changed, isOfOne: true })}`
}
