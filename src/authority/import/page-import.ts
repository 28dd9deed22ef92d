// The page on which a file is chosen, with what each column holds and the ids that it may name.
import type { Call, Page } from '../../base/door.ts'
import { type Html, html } from '../../base/html.ts'
import type { Refusal } from '../../base/result.ts'
import { banner } from '../../base/ui/banner.ts'
import { button, linkButton } from '../../base/ui/button.ts'
import { errorSummary, errorsByPath } from '../../base/ui/error-summary.ts'
import { fileField, optionalMark } from '../../base/ui/field.ts'
import { hidden } from '../../base/ui/hidden.ts'
import { backLink } from '../../base/ui/page-parts.ts'
import type { Actor } from '../../permission/model.ts'
import type { Choices } from '../keeping/forms.ts'
import { fieldLabel } from '../keeping/labels.ts'
import { areaName, competenceName, typeName } from '../names.ts'
import { sizeFacts } from './sheet.ts'
import { columnRows } from './view.ts'

const path = '/administration/import'

const download = { variant: 'secondary', icon: 'download' } as const

const refusalOf = ({ t }: Call<Actor>, refusal: Refusal, file: string): Html | null =>
  refusal.problems ? errorSummary(t, refusal.problems, { file }) : banner('danger', t.refusal(refusal))

/** `GET /administration/import`. */
export function importPage(choices: Choices, call: Call<Actor>, refusal?: Refusal): Page {
  const { t } = call
  const label = `${t('exchange-attachments.file')} (CSV, XLSX)`
  const error = errorsByPath(t, refusal?.problems ?? []).file
  const file = { name: 'file', label, hint: t('authority-import.size.invalid', sizeFacts), isRequired: true }
  return {
    title: t('authority-import.title'),
    current: 'administration',
    main: html`${backLink(t('authority-admin.title'), '/administration')}
<div class="page-head"><div><h1>${t('authority-import.title')}</h1>
<p class="quiet">${t('authority-import.lead')}</p></div>
<p class="buttons">${linkButton(t('exchange-export.csv.link'), '/administration/authorities.csv', download)}
${linkButton(t('exchange-export.xlsx.link'), '/administration/authorities.xlsx', download)}</p></div>
${refusal && refusalOf(call, refusal, label)}
<form method="post" enctype="multipart/form-data" class="narrow" novalidate action="${path}">${hidden(call)}
${fileField(t, { ...file, ...(error !== undefined && { error }), accept: '.csv,.xlsx' })}
<p class="buttons">${button(t('authority-import.check'))}</p>
</form>
<h2>${t('authority-import.columns')}</h2>
${columnTable(call)}
${idList(call, 'type', choices.types, id => typeName(t, id))}
${idList(call, 'areas', choices.areas, id => areaName(t, id))}
${idList(call, 'competences', choices.competences, id => competenceName(t, id))}`,
  }
}

const keys: Readonly<Record<string, string>> = {
  ...{ country: 'authority.filter.country', reason: 'exchange.reason.label' },
}
const fields: Readonly<Record<string, string>> = { 'name.xx': 'officialNames', 'title.xx': 'informalTitles' }

function columnTable({ t }: Call<Actor>): Html {
  const labelOf = (column: string): string | false => {
    const key = keys[column]
    if (key !== undefined) return t(key)
    return column !== 'id' && fieldLabel(t, fields[column] ?? column)
  }
  return html`<div class="table-frame"><table class="ds-table cards columns"><tbody>${columnRows(t).map(
    ({ column, about, isRequired }) => html`
<tr><th scope="row"><code>${column}</code>${optionalMark(t, { isRequired })}</th>
<td>${labelOf(column)}</td><td>${about}</td></tr>`,
  )}
</tbody></table></div>`
}

function idList(
  { t }: Call<Actor>,
  field: string,
  ids: readonly string[],
  name: (id: string) => string,
): Html {
  const rows = ids.map(id => [id, name(id)] as const).toSorted((a, b) => t.compare(a[1], b[1]))
  return html`<details class="ids"><summary>${fieldLabel(t, field)} (${t.number(rows.length)})</summary>
<dl class="facts">${rows.map(
    ([id, label]) => html`<dt><code>${id}</code></dt><dd>${label}</dd>`,
  )}</dl></details>`
}
