// What each action of a request takes: one schema for pages, programs and the interface document.
import { z } from 'zod'
import { daySchema } from '../../base/form.ts'
import type { Problem } from '../../base/result.ts'
import {
  answersWanting,
  applies,
  type Detail,
  type Field,
  optionsOf,
  type Procedure,
  type Question,
} from '../../procedure/model.ts'
import { type Answer, type Asked, type Round, type Value, verdicts } from './request-shape.ts'
import type { Action } from './request-table.ts'

const shortMax = 300
const longMax = 5000

export const limits = { shortMax, longMax } as const

/** What the lists and languages of this installation are. */
export type Lists = {
  readonly languages: readonly string[]
  readonly countries: readonly string[]
  readonly list: (name: 'profession' | 'activity') => readonly string[]
}

const short = z.string().trim().min(1).max(shortMax)
const long = z.string().trim().min(1).max(longMax)
const day = daySchema
const version = z.int().min(1)
/** Which draft the writer had before the eyes: its revision, and the marks of its fields (`draft` of the view). */
const before = { version, revision: z.int().min(0).optional(), marks: z.string().max(200_000).optional() }
const grade = z.int().min(1).max(4).optional()

const oneOf = (values: readonly string[]) => z.enum(values as [string, ...string[]])

function typeOf(item: Field | Detail, lists: Lists): z.ZodType<Value> {
  switch (item.type) {
    case 'choice':
      return oneOf(item.list ? lists.list(item.list) : (item.options ?? []))
    case 'country':
      return oneOf(lists.countries)
    case 'free-text':
      return long
    case 'text':
      return short
    case 'list':
      return z.array(short).max(50)
    case 'day':
      return day
    case 'day-range':
      return z.strictObject({ from: day, to: day })
    case 'number':
      return z.number().min(-1e12).max(1e12)
  }
}

const noted = (procedure: Procedure) => ({
  asked: z
    .array(oneOf(procedure.questions.map(question => question.id)))
    .min(1)
    .max(procedure.questions.length),
  /** An explanation to a question, in the language of the request. */
  notes: z.partialRecord(oneOf(procedure.questions.map(question => question.id)), long).optional(),
})

/** Everything that a complete request holds. */
export const sendShape = (procedure: Procedure, lists: Lists) => ({
  recipient: short,
  language: oneOf(lists.languages),
  fields: z.strictObject(
    Object.fromEntries(
      procedure.form.map(field => {
        const type = typeOf(field, lists)
        return [field.id, field.required ? type : type.optional()]
      }),
    ),
  ),
  ...noted(procedure),
  isUrgent: z.boolean().optional(),
  urgentReason: long.optional(),
  askedDay: day,
})

/** A draft may be incomplete, but what stands in it has the right type or is kept as it was typed. */
export const draftShape = () => ({
  recipient: z.string().max(shortMax).optional(),
  /** In which the recipient is looked for. */
  country: z.string().max(2).optional(),
  language: z.string().max(8).optional(),
  fields: z.record(z.string().max(60), z.union([z.string().max(longMax), z.number()])).optional(),
  asked: z.array(z.string().max(60)).max(200).optional(),
  notes: z.record(z.string().max(60), z.string().max(longMax)).optional(),
  isUrgent: z.boolean().optional(),
  urgentReason: z.string().max(longMax).optional(),
  askedDay: z.string().max(20).optional(),
})

/** An authority that was proposed and becomes the recipient. */
const taking = { take: z.string().max(shortMax).optional() }
/** Stands in the same form as what is sent, and goes nowhere. */
const lookedFor = { country: z.string().max(2).optional() }

const detailsOf = (question: Question, lists: Lists) =>
  z.strictObject(
    Object.fromEntries(question.details.map(detail => [detail.id, typeOf(detail, lists).optional()])),
  )

/** Answers to what was asked last. Questions that may not apply are optional here and checked by `missingAnswers`. */
export const answerShape = (procedure: Procedure, asked: readonly Asked[], lists: Lists) => ({
  language: oneOf(lists.languages),
  answers: z.strictObject(
    Object.fromEntries(
      asked.flatMap(({ question: id }) => {
        const question = procedure.questions.find(one => one.id === id)
        if (!question) return []
        const answer = z.strictObject({
          answer: oneOf(optionsOf(question)),
          details: detailsOf(question, lists).optional(),
        })
        return [[id, question.when ? answer.optional() : answer]]
      }),
    ),
  ),
})

/** Some of the answers: each as in `answerShape`, none owed yet. */
const answerPartShape = (procedure: Procedure, asked: readonly Asked[], lists: Lists) => {
  const { language, answers } = answerShape(procedure, asked, lists)
  return { language, answers: answers.partial() }
}

const answerDraftShape = () => ({
  language: z.string().max(8).optional(),
  answers: z
    .record(
      z.string().max(60),
      z.looseObject({ answer: z.string().max(60).optional(), details: z.looseObject({}).optional() }),
    )
    .optional(),
})

