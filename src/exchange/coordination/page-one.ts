// One exchange as a coordinator sees it, and the forms by which it steps in; no texts, no persons.
import type { Call, Page } from '../../base/door.ts'
import { type Html, html } from '../../base/html.ts'
import type { Refusal } from '../../base/result.ts'
import type { Texts } from '../../base/text.ts'
import { banner } from '../../base/ui/banner.ts'
import { button, linkButton } from '../../base/ui/button.ts'
import { authorityBox } from '../../base/ui/elements.ts'
import { errorSummary, errorsByPath } from '../../base/ui/error-summary.ts'
import { textArea } from '../../base/ui/field.ts'
import { hidden } from '../../base/ui/hidden.ts'
import { backLink, facts } from '../../base/ui/page-parts.ts'
import { daysBetween } from '../../calendar/model.ts'
import type { Actor } from '../../permission/model.ts'
import type { OfferView } from '../block/offer.ts'
import { blockWords, picker } from '../block/picker.ts'
import { limits } from '../kinds/request-forms.ts'
import { languageField } from '../page-field.ts'
import { areaName } from '../page-head.ts'
import { actionBar, due, exchangeHead, history, partName, urgencyOf } from '../parts.ts'
import type { ExchangePorts } from '../ports.ts'
import type { InterventionFormView } from './form-view.ts'
import type { CoordinatedView } from './view.ts'

/** What was typed and why it was refused, where a page is shown again. */
export type Again = {
  readonly typed: Readonly<Record<string, unknown>>
  /** Null: a text block was only to be put in. */
  readonly refusal: Refusal | null
  readonly offer?: OfferView | null
}

/** `GET /coordination/exchanges/:number`. */
export function coordinatedPage(call: Call<Actor>, view: CoordinatedView, again?: Again): Page {
  const { t } = call
  return {
    title: `${view.procedureName} – ${view.number}`,
    current: 'coordination',
    main: html`${headOf(t, view, backLink(t('exchange-coordinator.title'), '/coordination'))}
${again?.refusal && banner('danger', t.refusal(again.refusal))}
${again && typedText(t, again.typed)}
${barOf(t, view)}
<div class="exchange-grid"><div>
<section><h2>${t('exchange-coordinator.waits')}</h2>
${facts(standOf(t, view))}</section>
<section><h2>${t('exchange-coordinator.times')}</h2>
<dl class="facts">${view.times.map(
      ({ authority, days }) => html`<dt>${partName(t, authority)}</dt>
<dd>${t('exchange-parts.due.left', { count: Math.round(days) })}</dd>`,
    )}</dl></section>
</div><aside><section><h2>${t('exchange-parts.history.title')}</h2>
${history(
  t,
  view.history.toReversed().map(({ at, label, authority }) => ({
    ...{ at, title: label },
    ...(authority && {
      country: authority.country,
      comment: html`<span lang="${authority.lang}">${authority.name}</span>`,
    }),
  })),
)}</section></aside></div>`,
  }
}

const headOf = (t: Texts, view: CoordinatedView, back: Html): Html =>
  exchangeHead(t, {
    ...{ back, title: view.procedureName, ...view.parties },
    about: [view.number, areaName(t, view.area), ...(view.urgent ? [t('exchange.urgent.mark')] : [])],
  })

const dueOf = ({ deadlines, state }: CoordinatedView) =>
  ({
    ...{ day: deadlines.due, today: deadlines.today },
    state: ['answered', 'refused', 'withdrawn', 'closed'].includes(state) ? 'done' : 'owed',
  }) as const

function barOf(t: Texts, view: CoordinatedView): Html {
  const spec = dueOf(view)
  const urgency = urgencyOf(spec)
  const late = spec.state === 'owed' && spec.day ? daysBetween(spec.day, spec.today) : 0
  const count = t('exchange-parts.due.left', { count: view.waitDays })
  return actionBar({
    tone: urgency === 'later' ? 'calm' : urgency,
    headline: view.stateLabel,
    detail:
      late > 0
        ? t('exchange-parts.due.late', { count: late })
        : view.holder && t('exchange-coordinator.waits-for', { days: count }),
    buttons: view.actions.map(({ href, label }) => linkButton(label, href, { variant: 'secondary' })),
  })
}

