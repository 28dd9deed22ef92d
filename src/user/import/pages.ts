// The page on which a file of users is chosen, and its report: what each line would do, and the button that writes it.
import { faultTable } from '../../authority/import/page-report.ts'
import { sizeFacts } from '../../authority/import/sheet.ts'
import { areaName } from '../../authority/keeping/labels.ts'
import type { Call, Page } from '../../base/door.ts'
import { type Html, html } from '../../base/html.ts'
import type { Refusal } from '../../base/result.ts'
import { banner } from '../../base/ui/banner.ts'
import { button, linkButton } from '../../base/ui/button.ts'
import { errorSummary, errorsByPath } from '../../base/ui/error-summary.ts'
import { fileField, optionalMark } from '../../base/ui/field.ts'
import { hidden } from '../../base/ui/hidden.ts'
import { backLink, facts, namedCell } from '../../base/ui/page-parts.ts'
import { type Actor, roles } from '../../permission/model.ts'
import { rolesFacts } from '../keeping/page-invitation.ts'
import type { ColumnsView, ReportView } from './view.ts'

const usersOf = (authority: string): string => `/authorities/${encodeURIComponent(authority)}/users`
const download = { variant: 'secondary', icon: 'download' } as const

const refusalOf = ({ t }: Call<Actor>, refusal: Refusal, file: string): Html | null =>
  refusal.problems ? errorSummary(t, refusal.problems, { file }) : banner('danger', t.refusal(refusal))

/** `GET /authorities/:id/users/import`. */
export function importPage(
  call: Call<Actor>,
  { authority, columns, areas }: ColumnsView,
  refusal?: Refusal,
): Page {
  const { t } = call
  const path = usersOf(authority)
  const label = `${t('exchange-attachments.file')} (CSV, XLSX)`
  const error = errorsByPath(t, refusal?.problems ?? []).file
  const file = { name: 'file', label, hint: t('authority-import.size.invalid', sizeFacts), isRequired: true }
  return {
    title: t('authority-import.title'),
    current: 'users',
    main: html`${backLink(t('user-people.title'), path)}
<div class="page-head"><div><h1>${t('authority-import.title')}</h1>
<p class="quiet">${t('authority-import.lead')}</p></div>
<p class="buttons">${linkButton(t('exchange-export.csv.link'), `${path}/users.csv`, download)}
${linkButton(t('exchange-export.xlsx.link'), `${path}/users.xlsx`, download)}</p></div>
${refusal && refusalOf(call, refusal, label)}
<form method="post" enctype="multipart/form-data" class="narrow" novalidate action="${path}/import">${hidden(call)}
${fileField(t, { ...file, ...(error !== undefined && { error }), accept: '.csv,.xlsx' })}
<p class="buttons">${button(t('authority-import.check'))}</p>
</form>
<h2>${t('authority-import.columns')}</h2>
<div class="table-frame"><table class="ds-table cards columns"><tbody>${columns.map(
      ({ column, about, isRequired }) => html`
<tr><th scope="row"><code>${column}</code>${optionalMark(t, { isRequired })}</th><td>${about}</td></tr>`,
    )}
</tbody></table></div>
${idList(
  t('user-people.roles'),
  roles.map(id => [id, t(`user.role.${id}`)] as const),
)}
${idList(
  t('authority.filter.area'),
  areas.map(id => [id, areaName(t, id)] as const),
)}`,
  }
}

const idList = (label: string, rows: readonly (readonly [string, string])[]): Html =>
  html`<details class="ids"><summary>${label}</summary>
<dl class="facts">${rows.map(([id, name]) => html`<dt><code>${id}</code></dt><dd>${name}</dd>`)}</dl></details>`

const kinds = ['new', 'changed', 'unchanged', 'faulty'] as const

/** `GET /authorities/:id/users/import/:import`. */
export function reportPage(call: Call<Actor>, view: ReportView, refusal?: Refusal): Page {
  const { t } = call
  const { counts, mark, isWritten } = view
  const path = `${usersOf(view.authority)}/import`
  const written = { new: counts.new, changed: counts.changed }
  return {
    title: `${t('authority-import.title')} – ${view.file}`,
    current: 'users',
    main: html`${backLink(t('authority-import.title'), path)}
<h1>${view.file}</h1>
${refusal && banner('danger', t.refusal(refusal))}
${isWritten && banner('success', t('authority-import.written', written))}
${counts.faulty > 0 && banner('warning', t('authority-import.faulty.invalid'))}
${!isWritten && facts(kinds.map(kind => [t(`authority-import.${kind}`), t.number(counts[kind])] as const))}
${
  mark !== null &&
  html`<form method="post" action="${path}/${view.import}">${hidden(call)}
<input type="hidden" name="mark" value="${mark}">
<p class="buttons">${button(t('user-people.write', { count: counts.new + counts.changed }))}</p></form>`
}
${isWritten && html`<p class="buttons">${linkButton(t('user-people.title'), usersOf(view.authority))}</p>`}
${view.faults.length > 0 && faultTable(call, view)}
${(['new', 'changed'] as const).map(kind => lineTable(call, view, kind))}`,
  }
}

function lineTable({ t }: Call<Actor>, view: ReportView, kind: 'new' | 'changed'): Html | null {
  const rows = view[kind]
  if (rows.length === 0) return null
  const isPart = rows.length < view.counts[kind]
  return html`<section><h2>${t(`authority-import.${kind}`)}${
    isPart && html` <small>${t.number(rows.length)} / ${t.number(view.counts[kind])}</small>`
  }</h2>
<div class="table-frame"><table class="ds-table cards changes"><tbody>${rows.map(
    ({ line, name, mail, event, from, to }) => html`
<tr>${namedCell(t('authority-import.line'), line)}<td>${name}<span class="under">${mail}</span></td>
<td>${t(`user-people.event.${event}`)}</td>
<td>${rolesFacts(t, from).map(([area, held]) => html`<div><del>${area}: ${held}</del></div>`)}${rolesFacts(
      t,
      to,
    ).map(([area, held]) => html`<div><ins>${area}: ${held}</ins></div>`)}</td></tr>`,
  )}
</tbody></table></div></section>`
}
