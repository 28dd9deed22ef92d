// The method of an edition in words, its bands as a table, and the files with which anybody can prove the figures.
import { type Html, html } from '../base/html.ts'
import type { Texts } from '../base/text.ts'
import { rich } from '../base/ui/rich.ts'
import type { Indicator } from './edition.ts'
import { bandNames } from './model.ts'
import type { ScoreboardView } from './view.ts'
import { nameOf } from './words.ts'

const csvName = 'requests.csv'
const hashName = 'SHA-256'

/** What stands under the figures. */
export const methodPart = (t: Texts, view: ScoreboardView): Html => html`<section class="prose">
<h2 id="method">${t('scoreboard.method.title')}</h2>
<ul>${sentences(t, view).map(one => html`<li>${one}</li>`)}</ul>
${bandTable(t, view)}
<p>${rich(t, 'scoreboard.method.source', { source: sourceOf(view) })}</p></section>
<section class="prose"><h2 id="data">${t('scoreboard.data.title')}</h2>
<p>${t('scoreboard.data.about')}</p>
<ul><li><a href="${view.links.requests}">${csvName}</a></li>${view.scripts.map(
  ({ name, href, sha256 }) => html`
<li><a href="${href}">${name}</a> <small>${hashName} <code>${sha256}</code></small></li>`,
)}</ul></section>`

/** Written in English, as the files of the editions are. */
const sourceOf = ({ method }: ScoreboardView): Html => html`<span lang="en">${method.source}</span>`

/** Every sentence of the method holds for the edition that is shown. */
function sentences(t: Texts, { method }: ScoreboardView): readonly string[] {
  const { areas, score } = method
  const { green, yellow, red } = score.points
  const areaNames = t.list(Object.keys(areas).map(area => t(`lexicon.area.${area}`)))
  const hasPosting = 'posting-of-workers' in areas
  return [
    t('scoreboard.method.areas', { areas: areaNames }),
    ...(hasPosting ? [t('scoreboard.method.posting')] : []),
    t('scoreboard.method.country'),
    t('scoreboard.method.within'),
    t('scoreboard.method.days'),
    t('scoreboard.method.rounding'),
    t('scoreboard.method.points', { green, yellow, red }),
    t(`scoreboard.method.${score.from}`, { above: score.green, average: score.yellow }),
    t('scoreboard.method.none'),
  ]
}

function bandTable(t: Texts, { method }: ScoreboardView): Html {
  const title = t('scoreboard.method.title')
  return html`<div class="table-frame" role="region" aria-label="${title}" tabindex="0">
<table class="ds-table score-table"><caption class="ds-sr-only">${title}</caption>
<thead><tr><td></td>${bandNames.map(
    band => html`<th scope="col">${t(`scoreboard.band.${band}`)}</th>`,
  )}</tr></thead>
<tbody>${method.indicators.map(
    (one, at) => html`
<tr><th scope="row">[${at + 1}] ${nameOf(t, one)}</th>${bordersOf(t, one).map(
      (border, i) => html`<td class="band-${bandNames[i] ?? 'none'}">${border}</td>`,
    )}</tr>`,
  )}
</tbody></table></div>`
}

/** Whole values of green, yellow and red. */
function bordersOf(t: Texts, { measure, bands }: Indicator): readonly string[] {
  const { better, green, yellow } = bands
  const isDays = measure === 'answer-days'
  const shown = (value: number): string => (isDays ? t.number(value) : t.percent(value))
  const worst = isDays ? `> ${shown(yellow)}` : `≥ ${shown(yellow + 1)}`
  return better === 'high'
    ? [`≥ ${shown(green)}`, `${t.number(yellow)}–${shown(green - 1)}`, `< ${shown(yellow)}`]
    : [`< ${shown(green + 1)}`, `${t.number(green + 1)}–${shown(yellow)}`, worst]
}
