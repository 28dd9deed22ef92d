// The pages of dossiers: all of an office, and one with its exchanges.
import type { Call, Page } from '../base/door.ts'
import { type Html, html } from '../base/html.ts'
import type { Refusal } from '../base/result.ts'
import type { Texts } from '../base/text.ts'
import { banner } from '../base/ui/banner.ts'
import { button, linkButton } from '../base/ui/button.ts'
import { errorsByPath } from '../base/ui/error-summary.ts'
import { field } from '../base/ui/field.ts'
import { hidden } from '../base/ui/hidden.ts'
import { backLink, emptyState, pagination } from '../base/ui/page-parts.ts'
import type { Actor } from '../permission/model.ts'
import type { DossierPageView, DossiersView, DossierView } from './dossier.ts'
import type { ItemView } from './list-view.ts'
import { firstPage, withCursor } from './page-filter.ts'
import { dueOf, urgencyIn } from './page-worklist.ts'
import { partName } from './parts.ts'

/** What was refused, with the name that was typed. */
export type Typed = { readonly refusal: Refusal; readonly name: string }

const errorIn = (t: Texts, typed: Typed | undefined): string | undefined =>
  typed && errorsByPath(t, typed.refusal.problems ?? []).name

const refusalOf = (t: Texts, typed: Typed | undefined): Html | null | false | undefined =>
  typed && !typed.refusal.problems && banner('danger', t.refusal(typed.refusal))

/** `GET /dossiers`. */
export function dossiersPage(call: Call<Actor>, view: DossiersView, typed?: Typed): Page {
  const { t, url } = call
  return {
    title: t('exchange-dossier.title'),
    current: 'dossiers',
    main: html`<div class="page-head"><h1>${t('exchange-dossier.title')}</h1></div>
${refusalOf(t, typed)}
${
  view.items.length > 0
    ? tableOf(t, view.items)
    : emptyState(t('exchange-dossier.empty'), t('exchange-dossier.empty-hint'))
}
${pagination(t, { next: withCursor(url, view.next), first: firstPage(url) })}
${view.mayChange && makeForm(call, typed)}`,
  }
}

type NameSpec = { readonly value: string; readonly error: string | undefined; readonly isRequired: boolean }

const makeForm = (call: Call<Actor>, typed: Typed | undefined): Html =>
  html`<form method="post" action="/dossiers" class="narrow dossier-form" novalidate>
${hidden(call)}${nameField(call.t, call.t('exchange-dossier.new-name'), {
  ...{ value: typed?.name ?? '', error: errorIn(call.t, typed), isRequired: true },
})}
<p>${button(call.t('exchange-dossier.make'), { variant: 'secondary' })}</p>
</form>`

/** The name of a dossier, wherever one is typed. */
export const nameField = (t: Texts, label: string, { value, error, isRequired }: NameSpec): Html =>
  field(t, {
    ...{ name: 'name', label, hint: t('exchange-dossier.name-hint') },
    ...{ value, error, isRequired, lengthMax: 80, autocomplete: 'off' },
  })

const tableOf = (t: Texts, items: readonly DossierView[]): Html =>
  html`<div class="table-frame"><table class="ds-table worklist">
<thead><tr>${[t('exchange-dossier.label'), t('exchange.search.title'), t('exchange-dossier.changed')].map(
    name => html`<th scope="col">${name}</th>`,
  )}</tr></thead>
<tbody>${items.map(item => dossierRow(t, item))}
</tbody></table></div>`

const dossierRow = (t: Texts, item: DossierView): Html => html`
<tr><td><a class="title" href="/dossiers/${item.dossier}">${item.name ?? item.dossier}</a>${
  item.name !== null && html`<span class="under">${item.dossier}</span>`
}</td><td>${columnName(t('exchange.search.title'))}${t.number(item.count)}</td><td>${
  item.latestAt && html`${columnName(t('exchange-dossier.changed'))}${t.instant(item.latestAt)}`
}</td></tr>`

/** For a card, which has no head. */
const columnName = (name: string): Html => html`<span class="name">${name}: </span>`

/** `GET /dossiers/:dossier`. */
export function dossierPage(call: Call<Actor>, view: DossierPageView, typed?: Typed): Page {
  const { t, url } = call
  const { dossier, name, list } = view
  return {
    title: `${name ?? t('exchange-dossier.label')} – ${dossier}`,
    current: 'dossiers',
    main: html`${backLink(t('exchange-dossier.title'), '/dossiers')}
<div class="page-head"><div><h1>${name ?? dossier}</h1>${name !== null && html`<p>${dossier}</p>`}</div>${
      view.mayChange && linkButton(t('exchange-dossier.new-request'), `/exchanges/new?dossier=${dossier}`)
    }</div>
${refusalOf(t, typed)}
${list.items.length > 0 ? exchangesOf(t, list.items) : nothing(t)}
${pagination(t, { next: withCursor(url, list.next), first: firstPage(url) })}
${view.mayChange && name !== null && renameForm(call, view, typed)}`,
  }
}

const nothing = (t: Texts): Html => emptyState(t('exchange.worklist.empty'), t('exchange-dossier.empty-hint'))

const exchangesOf = (t: Texts, items: readonly ItemView[]): Html =>
  html`<div class="table-frame"><table class="ds-table worklist">
<thead><tr><th scope="col">${t('exchange.column.due')}</th><th scope="col">${t('exchange.column.exchange')}</th><th
 scope="col">${t('exchange.column.authority')}</th><th scope="col">${t('exchange-track.filter.state')}</th><th
 scope="col">${t('exchange-dossier.changed')}</th></tr></thead>
<tbody>${items.map(item => exchangeRow(t, item))}
</tbody></table></div>`

const exchangeRow = (t: Texts, item: ItemView): Html => html`
<tr data-urgency="${urgencyIn(item)}"${item.changed && html` data-changed`}>
<td>${dueOf(t, item)}</td>
<td><a class="title" href="/exchanges/${item.number}">${item.title}</a><span class="under">${item.number}</span></td>
<td>${item.counterpart ? partName(t, item.counterpart) : '–'}</td>
<td>${item.stateLabel}<span class="under">${item.next}</span></td>
<td>${columnName(t('exchange-dossier.changed'))}${t.instant(item.changedAt)}</td>
</tr>`

const renameForm = (call: Call<Actor>, { dossier, name, isEmpty }: DossierPageView, typed?: Typed): Html =>
  html`<form method="post" action="/dossiers/${dossier}/rename" class="narrow dossier-form" novalidate>
${hidden(call)}<input type="hidden" name="was" value="${name}">
${nameField(call.t, call.t('exchange-dossier.name'), {
  ...{ value: typed?.name ?? name ?? '', error: errorIn(call.t, typed), isRequired: true },
})}
<p>${button(call.t('exchange-track.saved.rename'), { variant: 'secondary' })} ${
    isEmpty &&
    button(call.t('exchange-track.saved.remove'), {
      ...{
        variant: 'tertiary',
        color: 'danger',
        formAction: `/dossiers/${dossier}/remove`,
        isUnchecked: true,
      },
    })
  }</p>
</form>`
