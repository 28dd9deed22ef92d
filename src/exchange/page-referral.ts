// How it reads on the page of an exchange that the sender was not satisfied, and what the coordinators say.
import { type Html, html } from '../base/html.ts'
import type { Texts } from '../base/text.ts'
import { pairOf } from './page-parts.ts'
import type { ExchangeView } from './view-schema.ts'

/** The reason, and each opinion under the country whose coordinator gave it; nothing where nobody was asked. */
export function referralPart(t: Texts, { referral }: ExchangeView): Html | null {
  if (!referral) return null
  return html`<section class="free-text" id="referral"><h2>${t('exchange.event.referred')}</h2>
${referral.reason && pairOf(t, referral.reason, 'text-referral')}
${referral.opinions.map(
  ({ country, label, text }, i) => html`<h3>${t.country(country)}: ${label}</h3>
${text && pairOf(t, text, `text-opinion-${i + 1}`)}`,
)}</section>`
}
