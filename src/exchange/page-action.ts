// The page of one action: the facts first, then what it takes. Nothing irreversible happens by one click in passing.
import type { Call, Page } from '../base/door.ts'
import { type Html, html } from '../base/html.ts'
import { button, linkButton } from '../base/ui/button.ts'
import { choiceBoxes } from '../base/ui/choice.ts'
import { authorityBox } from '../base/ui/elements.ts'
import { errorsByPath } from '../base/ui/error-summary.ts'
import { dayField, textArea } from '../base/ui/field.ts'
import { hidden } from '../base/ui/hidden.ts'
import { backLink } from '../base/ui/page-parts.ts'
import { addDays } from '../calendar/model.ts'
import type { Actor } from '../permission/model.ts'
import type { ActionFormView } from './action-form.ts'
import { blockWords, type Picking, picker } from './block/picker.ts'
import { daysAheadMax, reopenDays } from './kinds/request.ts'
import { limits } from './kinds/request-forms.ts'
import { verdicts } from './kinds/request-shape.ts'
import { askedDayField, askFields } from './page-draft.ts'
import { type Again, refusalOf } from './page-exchange.ts'
import { languageField } from './page-field.ts'
import { headOf, heldIn, versionFields } from './page-head.ts'
import { splitDay, splitQuestions } from './page-split.ts'
import type { ExchangePorts } from './ports.ts'

type Spec = {
  readonly ports: ExchangePorts
  readonly call: Call<Actor>
  readonly view: ActionFormView
  readonly typed: Readonly<Record<string, unknown>>
  readonly errors: Readonly<Record<string, string>>
  readonly picks: Picking
}

const danger = new Set(['refuse', 'withdraw'])

/** `GET /exchanges/:number/actions/:action`. */
export function actionPage(
  ports: ExchangePorts,
  call: Call<Actor>,
  view: ActionFormView,
  again?: Again,
): Page {
  const { t } = call
  const { action, exchange } = view
  const typed = again?.typed ?? {}
  const problems = again?.refusal?.problems ?? []
  const back = `/exchanges/${exchange.number}`
  const isGrave = danger.has(action.action)
  const picks = { href: action.href, offer: again?.offer ?? null }
  return {
    title: `${action.label} – ${exchange.number}`,
    current: 'worklist',
    main: html`${headOf(t, exchange, backLink(t('exchange.action.back'), back))}
<form method="post" action="${action.href}" class="narrow" novalidate>
${hidden(call)}${versionFields(exchange, heldIn(again))}${blockWords(t)}
${refusalOf(call, exchange, again)}
<h2>${action.label}</h2>
<p>${t(`exchange.about.${action.action}`, { days: reopenDays })}</p>
${fieldsOf({ ports, call, view, typed, errors: errorsByPath(t, problems), picks })}
<p class="buttons">${button(action.label, isGrave ? { color: 'danger' } : {})}
${linkButton(t('exchange.action.back'), back, { variant: 'tertiary' })}</p>
</form>`,
  }
}

function fieldsOf(spec: Spec): Html | null {
  const { t } = spec.call
  switch (spec.view.action.action) {
    case 'forward':
      return html`${nextRecipient(spec)}${reasonField(spec, true, true)}${writtenIn(spec)}`
    case 'split':
      return html`${splitQuestions(spec)}${nextRecipient(spec)}${splitDay(spec)}
${reasonField(spec, false)}${writtenIn(spec)}`
    case 'write-message':
      return html`${messageField(spec)}${writtenIn(spec)}`
    case 'reopen':
      return html`${reasonField(spec, false)}${writtenIn(spec)}`
    case 'refuse':
    case 'return':
    case 'not-satisfied':
      return html`${reasonField(spec, true)}${writtenIn(spec)}`
    case 'give-opinion':
      return html`${verdictField(spec)}${reasonField(spec, true)}${writtenIn(spec)}`
    case 'withdraw':
      return spec.view.exchange.state === 'draft' ? null : html`${reasonField(spec, false)}${writtenIn(spec)}`
    case 'propose-date':
      return html`${dayOf(spec)}${reasonField(spec, false)}${writtenIn(spec)}`
    case 'close':
      return html`${ratingField(spec, 'timeliness')}${ratingField(spec, 'efforts')}`
    case 'ask-further':
      return html`${furtherFields(spec)}${writtenIn(spec)}`
    default:
      return html`<p class="quiet">${t('exchange.action.nothing')}</p>`
  }
}

const textIn = ({ typed }: Spec, name: string): string => {
  const value = typed[name]
  return typeof value === 'string' ? value : ''
}

