// What programs and pages get to see of procedures: the catalogue, and one with its form, questions and deadlines.
import { z } from 'zod'
import type { Texts } from '../base/text.ts'
import {
  answersWanting,
  choiceKey,
  type Detail,
  type Field,
  optionKey,
  optionsOf,
  type Procedure,
  procedureSchema,
  type Question,
} from './model.ts'

/** The values of a choice that stand in the lexicon. */
export type ListOf = (name: NonNullable<Field['list']>) => readonly string[]

const option = z.object({ id: z.string(), label: z.string() })
const fieldSchema = z.object({
  id: z.string(),
  type: z.string(),
  label: z.string(),
  hint: z.string().nullable(),
  required: z.boolean(),
  personal: z.boolean(),
  options: z.array(option),
})
/** `when`: the answers on which the detail is asked for. */
const detailSchema = fieldSchema.extend({ when: z.array(z.string()) })
const questionSchema = z.object({
  id: z.string(),
  group: z.string(),
  text: z.string(),
  help: z.string().nullable(),
  answerType: z.string(),
  options: z.array(option),
  details: z.array(detailSchema),
  when: z.object({ question: z.string(), is: z.array(z.string()) }).nullable(),
})

export const summarySchema = z.object({
  id: z.string(),
  area: z.string(),
  areaName: z.string(),
  name: z.string(),
  purpose: z.string(),
  legalBasis: z.string(),
  questions: z.int(),
})
export const catalogueSchema = z.object({ items: z.array(summarySchema) })

export const procedureViewSchema = summarySchema.omit({ questions: true }).extend({
  kind: z.string(),
  version: z.int(),
  status: z.string(),
  source: z.string(),
  deadlines: z.object({ answer: z.object({ rule: z.string(), source: z.string(), text: z.string() }) }),
  retention: z.object({ blockMonths: z.int(), deleteYears: z.int(), source: z.string() }),
  reminders: procedureSchema.shape.reminders,
  personalBeforeAcceptance: z.boolean(),
  form: z.array(fieldSchema),
  groups: z.array(option),
  questions: z.array(questionSchema),
})

export type SummaryView = Readonly<z.infer<typeof summarySchema>>
export type ProcedureView = Readonly<z.infer<typeof procedureViewSchema>>
export type FieldView = Readonly<z.infer<typeof fieldSchema>>
export type DetailView = Readonly<z.infer<typeof detailSchema>>
export type QuestionView = Readonly<z.infer<typeof questionSchema>>

const areaName = (t: Texts, area: string): string =>
  t.has(`lexicon.area.${area}`) ? t(`lexicon.area.${area}`) : area

const aboutOf = (t: Texts, { id, area }: Procedure) => ({
  ...{ id, area, areaName: areaName(t, area), name: t(`${id}.name`) },
  purpose: t(`${id}.purpose`),
  legalBasis: t(`${id}.legal-basis`),
})

export const summaryOf = (t: Texts, procedure: Procedure): SummaryView => ({
  ...aboutOf(t, procedure),
  questions: procedure.questions.length,
})

/** Everything about one procedure, its words in the reader's language. */
export function procedureView(t: Texts, procedure: Procedure, listOf: ListOf): ProcedureView {
  const { id, kind, version, status, source, deadlines, reminders, retention } = procedure
  return {
    ...aboutOf(t, procedure),
    ...{ kind, version, status, source, reminders, retention },
    deadlines: { answer: { ...deadlines.answer, text: t(`${id}.deadline`) } },
    personalBeforeAcceptance: procedure.personalBeforeAcceptance,
    form: procedure.form.map(field => fieldView(t, field, `${id}.field.${field.id}`, listOf)),
    groups: procedure.groups.map(group => ({ id: group, label: t(`${id}.group.${group}`) })),
    questions: procedure.questions.map(question => questionView(t, procedure, question, listOf)),
  }
}

function questionView(t: Texts, procedure: Procedure, question: Question, listOf: ListOf): QuestionView {
  const place = `${procedure.id}.question.${question.id}`
  return {
    ...{ id: question.id, group: question.group, text: t(place), help: textOrNull(t, `${place}.help`) },
    answerType: question.answer.type,
    options: optionsOf(question).map(one => ({ id: one, label: t(optionKey(procedure, question, one)) })),
    details: question.details.map(detail => ({
      ...fieldView(t, detail, `${place}.detail.${detail.id}`, listOf),
      when: [...answersWanting(question, detail)],
    })),
    when: question.when ?? null,
  }
}

function fieldView(t: Texts, of: Field | Detail, place: string, listOf: ListOf): FieldView {
  const options = of.list ? listOf(of.list) : (of.options ?? [])
  return {
    ...{ id: of.id, type: of.type, label: t(place), hint: textOrNull(t, `${place}.hint`) },
    ...{ required: of.required, personal: of.personal },
    options: options.map(id => ({ id, label: t(choiceKey(of, place, id)) })),
  }
}

const textOrNull = (t: Texts, key: string): string | null => (t.has(key) ? t(key) : null)
