// Finds what is wrong with one procedure beyond its schema, and says which texts it needs.
import { type Finding, finding } from './messages.ts'
import {
  choiceKey,
  type Detail,
  type Field,
  optionKey,
  optionsOf,
  type Procedure,
  type Question,
} from './model.ts'

/** All faults in the references within a procedure. `file` is its path, for the findings. */
export function checkProcedure(procedure: Procedure, file: string): Finding[] {
  return [
    ...checkForm(procedure, file),
    ...checkGroups(procedure, file),
    ...twice(procedure.questions, file, 'questions'),
    ...procedure.questions.flatMap(question => checkQuestion(procedure, question, file)),
    ...checkCycles(procedure, file),
    ...checkReminders(procedure, file),
    ...checkFinding(procedure, file),
  ]
}

/** What tells the matter is chosen from a list, and what tells the place is written in words. */
function checkFinding({ finding: said, form }: Procedure, file: string): Finding[] {
  if (!said) return []
  const { matter, places } = said
  const field = form.find(({ id, type }) => id === matter.field && type === 'choice')
  const lost = Object.keys(matter.competences ?? {}).filter(id => !field?.options?.includes(id))
  const silent = places.filter(id => !form.some(one => one.id === id && one.type.endsWith('text')))
  return [
    ...(field ? [] : [finding('reference-unknown', file, 'finding.matter.field', matter.field)]),
    ...lost.map(id => finding('reference-unknown', file, 'finding.matter.competences', id)),
    ...silent.map(id => finding('reference-unknown', file, 'finding.places', id)),
  ]
}

function checkForm(procedure: Procedure, file: string): Finding[] {
  const title = procedure.form.find(field => field.id === procedure.titleField)
  const found = [
    ...twice(procedure.form, file, 'form'),
    ...checkChoices(procedure.form, file, 'form'),
    ...checkPersonal(procedure.form, file, 'form'),
  ]
  if (!title) return [...found, finding('reference-unknown', file, 'titleField', procedure.titleField)]
  /** The title shows before acceptance and on every list: it must be there and name nobody. */
  if (title.type !== 'choice' || !title.required || title.personal)
    found.push(finding('title-field-invalid', file, 'titleField', title.id))
  return found
}

const findable: readonly string[] = ['text', 'list', 'day']

/**
 * Free text is translated, and translations are kept in the clear: it can hold no personal field. What names the
 * person is personal, and words or a day, as these are looked for.
 */
const checkPersonal = (items: readonly (Field | Detail)[], file: string, place: string): Finding[] =>
  items.flatMap(({ id, personal, identifies, type }) => [
    ...(personal && type === 'free-text' ? [finding('personal-free-text', file, `${place}.${id}`)] : []),
    ...(identifies && !(personal && findable.includes(type))
      ? [finding('identifies-invalid', file, `${place}.${id}`)]
      : []),
  ])

function checkGroups(procedure: Procedure, file: string): Finding[] {
  const used = new Set(procedure.questions.map(question => question.group))
  const ids = procedure.groups.map(id => ({ id }))
  const unused = procedure.groups.filter(group => !used.has(group))
  return [
    ...twice(ids, file, 'groups'),
    ...unused.map(group => finding('group-unused', file, `groups.${group}`)),
  ]
}

function checkQuestion(procedure: Procedure, question: Question, file: string): Finding[] {
  const place = `questions.${question.id}`
  const answers = optionsOf(question)
  const found = [
    ...twice(
      answers.map(id => ({ id })),
      file,
      `${place}.answer.options`,
    ),
    ...twice(question.details, file, `${place}.details`),
    ...checkChoices(question.details, file, `${place}.details`),
    ...checkPersonal(question.details, file, `${place}.details`),
  ]
  if (!procedure.groups.includes(question.group))
    found.push(finding('reference-unknown', file, `${place}.group`, question.group))
  for (const detail of question.details)
    for (const answer of detail.when ?? [])
      if (!answers.includes(answer))
        found.push(finding('reference-unknown', file, `${place}.details.${detail.id}.when`, answer))
  return [...found, ...checkWhen(procedure, question, file)]
}

