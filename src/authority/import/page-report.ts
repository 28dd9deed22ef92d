// The report of a file: how many lines do what, each faulty one, each change; and the button that writes them all.
import type { Call, Page } from '../../base/door.ts'
import { type Html, html } from '../../base/html.ts'
import type { Refusal } from '../../base/result.ts'
import { banner } from '../../base/ui/banner.ts'
import { button, linkButton } from '../../base/ui/button.ts'
import { hidden } from '../../base/ui/hidden.ts'
import { backLink, facts, namedCell } from '../../base/ui/page-parts.ts'
import type { Actor } from '../../permission/model.ts'
import { changeLine } from '../keeping/labels.ts'
import type { ReportView } from './view.ts'

const path = '/administration/import'
const kinds = ['new', 'changed', 'unchanged', 'faulty'] as const

/** `GET /administration/import/:id`. */
export function reportPage(call: Call<Actor>, view: ReportView, refusal?: Refusal): Page {
  const { t } = call
  const { counts, written, mark } = view
  const count = counts.new + counts.changed
  return {
    title: `${t('authority-import.title')} – ${view.file}`,
    current: 'administration',
    main: html`${backLink(t('authority-import.title'), path)}
<h1>${view.file}</h1>
${refusal && banner('danger', t.refusal(refusal))}
${written && banner('success', t('authority-import.written', { new: written.new, changed: written.changed }))}
${counts.faulty > 0 && banner('warning', t('authority-import.faulty.invalid'))}
${!written && facts(kinds.map(kind => [t(`authority-import.${kind}`), t.number(counts[kind])] as const))}
${
  mark !== null &&
  html`<form method="post" action="${path}/${view.import}">${hidden(call)}
<input type="hidden" name="mark" value="${mark}">
<p class="buttons">${button(t('authority-import.write', { count }))}</p></form>`
}
${written && html`<p class="buttons">${linkButton(t('authority-admin.title'), '/administration')}</p>`}
${view.faults.length > 0 && faultTable(call, view)}
${kinds.slice(0, 2).map(kind => lineTable(call, view, kind === 'new' ? 'new' : 'changed'))}`,
  }
}

/** With how many are shown, where these are not all. */
const headOf = ({ t }: Call<Actor>, label: string, shown: number, all: number): Html =>
  html`<h2>${label}${shown < all && html` <small>${t.number(shown)} / ${t.number(all)}</small>`}</h2>`

const faultColumns = [
  ...['authority-import.line', 'authority-import.column', 'authority-import.content'],
  ...['authority-admin.field.field', 'authority-admin.field.value'],
] as const

export const faultTable = (
  call: Call<Actor>,
  { faults, counts }: Pick<ReportView, 'faults' | 'counts'>,
): Html => {
  const { t } = call
  const lines = new Set(faults.map(({ line }) => line)).size
  return html`<section>${headOf(call, t('authority-import.faulty'), lines, counts.faulty)}
<div class="table-frame"><table class="ds-table cards"><thead><tr>${faultColumns.map(
    key => html`<th scope="col">${t(key)}</th>`,
  )}</tr></thead><tbody>${faults.map(
    ({ line, column, value, message, expected }) => html`
<tr>${[line, column && html`<code>${column}</code>`, value, message, expected].map((one, at) =>
      namedCell(t(faultColumns[at] ?? ''), one),
    )}</tr>`,
  )}
</tbody></table></div></section>`
}

function lineTable(call: Call<Actor>, view: ReportView, kind: 'new' | 'changed'): Html | null {
  const { t } = call
  const rows = view[kind]
  if (rows.length === 0) return null
  return html`<section>${headOf(call, t(`authority-import.${kind}`), rows.length, view.counts[kind])}
<div class="table-frame"><table class="ds-table cards changes"><tbody>${rows.map(
    ({ line, authority, name, changes }) => html`
<tr>${namedCell(t('authority-import.line'), line)}<td>${name}<span class="under"><code>${authority}</code></span></td>
<td>${changes.map(one => changeLine(t, one))}</td></tr>`,
  )}
</tbody></table></div></section>`
}
