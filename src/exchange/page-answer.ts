// The fields of an answer inside the question cards: boxed answers, and the details that each may call for.
import { type Html, html } from '../base/html.ts'
import type { Texts } from '../base/text.ts'
import { choiceBoxes } from '../base/ui/choice.ts'
import { answersWanting, optionKey, type Procedure, type Question } from '../procedure/model.ts'
import type { Picking } from './block/picker.ts'
import type { Lists } from './kinds/request-forms.ts'
import { cardId } from './page-children.ts'
import { inputFor } from './page-field.ts'
import type { QuestionView } from './view-schema.ts'

export type AnswerFieldsSpec = {
  readonly procedure: Procedure
  readonly lists: Lists
  readonly language: string
  /** What was typed or saved, of whatever shape. */
  readonly answers: unknown
  readonly errors: Readonly<Record<string, string>>
  /** Offers text blocks; not where a reply template is written. */
  readonly picks?: Picking
}

const part = (of: unknown, name: string): unknown =>
  typeof of === 'object' && of !== null ? (of as Record<string, unknown>)[name] : undefined

/** Fields for one question. */
export function answerFields(t: Texts, view: QuestionView, spec: AnswerFieldsSpec): Html | null {
  const { procedure, answers, errors } = spec
  const question = procedure.questions.find(one => one.id === view.id)
  if (!question) return null
  const name = `answers.${question.id}`
  const given = part(answers, question.id)
  const chosen = part(given, 'answer')
  const error = errors[`${name}.answer`] ?? errors[name]
  return html`${choiceBoxes(t, {
    name: `${name}.answer`,
    label: view.text,
    labelledBy: `${cardId(view)}-title`,
    options: view.options.map(({ id, label }) => ({ value: id, label })),
    chosen: typeof chosen === 'string' ? [chosen] : [],
    ...(error !== undefined && { error }),
  })}${detailGroups(t, spec, question, part(given, 'details'))}`
}

/** Details stand under the answers that call for them; a style rule hides those of an answer that was not chosen. */
function detailGroups(t: Texts, spec: AnswerFieldsSpec, question: Question, given: unknown): readonly Html[] {
  const { procedure, lists, language, errors, picks } = spec
  const groups = Map.groupBy(question.details, detail => answersWanting(question, detail).join(' '))
  return [...groups].map(([wanting, details]) => {
    const labels = wanting.split(' ').map(option => t(optionKey(procedure, question, option)))
    return html`<fieldset class="details" data-on="${wanting}"><legend>${t('exchange.answer.if', {
      answers: labels.join(' / '),
    })}</legend>${details.map(item =>
      inputFor(t, lists, {
        ...{ item, errors, textLang: language, isRequired: item.required, picks },
        name: `answers.${question.id}.details.${item.id}`,
        place: `${procedure.id}.question.${question.id}.detail.${item.id}`,
        value: part(given, item.id),
      }),
    )}</fieldset>`
  })
}
