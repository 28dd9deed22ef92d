// Goal: the recipient gives questions to other authorities of its country and answers with what comes back.
// Method: the functions of the doors on a real database: Zofia (Łódź) asks Carmen (Vigo), who splits; Brais (Ourense)
//   and Xoán (Lugo) answer.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { callOf, insertOffice, officials, smallPorts } from '../../test/small-office.ts'
import type { Result } from '../base/result.ts'
import type { Library } from '../base/text.ts'
import { loadLibrary } from '../library.ts'
import type { Actor } from '../permission/model.ts'
import { readProcedures } from '../procedure/store.ts'
import { act } from './act.ts'
import { createExchange } from './create.ts'
import { openExchange } from './open.ts'
import { viewOf } from './view.ts'
import type { ExchangeView } from './view-schema.ts'

const { zofia, carmen, brais, xoan, anna } = officials
const root = new URL('../..', import.meta.url).pathname
const catalogue = readProcedures(root)

let database: TestDatabase
let library: Library
let stage: ReturnType<typeof smallPorts>
beforeAll(async () => {
  database = await freshDatabase()
  library = loadLibrary(root)
  await insertOffice(database.sql)
})
afterAll(() => database.drop())
beforeEach(() => {
  stage = smallPorts(database.sql, library, catalogue)
})

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.refusal))
  return result.value
}
const codeOf = (result: Result<unknown>): string => (result.ok ? 'done' : result.refusal.code)
const tries = (
  who: Actor,
  view: ExchangeView,
  action: string,
  body: object = {},
  key: string | null = null,
) =>
  act(stage.ports, callOf(library, who, { key }), {
    ...{ number: view.number, action },
    sent: { kind: 'json', value: { version: view.version, ...body } },
  })
const does = async (who: Actor, view: ExchangeView, action: string, body: object = {}) =>
  value(await tries(who, view, action, body))
const opens = (who: Actor, number: string) => openExchange(stage.ports, callOf(library, who), number)
const seen = async (who: Actor, { number }: { readonly number: string | null }): Promise<ExchangeView> =>
  viewOf(stage.ports, callOf(library, who), value(await opens(who, number ?? '')))
const actionsFor = (view: ExchangeView) => view.actions.map(({ action }) => action)
const nameIn = (view: ExchangeView) => view.form.find(({ id }) => id === 'family-name')

const request = {
  recipient: 'small-es',
  language: 'pl',
  fields: {
    profession: 'physiotherapist',
    background: 'Sprawa ES-123456.',
    'family-name': 'Arrieta',
    'given-names': 'Marisol',
  },
  asked: ['registered', 'register-entry', 'sanctions'],
  notes: { sanctions: 'Od 2019 r.' },
  askedDay: '2026-12-15',
}
const registered = { registered: { answer: 'yes' } }
const entry = { 'register-entry': { answer: 'given', details: { number: 'OUR-20417' } } }
const sanctions = { sanctions: { answer: 'no' } }
const toBrais = { recipient: 'small-es-2', asked: ['register-entry'], reason: 'Lleva el registro.' }
const toXoan = { recipient: 'small-es-4', asked: ['sanctions'] }

const accepted = async () => {
  const call = callOf(library, zofia, { key: null })
  const begun = value(await createExchange(stage.ports, call, { procedure: 'pq-information-request' }))
  const sent = await does(zofia, begun, 'send', request)
  return does(carmen, sent, 'accept')
}
const inThree = async () =>
  does(carmen, await does(carmen, await accepted(), 'split', toBrais), 'split', toXoan)
const childOf = (who: Actor, { children }: ExchangeView, at: number) =>
  seen(who, { number: children[at]?.number ?? null })
const answers = async (who: Actor, child: ExchangeView, given: object) =>
  does(who, await does(who, child, 'accept'), 'answer', { language: 'es', answers: given })

