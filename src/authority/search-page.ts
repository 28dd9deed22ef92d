// How the search looks: what was understood, what would make it clearer, and the hits with their reasons.
import type { Call, Page } from '../base/door.ts'
import { type Html, html } from '../base/html.ts'
import type { Texts } from '../base/text.ts'
import type { Actor } from '../permission/model.ts'
import type { Choices } from './finder.ts'
import { areaName, competenceName, countryChip, requestLink, typeName } from './names.ts'
import { readingPart } from './search-reading.ts'
import type { Found, FoundList } from './view.ts'

const filters = ['country', 'area', 'competence', 'type', 'town'] as const

/** `GET /authorities`. */
export function searchPage(call: Call<Actor>, view: FoundList, choices: Choices): Page {
  const { t, url } = call
  const { items, next } = view
  const isAsked = ['q', ...filters].some(name => url.searchParams.get(name)?.trim())
  return {
    title: t('authority.search.title'),
    current: 'authorities',
    main: html`<h1>${t('authority.search.title')}</h1>
${searchForm(t, url.searchParams, choices)}
${readingPart(t, view, url)}
${items.length > 0 ? hits(call, items, url.searchParams.get('for')) : emptyState(t, isAsked)}
${next !== null && moreLink(t, url, next)}`,
  }
}

function searchForm(t: Texts, asked: URLSearchParams, choices: Choices): Html {
  const { countries, areas, competences } = choices
  const filter = (name: (typeof filters)[number], ids: readonly string[], nameOf: (id: string) => string) =>
    selectField(t, name, asked.get(name) ?? '', ids, nameOf)
  return html`<form class="search-form" method="get" action="/authorities" role="search">
  <div class="ds-field">
    <label class="ds-label" for="q">${t('authority.search.label')}</label>
    <div data-field="description" id="q-hint">${t('authority.search.hint')}</div>
    <input class="ds-input" type="search" id="q" name="q" value="${asked.get('q') ?? ''}" maxlength="300"
      aria-describedby="q-hint">
    ${asked.has('for') && html`<input type="hidden" name="for" value="${asked.get('for') ?? ''}">`}
  </div>
  <div class="filters">
    ${filter('country', countries, t.country)}
    ${filter('area', areas, id => areaName(t, id))}
    ${filter('competence', competences, id => competenceName(t, id))}
    <button class="ds-button" type="submit">${t('authority.search.button')}</button>
  </div>
</form>`
}

function selectField(
  t: Texts,
  name: string,
  chosen: string,
  ids: readonly string[],
  nameOf: (id: string) => string,
): Html {
  const options = ids
    .map(id => ({ id, text: nameOf(id) }))
    .sort((a, b) => t.compare(a.text, b.text))
    .map(({ id, text }) => html`<option value="${id}"${id === chosen && html` selected`}>${text}</option>`)
  return html`<div class="ds-field">
  <label class="ds-label" for="${name}">${t(`authority.filter.${name}`)}</label>
  <select class="ds-input" id="${name}" name="${name}">
    <option value="">${t('authority.filter.any')}</option>
    ${options}
  </select>
</div>`
}

/** `wanted`: the page that waits for the choice. */
const hits = (
  call: Call<Actor>,
  items: readonly Found[],
  wanted: string | null,
): Html => html`<h2>${call.t('authority.found.title')}</h2>
<ol class="found">
${items.map(item => hit(call, item, wanted))}
</ol>`

function hit(call: Call<Actor>, item: Found, wanted: string | null): Html {
  const { t } = call
  const { informalTitle, why } = item
  return html`<li>
  <h3><a href="/authorities/${encodeURIComponent(item.authority)}">${informalTitle}</a></h3>
  <p class="found-name">${countryChip(t, item.country)}
    <span lang="${item.officialNameLang}">${item.officialName}</span></p>
  <p class="found-facts">${item.town} · ${t(`authority.level.${item.level}`)} · ${typeName(t, item.type)}</p>
  ${
    why.length > 0 &&
    html`<ul class="found-why" aria-label="${t('authority.why.title')}">
    ${why.map(one => html`<li>${reason(t, one)}</li>`)}
  </ul>`
  }
  ${wanted ? choice(t, item, wanted) : requestLink(call, item.authority, informalTitle)}
</li>`
}

function reason(t: Texts, { word, matched, rule }: Found['why'][number]): string {
  const isSame = word.toLowerCase() === matched.toLowerCase()
  return isSame ? t('authority.why.same', { word }) : t(`authority.why.${rule}`, { word, matched })
}

const choice = (t: Texts, { authority, informalTitle }: Found, wanted: string): Html =>
  html`<p><a class="ds-button" data-variant="secondary"
  href="${wanted}?recipient=${encodeURIComponent(authority)}">${t('authority.choose.button')}
  <span class="ds-sr-only">${informalTitle}</span></a></p>`

const emptyState = (t: Texts, isAsked: boolean): Html => html`<div class="empty">
  <h2>${t(isAsked ? 'authority.none.title' : 'authority.none.directory')}</h2>
  ${
    isAsked &&
    html`<ul>
    <li>${t('authority.none.fewer')}</li>
    <li>${t('authority.none.filters')}</li>
    <li>${t('authority.none.town')}</li>
  </ul>`
  }
</div>`

function moreLink(t: Texts, url: URL, next: string): Html {
  const query = new URLSearchParams(url.searchParams)
  query.set('cursor', next)
  const href = `/authorities?${query}`
  return html`<p class="more"><a rel="next" href="${href}">${t('authority.found.more')}</a></p>`
}
