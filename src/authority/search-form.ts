// The form of the search: words, and lists to choose from.
import { type Html, html } from '../base/html.ts'
import { icon } from '../base/icon.ts'
import type { Texts } from '../base/text.ts'
import type { Choices } from './finder.ts'
import { areaName, competenceName, kindName, kindOfCompetence, typeName } from './names.ts'
import { competenceKinds } from './terms.ts'

/** What may be chosen without words. Not all of them stand in the form: towns and regions come from links. */
export const filters = ['country', 'region', 'town', 'area', 'competence', 'type'] as const
export type Filter = (typeof filters)[number]

export const filtersSet = (asked: URLSearchParams): readonly Filter[] =>
  filters.filter(name => asked.get(name)?.trim())

/** What was chosen stays chosen, also by a link. */
export function searchForm(t: Texts, asked: URLSearchParams, choices: Choices): Html {
  const { countries, areas, types } = choices
  const field = (name: Filter, options: readonly Html[]): Html => selectField(t, name, options)
  const chosen = (name: Filter): string => asked.get(name) ?? ''
  return html`<form class="search-form" method="get" action="/authorities" role="search"
 aria-label="${t('authority.search.title')}">
<div class="ds-field">
<label class="ds-label" for="q">${t('authority.search.label')}</label>
<div data-field="description" id="q-hint">${t('authority.search.hint')}</div>
${searchBox(t, asked.get('q') ?? '')}
</div>
${['for', 'region', 'town'].map(name => asked.get(name) && kept(name, asked.get(name) ?? ''))}
<details class="filters">
<summary>${icon('sliders-horizontal')}${summary(t, filtersSet(asked).length)}</summary>
<div class="filter-row">
${field('country', options(t, countries, t.country, chosen('country')))}
${field(
  'area',
  options(t, areas, id => areaName(t, id), chosen('area')),
)}
${field(
  'type',
  options(t, types, id => typeName(t, id), chosen('type')),
)}
${field('competence', competenceOptions(t, choices, chosen('competence')))}
<button class="ds-button" data-variant="secondary" type="submit">${t('base.filter.apply')}</button>
</div></details>
</form>`
}

/** Suggestions come by script; without it this is a plain field. */
const searchBox = (t: Texts, words: string): Html => html`<search-box data-href="/authorities/suggest"
 data-list="${t('authority-finder.suggest.title')}" data-found="${t('authority-finder.suggest.found', {
   count: '{count}',
 })}">
<input class="ds-input" type="search" id="q" name="q" value="${words}" maxlength="300"
 autocomplete="off" aria-describedby="q-hint">
<button class="ds-button" type="submit">${icon('search')}${t('authority.search.button')}</button>
<span class="ds-sr-only" role="status"></span>
</search-box>`

const kept = (name: string, value: string): Html =>
  html`<input type="hidden" name="${name}" value="${value}">`

const summary = (t: Texts, count: number): string =>
  count > 0 ? t('base.filter.set', { count }) : t('base.filter.title')

const selectField = (t: Texts, name: Filter, content: readonly Html[]): Html => html`<div class="ds-field">
<label class="ds-label" for="${name}">${kindName(t, name)}</label>
<select class="ds-input" id="${name}" name="${name}">
<option value="">${t('authority.filter.any')}</option>
${content}
</select>
</div>`

const options = (
  t: Texts,
  ids: readonly string[],
  nameOf: (id: string) => string,
  chosen: string,
): readonly Html[] =>
  ids
    .map(id => ({ id, text: nameOf(id) }))
    .sort((a, b) => t.compare(a.text, b.text))
    .map(({ id, text }) => html`<option value="${id}"${id === chosen && html` selected`}>${text}</option>`)

/** Professions, activities and situations are too many for one list. */
function competenceOptions(t: Texts, { competences }: Choices, chosen: string): readonly Html[] {
  const nameOf = (id: string): string => competenceName(t, id)
  return competenceKinds.flatMap(kind => {
    const ids = competences.filter(id => kindOfCompetence(t, id) === kind)
    if (ids.length === 0) return []
    return [html`<optgroup label="${kindName(t, kind)}">${options(t, ids, nameOf, chosen)}</optgroup>`]
  })
}
