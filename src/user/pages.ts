// How signing in looks: the cast of the demo, the switch between authorities, who I am, a failed sign-in.
import type { Page } from '../base/door.ts'
import { type Html, html } from '../base/html.ts'
import type { Refusal } from '../base/result.ts'
import type { Texts } from '../base/text.ts'
import { rolesAt } from './model.ts'
import type { HeldView, MeView, UserView } from './view.ts'

const roleNames = (t: Texts, held: HeldView): string =>
  t.list(rolesAt(held).map(role => t(`user.role.${role}`)))

const officialName = (held: HeldView): Html =>
  html`<span lang="${held.officialNameLang}">${held.officialName}</span>`

const countryChip = (t: Texts, country: string): Html =>
  html`<abbr class="chip" title="${t.country(country)}">${country}</abbr>`

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

const castRow = (t: Texts, person: UserView): Html => html`<li>
  <h2>${person.name}</h2>
  ${person.authorities.map(
    held => html`<p>${countryChip(t, held.country)} ${officialName(held)}<br>${roleNames(t, held)}</p>`,
  )}
  <p>${t('user.cast.works', { language: person.language })}</p>
  <button class="ds-button" type="submit" name="account" value="${person.user}">${t('user.cast.button', {
    name: person.name,
  })}</button>
</li>`

/** A sign-in that did not succeed: why, and the way to a new try. */
export function refusedPage(t: Texts, refusal: Refusal): Page {
  return {
    title: t('user.refused.title'),
    look: 'bare',
    main: html`<h1>${t('user.refused.title')}</h1>
<p class="lead">${t.refusal(refusal)}</p>
<p><a class="ds-button" href="/sign-in">${t('user.refused.again')}</a></p>`,
  }
}

/** `GET /switch`. */
export function switchPage(t: Texts, view: MeView, csrf: string): Page {
  return {
    title: t('user.switch.title'),
    current: 'switch',
    main: html`<h1>${t('user.switch.title')}</h1>
<p>${t(view.authorities.length > 1 ? 'user.switch.lead' : 'user.switch.only')}</p>
<form method="post" action="/switch">
<input type="hidden" name="csrf" value="${csrf}">
<ul class="sign-in-list">
${view.authorities.map(held => switchRow(t, held, held.authority === view.authority))}
</ul>
</form>`,
  }
}

const switchRow = (t: Texts, held: HeldView, isActing: boolean): Html => html`<li>
  <h2>${countryChip(t, held.country)} ${officialName(held)}</h2>
  <p>${roleNames(t, held)}</p>
  ${
    isActing
      ? html`<p><strong>${t('user.switch.acting')}</strong></p>`
      : html`<button class="ds-button" data-variant="secondary" type="submit" name="authority"
    value="${held.authority}">${t('user.switch.button', { name: held.officialName })}</button>`
  }
</li>`

/** `GET /me`. */
export function mePage(t: Texts, view: MeView, csrf: string): Page {
  const acting = view.authorities.find(held => held.authority === view.authority)
  return {
    title: view.name,
    current: 'me',
    main: html`<h1>${view.name}</h1>
<dl class="facts">
<dt>${t('user.me.authority')}</dt><dd>${acting && html`${countryChip(t, acting.country)} ${officialName(acting)}`}</dd>
<dt>${t('user.me.language')}</dt><dd>${t.language(view.language)}</dd>
${Object.entries(view.roles).map(
  ([area, held]) => html`<dt>${areaName(t, area)}</dt>
<dd>${t.list(held.map(role => t(`user.role.${role}`)))}</dd>`,
)}
</dl>
${view.authorities.length > 1 && html`<p><a href="/switch">${t('user.switch.title')}</a></p>`}
<form method="post" action="/sign-out">
<input type="hidden" name="csrf" value="${csrf}">
<button class="ds-button" data-variant="secondary" type="submit">${t('user.sign-out.button')}</button>
</form>`,
  }
}

function areaName(t: Texts, area: string): string {
  if (area === '*') return t('user.me.areas')
  return t.has(`lexicon.area.${area}`) ? t(`lexicon.area.${area}`) : area
}