describe('split', () => {
  test('each child is an exchange of its own, with the case, its questions, and the day of the parent', async () => {
    const split = await inThree()
    expect(split).toMatchObject({ state: 'accepted', part: 'recipient' })
    const child = await childOf(brais, split, 0)
    expect(child).toMatchObject({
      ...{ part: 'recipient', state: 'sent', deadlines: { asked: '2026-12-15' } },
      parties: { sender: { authority: 'small-es' }, recipient: { authority: 'small-es-2' } },
      parent: { number: null, sender: { authority: 'small-pl' } },
    })
    expect(child.form.slice(0, 2)).toMatchObject([
      { value: 'physiotherapist' },
      { text: { text: 'Sprawa ES-123456.', lang: 'pl' } },
    ])
    expect(child.questions.map(({ id }) => id)).toEqual(['register-entry'])
    expect(nameIn(child)).toMatchObject({ state: 'hidden', value: null })
    expect(nameIn(await does(brais, child, 'accept'))).toMatchObject({ state: 'shown', value: 'Arrieta' })
    const other = await childOf(xoan, split, 1)
    expect(other.questions).toMatchObject([{ id: 'sanctions', note: { text: 'Od 2019 r.', lang: 'pl' } }])
    expect((await childOf(carmen, split, 0)).parent).toMatchObject({ number: split.number })
  })

  test('the sender sees where each question lies, opens nothing of it, and owes nothing', async () => {
    const split = await inThree()
    const read = await seen(zofia, split)
    expect(read.children).toMatchObject([
      { number: null, recipient: { authority: 'small-es-2' }, state: 'sent', questions: ['register-entry'] },
      { number: null, recipient: { authority: 'small-es-4' }, state: 'sent', questions: ['sanctions'] },
    ])
    expect(read.history.at(-2)).toMatchObject({ event: 'split', text: { text: 'Lleva el registro.' } })
    expect(read.history.at(-2)?.label).toContain('Consejo de la calle del Roble')
    expect(actionsFor(read)).toEqual(['withdraw', 'write-message', 'attach'])
    for (const who of [zofia, anna, xoan])
      expect(codeOf(await opens(who, split.children[0]?.number ?? ''))).toBe('exchange.unknown')
    expect(codeOf(await opens(brais, split.number))).toBe('exchange.unknown')
  })

  test('answered with what came back, each answer in the language of who gave it', async () => {
    const split = await inThree()
    expect(actionsFor(split)).not.toContain('answer')
    const whole = { language: 'es', answers: { ...registered, ...entry, ...sanctions } }
    await answers(brais, await childOf(brais, split, 0), entry)
    expect(await tries(carmen, split, 'answer', whole)).toMatchObject({
      refusal: { code: 'exchange.split-open.invalid', facts: { numbers: split.children[1]?.number } },
    })
    await answers(xoan, await childOf(xoan, split, 1), sanctions)
    const ready = await seen(carmen, split)
    expect(ready.children.map(({ standing, answers: given }) => [standing, given])).toEqual([
      ['answered', { 'register-entry': { language: 'es', ...entry['register-entry'] } }],
      ['answered', { sanctions: { language: 'es', ...sanctions.sanctions } }],
    ])
    expect((await seen(zofia, split)).children.map(({ answers: given }) => given)).toEqual([{}, {}])
    const done = await does(carmen, ready, 'answer', whole)
    expect(done).toMatchObject({ state: 'answered', answers: [{}, {}, {}] })
    expect((await seen(zofia, split)).answers.map(({ question }) => question).toSorted()).toEqual(
      request.asked.toSorted(),
    )
  })
})

describe('a question lies with one authority at a time', () => {
  test('what one has is not given to another; nothing of it is answered in part meanwhile', async () => {
    const split = await does(carmen, await accepted(), 'split', toBrais)
    const again = await tries(carmen, split, 'split', { ...toXoan, asked: ['register-entry'] })
    expect(again.ok ? null : again.refusal.problems).toMatchObject([{ path: 'asked.0' }])
    const part = await tries(carmen, split, 'answer-part', { language: 'es', answers: entry })
    expect(part.ok ? null : part.refusal.problems).toMatchObject([{ path: 'answers.register-entry' }])
    await does(carmen, split, 'answer-part', { language: 'es', answers: registered })
    const known = await seen(carmen, split)
    expect(codeOf(await tries(carmen, known, 'split', { ...toXoan, asked: ['registered'] }))).toBe(
      'base.fields.invalid',
    )
  })

  test('refused or withdrawn, it comes back', async () => {
    const split = await inThree()
    const refused = await does(brais, await childOf(brais, split, 0), 'refuse', { reason: 'No consta.' })
    expect(refused.state).toBe('refused')
    await does(carmen, await childOf(carmen, split, 1), 'withdraw')
    const back = await seen(carmen, split)
    expect(back.children.map(({ standing }) => standing)).toEqual(['returned', 'returned'])
    expect(actionsFor(back)).toContain('answer')
    const anew = await does(carmen, back, 'split', { ...toXoan, asked: ['register-entry', 'sanctions'] })
    expect(anew.children.at(-1)).toMatchObject({
      standing: 'open',
      questions: ['register-entry', 'sanctions'],
    })
  })

  test('two who split at once: one wins, and there is one child', async () => {
    const taken = await accepted()
    const both = await Promise.all([
      tries(carmen, taken, 'split', toBrais, 'a'),
      tries(carmen, taken, 'split', toXoan, 'b'),
    ])
    expect(both.map(codeOf).toSorted()).toEqual(['done', 'exchange.conflict'])
    const [row] = await database.sql`select count(*)::int as n from exchange where parent = ${taken.number}`
    expect(row?.n).toBe(1)
  })

  test('the same command again makes no second child', async () => {
    const taken = await accepted()
    const first = value(await tries(carmen, taken, 'split', toBrais, 'once'))
    const second = value(await tries(carmen, taken, 'split', toBrais, 'once'))
    expect(second.children).toEqual(first.children)
    const [row] = await database.sql`select count(*)::int as n from exchange where parent = ${taken.number}`
    expect(row?.n).toBe(1)
  })
})

