// How the things of an exchange look wherever they are shown: deadline, action bar, changes, history, person, question.
import { type Html, type HtmlValue, html } from '../base/html.ts'
import { icon } from '../base/icon.ts'
import type { Lang, Texts } from '../base/text.ts'
import { countryChip } from '../base/ui/chip.ts'
import { rich, richList } from '../base/ui/rich.ts'
import { daysBetween } from '../calendar/model.ts'
import { permalink } from './permalink.ts'

export type Urgency = 'late' | 'soon' | 'later' | 'done'

export type DueSpec = {
  /** The answer-by day; null while none is agreed. */
  readonly day: string | null
  /** Today in the country whose calendar counts. */
  readonly today: string
  readonly state: 'owed' | 'done'
  /** When it was answered; shown instead of the day. */
  readonly doneDay?: string
}

const soonDays = 5

/** Red from the day itself on, amber within five days, else calm. Also the `data-urgency` of a row in the worklist. */
export function urgencyOf({ day, today, state }: DueSpec): Urgency {
  if (state === 'done') return 'done'
  if (day === null) return 'later'
  const left = daysBetween(today, day)
  return left <= 0 ? 'late' : left <= soonDays ? 'soon' : 'later'
}

const iconOf = {
  late: 'triangle-alert',
  soon: 'clock',
  later: 'calendar-clock',
  done: 'circle-check',
} as const

/** A day without its year where the year is this one. */
const dayNear = (t: Texts, day: string, today: string): string =>
  day.slice(0, 4) === today.slice(0, 4) ? t.dayShort(day) : t.day(day)

/** Relative words: `2 days late`, `Today`, `3 days`, `Answered 3 Nov`. */
export function dueWords(t: Texts, { day, today, state, doneDay }: DueSpec): string {
  if (state === 'done')
    return doneDay ? t('exchange-parts.due.done', { when: dayNear(t, doneDay, today) }) : '–'
  if (day === null) return t('exchange-parts.due.none')
  const left = daysBetween(today, day)
  if (left === 0) return t('exchange-parts.due.today')
  return left < 0
    ? t('exchange-parts.due.late', { count: -left })
    : t('exchange-parts.due.left', { count: left })
}

/** The one look of a deadline: icon, relative words, the day itself below. */
export function due(t: Texts, spec: DueSpec): Html {
  const { day, today, state } = spec
  const urgency = urgencyOf(spec)
  return html`<span class="due" data-urgency="${urgency}">${icon(iconOf[urgency])}<b>${dueWords(t, spec)}</b>${
    day !== null && state === 'owed' && html` <time datetime="${day}">${dayNear(t, day, today)}</time>`
  }</span>`
}

/** Who asks whom and where one is, on top of the exchange. The order of the two is the catalogue's. */
export type PartName = { readonly name: string; readonly country: string; readonly lang?: Lang }

/** Name of an authority in its own language with its country. */
export const partName = (t: Texts, { name, country, lang }: PartName): Html =>
  html`${countryChip(t, country)} <span${lang && html` lang="${lang}"`}>${name}</span>`

/** Back link, subject, number and procedure, both authorities. */
export const exchangeHead = (
  t: Texts,
  spec: {
    readonly back: Html
    readonly title: string
    readonly titleLang?: Lang
    /** Number, legal area, procedure: joined by middle dots. */
    readonly about: readonly string[]
    readonly sender: PartName
    readonly recipient: PartName
  },
): Html => html`<header class="exchange-head">${spec.back}
<h1${spec.titleLang && html` lang="${spec.titleLang}"`}>${spec.title}</h1>
<p>${spec.about.join(' · ')}</p>
<p>${rich(t, 'exchange-parts.head.asks', {
  sender: partName(t, spec.sender),
  recipient: partName(t, spec.recipient),
})}</p></header>`

