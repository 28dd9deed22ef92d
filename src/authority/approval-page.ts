// The page on which the keeper of an authority's data sets what a coordinator has to approve.
import type { Call, Page } from '../base/door.ts'
import { type Html, html } from '../base/html.ts'
import type { Refusal } from '../base/result.ts'
import type { Texts } from '../base/text.ts'
import { banner } from '../base/ui/banner.ts'
import { button } from '../base/ui/button.ts'
import { select } from '../base/ui/choice.ts'
import { errorSummary, errorsByPath } from '../base/ui/error-summary.ts'
import { hidden } from '../base/ui/hidden.ts'
import { backLink } from '../base/ui/page-parts.ts'
import type { Actor } from '../permission/model.ts'
import type { ApprovalView } from './approval-view.ts'
import { approvalSteps } from './model.ts'

export type Again = { readonly typed: Readonly<Record<string, unknown>>; readonly refusal: Refusal }

/** `GET /authorities/:id/approval`. */
export function approvalPage(call: Call<Actor>, view: ApprovalView, again?: Again): Page {
  const { t } = call
  const action = `/authorities/${encodeURIComponent(view.authority)}/approval`
  return {
    title: t('authority.approval.title'),
    current: 'authorities',
    main: html`${backLink(view.name, `/authorities/${encodeURIComponent(view.authority)}`)}
<h1>${t('authority.approval.title')}</h1>
<p class="lead">${t('authority.approval.lead')}</p>
${again && refused(t, again.refusal)}
${view.approvals.length > 0 ? listOf(call, view, action) : html`<p>${t('authority.approval.none')}</p>`}
${
  view.isKeeper &&
  html`<form method="post" action="${action}" class="narrow" novalidate>${hidden(call)}
${fieldsOf(t, view, again)}
<p class="buttons">${button(t('authority.approval.save'))}</p>
</form>`
}`,
  }
}

const refused = (t: Texts, refusal: Refusal): Html | null =>
  refusal.problems
    ? errorSummary(t, refusal.problems, {
        procedure: t('authority.approval.procedure'),
        step: t('authority.approval.step'),
        coordinator: t('authority.approval.coordinator'),
      })
    : banner('danger', t.refusal(refusal))

const listOf = (call: Call<Actor>, { approvals, isKeeper }: ApprovalView, action: string): Html => {
  const { t } = call
  const heads = (['procedure', 'step', 'coordinator'] as const).map(
    name => html`<th scope="col">${t(`authority.approval.${name}`)}</th>`,
  )
  return html`<div class="table-frame"><table class="ds-table worklist approvals">
<thead><tr>${heads}${
    isKeeper && html`<th scope="col"><span class="ds-sr-only">${t('authority.approval.remove')}</span></th>`
  }</tr></thead>
<tbody>${approvals.map(
    one => html`
<tr><td>${one.name}</td><td>${t(`authority.approval.step.${one.step}`)}</td>
<td><span lang="${one.coordinator.lang}">${one.coordinator.name}</span></td>
${isKeeper && removal(call, one, action)}</tr>`,
  )}
</tbody></table></div>`
}

/** The same form without a coordinator. */
const removal = (
  call: Call<Actor>,
  { procedure, name, step }: ApprovalView['approvals'][number],
  action: string,
): Html => {
  const { t } = call
  return html`
<td><form method="post" action="${action}">${hidden(call)}<input type="hidden" name="procedure" value="${procedure}">
<input type="hidden" name="step" value="${step}"><button class="ds-button" data-variant="tertiary"
 type="submit">${t('authority.approval.remove')}<span class="ds-sr-only"> – ${name},
${t(`authority.approval.step.${step}`)}</span></button></form></td>`
}

function fieldsOf(t: Texts, view: ApprovalView, again: Again | undefined): readonly Html[] {
  const errors = errorsByPath(t, again?.refusal.problems ?? [])
  const field = (name: string, options: readonly { value: string; label: string; lang?: string }[]): Html => {
    const value = again?.typed[name]
    return select(t, {
      ...{ name, label: t(`authority.approval.${name}`), options, isRequired: true },
      value: typeof value === 'string' ? value : '',
      ...(errors[name] !== undefined && { error: errors[name] }),
    })
  }
  return [
    field(
      'procedure',
      view.procedures.map(({ procedure, name }) => ({ value: procedure, label: name })),
    ),
    field(
      'step',
      approvalSteps.map(step => ({ value: step, label: t(`authority.approval.step.${step}`) })),
    ),
    field(
      'coordinator',
      view.coordinators.map(({ authority, name, lang }) => ({ value: authority, label: name, lang })),
    ),
  ]
}
