// Where an exchange is put into a dossier or taken out of it.
import type { Call, Page } from '../base/door.ts'
import { type Html, html } from '../base/html.ts'
import type { Refusal } from '../base/result.ts'
import type { Texts } from '../base/text.ts'
import { banner } from '../base/ui/banner.ts'
import { button } from '../base/ui/button.ts'
import { errorsByPath } from '../base/ui/error-summary.ts'
import { fieldFrame, idOf } from '../base/ui/field.ts'
import { hidden } from '../base/ui/hidden.ts'
import { backLink } from '../base/ui/page-parts.ts'
import type { Actor } from '../permission/model.ts'
import type { DossierView } from './dossier.ts'
import type { FilingView } from './dossier-change.ts'
import { nameField } from './page-dossier.ts'
import type { ExchangeView } from './view-schema.ts'

type Again = { readonly refusal: Refusal; readonly dossier: string; readonly name: string }
type Choosing = FilingView & { readonly choices: readonly DossierView[] }

/** `GET /exchanges/:number/dossier`. */
export function filingPage(call: Call<Actor>, view: Choosing, again?: Again): Page {
  const { t } = call
  const errors = again ? errorsByPath(t, again.refusal.problems ?? []) : {}
  const title = t('exchange-dossier.put')
  return {
    title: `${title} – ${view.number}`,
    current: 'worklist',
    main: html`${backLink(view.number, `/exchanges/${view.number}`)}
<h1>${title}</h1>
<p class="lead">${view.title}</p>
${again && !again.refusal.problems && banner('danger', t.refusal(again.refusal))}
${view.dossier !== null && currentOf(call, { ...view, dossier: view.dossier })}
<form method="post" action="/exchanges/${view.number}/dossier" class="narrow" novalidate>
${hidden(call)}<input type="hidden" name="from" value="${view.dossier ?? ''}">
${numberField(t, view, again?.dossier ?? '', errors.dossier)}
${nameField(t, t('exchange-dossier.new-name'), {
  ...{ value: again?.name ?? '', error: errors.name, isRequired: false },
})}
<p>${button(title)}</p>
</form>`,
  }
}

/** By its number; those that changed last are offered under their names. */
function numberField(
  t: Texts,
  { choices, dossier }: Choosing,
  value: string,
  error: string | undefined,
): Html {
  const spec = {
    ...{ name: 'dossier', label: t('exchange-dossier.existing'), hint: t('exchange-dossier.existing-hint') },
    error,
  }
  return fieldFrame(
    t,
    spec,
    html`<input class="ds-input" type="text" id="${idOf('dossier')}" name="dossier" list="dossiers" maxlength="20"
 autocomplete="off" value="${value}" aria-describedby="${idOf('dossier')}-hint"${error && html` aria-invalid="true"`}>
<datalist id="dossiers">${choices
      .filter(one => one.dossier !== dossier)
      .map(one => html`<option value="${one.dossier}">${one.name ?? one.dossier}</option>`)}</datalist>`,
  )
}

const currentOf = (call: Call<Actor>, { number, dossier, name }: Choosing & { dossier: string }): Html =>
  html`<form method="post" action="/exchanges/${number}/dossier/remove" class="filed-in">${hidden(call)}
<input type="hidden" name="from" value="${dossier}">
<p>${filedUnder({ dossier, name })}</p>
${button(call.t('exchange-dossier.take-out'), { variant: 'secondary' })}</form>`

/** The name where it may be read, and the number. */
const filedUnder = ({ dossier, name }: { readonly dossier: string; readonly name: string | null }): Html =>
  html`<a href="/dossiers/${dossier}">${name ?? dossier}</a>${
    name !== null && html`<br><span class="quiet">${dossier}</span>`
  }`

/** On the page of an exchange: where the own office keeps it. */
export function dossierSection(t: Texts, { number, dossier }: ExchangeView): Html | null {
  if (dossier.dossier === null && !dossier.action) return null
  return html`<section id="dossier"><h2>${t('exchange-dossier.label')}</h2>
${dossier.dossier !== null && html`<p>${filedUnder({ dossier: dossier.dossier, name: dossier.name })}</p>`}
${
  dossier.action &&
  html`<p><a href="/exchanges/${number}/dossier">${t(
    dossier.dossier === null ? 'exchange-dossier.put' : 'exchange-dossier.change',
  )}</a></p>`
}</section>`
}
