// The fields of a split: which questions, by when. Whom to ask is chosen as in a forwarding.
import type { Call } from '../base/door.ts'
import { type Html, html } from '../base/html.ts'
import { choiceBoxes } from '../base/ui/choice.ts'
import { dayField } from '../base/ui/field.ts'
import type { Actor } from '../permission/model.ts'
import type { ActionFormView } from './action-form.ts'
import { childDayOf } from './kinds/split.ts'

type Spec = {
  readonly call: Pick<Call<Actor>, 't'>
  readonly view: ActionFormView
  readonly typed: Readonly<Record<string, unknown>>
  readonly errors: Readonly<Record<string, string>>
}

/** Questions that lie with no other authority and are not answered. */
export function splitQuestions({ call: { t }, view, typed, errors }: Spec): Html {
  const { exchange, action } = view
  const free = freeIn(action.schema)
  const round = Math.max(...exchange.questions.map(question => question.round))
  const sent = typed.asked
  return html`<div class="boxes-stacked">${choiceBoxes(t, {
    ...{ name: 'asked', label: t('exchange.questions.title'), take: 'many', isRequired: true },
    options: exchange.questions
      .filter(question => question.round === round && free.includes(question.id))
      .map(({ id, text }) => ({ value: id, label: text })),
    chosen: (Array.isArray(sent) ? sent : [sent]).filter(id => typeof id === 'string'),
    ...(errors.asked !== undefined && { error: errors.asked }),
  })}</div>`
}

/** The ids that the schema of the action takes. */
function freeIn(schema: Readonly<Record<string, unknown>>): readonly string[] {
  const { properties } = schema as {
    readonly properties?: { readonly asked?: { readonly items?: { readonly enum?: readonly string[] } } }
  }
  return properties?.asked?.items?.enum ?? []
}

/** At the latest the own day; when that has passed, today. */
export function splitDay({ call: { t }, view, typed, errors }: Spec): Html {
  const { answerBy, asked, today } = view.exchange.deadlines
  const last = childDayOf({ answerByDay: answerBy, askedDay: asked }, today)
  const value = typeof typed.askedDay === 'string' ? typed.askedDay : last
  return dayField(t, {
    ...{ name: 'askedDay', label: t('exchange.day.label'), value, first: today, last },
    ...(errors.askedDay !== undefined && { error: errors.askedDay }),
  })
}