describe('what happens to the parent', () => {
  test('withdrawn, it takes its open children along, and theirs', async () => {
    const split = await inThree()
    const child = await does(brais, await childOf(brais, split, 0), 'accept')
    const below = await does(brais, child, 'split', { recipient: 'small-es-4', asked: ['register-entry'] })
    await answers(xoan, await childOf(xoan, split, 1), sanctions)
    await does(zofia, await seen(zofia, split), 'withdraw', { reason: 'Już nieaktualne.' })
    expect(await childOf(brais, split, 0)).toMatchObject({ state: 'withdrawn', history: { length: 5 } })
    expect(await childOf(xoan, below, 0)).toMatchObject({ state: 'withdrawn' })
    expect(await childOf(xoan, split, 1)).toMatchObject({ state: 'answered' })
    const last = (await childOf(carmen, split, 0)).history.at(-1)
    expect(last).toMatchObject({ event: 'withdrawn', authority: 'small-es', person: null })
  })

  test('it is not forwarded while a child is open; afterwards the next one owes the whole', async () => {
    const split = await does(carmen, await accepted(), 'split', toBrais)
    const forward = { recipient: 'small-es-4', reason: 'No es de nuestra provincia.', language: 'es' }
    expect(codeOf(await tries(carmen, split, 'forward', forward))).toBe('exchange.split-open.invalid')
    await does(carmen, await childOf(carmen, split, 0), 'withdraw')
    await does(carmen, await seen(carmen, split), 'forward', forward)
    const next = await does(xoan, await seen(xoan, split), 'accept')
    expect(next).toMatchObject({ children: [], questions: [{}, {}, {}] })
  })
})

describe('refused', () => {
  test.each([
    ['another country', { recipient: 'small-el' }, 'recipient', 'exchange.recipient.forward'],
    ['the sender', { recipient: 'small-pl' }, 'recipient', 'exchange.recipient.forward'],
    ['itself', { recipient: 'small-es' }, 'recipient', 'exchange.recipient.forward'],
    ['nobody', { recipient: 'small-xx' }, 'recipient', 'exchange.recipient.inactive'],
    ['no question', { asked: [] }, 'asked', 'base.field.required'],
    ['a question that was not asked', { asked: ['diploma'] }, 'asked.0', 'base.field.choice'],
  ])('%s', async (_, change, path, code) => {
    const result = await tries(carmen, await accepted(), 'split', { ...toBrais, ...change })
    expect(result.ok ? null : result.refusal.problems).toEqual([{ path, code }])
  })

  test.each([
    ['after the day of the parent', '2026-12-16', 'exchange.day-late.invalid'],
    ['in the past', '2026-11-23', 'exchange.day-past.invalid'],
  ])('a day %s', async (_, askedDay, code) => {
    expect(codeOf(await tries(carmen, await accepted(), 'split', { ...toBrais, askedDay }))).toBe(code)
  })

  test('before acceptance, by the sender, by a stranger', async () => {
    const call = callOf(library, zofia, { key: null })
    const begun = value(await createExchange(stage.ports, call, { procedure: 'pq-information-request' }))
    const sent = await does(zofia, begun, 'send', request)
    expect(codeOf(await tries(carmen, sent, 'split', toBrais))).toBe('exchange.action.invalid')
    const taken = await does(carmen, sent, 'accept')
    expect(codeOf(await tries(zofia, taken, 'split', toBrais))).toBe('permission.part')
    expect(codeOf(await tries(anna, taken, 'split', toBrais))).toBe('exchange.unknown')
  })
})
