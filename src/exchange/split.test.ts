// Goal: the recipient gives questions to other authorities of its country and answers with what comes back.
// Method: the functions of the doors on a real database: Zofia (Łódź) asks Carmen (Vigo), who splits; Brais (Ourense)
//   and Xoán (Lugo) answer.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { TestDatabase } from '../../test/database.ts'
import { callOf, library, officials, openOffice } from '../../test/small-office.ts'
import { codeOf, nameIn, openPlay, type Play, request, value } from '../../test/small-play.ts'
import type { Actor } from '../permission/model.ts'
import { createExchange } from './create.ts'
import type { ExchangeView } from './view-schema.ts'

const { zofia, carmen, brais, xoan, anna } = officials

let database: TestDatabase
let play: Play
beforeAll(async () => {
  ;({ database } = await openOffice())
})
afterAll(() => database.drop())
beforeEach(() => {
  play = openPlay(database.sql)
})

const actionsFor = (view: ExchangeView) => view.actions.map(({ action }) => action)

const registered = { registered: { answer: 'yes' } }
const entry = { 'register-entry': { answer: 'given', details: { number: 'OUR-20417' } } }
const sanctions = { sanctions: { answer: 'no' } }
const toBrais = { recipient: 'small-es-2', asked: ['register-entry'], reason: 'Lleva el registro.' }
const toXoan = { recipient: 'small-es-4', asked: ['sanctions'] }

const inThree = async () =>
  play.does(carmen, await play.does(carmen, await play.accepted(), 'split', toBrais), 'split', toXoan)
const childOf = (who: Actor, { children }: ExchangeView, at: number) =>
  play.seen(who, { number: children[at]?.number ?? null })
const answers = async (who: Actor, child: ExchangeView, given: object) =>
  play.does(who, await play.does(who, child, 'accept'), 'answer', { language: 'es', answers: given })

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
    expect(nameIn(await play.does(brais, child, 'accept'))).toMatchObject({
      state: 'shown',
      value: 'Arrieta',
    })
    const other = await childOf(xoan, split, 1)
    expect(other.questions).toMatchObject([{ id: 'sanctions', note: { text: 'Od 2019 r.', lang: 'pl' } }])
    expect((await childOf(carmen, split, 0)).parent).toMatchObject({ number: split.number })
  })

  test('the sender sees where each question lies, opens nothing of it, and owes nothing', async () => {
    const split = await inThree()
    const read = await play.seen(zofia, split)
    expect(read.children).toMatchObject([
      { number: null, recipient: { authority: 'small-es-2' }, state: 'sent', questions: ['register-entry'] },
      { number: null, recipient: { authority: 'small-es-4' }, state: 'sent', questions: ['sanctions'] },
    ])
    expect(read.history.at(-2)).toMatchObject({ event: 'split', text: { text: 'Lleva el registro.' } })
    expect(read.history.at(-2)?.label).toContain('Consejo de la calle del Roble')
    expect(actionsFor(read)).toEqual(['withdraw', 'write-message', 'attach'])
    for (const who of [zofia, anna, xoan])
      expect(codeOf(await play.opens(who, split.children[0]?.number ?? ''))).toBe('exchange.unknown')
    expect(codeOf(await play.opens(brais, split.number))).toBe('exchange.unknown')
  })

  test('answered with what came back, each answer in the language of who gave it', async () => {
    const split = await inThree()
    expect(actionsFor(split)).not.toContain('answer')
    const whole = { language: 'es', answers: { ...registered, ...entry, ...sanctions } }
    await answers(brais, await childOf(brais, split, 0), entry)
    expect(await play.tries(carmen, split, 'answer', whole)).toMatchObject({
      refusal: { code: 'exchange.split-open.invalid', facts: { numbers: split.children[1]?.number } },
    })
    await answers(xoan, await childOf(xoan, split, 1), sanctions)
    const ready = await play.seen(carmen, split)
    expect(ready.children.map(({ standing, answers: given }) => [standing, given])).toEqual([
      ['answered', { 'register-entry': { language: 'es', ...entry['register-entry'] } }],
      ['answered', { sanctions: { language: 'es', ...sanctions.sanctions } }],
    ])
    expect((await play.seen(zofia, split)).children.map(({ answers: given }) => given)).toEqual([{}, {}])
    const done = await play.does(carmen, ready, 'answer', whole)
    expect(done).toMatchObject({ state: 'answered', answers: [{}, {}, {}] })
    expect((await play.seen(zofia, split)).answers.map(({ question }) => question).toSorted()).toEqual(
      request.asked.toSorted(),
    )
  })
})