const languageOf = (spec: Spec): string =>
  textIn(spec, 'language') || (spec.call.who?.lang ?? spec.call.t.lang)

/** `isReadBefore`: by somebody who has not accepted, and must not learn from it who the person is. */
const reasonField = (spec: Spec, isRequired: boolean, isReadBefore = false): Html =>
  textArea(spec.call.t, {
    ...{ name: 'reason', label: spec.call.t('exchange.reason.label'), value: textIn(spec, 'reason') },
    ...{ isRequired, textLang: languageOf(spec), lengthMax: limits.longMax },
    beside: picker(spec.call.t, spec.picks, { name: 'reason', label: spec.call.t('exchange.reason.label') }),
    ...(isReadBefore && { hint: spec.call.t('exchange-parts.words.hint') }),
    ...(spec.errors.reason !== undefined && { error: spec.errors.reason }),
  })

const writtenIn = (spec: Spec): Html =>
  languageField(spec.call.t, spec.ports.lists, languageOf(spec), spec.errors)

function dayOf(spec: Spec): Html {
  const { t } = spec.call
  const { today } = spec.view.exchange.deadlines
  return dayField(t, {
    ...{ name: 'day', label: t('exchange.day.propose'), value: textIn(spec, 'day'), isRequired: true },
    ...{ first: today, last: addDays(today, daysAheadMax) },
    ...(spec.errors.day !== undefined && { error: spec.errors.day }),
  })
}

/** Before acceptance the other side is not told of whom it is. */
function messageField(spec: Spec): Html {
  const { t } = spec.call
  const { state } = spec.view.exchange
  return textArea(t, {
    ...{ name: 'text', label: t('exchange.messages.label'), value: textIn(spec, 'text'), isRequired: true },
    ...{
      textLang: languageOf(spec),
      lengthMax: limits.longMax,
      beside: picker(t, spec.picks, { name: 'text', label: t('exchange.messages.label') }),
    },
    ...(['sent', 'date-proposed'].includes(state) && { hint: t('exchange.messages.before-acceptance') }),
    ...(spec.errors.text !== undefined && { error: spec.errors.text }),
  })
}

const labels: Readonly<Record<string, string>> = { split: 'exchange-split.label' }

function nextRecipient({ call: { t }, view: { exchange, action, chosen }, errors }: Spec): Html {
  const query = `area=${exchange.area}&country=${exchange.parties.recipient?.country ?? ''}`
  return authorityBox(t, {
    ...{ name: 'recipient', label: t(labels[action.action] ?? 'exchange.forward.label') },
    ...{ hint: t('exchange.recipient.hint') },
    ...{ isRequired: true, href: `/authorities?${query}` },
    pageHref: `/authorities?${query}&for=${action.href}`,
    chosen: chosen && {
      ...{ id: chosen.authority, name: `${chosen.name} (${chosen.country})`, lang: chosen.lang },
    },
    ...(errors.recipient !== undefined && { error: errors.recipient }),
  })
}

function verdictField({ call: { t }, typed, errors }: Spec): Html {
  return choiceBoxes(t, {
    ...{ name: 'verdict', label: t('exchange.verdict.label'), isRequired: true },
    options: verdicts.map(value => ({ value, label: t(`exchange.verdict.${value}`) })),
    chosen: typeof typed.verdict === 'string' ? [typed.verdict] : [],
    ...(errors.verdict !== undefined && { error: errors.verdict }),
  })
}

const grades = ['1', '2', '3', '4']

function ratingField({ call: { t }, typed }: Spec, name: 'timeliness' | 'efforts'): Html {
  const value = typed[name]
  return choiceBoxes(t, {
    ...{ name, label: t(`exchange.rating.${name}`) },
    options: grades.map(grade => ({ value: grade, label: t(`exchange.rating.${name}.${grade}`) })),
    chosen: typeof value === 'string' ? [value] : [],
  })
}

function furtherFields(spec: Spec): Html | null {
  const { ports, call, view, typed, errors, picks } = spec
  const procedure = ports.catalogue.byId(view.exchange.procedure)
  if (!procedure) return null
  const editor = { procedure, lists: ports.lists, typed, errors, picks, language: languageOf(spec) }
  return html`${reasonField(spec, false)}
${errors.asked && html`<p class="ds-validation-message" id="f-asked-error">${errors.asked}</p>`}
${askFields(call.t, editor)}
${askedDayField(call.t, view.exchange.deadlines.today, textIn(spec, 'askedDay'), errors.askedDay)}`
}
