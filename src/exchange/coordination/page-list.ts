// The coordinator's overview: where exchanges of its country wait, and all that is open, what needs somebody first.
import type { Call, Page } from '../../base/door.ts'
import { type Html, type HtmlValue, html } from '../../base/html.ts'
import type { Texts } from '../../base/text.ts'
import { type Option, select } from '../../base/ui/choice.ts'
import { emptyState, filterPanel, pagination, type Tab, tabs } from '../../base/ui/page-parts.ts'
import type { Actor } from '../../permission/model.ts'
import { countMax } from '../model.ts'
import { firstPage, withCursor } from '../page-filter.ts'
import { areaName } from '../page-head.ts'
import { due, partName, urgencyOf } from '../parts.ts'
import type { BottleneckView, CoordinationItem, CoordinationView } from './list-view.ts'
import { filterNames, openStates, sides, turns } from './query.ts'

/** `GET /coordination`. */
export function coordinationPage(call: Call<Actor>, view: CoordinationView): Page {
  const { t, url } = call
  const query = url.searchParams
  const setCount = filterNames.filter(name => query.get(name)?.trim()).length
  const isFirst = setCount === 0 && !query.has('cursor')
  return {
    title: t('exchange-coordinator.title'),
    current: 'coordination',
    main: html`<h1>${t('exchange-coordinator.title')}</h1>
<p class="quiet">${t('exchange-coordinator.lead', { country: view.country })}</p>
${isFirst && bottlenecks(t, view.bottlenecks)}
${tabs(t, t('exchange.worklist.views'), tabsOf(t, view, query))}
${filterPanel(t, '/coordination', setCount, filterFields(t, query, view))}
${view.items.length > 0 ? rowsOf(t, view.items) : nothing(t, setCount > 0)}
${pagination(t, { next: withCursor(url, view.next), first: firstPage(url) })}`,
  }
}

const counted = (t: Texts, count: number): string | number =>
  count > countMax ? t('exchange.worklist.more', { count: countMax }) : count

const needs = [
  { query: '', count: 'open', key: 'exchange.worklist.all' },
  { query: 'turn=act', count: 'act', key: 'exchange-coordinator.turn.act' },
  { query: 'urgent=true', count: 'urgent', key: 'exchange.urgent.label' },
  { query: 'overdue=true', count: 'overdue', key: 'exchange-track.due.overdue' },
] as const

function tabsOf(t: Texts, { counts }: CoordinationView, query: URLSearchParams): readonly Tab[] {
  const set = new URLSearchParams(
    [...query].filter(([name, value]) => name !== 'cursor' && value.trim() !== ''),
  )
  set.delete('lang')
  return needs.map(one => ({
    href: one.query === '' ? '/coordination' : `/coordination?${one.query}`,
    ...{ label: t(one.key), count: counted(t, counts[one.count]), isCurrent: set.toString() === one.query },
  }))
}

/** Ten authorities at most, each with the list of what waits for it. On a phone each number carries its name. */
function bottlenecks(t: Texts, items: readonly BottleneckView[]): Html | null {
  if (items.length === 0) return null
  const head = (['authority', 'waiting', 'overdue', 'median', 'longest'] as const).map(name =>
    nameOf(t, name),
  )
  const cell = (at: number, value: HtmlValue): Html =>
    html`<td class="number"><span class="name" aria-hidden="true">${head[at]}</span> ${value}</td>`
  return html`<section aria-labelledby="bottlenecks"><h2 id="bottlenecks">${t(
    'exchange-coordinator.bottlenecks',
  )}</h2>
<div class="table-frame"><table class="ds-table bottlenecks">
<thead><tr>${head.map((name, at) => html`<th scope="col"${at > 0 && html` class="number"`}>${name}</th>`)}</tr></thead>
<tbody>${items.map(
    one => html`
<tr><th scope="row"><a href="/coordination?${new URLSearchParams({
      ...{ authority: one.authority.authority, turn: 'act' },
    }).toString()}" lang="${one.authority.lang}">${one.authority.name}</a></th>
${cell(1, counted(t, one.waiting))}
${cell(2, one.overdue > 0 ? html`<b class="late">${counted(t, one.overdue)}</b>` : t.number(0))}
${cell(3, t('exchange-parts.due.left', { count: one.medianDays }))}
${cell(4, t('exchange-parts.due.left', { count: one.longestDays }))}</tr>`,
  )}
</tbody></table></div></section>`
}

