// The page of a person's absences: those to come, each with who covers it, and one more.
import type { Call, Page } from '../base/door.ts'
import { type Html, html } from '../base/html.ts'
import type { Refusal } from '../base/result.ts'
import { banner } from '../base/ui/banner.ts'
import { button } from '../base/ui/button.ts'
import { select } from '../base/ui/choice.ts'
import { errorSummary, errorsByPath } from '../base/ui/error-summary.ts'
import { dayField } from '../base/ui/field.ts'
import { hidden } from '../base/ui/hidden.ts'
import { backLink } from '../base/ui/page-parts.ts'
import type { Actor } from '../permission/model.ts'
import type { AbsenceListView } from './absence-routes.ts'

type Again = { readonly refusal: Refusal; readonly typed: Readonly<Record<string, unknown>> }

/** `GET /me/absences`. */
export function absencePage(call: Call<Actor>, view: AbsenceListView, again?: Again): Page {
  const { t } = call
  const problems = again?.refusal.problems
  const labels = {
    fromDay: t('exchange.range.from'),
    toDay: t('exchange.range.to'),
    cover: t('user.absence.cover'),
  }
  return {
    title: t('user.absence.title'),
    current: 'me',
    main: html`${backLink(call.who?.name ?? '', '/me')}
<h1>${t('user.absence.title')}</h1>
<p>${t('user.absence.lead')}</p>
${again && (problems ? errorSummary(t, problems, labels) : banner('danger', t.refusal(again.refusal)))}
${
  view.items.length === 0
    ? html`<p class="quiet">${t('user.absence.none')}</p>`
    : html`<ul class="saved-views">${view.items.map(item => rowOf(call, item))}
</ul>`
}
${formOf(call, view, again)}`,
  }
}

function rowOf(call: Call<Actor>, { id, fromDay, toDay, cover }: AbsenceListView['items'][number]): Html {
  const { t } = call
  return html`
<li><span><b>${t.day(fromDay)} – ${t.day(toDay)}</b><br>${t('user.absence.cover')}: ${cover.name}</span>
<form method="post" action="/me/absences/${id}/remove">${hidden(call)}
${button(t('exchange-track.saved.remove'), { variant: 'tertiary', color: 'danger' })}</form></li>`
}

function formOf(call: Call<Actor>, { colleagues, today }: AbsenceListView, again: Again | undefined): Html {
  const { t } = call
  const errors = errorsByPath(t, again?.refusal.problems ?? [])
  const typed = (name: string): string => {
    const value = again?.typed[name]
    return typeof value === 'string' ? value : ''
  }
  const day = (name: string, label: string): Html =>
    dayField(t, { name, label, value: typed(name), isRequired: true, first: today, error: errors[name] })
  return html`<form method="post" action="/me/absences" class="narrow" novalidate>${hidden(call)}
<h2>${t('user.absence.add')}</h2>
<div class="field-row">${day('fromDay', t('exchange.range.from'))}${day('toDay', t('exchange.range.to'))}</div>
${select(t, {
  ...{ name: 'cover', label: t('user.absence.cover'), value: typed('cover'), isRequired: true, empty: '' },
  options: colleagues.map(({ user, name }) => ({ value: user, label: name })),
  error: errors.cover,
})}
<p>${button(t('user.absence.add'))}</p>
</form>`
}
