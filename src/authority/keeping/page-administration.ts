// The coordinator's administration: what waits for it first, then the authorities of its remit by status.
import type { Call, Page } from '../../base/door.ts'
import { type Html, html } from '../../base/html.ts'
import type { Refusal } from '../../base/result.ts'
import type { Texts } from '../../base/text.ts'
import { banner } from '../../base/ui/banner.ts'
import { button, linkButton } from '../../base/ui/button.ts'
import { select } from '../../base/ui/choice.ts'
import { errorSummary, errorsByPath } from '../../base/ui/error-summary.ts'
import { field } from '../../base/ui/field.ts'
import { hidden } from '../../base/ui/hidden.ts'
import { backLink, emptyState, filterPanel, namedCell, pagination, tabs } from '../../base/ui/page-parts.ts'
import type { Actor } from '../../permission/model.ts'
import { levels, statuses } from '../model.ts'
import { regionName, typeName } from '../names.ts'
import type { AdministrationView } from './administration.ts'
import { regionField, sorted } from './fields.ts'
import type { Choices } from './forms.ts'
import { areaName, fieldLabel } from './labels.ts'

const path = '/administration'

/** `GET /administration`. */
export function administrationPage(call: Call<Actor>, view: AdministrationView, choices: Choices): Page {
  const { t, url } = call
  const query = url.searchParams
  const setCount = ['area', 'region', 'name', 'unconfirmed'].filter(name => query.get(name)?.trim()).length
  return {
    title: t('authority-admin.title'),
    current: 'administration',
    main: html`<div class="page-head"><div><h1>${t('authority-admin.title')}</h1>
<p class="quiet">${t('authority-admin.lead', { country: view.country })}</p></div>
<p class="buttons">${linkButton(t('authority-import.title'), `${path}/import`, { variant: 'secondary' })}
${linkButton(t('user-people.title'), '/users', { variant: 'secondary' })}
${linkButton(t('authority-admin.enter'), `${path}/new`, { variant: 'secondary' })}
${linkButton(t('authority-register.invite'), `${path}/invite`, { icon: 'plus' })}</p></div>
${tabs(
  t,
  t('authority-admin.field.status'),
  statuses.map(status => ({
    ...{ href: `${path}?status=${status}`, label: t(`authority-admin.status.${status}`) },
    ...{ count: view.counts[status] ?? 0, isCurrent: status === view.status },
  })),
)}
${filterPanel(t, path, setCount, filterFields(t, query, view, choices))}
${view.items.length > 0 ? rowsOf(t, view) : emptyState(t('authority-admin.empty'), nextIn(t, view, setCount > 0))}
${pagination(t, { next: withCursor(url, view.next), first: query.has('cursor') ? withCursor(url, '') : null })}`,
  }
}

/** Where nothing waits, the authorities that are there. */
function nextIn(t: Texts, { status, counts }: AdministrationView, isFiltered: boolean): Html | null {
  if (isFiltered) return html`<p>${t('exchange.worklist.empty-filtered')}</p>`
  const { active = 0 } = counts
  if (status === 'active' || active === 0) return null
  const words = { label: t('authority-admin.status.active'), message: t.number(active) }
  return html`<p><a href="${path}?status=active">${t('base.field.named', words)}</a></p>`
}

function withCursor(url: URL, cursor: string | null): string | null {
  if (cursor === null) return null
  const query = new URLSearchParams(url.searchParams)
  if (cursor === '') query.delete('cursor')
  else query.set('cursor', cursor)
  return `${path}?${query}`
}

const filterFields = (
  t: Texts,
  query: URLSearchParams,
  view: AdministrationView,
  choices: Choices,
): readonly Html[] => [
  html`<input type="hidden" name="status" value="${view.status}">`,
  field(t, {
    ...{ name: 'name', label: t('authority-admin.filter.name'), value: query.get('name'), isRequired: true },
    lengthMax: 100,
  }),
  select(t, {
    ...{ name: 'area', label: t('authority.filter.area'), value: query.get('area'), isRequired: true },
    ...{ empty: t('authority.filter.any'), options: sorted(t, choices.areas, id => areaName(t, id)) },
  }),
  regionField(t, { value: query.get('region'), isRequired: true }, { choices, country: view.country }),
  html`<label class="box only"><input class="ds-input" type="checkbox" name="unconfirmed" value="true"${
    query.get('unconfirmed') && html` checked`
  }><span>${t('authority-admin.filter.unconfirmed')}</span></label>`,
]