const standOf = (t: Texts, view: CoordinatedView): readonly (readonly [string, Html | string])[] => [
  [
    t('exchange-coordinator.column.holder'),
    view.holder ? partName(t, view.holder) : t('exchange.next.ended'),
  ],
  [t('exchange-coordinator.since'), t.instant(view.waitsSince)],
  [t('exchange.column.due'), due(t, dueOf(view))],
]

/** Where the step is over, what was typed for it is shown to be copied. */
function typedText(t: Texts, { reason }: Again['typed']): Html | null {
  return typeof reason === 'string' && reason.trim() !== ''
    ? html`<section class="editor-part"><h2>${t('exchange.typed.title')}</h2><p class="prose">${reason}</p></section>`
    : null
}

/** `GET /coordination/exchanges/:number/actions/:action`. */
export function interventionPage(
  ports: ExchangePorts,
  call: Call<Actor>,
  view: InterventionFormView,
  again?: Again,
): Page {
  const { t } = call
  const { action, exchange } = view
  const back = `/coordination/exchanges/${exchange.number}`
  const errors = errorsByPath(t, again?.refusal?.problems ?? [])
  const isForward = action.action === 'forward'
  const reason = { name: 'reason', label: t(reasonKey(isForward)) }
  const typed = (name: string): string => String(again?.typed[name] ?? '')
  const language = typed('language') || (call.who?.lang ?? t.lang)
  return {
    title: `${action.label} – ${exchange.number}`,
    current: 'coordination',
    main: html`${headOf(t, exchange, backLink(t('exchange.action.back'), back))}
<form method="post" action="${action.href}" class="narrow" novalidate>
${hidden(call)}<input type="hidden" name="version" value="${exchange.version}">${blockWords(t)}
${again?.refusal && refusalOf(t, again.refusal)}
<h2>${action.label}</h2>
<p>${t(`exchange-coordinator.about.${action.action}`, { name: exchange.holder?.name ?? '' })}</p>
${isForward && nextRecipient(t, view, errors)}
${textArea(t, {
  ...{ ...reason, value: typed('reason'), isRequired: isForward },
  ...{ textLang: language, lengthMax: limits.longMax },
  beside: picker(t, { href: action.href, offer: again?.offer ?? null }, reason),
  ...(errors.reason !== undefined && { error: errors.reason }),
})}
${languageField(t, ports.lists, language, errors)}
<p class="buttons">${button(action.label)}
${linkButton(t('exchange.action.back'), back, { variant: 'tertiary' })}</p>
</form>`,
  }
}

const reasonKey = (isForward: boolean): string =>
  isForward ? 'exchange.reason.label' : 'exchange.messages.label'

function refusalOf(t: Texts, refusal: Refusal): Html | null {
  if (!refusal.problems) return banner('danger', t.refusal(refusal))
  return errorSummary(t, refusal.problems, {
    ...{ recipient: t('exchange.forward.label'), language: t('exchange.language.label') },
    reason: t('exchange.reason.label'),
  })
}

function nextRecipient(
  t: Texts,
  { exchange, action, chosen, country }: InterventionFormView,
  errors: Readonly<Record<string, string>>,
): Html {
  const query = `area=${exchange.area}&country=${country}`
  return authorityBox(t, {
    ...{ name: 'recipient', label: t('exchange.forward.label'), hint: t('exchange.recipient.hint') },
    ...{
      isRequired: true,
      href: `/authorities?${query}`,
      pageHref: `/authorities?${query}&for=${action.href}`,
    },
    chosen: chosen && { id: chosen.authority, name: `${chosen.name} (${chosen.country})`, lang: chosen.lang },
    ...(errors.recipient !== undefined && { error: errors.recipient }),
  })
}
