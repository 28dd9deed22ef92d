// The page behind the address of an invitation, and what stands there when it is over.
import { areaName } from '../../authority/keeping/labels.ts'
import type { Call, Page } from '../../base/door.ts'
import { type Html, html } from '../../base/html.ts'
import type { Refusal } from '../../base/result.ts'
import type { Texts } from '../../base/text.ts'
import { button, linkButton } from '../../base/ui/button.ts'
import { countryChip } from '../../base/ui/chip.ts'
import { facts } from '../../base/ui/page-parts.ts'
import type { Actor } from '../../permission/model.ts'
import type { InvitationView } from './accept.ts'

type Way = {
  readonly path: string
  /** Proof of the form, once somebody has signed in; null before. */
  readonly csrf: string | null
}

/** `GET /invitations/:token`. */
export function invitationPage(
  { t }: Pick<Call<Actor>, 't'>,
  view: InvitationView,
  { path, csrf }: Way,
): Page {
  const { authority, office, inviter } = view
  return {
    title: t('user-people.invitation.title'),
    look: 'bare',
    main: html`<h1>${t('user-people.invitation.title')}</h1>
<p class="lead">${t(csrf === null ? 'user-people.invitation.lead' : 'user-people.invitation.known')}</p>
${facts([
  [t('user-people.name'), view.name],
  [
    t('user.me.authority'),
    html`${countryChip(t, authority.country)} <span lang="${authority.lang}">${authority.name}</span>`,
  ],
  ...rolesFacts(t, view.roles),
  [
    t('user-people.invitation.by'),
    html`${inviter && html`${inviter}<br>`}<span lang="${office.lang}">${office.name}</span>`,
  ],
  [t('user-people.invitation.until'), t.instant(view.expiresAt)],
])}
${
  csrf === null
    ? html`<p>${linkButton(t('user-people.invitation.sign-in'), `/sign-in?to=${encodeURIComponent(path)}`)}</p>`
    : html`<form method="post" action="${path}"><input type="hidden" name="csrf" value="${csrf}">
<p>${button(t('authority-admin.proposal.accept'))}</p></form>`
}`,
  }
}

/** A line for each legal area. */
export const rolesFacts = (
  t: Texts,
  roles: Readonly<Record<string, readonly string[]>>,
): readonly (readonly [string, string])[] =>
  Object.entries(roles).map(
    ([area, held]) => [areaName(t, area), t.list(held.map(role => t(`user.role.${role}`)))] as const,
  )

/** `again`: where another person may sign in instead. */
export function invitationGonePage(t: Texts, refusal: Refusal, again: string | null): Page {
  const way: Html =
    again === null
      ? linkButton(t('base.fault.home'), '/')
      : linkButton(t('user.refused.again'), `/sign-in?to=${encodeURIComponent(again)}`)
  return {
    title: t('user-people.invitation.title'),
    look: 'bare',
    main: html`<h1>${t('user-people.invitation.title')}</h1>
<p class="lead">${t.refusal(refusal)}</p>
<p>${way}</p>`,
  }
}