/** For `split` and `answer-part` the round holds only the questions that may be chosen. */
const askedAmong = (last: Round | null) => z.array(oneOf((last?.asked ?? []).map(one => one.question))).min(1)

/** The schema of what an action takes, for this procedure and what was asked last. */
export function formOf(
  action: Action,
  procedure: Procedure,
  lists: Lists,
  last: Round | null,
): z.ZodType<Record<string, unknown>> {
  const language = oneOf(lists.languages).optional()
  switch (action) {
    case 'save-draft':
      return z.strictObject({ ...before, ...draftShape(), ...taking })
    case 'send':
      return z.strictObject({ version, ...lookedFor, ...sendShape(procedure, lists) })
    case 'save-answer':
      return z.strictObject({ ...before, ...answerDraftShape() })
    case 'answer':
      return z.strictObject({ version, ...answerShape(procedure, last?.asked ?? [], lists) })
    case 'answer-part':
      return z.strictObject({ version, ...answerPartShape(procedure, last?.asked ?? [], lists) })
    case 'propose-date':
      return z.strictObject({ version, day, reason: long.optional(), language })
    case 'refuse':
    case 'return':
    case 'not-satisfied':
      return z.strictObject({ version, reason: long, language })
    case 'give-opinion':
      return z.strictObject({ version, verdict: z.enum(verdicts), reason: long, language })
    case 'forward':
      return z.strictObject({ version, recipient: short, reason: long, language })
    case 'split':
      return z.strictObject({
        ...{ version, recipient: short, asked: askedAmong(last), askedDay: day.optional() },
        ...{ reason: long.optional(), language },
      })
    case 'write-message':
      return z.strictObject({ version, text: long, language })
    case 'reopen':
    case 'withdraw':
      return z.strictObject({ version, reason: long.optional(), language })
    case 'ask-further':
      return z.strictObject({
        ...{ version, ...noted(procedure), askedDay: day },
        ...{ reason: long.optional(), language },
      })
    case 'close':
      return z.strictObject({ version, timeliness: grade, efforts: grade })
    case 'accept':
    case 'agree':
    case 'insist':
    case 'acknowledge':
    case 'approve':
    case 'take-back':
      return z.strictObject({ version })
  }
}

export const askedOf = (
  asked: readonly string[],
  notes: Readonly<Record<string, string | undefined>> = {},
): readonly Asked[] =>
  asked.map(question => {
    const note = notes[question]
    return note ? { question, note } : { question }
  })

/**
 * What an answer still lacks: each question that applies must be answered, each required detail given, and a detail
 * that the answer does not call for must not be there.
 */
export function missingAnswers(
  procedure: Procedure,
  asked: readonly Asked[],
  answers: Readonly<Record<string, Answer | undefined>>,
): readonly Problem[] {
  const ids = asked.map(one => one.question)
  return procedure.questions
    .filter(question => ids.includes(question.id))
    .flatMap(question => {
      const path = `answers.${question.id}`
      const given = answers[question.id]
      if (!applies(question, ids, answers))
        return given ? [{ path: `${path}.answer`, code: 'exchange.answer.not-applicable' }] : []
      if (!given) return [{ path: `${path}.answer`, code: 'base.field.required' }]
      const wanted = (detail: Detail) => answersWanting(question, detail).includes(given.answer)
      const unwanted = question.details
        .filter(detail => given.details?.[detail.id] !== undefined && !wanted(detail))
        .map(detail => ({ path: `${path}.details.${detail.id}`, code: 'exchange.answer.not-applicable' }))
      const missing = question.details
        .filter(detail => detail.required && wanted(detail) && given.details?.[detail.id] === undefined)
        .map(detail => ({ path: `${path}.details.${detail.id}`, code: 'base.field.required' }))
      return [...unwanted, ...missing]
    })
}

/** Leaves out what does not belong: details that the chosen answer does not call for, questions that do not apply. */
export function tidyAnswers(
  procedure: Procedure,
  asked: readonly Asked[],
  answers: Readonly<Record<string, Answer | undefined>>,
): Record<string, Answer> {
  const ids = asked.map(one => one.question)
  const tidy: Record<string, Answer> = {}
  for (const question of procedure.questions) {
    const given = answers[question.id]
    if (!given?.answer || !ids.includes(question.id) || !applies(question, ids, answers)) continue
    const wanted = question.details.filter(
      detail =>
        answersWanting(question, detail).includes(given.answer) && given.details?.[detail.id] !== undefined,
    )
    const details = Object.fromEntries(wanted.map(detail => [detail.id, given.details?.[detail.id] as Value]))
    tidy[question.id] = wanted.length > 0 ? { answer: given.answer, details } : { answer: given.answer }
  }
  return tidy
}
