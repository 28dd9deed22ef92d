// What stays inside an authority as a page: who handles the exchange, internal notes, who allocated it when.
import type { Call, Page } from '../base/door.ts'
import { type Html, html } from '../base/html.ts'
import type { Refusal } from '../base/result.ts'
import type { Texts } from '../base/text.ts'
import { banner } from '../base/ui/banner.ts'
import { button } from '../base/ui/button.ts'
import { choiceBoxes } from '../base/ui/choice.ts'
import { errorSummary, errorsByPath } from '../base/ui/error-summary.ts'
import { textArea } from '../base/ui/field.ts'
import { hidden } from '../base/ui/hidden.ts'
import { backLink } from '../base/ui/page-parts.ts'
import type { Actor } from '../permission/model.ts'
import type { OfferView } from './block/offer.ts'
import { blockWords, picker } from './block/picker.ts'
import type { InsideView } from './inside-view.ts'
import { limits } from './kinds/request-forms.ts'
import { history } from './parts.ts'
import type { ActionView, ExchangeView, InsideSummary } from './view-schema.ts'

type Again = {
  readonly typed: Readonly<Record<string, unknown>>
  /** Null: a text block was only to be put in. */
  readonly refusal: Refusal | null
  readonly offer?: OfferView | null
}

/** `GET /exchanges/:number/inside`. */
export function insidePage(call: Call<Actor>, view: InsideView, again?: Again): Page {
  const { t } = call
  const title = t('exchange-people.inside.title')
  return {
    title: `${title} – ${view.number}`,
    current: 'worklist',
    main: html`${backLink(t('exchange.action.back'), `/exchanges/${view.number}`)}
<h1>${title}</h1>
<p class="quiet">${view.title} · ${view.number}</p>
<p>${t('exchange-people.inside.lead')}</p>
${refusalOf(t, again)}
<section class="inside"><h2>${t('exchange-people.handlers.title')}</h2>
${handlersOf(t, view)}
${view.actions.filter(({ action }) => oneClick.has(action)).map(one => clickForm(call, view, one))}
${allocateForm(call, view, again)}
</section>
${notesOf(call, view, again)}
${pastOf(t, view)}`,
  }
}

const oneClick = new Set(['take-over', 'release'])

function refusalOf(t: Texts, again: Again | undefined): Html | null {
  if (!again?.refusal) return null
  const { refusal } = again
  if (!refusal.problems) return banner('danger', t.refusal(refusal))
  return errorSummary(t, refusal.problems, {
    text: t('exchange-people.note.label'),
    handlers: t('exchange-people.handlers.title'),
  })
}

/** Names, and who acts for whom meanwhile. */
function handlersOf(t: Texts, { handlers, allocation, actions }: InsideSummary): Html {
  if (handlers.length === 0) return html`<p class="quiet">${t('exchange-people.handlers.none')}</p>`
  return html`<ul class="plain-list">${handlers.map(
    ({ name, cover, coverUntil }) => html`
<li><b>${name}</b>${
      cover &&
      coverUntil &&
      html`<br><span class="quiet">${t('exchange-people.handlers.cover', { name: cover, day: coverUntil })}</span>`
    }</li>`,
  )}
</ul>${
    allocation === 'others' &&
    actions.some(({ action }) => action === 'take-over') &&
    html`<p class="quiet">${t('permission.allocated')}</p>`
  }`
}

const clickForm = (call: Call<Actor>, view: InsideView, { href, label }: ActionView): Html =>
  html`<form method="post" action="${href}" class="inline-form">${hidden(call)}${revisionOf(view)}
${button(label, { variant: 'secondary' })}</form>`

const revisionOf = ({ revision }: InsideSummary): Html =>
  html`<input type="hidden" name="revision" value="${revision}">`

