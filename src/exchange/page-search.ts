// The search in one's own exchanges: by number, or by what they are about.
import type { Call, Page } from '../base/door.ts'
import { html } from '../base/html.ts'
import { field } from '../base/ui/field.ts'
import { emptyState, filterPanel, pagination } from '../base/ui/page-parts.ts'
import { type Actor, areasWith } from '../permission/model.ts'
import type { ListView } from './list-view.ts'
import { filterFields, filtersSet, firstPage, type ListChoices, withCursor } from './page-filter.ts'
import { rowsOf } from './page-worklist.ts'

/** `GET /exchanges`. */
export function searchPage(call: Call<Actor>, { items, next }: ListView, choices: ListChoices): Page {
  const { t, url } = call
  return {
    title: t('exchange.search.title'),
    current: 'exchanges',
    main: html`<h1>${t('exchange.search.title')}</h1>
${filterPanel(t, '/exchanges', filtersSet(url.searchParams), [
  field(t, {
    name: 'q',
    label: t('exchange-track.search.label'),
    isRequired: true,
    value: url.searchParams.get('q'),
  }),
  filterFields(t, url.searchParams, choices),
])}
<p class="quiet">${t('exchange-track.search.sealed')}${
      call.who &&
      areasWith(call.who, 'read-personal').length > 0 &&
      html` <a href="/exchanges/search">${t('exchange-dossier.person.title')}</a>`
    }</p>
${items.length > 0 ? rowsOf(t, items) : emptyState(t('exchange.search.empty'), t('exchange.search.hint'))}
${pagination(t, { next: withCursor(url, next), first: firstPage(url) })}`,
  }
}
