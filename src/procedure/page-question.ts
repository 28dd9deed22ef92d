// How one question and one field of a procedure look in the catalogue.
import { type Html, html } from '../base/html.ts'
import { icon } from '../base/icon.ts'
import type { Texts } from '../base/text.ts'
import { rich } from '../base/ui/rich.ts'
import { escapes } from './model.ts'
import type { DetailView, FieldView, ProcedureView, QuestionView } from './view.ts'

/** A field of the form or a detail of an answer: its name, what is entered, and whether it is about a person. */
export const fieldRow = (t: Texts, field: FieldView): Html => html`
<li><span>${field.label}${
  !field.required && html` <span class="optional">(${t('base.field.optional')})</span>`
}</span><div class="quiet">${typeWords(t, field)}${
  field.personal && html` <span class="personal">${icon('lock')}${t('procedure.mark.personal')}</span>`
}</div>${field.hint && html`<p class="quiet">${field.hint}</p>`}</li>`

/** The values of a choice are folded: some lists are long. */
function typeWords(t: Texts, { type, options }: FieldView): Html {
  if (options.length === 0) return html`${t(`procedure.type.${type}`)}`
  const words = t('procedure.type.choice', { count: options.length })
  return html`<details><summary>${words}</summary><ul>${options.map(
    ({ label }) => html`<li>${label}</li>`,
  )}</ul></details>`
}

/** A question with its number, its answers and the details that they call for. */
export function questionCard(t: Texts, view: ProcedureView, question: QuestionView): Html {
  const { id, text, help, answerType } = question
  const own = ownOptions(question)
  return html`<article class="card question" id="q-${id}">
<h4><span class="number">${numberOf(view, id)}</span> ${text}</h4>
${condition(t, view, question)}${help && html`<p class="quiet">${help}</p>`}${
  answerType !== 'given' &&
  html`
<ul class="answers">${own.map(({ label }) => html`<li>${label}</li>`)}</ul>`
}${details(t, question)}</article>`
}

/** Without the two answers that every question takes. */
const ownOptions = ({ options }: QuestionView): QuestionView['options'] =>
  options.filter(({ id }) => !(escapes as readonly string[]).includes(id))

const labelsOf = ({ options }: QuestionView, ids: readonly string[]): string =>
  options
    .filter(({ id }) => ids.includes(id))
    .map(({ label }) => label)
    .join(' / ')

const numberOf = (view: ProcedureView, id: string): number =>
  view.questions.findIndex(question => question.id === id) + 1

function condition(t: Texts, view: ProcedureView, { when }: QuestionView): Html | null {
  const other = when && view.questions.find(question => question.id === when.question)
  if (!other) return null
  const number = html`<a href="#q-${other.id}">${numberOf(view, other.id)}</a>`
  const answers = labelsOf(other, when.is)
  return html`
<p class="quiet">${rich(t, 'procedure.question.only-if', { number }, { answers })}</p>`
}

/** Details under the answers that call for them; those that every answer calls for need no heading. */
function details(t: Texts, question: QuestionView): readonly Html[] {
  const groups = Map.groupBy(question.details, ({ when }) => when.join(' '))
  const isForAll = (when: readonly string[]): boolean =>
    ownOptions(question).every(({ id }) => when.includes(id))
  return [...groups.values()].map((ones: readonly DetailView[]) => {
    const when = ones[0]?.when ?? []
    const answers = labelsOf(question, when)
    return html`${!isForAll(when) && html`<p class="quiet">${t('procedure.question.if', { answers })}</p>`}
<ul class="fields">${ones.map(one => fieldRow(t, one))}</ul>`
  })
}