function checkWhen(procedure: Procedure, question: Question, file: string): Finding[] {
  const when = question.when
  if (!when) return []
  const place = `questions.${question.id}.when`
  const other = procedure.questions.find(one => one.id === when.question)
  if (!other) return [finding('reference-unknown', file, `${place}.question`, when.question)]
  const unknown = when.is.filter(answer => !optionsOf(other).includes(answer))
  return unknown.map(answer => finding('reference-unknown', file, `${place}.is`, answer))
}

/** A question that waits for itself, directly or through others, could never be answered. */
function checkCycles(procedure: Procedure, file: string): Finding[] {
  const waitsFor = new Map(procedure.questions.map(question => [question.id, question.when?.question]))
  return procedure.questions.flatMap(({ id }) => {
    const seen = new Set<string>()
    let next = waitsFor.get(id)
    while (next !== undefined && next !== id && !seen.has(next)) {
      seen.add(next)
      next = waitsFor.get(next)
    }
    return next === id ? [finding('when-cycle', file, `questions.${id}.when`)] : []
  })
}

/** A ladder has an order, and its end is the coordinator: a rung that stands too late would never be reached. */
function checkReminders({ reminders }: Procedure, file: string): Finding[] {
  const { before, escalate, ...rising } = reminders
  const ladders = {
    unaccepted: [...rising.unaccepted, ...asList(escalate.unaccepted)],
    before: before.toReversed(),
    overdue: [...rising.overdue, ...asList(escalate.overdue)],
    unclosed: rising.unclosed,
  }
  return Object.entries(ladders)
    .filter(([, days]) => days.some((day, at) => day <= (days[at - 1] ?? 0)))
    .map(([ladder]) => finding('reminders-order', file, `reminders.${ladder}`))
}

const asList = (day: number | undefined): readonly number[] => (day === undefined ? [] : [day])

function checkChoices(parts: readonly (Field | Detail)[], file: string, place: string): Finding[] {
  return parts.flatMap(part => {
    const sources = [part.list, part.options].filter(source => source !== undefined).length
    const found = twice(
      (part.options ?? []).map(id => ({ id })),
      file,
      `${place}.${part.id}.options`,
    )
    if (sources !== (part.type === 'choice' ? 1 : 0))
      found.push(finding('choice-invalid', file, `${place}.${part.id}`))
    return found
  })
}

function twice(parts: readonly { readonly id: string }[], file: string, place: string): Finding[] {
  const ids = parts.map(part => part.id)
  const repeated = new Set(ids.filter((id, at) => ids.indexOf(id) !== at))
  return [...repeated].map(id => finding('id-twice', file, `${place}.${id}`))
}

/** Text keys of a procedure, without its id: those it needs, and those it may have in all languages or in none. */
export function textKeys(procedure: Procedure): {
  readonly needed: ReadonlySet<string>
  readonly optional: ReadonlySet<string>
} {
  const needed = new Set(['name', 'short', 'title', 'purpose', 'legal-basis', 'deadline'])
  const optional = new Set<string>()
  for (const group of procedure.groups) needed.add(`group.${group}`)
  for (const field of procedure.form) {
    for (const key of partKeys(field, `field.${field.id}`)) needed.add(key)
    optional.add(`field.${field.id}.hint`)
  }
  for (const question of procedure.questions) {
    const place = `question.${question.id}`
    needed.add(place)
    optional.add(`${place}.help`)
    for (const key of ownOptionKeys(procedure, question)) needed.add(key)
    for (const detail of question.details)
      for (const key of partKeys(detail, `${place}.detail.${detail.id}`)) needed.add(key)
  }
  return { needed, optional }
}

const partKeys = (part: Field | Detail, place: string): string[] => [
  place,
  ...(part.options ?? []).map(option => choiceKey(part, place, option)),
]

/** The options whose texts stand with the procedure; the four common answers and `given` are shared. */
function ownOptionKeys(procedure: Procedure, question: Question): string[] {
  const own = `${procedure.id}.`
  const keys = optionsOf(question).map(option => optionKey(procedure, question, option))
  return keys.filter(key => key.startsWith(own)).map(key => key.slice(own.length))
}