const nameOf = (t: Texts, name: 'authority' | 'waiting' | 'overdue' | 'median' | 'longest'): string =>
  name === 'overdue' ? t('exchange-track.due.overdue') : t(`exchange-coordinator.column.${name}`)

function filterFields(t: Texts, query: URLSearchParams, view: CoordinationView): HtmlValue {
  const list = (name: string, label: string, options: readonly Option[]): Html =>
    select(t, {
      ...{ name, label, options, isRequired: true, value: query.get(name), empty: t('exchange.filter.all') },
    })
  const only = (name: string, label: string): Html =>
    html`<label class="box only"><input class="ds-input" type="checkbox" name="${name}" value="true"${
      query.get(name) && html` checked`
    }><span>${label}</span></label>`
  const named = (values: readonly string[], label: (value: string) => string): readonly Option[] =>
    values.map(value => ({ value, label: label(value) }))
  return [
    list(
      'side',
      t('exchange-coordinator.side'),
      named(sides, one => t(`exchange-coordinator.side.${one}`)),
    ),
    list(
      'turn',
      t('exchange-coordinator.column.holder'),
      named(turns, one => t(`exchange-coordinator.turn.${one}`)),
    ),
    view.areas.length > 1 &&
      list(
        'area',
        t('exchange.filter.area'),
        named(view.areas, one => areaName(t, one)),
      ),
    list('authority', t('exchange-coordinator.column.authority'), authorityOptions(t, view)),
    list(
      'state',
      t('exchange-track.filter.state'),
      named(openStates, one => t(`exchange.state.${one}`)),
    ),
    only('urgent', t('exchange.urgent.label')),
    only('overdue', t('exchange-track.due.overdue')),
  ]
}

/** The bottlenecks, and whichever was chosen by its address. */
function authorityOptions(t: Texts, { bottlenecks: items, authority }: CoordinationView): readonly Option[] {
  const all = items.map(one => one.authority)
  const isNamed = authority === null || all.some(one => one.authority === authority.authority)
  return (isNamed ? all : [authority, ...all])
    .map(one => ({ value: one.authority, label: one.name, lang: one.lang }))
    .toSorted((a, b) => t.compare(a.label, b.label))
}

const nothing = (t: Texts, isFiltered: boolean): Html =>
  emptyState(
    t('exchange.worklist.empty'),
    t(isFiltered ? 'exchange.worklist.empty-filtered' : 'exchange-coordinator.empty'),
  )

const rowsOf = (
  t: Texts,
  items: readonly CoordinationItem[],
): Html => html`<div class="table-frame"><table class="ds-table worklist coordination">
<thead><tr><th scope="col">${t('exchange.column.due')}</th><th scope="col">${t('exchange.column.exchange')}</th>
<th scope="col">${t('exchange-coordinator.column.parties')}</th>
<th scope="col">${t('exchange-coordinator.column.holder')}</th>
<th scope="col">${t('exchange-track.filter.state')}</th></tr></thead>
<tbody>${items.map(item => row(t, item))}
</tbody></table></div>`

function row(t: Texts, item: CoordinationItem): Html {
  const { number, dueDay, today, state, urgent, sender, recipient, holder } = item
  const isOwed = !['answered', 'refused'].includes(state)
  const spec = { day: dueDay, today, state: isOwed ? 'owed' : 'done' } as const
  return html`
<tr data-urgency="${urgencyOf(spec)}">
<td>${due(t, spec)}</td>
<td><a class="title" href="/coordination/exchanges/${number}">${number}</a><span class="under">${item.procedureName}${
    urgent && html` · <span class="what">${t('exchange.urgent.mark')}</span>`
  }</span></td>
<td>${partName(t, sender)}<span class="to">${partName(t, recipient)}</span></td>
<td><span class="name">${t('exchange-coordinator.column.holder')}: </span>
${holder ? partName(t, holder) : '–'}</td>
<td class="state"><b>${item.stateLabel}</b><span class="under">${t('exchange-parts.due.left', {
    count: item.waitDays,
  })}</span></td>
</tr>`
}
