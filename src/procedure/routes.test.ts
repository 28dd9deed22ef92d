// Goal: everybody can read what a procedure asks, as page and as JSON, in each language that is written.
// Method: the doors over the procedures and texts of this repository; one invented procedure with hostile words.
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { AnyDoor, Call } from '../base/door.ts'
import { statusOf } from '../base/respond.ts'
import { library, readInterfaceTexts, readLanguages, type Texts } from '../base/text.ts'
import { escapes, procedureSchema } from './model.ts'
import { procedureDoors } from './routes.ts'
import { type Catalogue, readProcedures, readProcedureTexts } from './store.ts'
import { catalogueSchema, type ProcedureView, procedureViewSchema } from './view.ts'

const root = resolve(import.meta.dirname, '../..')
const messages = readInterfaceTexts(root)
readProcedureTexts(root, messages)
const texts = library(readLanguages(root), messages)
const catalogue = readProcedures(root)
const listOf = (name: string) => (name === 'profession' ? ['architect', 'engineer'] : ['construction'])

const callIn = (t: Texts): Call<string> => ({
  ...{ t, who: null, csrf: '', wants: 'html', idempotencyKey: null },
  url: new URL('http://localhost/procedures'),
})

async function visit(door: AnyDoor<string> | undefined, t: Texts, id = '') {
  const call = callIn(t)
  const input = { params: { id }, query: {}, body: {}, sent: { kind: 'none', value: null } as const }
  const result = await door?.run(call, input)
  if (!result?.ok) return { refusal: result?.refusal }
  const page = door?.page?.(result.value, call)
  return { view: door?.view.parse(result.value), page, markup: String(page?.main) }
}

const [listDoor, oneDoor] = procedureDoors<string>(catalogue, listOf)
const viewOf = async (id: string): Promise<ProcedureView> =>
  procedureViewSchema.parse((await visit(oneDoor, texts.in('en'), id)).view)

/** Words as they stand in markup. */
const inMarkup = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;')

describe.each(['en', 'de'])('in %s', lang => {
  const t = texts.in(lang)

  test('the catalogue names every procedure under its legal area, with purpose and legal basis', async () => {
    const { view, page, markup = '' } = await visit(listDoor, t)
    const { items } = catalogueSchema.parse(view)
    expect(items.map(({ id }) => id)).toEqual(catalogue.all.map(({ id }) => id))
    for (const { id, areaName, name, purpose, legalBasis } of items) {
      expect(markup).toContain(`href="/procedures/${id}"`)
      for (const words of [areaName, name, purpose, legalBasis]) expect(markup).toContain(inMarkup(words))
    }
    expect([page?.look, listDoor?.isOpen, oneDoor?.isOpen]).toEqual(['public', true, true])
  })

  test.each(catalogue.all)(
    'the page of $id names every field, question, answer and detail',
    async procedure => {
      const { view, markup = '' } = await visit(oneDoor, t, procedure.id)
      const { form, groups, questions, deadlines } = procedureViewSchema.parse(view)
      expect(questions.map(({ id }) => id)).toEqual(procedure.questions.map(({ id }) => id))
      const answers = questions
        .filter(({ answerType }) => answerType !== 'given')
        .flatMap(({ options }) => options.map(({ label }) => label))
      const values = [...form, ...questions.flatMap(({ details }) => details)].flatMap(field => [
        field.label,
        field.hint ?? '',
        ...field.options.map(({ label }) => label),
      ])
      const texts = questions.flatMap(({ text, help }) => [text, help ?? ''])
      const labels = groups.map(({ label }) => label)
      for (const words of [...labels, ...texts, ...answers, ...values, deadlines.answer.text])
        expect(markup).toContain(inMarkup(words))
    },
  )

  test('the ladder of reminders stands there, rung by rung', async () => {
    const { markup = '' } = await visit(oneDoor, t, 'pq-information-request')
    const { reminders } = catalogue.byId('pq-information-request') ?? {}
    for (const [event, days] of [
      ['acceptance-reminded', reminders?.unaccepted],
      ['answer-reminded', reminders?.before],
      ['overdue', reminders?.overdue],
      ['closing-reminded', reminders?.unclosed],
      ['approval-reminded', reminders?.unaccepted],
      ['opinion-reminded', reminders?.unaccepted],
    ] as const)
      expect(markup).toContain(
        `${t(`exchange-timers.event.${event}`)}: ${t.list((days ?? []).map(t.number))}`,
      )
    expect(markup).toContain(`${t('exchange-timers.notice.escalated')}: ${reminders?.escalate.overdue}`)
  })

  test('personal fields are marked, conditions lead to the question they name', async () => {
    const { markup = '' } = await visit(oneDoor, t, 'pq-information-request')
    const { form, questions } = procedureViewSchema.parse(
      (await visit(oneDoor, t, 'pq-information-request')).view,
    )
    const personal = [...form, ...questions.flatMap(({ details }) => details)].filter(one => one.personal)
    expect(markup.split(t('procedure.mark.personal')).length - 1).toBe(personal.length)
    const conditional = questions.filter(({ when }) => when)
    expect(conditional.length).toBeGreaterThan(0)
    for (const { when } of conditional) expect(markup).toContain(`href="#q-${when?.question}"`)
    for (const { id } of questions) expect(markup.split(`id="q-${id}"`)).toHaveLength(2)
  })
})

test('every answer has its escapes; a detail says on which answers it is asked for', async () => {
  const { questions, form } = await viewOf('pq-information-request')
  for (const { options } of questions) expect(options.slice(-2).map(({ id }) => id)).toEqual([...escapes])
  const detailsOf = (id: string) =>
    questions.find(one => one.id === id)?.details.map(detail => [detail.id, detail.when])
  expect(detailsOf('evidence-issued')).toEqual([['difference', ['no']]])
  expect(detailsOf('identity')).toEqual([['names', ['yes']]])
  expect(detailsOf('register-entry')?.[0]).toEqual(['number', ['given']])
  expect(form[0]?.options).toEqual([
    { id: 'architect', label: 'Architect' },
    { id: 'engineer', label: 'Engineer' },
  ])
})

test('an unknown procedure is refused as not found', async () => {
  const { refusal } = await visit(oneDoor, texts.in('en'), '../secret')
  expect(refusal).toEqual({ code: 'procedure.unknown', facts: { id: '../secret' } })
  expect(refusal && statusOf(refusal)).toBe(404)
})

test('hostile words in a procedure stay words', async () => {
  const id = 'services-information-request'
  const evil = '<img src=x onerror=alert(1)>'
  const own = { ...messages.get('en'), [`${id}.name`]: evil, [`${id}.question.established`]: `${evil}?` }
  const t = library([{ code: 'en', name: 'English', group: 'eu' }], new Map([['en', own]])).in('en')
  const source = catalogue.byId(id)
  const spoilt = procedureSchema.parse({ ...source, source: evil })
  const one: Catalogue = { all: [spoilt], byId: () => spoilt }
  for (const door of procedureDoors<string>(one, listOf)) {
    const { markup = '' } = await visit(door, t, id)
    expect(markup).toContain('&lt;img src=x')
    expect(markup).not.toContain('<img')
  }
})
