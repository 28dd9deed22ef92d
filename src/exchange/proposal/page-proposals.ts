// Below the recipient of a draft: in which country, who is proposed there and why. One click takes one, sends nothing.
import { type Html, html } from '../../base/html.ts'
import { icon } from '../../base/icon.ts'
import type { Texts } from '../../base/text.ts'
import { button } from '../../base/ui/button.ts'
import { select } from '../../base/ui/choice.ts'
import { partName } from '../parts.ts'
import type { ProposalsView, ProposalView } from './schema.ts'

export type ProposalsSpec = {
  readonly proposals: ProposalsView
  /** Where the draft is saved. */
  readonly saveHref: string
  readonly countries: readonly string[]
  readonly chosen: string | null
  /** The country that stands in the form. */
  readonly country: string
}

/** Its place on the page. */
export const proposalsAnchor = 'proposals'

export function proposalsPart(t: Texts, spec: ProposalsSpec): Html {
  const { saveHref, countries, country } = spec
  const options = countries
    .map(code => ({ value: code, label: t.country(code) }))
    .sort((a, b) => t.compare(a.label, b.label))
  return html`<div class="proposals" id="${proposalsAnchor}">
<div class="proposals-ask">${select(t, {
    ...{ name: 'country', label: t('authority-bycase.country'), empty: '', options },
    value: country,
  })}
${button(t('authority-bycase.propose'), {
  variant: 'secondary',
  formAction: `${saveHref}?go=${proposalsAnchor}`,
  isUnchecked: true,
})}</div>
<case-proposals aria-live="polite">${answer(t, spec)}</case-proposals></div>`
}

function answer(t: Texts, spec: ProposalsSpec): Html {
  const { items, country, isAbout, total, searchHref } = spec.proposals
  if (country === null || !isAbout) return html`<p class="quiet">${t('authority-bycase.missing')}</p>`
  const others = html`<a href="${searchHref}">${
    total > items.length ? t('authority-finder.total', { count: total }) : t('base.box.search-page')
  }</a>`
  if (items.length === 0)
    return html`<p class="quiet">${t('authority-bycase.none', { country })} ${others}</p>`
  return html`<h3>${t('authority-bycase.title')}</h3>
<ol class="proposed">${items.map(item => proposal(t, spec, item))}</ol>
<p class="quiet">${others}</p>`
}

function proposal(t: Texts, { saveHref, chosen }: ProposalsSpec, item: ProposalView): Html {
  const { authority, title, town, grounds, learned } = item
  return html`<li${authority === chosen && html` data-chosen`}>
<p><b>${title}</b></p>
<p>${partName(t, item)} · ${town}</p>
<ul class="found-why" aria-label="${t('authority.why.title')}">${grounds.map(
    ({ text }) => html`<li>${text}</li>`,
  )}</ul>
${learned && why(t, learned.text)}
${authority === chosen ? taken(t) : take(t, saveHref, item)}
</li>`
}

/** The way to switch it off stands beside it. */
const why = (t: Texts, text: string): Html =>
  html`<p class="proposed-learned">${text} <a href="/me/proposals">${t('authority-bycase.setting.title')}</a></p>`

const taken = (t: Texts): Html =>
  html`<p class="proposed-take">${icon('check')}${t('exchange.recipient.label')}</p>`

/** Saves the draft with it as the recipient. */
const take = (t: Texts, saveHref: string, { authority, title }: ProposalView): Html =>
  html`<p class="proposed-take"><button class="ds-button" data-variant="secondary" type="submit" name="take"
 value="${authority}" formaction="${saveHref}?go=${proposalsAnchor}" formnovalidate>${t('authority.choose.button')}
<span class="ds-sr-only">${title}</span></button></p>`