/** Stays in view: where the exchange stands and what can be done now. At most one button is primary. */
export const actionBar = (spec: {
  readonly tone: 'late' | 'soon' | 'calm' | 'done'
  readonly headline: string
  /** Whether what was typed is saved: beside the headline, where it moves nothing when it changes. */
  readonly saving?: HtmlValue
  readonly detail?: HtmlValue
  readonly buttons?: HtmlValue
}): Html => html`<div class="action-bar" data-tone="${spec.tone}"><div>
<div class="headline-row"><p class="headline">${spec.tone !== 'calm' && icon(iconOf[spec.tone])}${
  spec.headline
}</p>${spec.saving}</div>${
  spec.detail && html`<div class="detail">${spec.detail}</div>`
}</div>${spec.buttons && html`<div class="buttons">${spec.buttons}</div>`}</div>`

/** What changed since this person last looked, each with a link to the place. */
export function changedLine(
  t: Texts,
  {
    sinceDay,
    links,
  }: { sinceDay: string; links: readonly { readonly href: string; readonly label: string }[] },
): Html | null {
  if (links.length === 0) return null
  const count = t('exchange-parts.changed.count', { count: links.length })
  return html`<p class="changed-line">${rich(
    t,
    'exchange-parts.changed.line',
    {
      changes: html`<b>${count}</b>`,
      links: richList(
        t,
        links.map(({ href, label }) => html`<a href="${href}">${label}</a>`),
      ),
    },
    { when: t.dayShort(sinceDay) },
  )}</p>`
}

export const changedMark = (t: Texts): Html =>
  html`<span class="changed-mark">${t('exchange-parts.changed.mark')}</span>`

export type HistoryItem = {
  /** Instant in UTC; or `day`, for what is owed. */
  readonly at?: string
  readonly day?: string
  readonly title: string
  readonly country?: string
  /** Of the authority, where the country does not tell. */
  readonly office?: string
  readonly person?: string
  readonly comment?: HtmlValue
  readonly isNew?: boolean
  readonly owed?: Urgency
  /** Anchor of the entry, and the link to it. */
  readonly id?: string
  readonly href?: string
}

/** What happened, newest first; what is owed stands on top. */
export function history(t: Texts, items: readonly HistoryItem[]): Html {
  const item = (one: HistoryItem): Html => html`
<li${one.id && html` id="${one.id}"`}${one.isNew && html` data-new`}${
    one.owed && html` data-owed="${one.owed}"`
  }>${when(t, one)}
<b>${one.title}</b>${one.country && html` ${countryChip(t, one.country)}`}${one.office && html` ${one.office}`}${
    one.person && html` ${t('exchange-parts.history.by', { person: one.person })}`
  }${one.isNew && html` <span class="changed-mark">${t('exchange-parts.history.new')}</span>`}${
    one.href && permalink(t, one.href, one.title)
  }${one.comment && html`<p>${one.comment}</p>`}</li>`
  return html`<ol class="history">${items.map(item)}
</ol>`
}

const when = (t: Texts, { at, day }: HistoryItem): Html | false =>
  at !== undefined
    ? html`<time datetime="${at}">${t.instant(at)}</time>`
    : day !== undefined && html`<time datetime="${day}">${t.day(day)}</time>`

/** The data subject. Reading it is logged, and the page says so. */
export const person = (
  t: Texts,
  rows: readonly (readonly [name: string, value: HtmlValue])[],
  more?: HtmlValue,
): Html =>
  html`<section><h2>${t('exchange-parts.person.title')}</h2>
<dl class="facts">${rows.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
<p class="person-note">${t('exchange-parts.person.logged')}</p>${more && html`<p>${more}</p>`}</section>`

/** One question with what explains it and its answer: fields while it is owed, text when it is given. */
export const questionCard = (
  t: Texts,
  spec: {
    /** Anchor of the card; the heading's id is `<id>-title`, for boxes that take it as their legend. */
    readonly id: string
    readonly number: number
    readonly question: string
    readonly questionLang?: Lang
    readonly explanation?: HtmlValue
    readonly answer?: HtmlValue
    readonly isChanged?: boolean
    /** To the card itself. */
    readonly link?: Html
  },
): Html => html`<section class="question" id="${spec.id}" aria-labelledby="${spec.id}-title">
<h3><span class="n">${t.number(spec.number)}</span><span id="${spec.id}-title"${
  spec.questionLang && html` lang="${spec.questionLang}"`
}>${spec.question}</span>${spec.isChanged && changedMark(t)}${spec.link}</h3>
${spec.explanation}
${spec.answer}
</section>`