describe('a question lies with one authority at a time', () => {
  test('what one has is not given to another; nothing of it is answered in part meanwhile', async () => {
    const split = await play.does(carmen, await play.accepted(), 'split', toBrais)
    const again = await play.tries(carmen, split, 'split', { ...toXoan, asked: ['register-entry'] })
    expect(again.ok ? null : again.refusal.problems).toMatchObject([{ path: 'asked.0' }])
    const part = await play.tries(carmen, split, 'answer-part', { language: 'es', answers: entry })
    expect(part.ok ? null : part.refusal.problems).toMatchObject([{ path: 'answers.register-entry' }])
    await play.does(carmen, split, 'answer-part', { language: 'es', answers: registered })
    const known = await play.seen(carmen, split)
    expect(codeOf(await play.tries(carmen, known, 'split', { ...toXoan, asked: ['registered'] }))).toBe(
      'base.fields.invalid',
    )
  })

  test('refused or withdrawn, it comes back', async () => {
    const split = await inThree()
    const refused = await play.does(brais, await childOf(brais, split, 0), 'refuse', { reason: 'No consta.' })
    expect(refused.state).toBe('refused')
    await play.does(carmen, await childOf(carmen, split, 1), 'withdraw')
    const back = await play.seen(carmen, split)
    expect(back.children.map(({ standing }) => standing)).toEqual(['returned', 'returned'])
    expect(actionsFor(back)).toContain('answer')
    const anew = await play.does(carmen, back, 'split', { ...toXoan, asked: ['register-entry', 'sanctions'] })
    expect(anew.children.at(-1)).toMatchObject({
      standing: 'open',
      questions: ['register-entry', 'sanctions'],
    })
  })

  test('two who split at once: one wins, and there is one child', async () => {
    const taken = await play.accepted()
    const both = await Promise.all([
      play.tries(carmen, taken, 'split', toBrais, 'a'),
      play.tries(carmen, taken, 'split', toXoan, 'b'),
    ])
    expect(both.map(codeOf).toSorted()).toEqual(['done', 'exchange.conflict'])
    const [row] = await database.sql`select count(*)::int as n from exchange where parent = ${taken.number}`
    expect(row?.n).toBe(1)
  })

  test('the same command again makes no second child', async () => {
    const taken = await play.accepted()
    const first = value(await play.tries(carmen, taken, 'split', toBrais, 'once'))
    const second = value(await play.tries(carmen, taken, 'split', toBrais, 'once'))
    expect(second.children).toEqual(first.children)
    const [row] = await database.sql`select count(*)::int as n from exchange where parent = ${taken.number}`
    expect(row?.n).toBe(1)
  })
})

describe('what happens to the parent', () => {
  test('withdrawn, it takes its open children along, and theirs', async () => {
    const split = await inThree()
    const child = await play.does(brais, await childOf(brais, split, 0), 'accept')
    const below = await play.does(brais, child, 'split', {
      recipient: 'small-es-4',
      asked: ['register-entry'],
    })
    await answers(xoan, await childOf(xoan, split, 1), sanctions)
    await play.does(zofia, await play.seen(zofia, split), 'withdraw', { reason: 'Już nieaktualne.' })
    expect(await childOf(brais, split, 0)).toMatchObject({ state: 'withdrawn', history: { length: 5 } })
    expect(await childOf(xoan, below, 0)).toMatchObject({ state: 'withdrawn' })
    expect(await childOf(xoan, split, 1)).toMatchObject({ state: 'answered' })
    const last = (await childOf(carmen, split, 0)).history.at(-1)
    expect(last).toMatchObject({ event: 'withdrawn', authority: 'small-es', person: null })
  })

  test('it is not forwarded while a child is open; afterwards the next one owes the whole', async () => {
    const split = await play.does(carmen, await play.accepted(), 'split', toBrais)
    const forward = { recipient: 'small-es-4', reason: 'No es de nuestra provincia.', language: 'es' }
    expect(codeOf(await play.tries(carmen, split, 'forward', forward))).toBe('exchange.split-open.invalid')
    await play.does(carmen, await childOf(carmen, split, 0), 'withdraw')
    await play.does(carmen, await play.seen(carmen, split), 'forward', forward)
    const next = await play.does(xoan, await play.seen(xoan, split), 'accept')
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
    const result = await play.tries(carmen, await play.accepted(), 'split', { ...toBrais, ...change })
    expect(result.ok ? null : result.refusal.problems).toEqual([{ path, code }])
  })

  test.each([
    ['after the day of the parent', '2026-12-16', 'exchange.day-late.invalid'],
    ['in the past', '2026-11-23', 'exchange.day-past.invalid'],
  ])('a day %s', async (_, askedDay, code) => {
    expect(codeOf(await play.tries(carmen, await play.accepted(), 'split', { ...toBrais, askedDay }))).toBe(
      code,
    )
  })

  test('before acceptance, by the sender, by a stranger', async () => {
    const call = callOf(library, zofia, { key: null })
    const begun = value(await createExchange(play.ports, call, { procedure: 'pq-information-request' }))
    const sent = await play.does(zofia, begun, 'send', request)
    expect(codeOf(await play.tries(carmen, sent, 'split', toBrais))).toBe('exchange.action.invalid')
    const taken = await play.does(carmen, sent, 'accept')
    expect(codeOf(await play.tries(zofia, taken, 'split', toBrais))).toBe('permission.part')
    expect(codeOf(await play.tries(anna, taken, 'split', toBrais))).toBe('exchange.unknown')
  })
})
