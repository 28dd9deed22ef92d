// The worklist: what needs this authority, what it waits for, what can be closed; the nearest day first.
import type { Call, Page } from '../base/door.ts'
import { type Html, html } from '../base/html.ts'
import type { Texts } from '../base/text.ts'
import { linkButton } from '../base/ui/button.ts'
import { emptyState, filterPanel, pagination, tabs } from '../base/ui/page-parts.ts'
import { type Actor, mayBegin } from '../permission/model.ts'
import { views } from './list-query.ts'
import type { ItemView, WorklistView } from './list-view.ts'
import { countMax } from './model.ts'
import { filterFields, filtersSet, firstPage, type ListChoices, withCursor } from './page-filter.ts'
import { areaName } from './page-head.ts'
import { keyHelp, liveList } from './page-live.ts'
import { type DueSpec, due, partName, urgencyOf } from './parts.ts'

/** `GET /worklist`. */
export function worklistPage(call: Call<Actor>, view: WorklistView, choices: ListChoices): Page {
  const { t, url } = call
  const setCount = filtersSet(url.searchParams)
  const countOf = (name: string): number | string | undefined => {
    const count = (view.counts as Record<string, number>)[name]
    return count === undefined ? undefined : countWords(t, count)
  }
  return {
    title: t('exchange.worklist.title'),
    current: 'worklist',
    main: html`<div class="page-head"><h1>${t('exchange.worklist.title')}</h1>${
      call.who && mayBegin(call.who) && linkButton(t('exchange.new.title'), '/exchanges/new')
    }</div>
${tabs(
  t,
  t('exchange.worklist.views'),
  views.map(name => {
    const count = countOf(name)
    return {
      ...{
        href: `/worklist?view=${name}`,
        label: t(`exchange.worklist.${name}`),
        isCurrent: name === view.view,
      },
      ...(count !== undefined && { count }),
    }
  }),
)}
${savedBar(t, view, url)}
${liveList(t, view.at, url)}
${filterPanel(t, '/worklist', setCount, [
  html`<input type="hidden" name="view" value="${view.view}">`,
  filterFields(t, url.searchParams, choices),
])}
${view.items.length > 0 ? rowsOf(t, view.items) : nothing(t, setCount > 0)}
${pagination(t, {
  next: withCursor(url, view.next),
  first: firstPage(url),
})}
${view.items.length > 0 && fileLinks(t, url, view.view)}`,
  }
}

const countWords = (t: Texts, count: number): string =>
  count > countMax ? t('exchange.worklist.more', { count: countMax }) : t.number(count)

/** The files hold all pages, not only those from here on. */
function fileLinks(t: Texts, url: URL, view: string): Html {
  const query = new URLSearchParams(url.searchParams)
  query.delete('cursor')
  query.set('view', view)
  return html`<p class="on-screen">${(['csv', 'xlsx'] as const).map(
    (kind, i) =>
      html`${i > 0 && ' · '}<a href="/worklist.${kind}?${query.toString()}">${t(`exchange-export.${kind}.link`)}</a>`,
  )}</p>`
}

/** One's own views as links, and the way to keep the filters of now as one more. */
function savedBar(t: Texts, { saved, view, counts }: WorklistView, url: URL): Html {
  const now = new URLSearchParams(url.searchParams)
  now.delete('cursor')
  now.delete('lang')
  if (!now.has('view')) now.set('view', view)
  const isHere = (query: string): boolean => sameQuery(new URLSearchParams(query), now)
  const keep = `/worklist/views?${new URLSearchParams({ query: now.toString() })}`
  const own = 'view=act&allocated=mine'
  return html`<nav class="saved" aria-label="${t('exchange-track.saved.title')}"><ul>${
    (counts.mine > 0 || isHere(own)) &&
    html`
<li><a href="/worklist?${own}"${isHere(own) && html` aria-current="page"`}>${t('exchange-people.worklist.mine')}
 <span class="count">${countWords(t, counts.mine)}</span></a></li>`
  }${saved.map(
    ({ name, query }) => html`
<li><a href="/worklist?${query}"${isHere(query) && html` aria-current="page"`}>${name}</a></li>`,
  )}${
    filtersSet(now) > 0 &&
    !isHere(own) &&
    !saved.some(one => isHere(one.query)) &&
    html`
<li><a href="${keep}">${t('exchange-track.saved.keep')}</a></li>`
  }${
    saved.length > 0 &&
    html`
<li><a href="/worklist/views">${t('exchange-track.saved.manage')}</a></li>`
  }
</ul></nav>`
}

const sameQuery = (a: URLSearchParams, b: URLSearchParams): boolean => {
  const plain = (query: URLSearchParams) =>
    [...query, ...(query.has('view') ? [] : [['view', 'act']])]
      .filter(([, value]) => value !== '')
      .map(pair => pair.join('='))
      .sort()
      .join('&')
  return plain(a) === plain(b)
}

const nothing = (t: Texts, isFiltered: boolean): Html =>
  emptyState(
    t('exchange.worklist.empty'),
    t(isFiltered ? 'exchange.worklist.empty-filtered' : 'exchange.worklist.empty-hint'),
  )

/** The table of exchanges; on a phone each row becomes a card. */
export const rowsOf = (
  t: Texts,
  items: readonly ItemView[],
): Html => html`<div class="table-frame"><table class="ds-table worklist">
<thead><tr>${(['due', 'exchange', 'authority', 'area', 'next'] as const).map(
  name => html`<th scope="col">${t(`exchange.column.${name}`)}</th>`,
)}</tr></thead>
<tbody>${items.map(item => row(t, item))}
</tbody></table></div>
${keyHelp(t)}`

function row(t: Texts, item: ItemView): Html {
  return html`
<tr data-urgency="${urgencyIn(item)}"${item.changed && html` data-changed`}>
<td>${dueOf(t, item)}</td>
<td><a class="title" href="/exchanges/${item.number}">${item.title}</a><span class="under">${item.number}${
    item.urgent && html` · <span class="what">${t('exchange.urgent.mark')}</span>`
  }${item.changed && html` · <span class="what">${item.stateLabel}</span>`}${
    item.allocation === 'mine' && html` · <span class="what">${t('exchange-people.worklist.mine')}</span>`
  }</span></td>
<td>${item.counterpart ? partName(t, item.counterpart) : '–'}</td>
<td class="area">${areaName(t, item.area)}</td>
<td class="next">${item.next}</td>
</tr>`
}

/** For the edge of a row. */
export const urgencyIn = (item: ItemView): string => urgencyOf(dueSpec(item))
export const dueOf = (t: Texts, item: ItemView): Html => due(t, dueSpec(item))

/** What is answered or over is not owed any more. */
function dueSpec({ turn, dueDay, today, answeredDay, state }: ItemView): DueSpec {
  if (turn === 'draft') return { day: null, today, state: 'owed' }
  if ((turn === 'act' || turn === 'wait') && state !== 'referred')
    return { day: dueDay, today, state: 'owed' }
  return { day: dueDay, today, state: 'done', ...(answeredDay && { doneDay: answeredDay }) }
}
