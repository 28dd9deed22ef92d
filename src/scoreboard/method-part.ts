// The method of an edition on its page: in words, and its bands as a table.
import { type Html, html } from '../base/html.ts'
import type { Texts } from '../base/text.ts'
import { rich } from '../base/ui/rich.ts'
import { bandRows, methodSentences } from './method.ts'
import { bandNames } from './model.ts'
import type { ScoreboardView } from './view.ts'

/** What stands under the figures. */
export const methodPart = (t: Texts, view: ScoreboardView): Html => html`<section class="prose">
<h2 id="method">${t('scoreboard.method.title')}</h2>
<ul>${methodSentences(t, view).map(one => html`<li>${one}</li>`)}</ul>
${bandTable(t, view)}
<p>${rich(t, 'scoreboard.method.source', { source: sourceOf(view) })}</p></section>`

/** Written in English, as the files of the editions are. */
const sourceOf = ({ method }: ScoreboardView): Html => html`<span lang="en">${method.source}</span>`

function bandTable(t: Texts, view: ScoreboardView): Html {
  const title = t('scoreboard.method.title')
  return html`<div class="table-frame" role="region" aria-label="${title}" tabindex="0">
<table class="ds-table score-table"><caption class="ds-sr-only">${title}</caption>
<thead><tr><td></td>${bandNames.map(
    band => html`<th scope="col">${t(`scoreboard.band.${band}`)}</th>`,
  )}</tr></thead>
<tbody>${bandRows(t, view).map(
    ({ name, borders }) => html`
<tr><th scope="row">${name}</th>${borders.map(
      (border, i) => html`<td class="band-${bandNames[i] ?? 'none'}">${border}</td>`,
    )}</tr>`,
  )}
</tbody></table></div>`
}