const rowsOf = (t: Texts, { items }: AdministrationView): Html => html`<div class="table-frame">
<table class="ds-table worklist directory cards"><thead><tr>
<th scope="col">${t('exchange-coordinator.column.authority')}</th>
<th scope="col">${t('authority.filter.area')}</th>
<th scope="col">${t('authority-admin.changed')}</th>
<th scope="col">${t('authority-admin.confirmed')}</th></tr></thead>
<tbody>${items.map(item => row(t, item))}
</tbody></table></div>`

function row(t: Texts, item: AdministrationView['items'][number]): Html {
  const day = (at: string | null): string | null => at && t.day(t.dayAt(at))
  const areas = item.areas.filter(({ status }) => status !== 'withdrawn')
  const about = [typeName(t, item.type), item.town, item.region && regionName(t, item.region)]
  return html`
<tr><td><a class="title" href="/authorities/${encodeURIComponent(item.authority)}" lang="${item.lang}">${
    item.name
  }</a><span class="under">${about.filter(Boolean).join(' · ')}${
    item.proposals > 0 &&
    html` · <span class="what">${t('authority-admin.proposals')}: ${t.number(item.proposals)}</span>`
  }</span></td>
<td>${areas.map(
    ({ area, role }) =>
      html`<div>${areaName(t, area)}${role === 'coordinator' && ` · ${t('authority.approval.coordinator')}`}</div>`,
  )}</td>
${namedCell(t('authority-admin.changed'), day(item.changedAt))}
${namedCell(t('authority-admin.confirmed'), day(item.confirmedAt))}</tr>`
}

type Again = { readonly typed: Readonly<Record<string, unknown>>; readonly refusal: Refusal }

/** `GET /administration/new`. */
export function enterPage(call: Call<Actor>, choices: Choices, again?: Again): Page {
  const { t, who } = call
  const problems = again?.refusal.problems
  const labels = {
    ...{ name: fieldLabel(t, 'officialNames'), language: t('exchange.language.label') },
    ...{ type: fieldLabel(t, 'type'), level: fieldLabel(t, 'level'), area: t('authority.filter.area') },
    ...{ region: fieldLabel(t, 'region'), town: fieldLabel(t, 'town'), email: fieldLabel(t, 'email') },
  }
  const errors = errorsByPath(t, problems ?? [])
  const common = (name: keyof typeof labels) => {
    const value = again?.typed[name]
    return { name, label: labels[name], error: errors[name], value: typeof value === 'string' ? value : '' }
  }
  const text = (name: keyof typeof labels): Html =>
    field(t, { ...common(name), isRequired: true, lengthMax: 300 })
  const list = (name: keyof typeof labels, options: ReturnType<typeof sorted>, otherwise = ''): Html =>
    select(t, {
      ...{ ...common(name), options, isRequired: true, empty: '' },
      value: common(name).value || otherwise,
    })
  return {
    title: t('authority-admin.enter'),
    current: 'administration',
    main: html`${backLink(t('authority-admin.title'), path)}
<h1>${t('authority-admin.enter')}</h1>
${again && (problems ? errorSummary(t, problems, labels) : banner('danger', t.refusal(again.refusal)))}
<form method="post" action="${path}/new" class="narrow" novalidate>${hidden(call)}
${text('name')}
${list('language', sorted(t, choices.languages, t.language), who?.lang)}
${list(
  'type',
  sorted(t, choices.types, id => typeName(t, id)),
)}
${list(
  'level',
  levels.map(value => ({ value, label: t(`authority.level.${value}`) })),
)}
${list(
  'area',
  sorted(t, choices.areas, id => areaName(t, id)),
)}
<div class="field-grid">${text('town')}${regionField(
      t,
      { value: common('region').value, error: errors.region },
      { choices, country: who?.country ?? '' },
    )}</div>
${text('email')}
<p class="buttons">${button(t('authority-admin.enter'))}</p></form>`,
  }
}
