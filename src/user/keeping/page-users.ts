// The users of an authority, and the form by which one more is invited.
import type { Call, Page } from '../../base/door.ts'
import { type Html, html } from '../../base/html.ts'
import type { Refusal } from '../../base/result.ts'
import type { Texts } from '../../base/text.ts'
import { banner } from '../../base/ui/banner.ts'
import { button, linkButton } from '../../base/ui/button.ts'
import { select } from '../../base/ui/choice.ts'
import { errorSummary, errorsByPath } from '../../base/ui/error-summary.ts'
import { field } from '../../base/ui/field.ts'
import { hidden } from '../../base/ui/hidden.ts'
import { backLink, emptyState, filterPanel, pagination } from '../../base/ui/page-parts.ts'
import type { Actor } from '../../permission/model.ts'
import { rolesFacts } from './page-invitation.ts'
import { areaLabels, rolesForm } from './page-roles.ts'
import type { InviteView, MemberView, UsersView } from './view-schema.ts'

const pathOf = ({ authority: { authority } }: Pick<UsersView, 'authority'>): string =>
  `/authorities/${encodeURIComponent(authority)}/users`

/** `GET /authorities/:id/users`. */
export function usersPage({ t, url }: Call<Actor>, view: UsersView): Page {
  const path = pathOf(view)
  const query = url.searchParams
  const name = query.get('name') ?? ''
  const first = new URLSearchParams(name === '' ? {} : { name })
  const rest = { ...Object.fromEntries(first), cursor: view.next ?? '' }
  return {
    title: titleOf(t, view),
    current: view.standing === 'coordinator' ? 'administration' : 'users',
    main: html`<div class="page-head"><div><h1>${titleOf(t, view)}</h1>
${ofAuthority(view)}</div><p class="buttons">${
      view.standing === 'keeper' &&
      linkButton(t('authority-import.title'), `${path}/import`, { variant: 'secondary' })
    } ${linkButton(t('user-people.invite'), `${path}/new`, { icon: 'plus' })}</p></div>
${filterPanel(t, path, name === '' ? 0 : 1, [
  field(t, { name: 'name', label: t('user-people.filter'), value: name, isRequired: true, lengthMax: 100 }),
])}
${view.items.length > 0 ? rowsOf(t, view) : nobody(t, name !== '')}
${pagination(t, {
  next: view.next && `${path}?${new URLSearchParams(rest)}`,
  first: query.has('cursor') ? `${path}?${first}` : null,
})}`,
  }
}

/** A coordinator keeps administrators only. */
const titleOf = (t: Texts, { standing }: Pick<UsersView, 'standing'>): string =>
  t(standing === 'coordinator' ? 'user-people.administrators' : 'user-people.title')

const ofAuthority = ({ authority }: Pick<UsersView, 'authority'>): Html =>
  html`<p class="quiet"><a href="/authorities/${encodeURIComponent(authority.authority)}" lang="${
    authority.lang
  }">${authority.name}</a></p>`

const nobody = (t: Texts, isFiltered: boolean): Html =>
  emptyState(t('user-people.empty'), isFiltered && html`<p>${t('exchange.worklist.empty-filtered')}</p>`)

const rowsOf = (t: Texts, view: UsersView): Html => html`<div class="table-frame">
<table class="ds-table worklist people"><thead><tr>
<th scope="col">${t('user-people.name')}</th>
<th scope="col">${t('user-people.roles')}</th>
<th scope="col">${t('user.me.language')}</th>
<th scope="col">${t('authority-admin.field.status')}</th></tr></thead>
<tbody>${view.items.map(item => row(t, view, item))}
</tbody></table></div>`

const row = (t: Texts, view: UsersView, item: MemberView): Html => html`
<tr><td><a class="title" href="${pathOf(view)}/${encodeURIComponent(item.user)}">${item.name}</a><span
 class="under">${item.mail}</span></td>
<td>${rolesFacts(t, item.roles).map(
  ([area, held]) => html`<div>${held}<span class="under">${area}</span></div>`,
)}</td>
<td>${t.language(item.language)}</td>
<td>${t(`user-people.event.${item.state}`)}${
  item.expiresAt &&
  html`<span class="under">${t('user-people.invitation.until')} ${t.instant(item.expiresAt)}</span>`
}</td></tr>`

export type Again = { readonly typed: Readonly<Record<string, unknown>>; readonly refusal: Refusal }

/** `GET /authorities/:id/users/new`. */
export function invitePage(
  call: Call<Actor>,
  languages: readonly string[],
  view: InviteView,
  again?: Again,
): Page {
  const { t } = call
  const problems = again?.refusal.problems ?? []
  const labels = {
    ...{ name: t('user-people.name'), mail: t('authority.fact.email'), language: t('user.me.language') },
    ...areaLabels(t, view.givable),
  }
  const errors = errorsByPath(t, problems)
  const common = (name: 'name' | 'mail' | 'language') => {
    const value = again?.typed[name]
    const typed = typeof value === 'string' ? value : ''
    return { name, label: labels[name], error: errors[name], value: typed, isRequired: true }
  }
  const options = languages
    .map(value => ({ value, label: t.language(value) }))
    .toSorted((a, b) => t.compare(a.label, b.label))
  return {
    title: t('user-people.invite'),
    current: view.standing === 'coordinator' ? 'administration' : 'users',
    main: html`${backLink(titleOf(t, view), pathOf(view))}
<h1>${t('user-people.invite')}</h1>
${ofAuthority(view)}
<p class="lead">${t('user-people.invite.lead')}</p>
${
  again &&
  (problems.length > 0 ? errorSummary(t, problems, labels) : banner('danger', t.refusal(again.refusal)))
}
<form method="post" action="${pathOf(view)}" class="narrow" novalidate>${hidden(call)}
${field(t, { ...common('name'), lengthMax: 200 })}
${field(t, { ...common('mail'), type: 'email', lengthMax: 300 })}
${select(t, { ...common('language'), value: common('language').value || (call.who?.lang ?? ''), options })}
${view.standing === 'keeper' && rolesForm(t, view.givable, rolesIn(again?.typed.roles), errors)}
<p class="buttons">${button(t('user-people.invite'))}</p></form>`,
  }
}

/** As typed: one box is a text, several are a list. */
export const rolesIn = (typed: unknown): Readonly<Record<string, readonly string[]>> =>
  typeof typed === 'object' && typed !== null
    ? Object.fromEntries(Object.entries(typed).map(([area, held]) => [area, [held].flat().map(String)]))
    : {}
