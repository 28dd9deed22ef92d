// What a procedure may say, and the rules that read it. Procedures themselves are data under procedures/.
import { z } from 'zod'

const id = z.string().regex(/^[a-z][a-z0-9-]*$/)

/** Every question may be answered with these two instead: a form with yes and no alone would force false answers. */
export const escapes = ['unknown', 'not-allowed'] as const

/** A choice takes its values from the lexicon (`list`) or from `options`, whose texts stand with the procedure. */
const choice = {
  list: z.enum(['profession', 'activity']).optional(),
  options: z.array(id).min(2).optional(),
}

/** Names the person or undertaking concerned: who may read personal data finds the exchange by these words. */
const identifies = z.boolean().default(false)

const field = z.strictObject({
  id,
  /** `free-text` carries the author's language and is translated; `text` is a name or number and is not. */
  type: z.enum(['choice', 'text', 'free-text', 'day', 'number', 'country']),
  required: z.boolean().default(false),
  /** Personal data: stored apart and encrypted, unseen by the recipient before acceptance. */
  personal: z.boolean().default(false),
  identifies,
  ...choice,
})

const detail = z.strictObject({
  id,
  type: z.enum(['text', 'free-text', 'day', 'day-range', 'number', 'choice', 'list']),
  required: z.boolean().default(false),
  personal: z.boolean().default(false),
  identifies,
  /** Shown where the answer is one of these; where absent, on every answer but an escape (for yes-no: on yes). */
  when: z.array(id).optional(),
  ...choice,
})

const question = z.strictObject({
  id,
  group: id,
  /** `given` asks for details only: the answer is then `given` or an escape. */
  answer: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('yes-no') }),
    z.strictObject({ type: z.literal('choice'), options: z.array(id).min(2) }),
    z.strictObject({ type: z.literal('given') }),
  ]),
  details: z.array(detail).default([]),
  /** Applies only where another question, if it was asked too, has one of these answers. */
  when: z.strictObject({ question: id, is: z.array(id).min(1) }).optional(),
})

/** Unit: working days. */
const rung = z.int().min(1).max(250)

/** When somebody is reminded. Unit: working days in the calendar of who is reminded. A list may be empty. */
const reminders = z.strictObject({
  /** Since a request, another day, an approval or an opinion was put to somebody who has not acted on it; rising. */
  unaccepted: z.array(rung),
  /** Before the answer-by day; falling. */
  before: z.array(rung),
  /** After the answer-by day; rising. */
  overdue: z.array(rung),
  /** Since the answer, or the refusal, while the sender has not closed; rising. */
  unclosed: z.array(rung),
  /** The coordinator of the recipient's country is told, after the last reminder of the ladder; absent: never. */
  escalate: z.strictObject({ unaccepted: rung.optional(), overdue: rung.optional() }),
})

/** How the authority that is competent is found from what the form says. */
const finding = z.strictObject({
  /** The choice field that tells the matter. Its values are competences themselves, or `competences` says which. */
  matter: z.strictObject({ field: id, competences: z.record(id, id).optional() }),
  /** Fields that may name a town of the recipient's country; the first that does counts. */
  places: z.array(id).default([]),
})

export const procedureSchema = z.strictObject({
  id,
  area: id,
  kind: z.enum(['request']),
  version: z.int().min(1),
  /** `public`: the questions are published; `reconstructed`: written by this project from the act. */
  status: z.enum(['public', 'reconstructed']),
  source: z.string().min(1),
  deadlines: z.strictObject({
    answer: z.strictObject({
      /** `agreed-date`, or the longest term: `25-working-days`, `30-calendar-days`, `10-weeks`, `2-months`. */
      rule: z.string().regex(/^(agreed-date|\d+-(working-days|calendar-days|weeks|months))$/),
      source: z.string().min(1),
    }),
  }),
  reminders,
  retention: z.strictObject({
    blockMonths: z.int().min(1),
    deleteYears: z.int().min(1),
    source: z.string().min(1),
  }),
  /** Whether the recipient sees personal data before it accepts. */
  personalBeforeAcceptance: z.boolean(),
  /** The choice field whose value completes the exchange's title. */
  titleField: id,
  finding: finding.optional(),
  form: z.array(field).min(1),
  groups: z.array(id).min(1),
  questions: z.array(question).min(1),
})

export type Procedure = z.infer<typeof procedureSchema>
export type Field = Procedure['form'][number]
export type Question = Procedure['questions'][number]
export type Detail = Question['details'][number]

/** All answers a question takes, the escapes last. */
export function optionsOf(question: Question): readonly string[] {
  switch (question.answer.type) {
    case 'yes-no':
      return ['yes', 'no', ...escapes]
    case 'choice':
      return [...question.answer.options, ...escapes]
    case 'given':
      return ['given', ...escapes]
  }
}

/** The answers on which a detail is asked for. */
export function answersWanting(question: Question, detail: Detail): readonly string[] {
  if (detail.when) return detail.when
  if (question.answer.type === 'yes-no') return ['yes']
  return optionsOf(question).filter(option => !(escapes as readonly string[]).includes(option))
}

/** Text key of an answer option: the four common ones are shared, the others belong to the question. */
export function optionKey(procedure: Procedure, question: Question, option: string): string {
  const shared = ['yes', 'no', 'given', ...escapes]
  return shared.includes(option)
    ? `procedure.option.${option}`
    : `${procedure.id}.question.${question.id}.option.${option}`
}

/** Text key of a value of a choice field or detail; `place` is its key without the option. */
export const choiceKey = (
  of: { readonly list?: string | undefined },
  place: string,
  value: string,
): string => (of.list ? `lexicon.${of.list}.${value}` : `${place}.option.${value}`)

export type AnswerOf = Readonly<Record<string, { readonly answer?: string | undefined } | undefined>>

/** Whether a question applies, given what was asked and the answers so far. */
export function applies(question: Question, asked: readonly string[], answers: AnswerOf): boolean {
  const when = question.when
  if (!when?.question || !asked.includes(when.question)) return true
  const answer = answers[when.question]?.answer
  return answer !== undefined && when.is.includes(answer)
}

/** What a request is about, in one word: the value of the field that tells the matter; null while it has none. */
export function matterIn(procedure: Procedure, fields: Readonly<Record<string, unknown>>): string | null {
  const value = fields[procedure.finding?.matter.field ?? procedure.titleField]
  return typeof value === 'string' && value !== '' ? value : null
}

/** The competence that a matter calls for; null: none that the lexicon names. */
export function competenceOf({ finding, form, titleField }: Procedure, matter: string | null): string | null {
  if (matter === null) return null
  if (finding?.matter.competences) return finding.matter.competences[matter] ?? null
  const field = form.find(one => one.id === (finding?.matter.field ?? titleField))
  return field?.list ? matter : null
}
