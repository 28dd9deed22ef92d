// How signing in looks: the cast of the demo, the switch between authorities, who I am, a failed sign-in.
import type { Call, Page } from '../base/door.ts'
import { type Html, html } from '../base/html.ts'
import { icon } from '../base/icon.ts'
import type { Refusal } from '../base/result.ts'
import type { Texts } from '../base/text.ts'
import { button, linkButton } from '../base/ui/button.ts'
import { countryChip } from '../base/ui/chip.ts'
import { facts } from '../base/ui/page-parts.ts'
import { rolesAt } from './model.ts'
import type { HeldView, MeView, UserView } from './view.ts'

const roleNames = (t: Texts, held: HeldView): string =>
  t.list(rolesAt(held).map(role => t(`user.role.${role}`)))

const officialName = (held: HeldView): Html =>
  html`<span lang="${held.officialNameLang}">${held.officialName}</span>`

/** The page of the embedded provider: one button for each person. */
export function castPage(t: Texts, cast: readonly UserView[], action: string): Page {
  return {
    title: t('user.cast.title'),
    look: 'bare',
    main: html`<h1>${t('user.cast.title')}</h1>
<p class="lead">${t('user.cast.invented')}</p>
${
  cast.length === 0
    ? html`<p>${t('user.cast.empty')}</p>`
    : html`<form method="post" action="${action}">
<ul class="sign-in-list">
${cast.map(person => castRow(t, person))}
</ul>
</form>`
}`,
  }
}

/** The whole line is the button. */
const castRow = (t: Texts, { user, name, language, authorities }: UserView): Html => {
  const lines = authorities.map(
    held => html`${countryChip(t, held.country)} ${officialName(held)} · ${roleNames(t, held)}<br>`,
  )
  return html`
<li><button type="submit" name="account" value="${user}"><b>${name}</b><span>${lines}${t('user.cast.works', {
    language,
  })}</span>${icon('arrow-right')}</button></li>`
}

/** A sign-in that did not succeed: why, and the way to a new try. */
export function refusedPage(t: Texts, refusal: Refusal): Page {
  return {
    title: t('user.refused.title'),
    look: 'bare',
    main: html`<h1>${t('user.refused.title')}</h1>
<p class="lead">${t.refusal(refusal)}</p>
<p>${linkButton(t('user.refused.again'), '/sign-in')}</p>`,
  }
}

/** `GET /switch`. `to`: where one goes on as the other authority. */
export function switchPage({ t, csrf, url }: Call<unknown>, view: MeView): Page {
  const to = url.searchParams.get('to')
  return {
    title: t('user.switch.title'),
    current: 'switch',
    main: html`<h1>${t('user.switch.title')}</h1>
<p>${t(view.authorities.length > 1 ? 'user.switch.lead' : 'user.switch.only')}</p>
<form method="post" action="/switch">
<input type="hidden" name="csrf" value="${csrf}">${to !== null && html`<input type="hidden" name="to" value="${to}">`}
<ul class="sign-in-list">
${view.authorities.map(held => switchRow(t, held, held.authority === view.authority))}
</ul>
</form>`,
  }
}

const switchRow = (t: Texts, held: HeldView, isActing: boolean): Html => {
  const line = html`<b>${officialName(held)}</b><span>${countryChip(t, held.country)} ${roleNames(t, held)}${
    isActing && html`<br>${t('user.switch.acting')}`
  }</span>${icon(isActing ? 'check' : 'arrow-right')}`
  return html`
<li><button type="submit" name="authority" value="${held.authority}"${
    isActing && html` aria-current="true"`
  }>${line}</button></li>`
}

/** `GET /me`. */
export function mePage(t: Texts, view: MeView, csrf: string): Page {
  const acting = view.authorities.find(held => held.authority === view.authority)
  return {
    title: view.name,
    current: 'me',
    main: html`<h1>${view.name}</h1>
${facts([
  [t('user.me.authority'), acting && html`${countryChip(t, acting.country)} ${officialName(acting)}`],
  [t('user.me.language'), t.language(view.language)],
  ...Object.entries(view.roles).map(
    ([area, held]) => [areaName(t, area), t.list(held.map(role => t(`user.role.${role}`)))] as const,
  ),
])}
<ul class="me-links">${linksOf(view).map(([href, key]) => html`<li><a href="${href}">${t(key)}</a></li>`)}</ul>
<form method="post" action="/sign-out">
<input type="hidden" name="csrf" value="${csrf}">
${button(t('user.sign-out.button'), { variant: 'secondary' })}
</form>`,
  }
}

function linksOf(view: MeView): readonly (readonly [href: string, key: string])[] {
  const own = `/authorities/${encodeURIComponent(view.authority)}`
  return [
    ...(view.authorities.length > 1 ? [['/switch', 'user.switch.title'] as const] : []),
    [`${own}/users/${encodeURIComponent(view.user)}`, 'user-people.roles'],
    ['/me/absences', 'user.absence.title'],
    ['/me/proposals', 'authority-bycase.setting.title'],
    ...(isKeeper(view) ? [[`${own}/approval`, 'authority.approval.title'] as const] : []),
  ]
}

const isKeeper = ({ roles }: MeView): boolean =>
  Object.values(roles).some(held => held.includes('local-data-administrator'))

function areaName(t: Texts, area: string): string {
  if (area === '*') return t('user.me.areas')
  return t.has(`lexicon.area.${area}`) ? t(`lexicon.area.${area}`) : area
}
