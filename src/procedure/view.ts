// What programs and pages get to see of procedures: the catalogue, and one with its form, questions and deadlines.
import { z } from 'zod'
import type { Texts } from '../base/text.ts'
import {
  choiceKey,
  type Detail,
  type Field,
  optionKey,
  optionsOf,
  type Procedure,
  type Question,
} from './model.ts'

const option = z.object({ id: z.string(), label: z.string() })
const item = z.object({
  id: z.string(),
  type: z.string(),
  label: z.string(),
  hint: z.string().nullable(),
  required: z.boolean(),
  personal: z.boolean(),
  /** Values of its own; those of the lexicon are named by `list`. */
  options: z.array(option),
  list: z.string().nullable(),
  /** Answers on which a detail is asked for; null: on every one that is no way out. */
  when: z.array(z.string()).nullable(),
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
export type SummaryView = Readonly<z.infer<typeof summarySchema>>
export const catalogueSchema = z.object({ items: z.array(summarySchema) })

export const procedureViewSchema = summarySchema.omit({ questions: true }).extend({
  kind: z.string(),
  version: z.int(),
  status: z.string(),
  source: z.string(),
  deadlines: z.object({ answer: z.object({ rule: z.string(), source: z.string(), text: z.string() }) }),
  retention: z.object({ blockMonths: z.int(), deleteYears: z.int(), source: z.string() }),
  personalBeforeAcceptance: z.boolean(),
  form: z.array(item),
  groups: z.array(option),
  questions: z.array(
    z.object({
      id: z.string(),
      group: z.string(),
      text: z.string(),
      help: z.string().nullable(),
      options: z.array(option),
      details: z.array(item),
      when: z.object({ question: z.string(), is: z.array(z.string()) }).nullable(),
    }),
  ),
})
export type ProcedureView = Readonly<z.infer<typeof procedureViewSchema>>

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

export function procedureView(t: Texts, procedure: Procedure): ProcedureView {
  const { id, kind, version, status, source, deadlines, retention } = procedure
  return {
    ...aboutOf(t, procedure),
    ...{ kind, version, status, source, retention },
    deadlines: { answer: { ...deadlines.answer, text: t(`${id}.deadline`) } },
    personalBeforeAcceptance: procedure.personalBeforeAcceptance,
    form: procedure.form.map(field => itemOf(t, field, `${id}.field.${field.id}`)),
    groups: procedure.groups.map(group => ({ id: group, label: t(`${id}.group.${group}`) })),
    questions: procedure.questions.map(question => questionOf(t, procedure, question)),
  }
}

function questionOf(t: Texts, procedure: Procedure, question: Question): ProcedureView['questions'][number] {
  const place = `${procedure.id}.question.${question.id}`
  return {
    ...{ id: question.id, group: question.group, text: t(place) },
    help: t.has(`${place}.help`) ? t(`${place}.help`) : null,
    options: optionsOf(question).map(one => ({ id: one, label: t(optionKey(procedure, question, one)) })),
    details: question.details.map(detail => itemOf(t, detail, `${place}.detail.${detail.id}`)),
    when: question.when ?? null,
  }
}

const itemOf = (t: Texts, of: Field | Detail, place: string): ProcedureView['form'][number] => ({
  ...{ id: of.id, type: of.type, label: t(place), required: of.required, personal: of.personal },
  hint: t.has(`${place}.hint`) ? t(`${place}.hint`) : null,
  options: (of.options ?? []).map(id => ({ id, label: t(choiceKey(of, place, id)) })),
  list: of.list ?? null,
  when: 'when' in of ? (of.when ?? null) : null,
})
