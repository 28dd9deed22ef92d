// Goal: the rules that read a procedure say what forms and routes rely on, and the project's procedures keep to them.
// Method: small tables of questions for the rules; each procedure's example story is played against its own schema.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { checkProcedure } from './check.ts'
import {
  type AnswerOf,
  answersWanting,
  applies,
  choiceKey,
  optionKey,
  optionsOf,
  procedureSchema,
} from './model.ts'
import { procedureFolders, readProcedures } from './store.ts'

const root = join(import.meta.dirname, '../..')
const catalogue = readProcedures(root)

const small = procedureSchema.parse({
  id: 'small',
  area: 'services',
  kind: 'request',
  version: 1,
  status: 'reconstructed',
  source: 'written for this test',
  deadlines: { answer: { rule: 'agreed-date', source: 'none' } },
  reminders: { unaccepted: [3, 5], before: [5, 1], overdue: [1], unclosed: [], escalate: { unaccepted: 10 } },
  retention: { blockMonths: 6, deleteYears: 3, source: 'none' },
  personalBeforeAcceptance: false,
  titleField: 'profession',
  form: [{ id: 'profession', type: 'choice', list: 'profession', required: true }],
  groups: ['all'],
  questions: [
    { id: 'sanctions', group: 'all', answer: { type: 'yes-no' }, details: [{ id: 'on', type: 'day' }] },
    {
      id: 'final',
      group: 'all',
      answer: { type: 'choice', options: ['final', 'open'] },
      details: [
        { id: 'note', type: 'free-text' },
        { id: 'until', type: 'day', when: ['open'] },
      ],
      when: { question: 'sanctions', is: ['yes'] },
    },
    { id: 'number', group: 'all', answer: { type: 'given' }, details: [{ id: 'value', type: 'text' }] },
  ],
})

const questionOf = (id: string) => {
  const question = small.questions.find(one => one.id === id)
  if (!question) throw new Error(`no question ${id}`)
  return question
}

describe('a question', () => {
  test.each([
    ['sanctions', ['yes', 'no', 'unknown', 'not-allowed']],
    ['final', ['final', 'open', 'unknown', 'not-allowed']],
    ['number', ['given', 'unknown', 'not-allowed']],
  ])('%s may be answered with its own options and both escapes', (id, options) => {
    expect(optionsOf(questionOf(id))).toEqual(options)
  })

  test.each([
    ['sanctions', 'on', ['yes']],
    ['final', 'note', ['final', 'open']],
    ['final', 'until', ['open']],
    ['number', 'value', ['given']],
  ])('%s wants the detail %s on %s only', (id, detailId, answers) => {
    const detail = questionOf(id).details.find(one => one.id === detailId)
    expect(detail && answersWanting(questionOf(id), detail)).toEqual(answers)
  })

  test.each<[string, string[], AnswerOf, boolean]>([
    ['sanctions', ['sanctions'], {}, true],
    ['final', ['sanctions', 'final'], { sanctions: { answer: 'yes' } }, true],
    ['final', ['sanctions', 'final'], { sanctions: { answer: 'no' } }, false],
    ['final', ['sanctions', 'final'], { sanctions: { answer: 'unknown' } }, false],
    ['final', ['sanctions', 'final'], {}, false],
    ['final', ['final'], {}, true],
  ])('%s, asked with %j and answered %j, applies: %s', (id, asked, answers, expected) => {
    expect(applies(questionOf(id), asked, answers)).toBe(expected)
  })
})

test('text keys: common answers are shared, own ones stand with the procedure, lists with the lexicon', () => {
  expect(optionKey(small, questionOf('sanctions'), 'yes')).toBe('procedure.option.yes')
  expect(optionKey(small, questionOf('final'), 'unknown')).toBe('procedure.option.unknown')
  expect(optionKey(small, questionOf('final'), 'open')).toBe('small.question.final.option.open')
  expect(choiceKey({ list: 'profession' }, 'small.field.profession', 'lawyer')).toBe(
    'lexicon.profession.lawyer',
  )
  expect(choiceKey({}, 'small.field.subject', 'postings')).toBe('small.field.subject.option.postings')
})

const answerSchema = z.strictObject({ answer: z.string(), details: z.record(z.string(), z.unknown()) })
const exampleSchema = z.object({
  fields: z.record(z.string(), z.unknown()),
  asked: z.array(z.string()),
  answers: z.record(z.string(), answerSchema),
})

describe.each(procedureFolders(root))('the procedure $id', ({ id, dir }) => {
  const procedure = catalogue.byId(id)
  if (!procedure) throw new Error(`no procedure ${id}`)
  const example = exampleSchema.parse(JSON.parse(readFileSync(join(root, dir, 'example.json'), 'utf8')))

  test('refers only to what it defines', () => {
    expect(checkProcedure(procedure, dir)).toEqual([])
  })

  test('its example fills every required field and no unknown one', () => {
    const required = procedure.form.filter(field => field.required).map(field => field.id)
    expect(Object.keys(example.fields)).toEqual(expect.arrayContaining(required))
    expect(procedure.form.map(field => field.id)).toEqual(expect.arrayContaining(Object.keys(example.fields)))
  })

  test('its example answers every question that applies, with every detail required and no other', () => {
    const asked = procedure.questions.filter(question => example.asked.includes(question.id))
    expect(asked).toHaveLength(example.asked.length)
    const applying = asked.filter(question => applies(question, example.asked, example.answers))
    expect(Object.keys(example.answers).sort()).toEqual(applying.map(question => question.id).sort())
    for (const question of applying) {
      const { answer = '', details = {} } = example.answers[question.id] ?? {}
      expect(optionsOf(question)).toContain(answer)
      const wanted = question.details.filter(detail => answersWanting(question, detail).includes(answer))
      const required = wanted.filter(detail => detail.required).map(detail => detail.id)
      expect(Object.keys(details)).toEqual(expect.arrayContaining(required))
      expect(wanted.map(detail => detail.id)).toEqual(expect.arrayContaining(Object.keys(details)))
    }
  })
})

test('the catalogue finds by id, and says when there is none', () => {
  expect(catalogue.all.length).toBeGreaterThan(0)
  expect(catalogue.byId('no-such-procedure')).toBeUndefined()
})
