// Parts of pages that are no fields: tabs, lists of facts, filters, pages of a list, and what to say where nothing is.
import { type Html, type HtmlValue, html } from '../html.ts'
import { icon } from '../icon.ts'
import { inLanguage } from '../respond.ts'
import type { LanguageRow, Texts } from '../text.ts'

export type Tab = {
  readonly href: string
  readonly label: string
  /** A number, or words such as "more than 500". */
  readonly count?: number | string
  readonly isCurrent?: boolean
}

/** Views of one list, each with its address. `label` names the group for those who listen. */
export function tabs(t: Texts, label: string, items: readonly Tab[]): Html {
  const tab = ({ href, label: name, count, isCurrent }: Tab): Html => html`
<li><a href="${href}"${isCurrent && html` aria-current="page"`}>${name}${
    count !== undefined && html` <span>${typeof count === 'number' ? t.number(count) : count}</span>`
  }</a></li>`
  return html`<nav class="tabs" aria-label="${label}"><ul>${items.map(tab)}
</ul></nav>`
}

/** Names and values. */
export const facts = (rows: readonly (readonly [name: string, value: HtmlValue])[]): Html =>
  html`<dl class="facts">${rows.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`

/**
 * Of a table of class `cards`: on a phone, where rows are cards without a head above, the value names its column, and
 * what is not there takes no line.
 */
export const namedCell = (column: string, value: HtmlValue): Html =>
  value === null || value === ''
    ? html`<td class="none">–</td>`
    : html`<td><span class="name" aria-hidden="true">${column}</span> ${value}</td>`

/** Where a list goes on. `summary` says how much is shown. */
export function pagination(
  t: Texts,
  { summary, next, first }: { summary?: string; next: string | null; first?: string | null },
): Html | null {
  if (!summary && !next && !first) return null
  return html`<nav class="pages" aria-label="${t('base.pages.label')}">${summary && html`<span>${summary}</span>`}${
    first && html` <a href="${first}">${t('base.pages.first')}</a>`
  }${next && html` <a href="${next}" rel="next">${t('base.pages.next')}</a>`}</nav>`
}

/** Why nothing is here, and the next thing to do. */
export const emptyState = (title: string, body?: HtmlValue): Html =>
  html`<div class="empty"><h2>${title}</h2>${typeof body === 'string' ? html`<p>${body}</p>` : body}</div>`

/** Filters of a list: a row on a wide screen, folded on a phone with the number of those set. */
export const filterPanel = (t: Texts, action: string, setCount: number, fields: HtmlValue): Html =>
  html`<form class="filter-form" action="${action}" novalidate><details class="filters">
<summary>${icon('sliders-horizontal')}${
    setCount > 0 ? t('base.filter.set', { count: setCount }) : t('base.filter.title')
  }</summary>
<div class="filter-row">${fields}
<button class="ds-button" type="submit" data-variant="secondary">${t('base.filter.apply')}</button></div>
</details></form>`

/** The way back to the list from which one came. */
export const backLink = (label: string, href: string): Html =>
  html`<a class="back" href="${href}">${icon('arrow-left')}${label}</a>`

/** All languages by their own names; each leads back to the page from which one came. */
export function languageList(t: Texts, languages: readonly LanguageRow[], to: string): Html {
  const group = (name: LanguageRow['group']): Html =>
    html`<ul class="languages">${languages
      .filter(row => row.group === name)
      .map(
        ({ code, name: own }) => html`
<li><a href="${inLanguage(to, code)}" lang="${code}" hreflang="${code}"${
          code === t.lang && html` aria-current="true"`
        }><span class="chip" aria-hidden="true">${code.toUpperCase()}</span><span>${own}</span></a></li>`,
      )}</ul>`
  return html`${group('eu')}<h2>${t('base.language.other')}</h2>${group('other')}`
}
