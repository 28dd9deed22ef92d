// The search by the person concerned: the form, and the exchanges that were found, without anything about the person.
import type { Call, Page } from '../base/door.ts'
import { type Html, html } from '../base/html.ts'
import type { Refusal } from '../base/result.ts'
import { banner } from '../base/ui/banner.ts'
import { button } from '../base/ui/button.ts'
import { errorsByPath } from '../base/ui/error-summary.ts'
import { field } from '../base/ui/field.ts'
import { hidden } from '../base/ui/hidden.ts'
import { backLink, emptyState, pagination } from '../base/ui/page-parts.ts'
import { rich } from '../base/ui/rich.ts'
import type { Actor } from '../permission/model.ts'
import { firstPage, withCursor } from './page-filter.ts'
import { rowsOf } from './page-worklist.ts'
import type { PersonListView } from './person-search.ts'

/** `GET /exchanges/search`, and what `POST` answers. */
export function personPage(call: Call<Actor>, view: PersonListView, refusal?: Refusal): Page {
  const { t } = call
  const error = refusal && errorsByPath(t, refusal.problems ?? []).person
  return {
    title: t('exchange-dossier.person.title'),
    current: 'exchanges',
    main: html`${backLink(t('exchange.search.title'), '/exchanges')}
<h1>${t('exchange-dossier.person.title')}</h1>
${refusal && !error && banner('danger', t.refusal(refusal))}
<form method="post" action="/exchanges/search" class="person-search" novalidate>
${hidden(call)}
${field(t, {
  ...{ name: 'person', label: t('exchange-dossier.person.label'), hint: t('exchange-dossier.person.hint') },
  ...{ value: view.person, error, isRequired: true, autocomplete: 'off', lengthMax: 200 },
})}
${button(t('authority.search.button'), { icon: 'search' })}
</form>
${!refusal && foundOf(call, view)}`,
  }
}

function foundOf(call: Call<Actor>, view: PersonListView): Html | null {
  const { t, url } = call
  const { items, next, person, sameAs } = view
  if (person === '' && sameAs === null) return null
  const nothing = emptyState(t('exchange.search.empty'))
  return html`${
    sameAs &&
    html`<h2>${rich(t, 'exchange-dossier.person.same', {
      number: html`<a href="/exchanges/${sameAs}">${sameAs}</a>`,
    })}</h2>`
  }
${items.length > 0 ? rowsOf(t, items) : nothing}
${
  sameAs
    ? pagination(t, { next: withCursor(url, next), first: firstPage(url) })
    : next &&
      html`<form method="post" action="/exchanges/search">${hidden(call)}
<input type="hidden" name="person" value="${person}"><input type="hidden" name="cursor" value="${next}">
${button(t('base.pages.next'), { variant: 'secondary' })}</form>`
}`
}
