// How one authority looks.
import type { Page } from '../base/door.ts'
import { type Html, html } from '../base/html.ts'
import type { Texts } from '../base/text.ts'
import { areaName, competenceName, countryChip, requestLink, typeName } from './names.ts'
import type { AuthorityView } from './view.ts'

/** `GET /authorities/:id`. */
export function authorityPage(t: Texts, view: AuthorityView): Page {
  return {
    title: view.informalTitle,
    current: 'authorities',
    main: html`<h1>${view.informalTitle}</h1>
<p>${countryChip(t, view.country)} ${t.country(view.country)}</p>
${view.isInvented && html`<p class="ds-alert" data-color="info">${t('authority.one.invented')}</p>`}
${
  view.status === 'active'
    ? requestLink(t, view.authority, view.informalTitle)
    : html`<p class="ds-alert" data-color="warning">${t(`authority.status.${view.status}`)}</p>`
}
<dl class="facts">${facts(t, view).map(
      ([key, value]) => html`<dt>${t(`authority.fact.${key}`)}</dt><dd>${value}</dd>`,
    )}</dl>`,
  }
}

function facts(t: Texts, view: AuthorityView): readonly (readonly [key: string, value: Html | string])[] {
  const lines = (values: readonly (Html | string)[]): Html =>
    html`${values.map(one => html`<div>${one}</div>`)}`
  const { competences, languages, phone, email } = view
  return [
    ['names', lines(view.officialNames.map(({ lang, name }) => html`<span lang="${lang}">${name}</span>`))],
    ['type', typeName(t, view.type)],
    ['level', t(`authority.level.${view.level}`)],
    ['area', areaName(t, view.area)],
    ['competences', competences.length > 0 ? lines(competences.map(id => competenceName(t, id))) : '–'],
    ['languages', t.list(languages.map(t.language))],
    ['address', lines([view.street, `${view.postcode} ${view.town}`, t.country(view.country)])],
    ['phone', html`<a href="tel:${phone.replace(/[^+\d]/g, '')}">${phone}</a>`],
    ['email', html`<a href="mailto:${email}">${email}</a>`],
    ['website', website(view.website)],
  ]
}

/** Only a web address becomes a link. */
const website = (address: string): Html | string =>
  /^https?:\/\//.test(address) ? html`<a href="${address}" rel="noreferrer">${address}</a>` : address