function allocateForm(call: Call<Actor>, view: InsideView, again: Again | undefined): Html | null {
  const { t } = call
  const action = view.actions.find(one => one.action === 'allocate')
  if (!action) return null
  const sent = again?.typed.handlers
  const typed = sent === undefined ? view.handlers.map(({ user }) => user) : [sent].flat()
  return html`<form method="post" action="${action.href}" class="narrow" novalidate>${hidden(call)}
${revisionOf(view)}
${choiceBoxes(t, {
  ...{ name: 'handlers', label: t('exchange-people.allocate.label'), take: 'many', isRequired: true },
  options: view.colleagues.map(({ user, name }) => ({ value: user, label: name })),
  chosen: typed.map(String),
  error: errorsByPath(t, again?.refusal?.problems ?? []).handlers,
})}
<p>${button(action.label)}</p></form>`
}

function notesOf(call: Call<Actor>, view: InsideView, again: Again | undefined): Html {
  const { t } = call
  const action = view.actions.find(one => one.action === 'add-note')
  const text = again?.typed.text
  const field = { name: 'text', label: t('exchange-people.note.label') }
  return html`<section class="messages" id="notes"><h2>${t('exchange-people.notes.title')}</h2>
${view.notesHidden && html`<p class="quiet">${view.notesHidden}</p>`}
${view.notes === 0 && html`<p class="quiet">${t('exchange-people.notes.count', { count: 0 })}</p>`}
${view.messages.filter(({ text: words }) => words !== null).map(note => noteOf(t, note))}
${
  action &&
  html`<form method="post" action="${action.href}" class="narrow" novalidate>${hidden(call)}${blockWords(t)}
${textArea(t, {
  ...{ ...field, hint: t('exchange-people.note.hint'), value: typeof text === 'string' ? text : '' },
  ...{ isRequired: true, lengthMax: limits.longMax, textLang: t.lang },
  beside: picker(t, { href: action.href, offer: again?.offer ?? null }, field),
  error: errorsByPath(t, again?.refusal?.problems ?? []).text,
})}
<p>${button(action.label)}</p></form>`
}
</section>`
}

const noteOf = (t: Texts, { at, by, text, lang }: InsideView['messages'][number]): Html =>
  html`<article class="message"><p class="quiet">${by} <time datetime="${at}">${t.instant(at)}</time></p>
<p class="prose"${lang && html` lang="${lang}"`}>${text}</p></article>`

function pastOf(t: Texts, view: InsideView): Html | null {
  if (view.history.length === 0) return null
  const items = view.history.toReversed().map(({ at, label, by, handlers }) => ({
    ...{ at, title: label, person: by },
    comment: handlers.length > 0 ? t.list(handlers) : t('exchange-people.handlers.none'),
  }))
  return html`<section><h2>${t('exchange-parts.history.title')}</h2>
${history(t, items)}</section>`
}

/** The form that a button in the summary sends: the summary itself stands in the form of the answer. */
export function insideForm(call: Call<Actor>, { inside }: ExchangeView): Html | null {
  const take = inside?.actions.find(({ action }) => action === 'take-over')
  return (
    (take &&
      inside &&
      html`<form method="post" action="${take.href}" id="inside-form">${hidden(call)}${revisionOf(inside)}</form>`) ||
    null
  )
}

/** On the exchange's own page: who handles it, how many notes there are, the way to both. */
export function insideSection(t: Texts, { inside }: ExchangeView): Html | null {
  if (!inside) return null
  const take = inside.actions.find(({ action }) => action === 'take-over')
  return html`<section id="inside"><h2>${t('exchange-people.inside.title')}</h2>
${handlersOf(t, inside)}
<p class="quiet">${t('exchange-people.notes.count', { count: inside.notes })}</p>
${
  take &&
  html`<p><button class="ds-button" type="submit" form="inside-form" data-variant="secondary">${
    take.label
  }</button></p>`
}
<p><a href="${inside.href}">${t('exchange-people.inside.open')}</a></p></section>`
}
