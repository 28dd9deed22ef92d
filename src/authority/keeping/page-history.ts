// How an authority's record came about, and what others propose for it.
import type { Call } from '../../base/door.ts'
import { type Html, html } from '../../base/html.ts'
import type { Texts } from '../../base/text.ts'
import { button } from '../../base/ui/button.ts'
import { textArea } from '../../base/ui/field.ts'
import { hidden } from '../../base/ui/hidden.ts'
import type { Actor } from '../../permission/model.ts'
import { changeLine, fieldLabel, named, valueText } from './labels.ts'
import type { Again } from './page-authority.ts'
import type { HistoryView, KeptView, ProposalView } from './view-schema.ts'

export const historyPart = (t: Texts, items: readonly HistoryView[]): Html => html`<section>
<h2>${t('exchange-parts.history.title')}</h2>
<ol class="kept-history">${items.map(item => entry(t, item))}
</ol></section>`

const entry = (t: Texts, item: HistoryView): Html => html`
<li><time datetime="${item.at}">${t.instant(item.at)}</time>
<p><b>${t(`authority-admin.event.${item.event}`)}</b></p>${
  item.office && html`<p>${named(item.office)}${item.person && html`<br>${item.person}`}</p>`
}${item.changes.map(one => changeLine(t, one))}${item.reason && html`<p class="prose">${item.reason}</p>`}</li>`

/** Each with its two answers; a refusal needs its reason. */
export function proposalsPart(call: Call<Actor>, view: KeptView, again: Again | undefined): Html | null {
  const { t } = call
  if (view.proposals.length === 0) return null
  return html`<section class="card"><h2>${t('authority-admin.proposals')}</h2>
<ul class="kept-proposals">${view.proposals.map(one => proposal(call, view, one, again))}
</ul></section>`
}

function proposal(
  call: Call<Actor>,
  { authority }: KeptView,
  one: ProposalView,
  again: Again | undefined,
): Html {
  const { t } = call
  const href = `/authorities/${encodeURIComponent(authority)}/proposals/${one.id}`
  const typed = again?.typed.reason
  return html`
<li><p><b>${fieldLabel(t, one.field)}</b>: ${valueText(t, one.field, one.value)}</p>
<p class="prose">${one.reason}</p>
<p class="quiet">${named(one.office)} · ${t.instant(one.at)}</p>${
    one.isMine &&
    html`<form method="post" action="${href}" novalidate>${hidden(call)}
${textArea(t, {
  ...{ name: 'reason', label: t('exchange.reason.label'), rows: 2, lengthMax: 4000 },
  value: typeof typed === 'string' ? typed : '',
})}
<p class="buttons">${button(t('authority-admin.proposal.accept'), { name: 'decision', value: 'accept' })}
${button(t('authority-admin.proposal.refuse'), {
  ...{ name: 'decision', value: 'refuse', variant: 'secondary' },
})}</p></form>`
  }</li>`
}
