// The page of one user of an authority: who it is, its roles, what can be done now, and how it came about.
import { named } from '../../authority/keeping/labels.ts'
import type { Call, Page } from '../../base/door.ts'
import { type Html, html } from '../../base/html.ts'
import type { Texts } from '../../base/text.ts'
import { banner } from '../../base/ui/banner.ts'
import { button } from '../../base/ui/button.ts'
import { errorSummary, errorsByPath } from '../../base/ui/error-summary.ts'
import { hidden } from '../../base/ui/hidden.ts'
import { backLink, facts } from '../../base/ui/page-parts.ts'
import type { Actor } from '../../permission/model.ts'
import { rolesFacts } from './page-invitation.ts'
import { areaLabels, rolesForm } from './page-roles.ts'
import { type Again, rolesIn } from './page-users.ts'
import type { UserOneView } from './view-schema.ts'

/** `GET /authorities/:id/users/:user`. */
export function userPage(call: Call<Actor>, view: UserOneView, again?: Again): Page {
  const { t } = call
  const problems = again?.refusal.problems ?? []
  const change = view.actions.find(({ action }) => action === 'change')
  const held = again?.typed.roles ? rolesIn(again.typed.roles) : view.roles
  const isKept = view.standing === 'keeper' || view.standing === 'coordinator'
  const list = `/authorities/${encodeURIComponent(view.authority.authority)}/users`
  const title = t(view.standing === 'coordinator' ? 'user-people.administrators' : 'user-people.title')
  return {
    title: view.name,
    current: placeOf(view),
    main: html`${isKept && backLink(title, list)}
<h1>${view.name}</h1>
${
  again &&
  (problems.length > 0
    ? errorSummary(t, problems, areaLabels(t, view.givable))
    : banner('danger', t.refusal(again.refusal)))
}
<div${view.history.length > 0 && html` class="exchange-grid"`}><div>
${facts([
  [t('user.me.authority'), named(view.authority)],
  [t('authority.fact.email'), html`<a href="mailto:${view.mail}">${view.mail}</a>`],
  [t('user.me.language'), t.language(view.language)],
  [t('authority-admin.field.status'), stateOf(t, view)],
  ...(change ? [] : rolesFacts(t, view.roles)),
])}
${
  change &&
  html`<form method="post" action="${change.href}" novalidate>${hidden(call)}
<input type="hidden" name="version" value="${view.version}">
${rolesForm(t, view.givable, held, errorsByPath(t, problems))}
<p class="buttons">${button(change.label)}</p></form>`
}
${otherSteps(call, view)}
</div>${view.history.length > 0 && html`<aside>${historyPart(t, view)}</aside>`}</div>`,
  }
}

/** Where it stands in the side list. */
const placeOf = ({ standing }: UserOneView): string =>
  standing === 'coordinator' ? 'administration' : standing === 'keeper' ? 'users' : 'me'

const stateOf = (t: Texts, { state, expiresAt }: UserOneView): Html =>
  html`${t(`user-people.event.${state}`)}${
    expiresAt && html` · ${t('user-people.invitation.until')} ${t.instant(expiresAt)}`
  }`

/** What ends something stands a click further away. */
function otherSteps(call: Call<Actor>, { actions, version }: UserOneView): Html {
  return html`<div class="kept-buttons">${actions
    .filter(({ action }) => action !== 'change')
    .map(({ action, href, label }) => {
      const isGrave = action === 'remove'
      const form = html`<form method="post" action="${href}">${hidden(call)}
<input type="hidden" name="version" value="${version}">
${button(label, { variant: 'secondary', ...(isGrave && { color: 'danger' }) })}</form>`
      return isGrave
        ? html`<details class="rest grave"><summary>${label}</summary>
<p>${call.t('user-people.about.remove')}</p>${form}</details>`
        : form
    })}</div>`
}

const historyPart = (
  t: Texts,
  { history }: UserOneView,
): Html => html`<section><h2>${t('exchange-parts.history.title')}</h2>
<ol class="kept-history">${history.map(one => entry(t, one))}
</ol></section>`

const entry = (
  t: Texts,
  { at, event, person, office, from, to }: UserOneView['history'][number],
): Html => html`
<li><time datetime="${at}">${t.instant(at)}</time>
<p><b>${t(`user-people.event.${event}`)}</b></p><p>${named(office)}${person && html`<br>${person}`}</p>${
  event === 'changed' || event === 'removed' ? html`<p><del>${rolesText(t, from)}</del></p>` : null
}${Object.keys(to).length > 0 && event !== 'resent' && html`<p><ins>${rolesText(t, to)}</ins></p>`}</li>`

const rolesText = (t: Texts, roles: UserOneView['roles']): string =>
  rolesFacts(t, roles)
    .map(([area, held]) => t('base.field.named', { label: area, message: held }))
    .join('; ')
