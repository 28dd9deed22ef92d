// How the search looks: what was understood, what would make it clearer, and the hits with their reasons.
import type { Call, Page } from '../base/door.ts'
import { type Html, html } from '../base/html.ts'
import { icon } from '../base/icon.ts'
import type { Texts } from '../base/text.ts'
import { backLink } from '../base/ui/page-parts.ts'
import type { Actor } from '../permission/model.ts'
import { countriesPart, countryPart } from './counts-part.ts'
import type { Choices } from './finder.ts'
import { countryChip, requestLink, typeName } from './names.ts'
import { filtersSet, searchForm } from './search-form.ts'
import { directoryHref } from './search-links.ts'
import { chipsPart, questionsPart, tellingWords } from './search-reading.ts'
import type { Found, FoundList } from './view.ts'

/** `GET /authorities`. */
export function searchPage(call: Call<Actor>, view: FoundList, choices: Choices): Page {
  const { t, url } = call
  const asked = url.searchParams
  const isAsked = Boolean(asked.get('q')?.trim()) || filtersSet(asked).length > 0
  return {
    title: t('authority.search.title'),
    current: 'authorities',
    main: html`<h1>${t('authority.search.title')}</h1>
${searchForm(t, asked, choices)}
${isAsked || view.items.length === 0 ? answer(call, view) : view.counts && countriesPart(t, view.counts, url)}`,
  }
}

function answer(call: Call<Actor>, view: FoundList): Html {
  const { t, url } = call
  const { items, next, counts } = view
  const country = countryOf(view, url.searchParams)
  const toDirectory = country !== null && counts === null
  return html`${chipsPart(t, view, url)}
${questionsPart(t, view, url)}
${counts && items.length > 0 && !url.searchParams.has('cursor') && countryPart(t, counts, url)}
${items.length > 0 ? hits(call, items, url.searchParams.get('for')) : emptyState(t, view, url)}
${next !== null && moreLink(t, url, next)}
<p class="elsewhere">${
    toDirectory &&
    html`<a href="${directoryHref(url, country)}">${icon('building-2')}${t('authority-finder.directory', {
      country,
    })}</a>`
  }
${backLink(t('authority-finder.countries.all'), directoryHref(url, null))}</p>`
}

/** Where the reader looks, chosen or understood. */
function countryOf({ understood }: FoundList, asked: URLSearchParams): string | null {
  const place = understood.find(({ means }) => /^(country|region|town)\./.test(means))?.means
  return asked.get('country') || (place?.replace(/^\w+\./, '').slice(0, 2) ?? null)
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
  const { informalTitle } = item
  const why = told(item.why.filter(({ means }) => !isElsewhere(means, item.town)))
  return html`<li>
  ${item.instead && html`<p class="found-instead">${insteadOf(t, item.instead)}</p>`}
  <h3><a href="/authorities/${encodeURIComponent(item.authority)}">${informalTitle}</a></h3>
  <p class="found-name">${countryChip(t, item.country)}
    <span lang="${item.officialNameLang}">${item.officialName}</span></p>
  <p class="found-facts">${item.town} · ${t(`authority.level.${item.level}`)} · ${typeName(t, item.type)}
    <span class="found-languages">${icon('languages')}<span class="ds-sr-only">${t('authority.fact.languages')}: </span>
    ${t.list(item.languages.map(t.language))}</span></p>
  ${
    why.length > 0 &&
    html`<ul class="found-why" aria-label="${t('authority.why.title')}">
    ${why.map(one => html`<li>${reason(t, one)}</li>`)}
  </ul>`
  }
  ${wanted ? choice(t, item, wanted) : requestLink(call, item.authority, informalTitle)}
</li>`
}

/** The name that was looked for, and why another authority stands here. */
const insteadOf = (t: Texts, { name, status }: NonNullable<Found['instead']>): string =>
  t(status === 'suspended' ? 'authority-bycase.instead.suspended' : 'authority-bycase.instead.removed', {
    name,
  })

/** A town brings its whole country forward, after itself; as a reason it stands at its own authorities only. */
const isElsewhere = (means: string, town: string): boolean =>
  means.startsWith('town.') && means.slice('town.XX '.length) !== town

/** Words that led to one term are told together, as far as it is from them. */
const told = (why: Found['why']): Found['why'] =>
  [...Map.groupBy(why, ({ matched }) => matched).values()].flatMap(same => {
    const [first] = same
    if (!first) return []
    const { rule } = same.find(one => one.rule !== 'exact') ?? first
    return [{ ...first, rule, word: same.map(({ word }) => word).join(' ') }]
  })

function reason(t: Texts, { word, matched, rule }: Found['why'][number]): string {
  const isSame = word.toLowerCase() === matched.toLowerCase()
  return isSame ? t('authority.why.same', { word }) : t(`authority.why.${rule}`, { word, matched })
}

const choice = (t: Texts, { authority, informalTitle }: Found, wanted: string): Html =>
  html`<p><a class="ds-button" data-variant="secondary"
  href="${wanted}?recipient=${encodeURIComponent(authority)}">${t('authority.choose.button')}
  <span class="ds-sr-only">${informalTitle}</span></a></p>`

function emptyState(t: Texts, view: FoundList, url: URL): Html {
  const asked = url.searchParams
  const unknown = tellingWords(view.unknown)
  const [isText, isFiltered] = [Boolean(asked.get('q')?.trim()), filtersSet(asked).length > 0]
  return html`<div class="empty">
  <h2>${t(isText || isFiltered ? 'authority.none.title' : 'authority.none.directory')}</h2>
  <ul>
    ${unknown.length > 0 && html`<li>${t('authority-finder.none.unknown', { words: t.list(unknown) })}</li>`}
    ${isFiltered && html`<li>${t('authority.none.filters')}</li>`}
    ${isText && html`<li>${t('authority.none.fewer')}</li><li>${t('authority.none.town')}</li>`}
  </ul>
</div>`
}

function moreLink(t: Texts, url: URL, next: string): Html {
  const query = new URLSearchParams(url.searchParams)
  query.set('cursor', next)
  const href = `/authorities?${query}`
  return html`<p class="more"><a rel="next" href="${href}">${t('authority.found.more')}</a></p>`
}
