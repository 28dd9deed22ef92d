// Where a new exchange begins: which procedure, for which authority.
import type { Call, Page } from '../base/door.ts'
import { html } from '../base/html.ts'
import type { Refusal } from '../base/result.ts'
import { banner } from '../base/ui/banner.ts'
import { button } from '../base/ui/button.ts'
import { choiceBoxes } from '../base/ui/choice.ts'
import { errorSummary, errorsByPath } from '../base/ui/error-summary.ts'
import { hidden } from '../base/ui/hidden.ts'
import { backLink } from '../base/ui/page-parts.ts'
import type { Actor } from '../permission/model.ts'
import type { NewView } from './new.ts'
import { partName } from './parts.ts'

/** `GET /exchanges/new`. */
export function newPage(
  call: Call<Actor>,
  { recipient, dossier, procedures }: NewView,
  refusal?: Refusal,
): Page {
  const { t } = call
  const problems = refusal?.problems ?? []
  const error = errorsByPath(t, problems).procedure
  const first = procedures.find(one => one.fits) ?? (procedures.length === 1 ? procedures[0] : undefined)
  return {
    title: t('exchange.new.title'),
    current: 'new',
    main: html`${backLink(t('exchange.worklist.title'), '/worklist')}
<h1>${t('exchange.new.title')}</h1>
${refusal && (refusal.problems ? errorSummary(t, problems, {}) : banner('danger', t.refusal(refusal)))}
<form method="post" action="/exchanges" class="narrow">
${hidden(call)}
${
  recipient
    ? html`<p>${t('exchange.recipient.label')}: <b>${recipient.title}</b><br>${partName(t, recipient)}</p>
<input type="hidden" name="recipient" value="${recipient.authority}">`
    : html`<p class="quiet">${t('exchange.new.lead')}</p>`
}
${
  dossier &&
  html`<p>${t('exchange-dossier.label')}: <b>${dossier}</b></p>
<input type="hidden" name="dossier" value="${dossier}">`
}
<div class="boxes-stacked">${choiceBoxes(t, {
      name: 'procedure',
      label: t('exchange.new.procedure'),
      isRequired: true,
      options: procedures.map(({ id, name, purpose }) => ({ value: id, label: name, hint: purpose })),
      chosen: first ? [first.id] : [],
      ...(error !== undefined && { error }),
    })}</div>
<p>${button(t('exchange.new.button'))}</p>
</form>`,
  }
}
