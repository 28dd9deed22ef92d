// The page of how an exchange's day came about: sentences first, then both calendars day by day.
import type { Call, Page } from '../base/door.ts'
import { type Html, html } from '../base/html.ts'
import type { Texts } from '../base/text.ts'
import { button } from '../base/ui/button.ts'
import { countryChip } from '../base/ui/chip.ts'
import { backLink, emptyState } from '../base/ui/page-parts.ts'
import { rich, richList } from '../base/ui/rich.ts'
import type { Actor } from '../permission/model.ts'
import { type Explained, leftWords, type NamedHoliday, senderWords } from './deadline-explained.ts'
import type { DeadlineView } from './deadline-view.ts'
import { due } from './parts.ts'

/** `GET /exchanges/:number/deadline`. */
export function deadlinePage({ t }: Call<Actor>, view: DeadlineView): Page {
  const { explained, number } = view
  const title = t('calendar.title')
  return {
    title: `${title} – ${number}`,
    current: 'worklist',
    main: html`${backLink(t('exchange.action.back'), `/exchanges/${number}`)}
<h1>${title}</h1>
<p class="quiet">${number}</p>
${explained ? whole(t, view, explained) : emptyState(t('exchange-parts.due.none'))}`,
  }
}

const whole = (t: Texts, view: DeadlineView, explained: Explained): Html => html`
${explained.left && html`<p>${due(t, { day: explained.day, today: todayOf(explained), state: 'owed' })}</p>`}
<ul>${view.said.map(({ words }) => html`<li>${words}</li>`)}</ul>
${explanation(t, explained, view.countries.sender)}
<form class="what-if on-screen" action="/exchanges/${view.number}/deadline">
<div class="ds-field"><label class="ds-label" for="f-plus">${t('calendar.plus')}</label>
<input class="ds-input" id="f-plus" name="plus" type="number" min="1" max="366" value="${view.plus?.days ?? 5}"></div>
${button(t('base.filter.apply'), { variant: 'secondary' })}
</form>
${view.plus && html`<section class="what-if-day">${view.plus.sentences.map(words => html`<p>${words}</p>`)}</section>`}
${table(t, view, explained)}`

/** The day from which the days left were counted. */
const todayOf = ({ day, left }: Explained): string =>
  new Date(Date.parse(day) - (left?.calendarDays ?? 0) * 86_400_000).toISOString().slice(0, 10)

/** The sentences of the view; those that hold names of holidays say in which language these are. */
export function explanation(t: Texts, explained: Explained, senderCountry: string): Html {
  const { sentences, holidays, weekendDays } = explained
  const named = (holiday: NamedHoliday): Html =>
    rich(
      t,
      'calendar.holiday',
      { name: html`<span lang="${holiday.lang}">${holiday.name}</span>` },
      { holidayDay: holiday.day, country: holiday.country },
    )
  const left = [
    ...holidays.recipient.map(named),
    ...(weekendDays > 0 ? [html`${t('calendar.weekend', { count: weekendDays })}`] : []),
  ]
  const marked = new Map([
    [leftWords(t, explained), () => rich(t, 'calendar.left-out', { items: richList(t, left) })],
    [
      senderWords(t, explained, senderCountry),
      () =>
        rich(
          t,
          'calendar.sender-off',
          { items: richList(t, holidays.sender.map(named)) },
          { country: senderCountry },
        ),
    ],
  ])
  return html`${sentences.map(words => html`<p>${marked.get(words)?.() ?? words}</p>`)}`
}

const markOf = (words: string): Html | false => words !== '' && html`<b>${words}</b>`

type Row = DeadlineView['days'][number]

function table(t: Texts, { days, countries, plus }: DeadlineView, { day, limitDay }: Explained): Html {
  const marks = (one: string): string =>
    [
      ...(one === day ? [t('exchange.column.due')] : []),
      ...(one === limitDay ? [t('exchange.rule.title')] : []),
      ...(one === plus?.day ? [`+${t.number(plus.days)}`] : []),
    ].join(' · ')
  const title = t('calendar.title')
  const isOneCountry = countries.recipient === countries.sender
  const row = (one: Row, i: number): Html => html`<tr${one.recipient.free && html` data-free`}>
<th scope="row"><time datetime="${one.day}">${t.dayLong(one.day)}</time> ${markOf(marks(one.day))}</th>
<td>${i === 0 ? t('calendar.event-day') : one.recipient.free ? '–' : t.number(one.working)}</td>
<td>${cell(t, one.recipient)}</td>${isOneCountry ? null : html`<td>${cell(t, one.sender)}</td>`}</tr>`
  return html`<div class="table-frame" role="region" aria-label="${title}" tabindex="0"><table class="ds-table days">
<thead><tr><th scope="col">${t('calendar.day')}</th><th scope="col">${t('calendar.working-day')}</th>
<th scope="col">${countryChip(t, countries.recipient)} ${t.country(countries.recipient)}</th>
${
  isOneCountry
    ? null
    : html`<th scope="col">${countryChip(t, countries.sender)} ${t.country(countries.sender)}</th>`
}</tr></thead>
<tbody>${days.map(row)}</tbody></table></div>`
}

/** A holiday by its name, also on a Sunday. */
const cell = (t: Texts, { free, holiday }: Row['recipient']): Html =>
  holiday
    ? html`<span lang="${holiday.lang}">${holiday.name}</span>`
    : html`${free ? '–' : t('calendar.working-day')}`
