// The directory to browse in: all countries as a map of tiles, and of one country its regions, areas and types.
import { type Html, html } from '../base/html.ts'
import type { Texts } from '../base/text.ts'
import type { Count, Counts } from './counts.ts'
import { filterValue, kindName } from './names.ts'
import type { Filter } from './search-form.ts'
import { directoryHref, narrowed } from './search-links.ts'

/** Every country with its number. On a wide screen each stands about where it lies; read aloud, by name. */
export function countriesPart(t: Texts, { countries }: Counts, url: URL): Html {
  const rows = countries
    .map(({ id, count }) => ({ id, count, name: t.country(id) }))
    .sort((a, b) => t.compare(a.name, b.name))
  return html`<h2>${t('authority-finder.countries.title')}</h2>
<ul class="country-map">${rows.map(
    ({ id, count, name }) => html`<li data-country="${id}"><a href="${directoryHref(url, id)}">
<b aria-hidden="true">${id}</b> <span>${name}</span> <small>${t.number(count)}</small></a></li>`,
  )}</ul>`
}

/** What the filters leave, by what would narrow it further. */
export function countryPart(t: Texts, counts: Counts, url: URL): Html {
  const title = url.searchParams.get('country')
  const parts = [
    part(t, url, 'region', counts.regions),
    part(t, url, 'area', counts.areas),
    part(t, url, 'type', counts.types),
  ]
  return html`<h2>${title && html`${t.country(title)} · `}${t('authority-finder.total', { count: counts.total })}</h2>
<div class="counts">${parts}</div>`
}

/** Nothing to choose where there is one only. On a phone each part is folded below its number. */
function part(t: Texts, url: URL, filter: Filter, counts: readonly Count[]): Html | null {
  if (counts.length < 2) return null
  const rows = counts
    .map(({ id, count }) => ({ id, count, name: filterValue(t, filter, id) }))
    .sort((a, b) => t.compare(a.name, b.name))
  return html`<section aria-labelledby="counts-${filter}"><h3 id="counts-${filter}">${kindName(t, filter)}</h3>
<details><summary>${kindName(t, filter)} <small>${t.number(rows.length)}</small></summary>
<ul>${rows.map(
    ({ id, count, name }) =>
      html`<li><a href="${narrowed(url, filter, id)}">${name}</a> <small>${t.number(count)}</small></li>`,
  )}</ul></details></section>`
}
