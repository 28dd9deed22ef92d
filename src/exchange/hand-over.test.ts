// Goal: when an authority is suspended or merged, another one of its country goes on with all that is open.
// Method: the functions of the doors on a real database: Zofia (Łódź) asks Carmen (Vigo), whose part Brais takes.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { TestDatabase } from '../../test/database.ts'
import { callOf, catalogue, library, officials, openOffice } from '../../test/small-office.ts'
import { codeOf, nameIn, openPlay, type Play, request, value } from '../../test/small-play.ts'
import { WrongUse } from '../base/command.ts'
import type { Progress } from '../base/progress.ts'
import type { Actor } from '../permission/model.ts'
import { runHandOver } from './command.ts'
import { currentOf, partsOf } from './current.ts'
import { openExchange } from './open.ts'

const { zofia, carmen, brais, xoan } = officials
const say: Progress = Object.assign(() => {}, { part: () => {} })

let database: TestDatabase
let play: Play
beforeAll(async () => {
  ;({ database } = await openOffice())
})
afterAll(() => database.drop())
/** A hand-over counts all that is open. */
beforeEach(async () => {
  await database.sql`truncate exchange, exchange_event, exchange_command, exchange_part, exchange_draft,
    exchange_subject, exchange_personal, exchange_text cascade`
  play = openPlay(database.sql)
})

const opened = async (who: Actor, { number }: { readonly number: string | null }) =>
  value(await openExchange(play.ports, callOf(library, who), number ?? ''))
const handsOver = (from: string, to: string) => runHandOver(play.ports, { from, to }, say)

const sentBy = (who: Actor, change: object = {}) =>
  play.sentBy(who, { asked: ['registered', 'sanctions'], ...change })
const accepted = async () => play.does(carmen, await sentBy(zofia), 'accept')
const answers = { registered: { answer: 'yes' }, sanctions: { answer: 'no' } }

describe('the part of the recipient', () => {
  test('goes over with state, day and what was typed; the new one answers', async () => {
    const taken = await accepted()
    const saved = { language: 'es', answers: { registered: { answer: 'yes' } } }
    await play.does(carmen, taken, 'save-answer', saved)
    expect(await handsOver('small-es', 'small-es-2')).toMatchObject({
      ...{ exit: 0, json: { handedOver: 1, left: [] } },
    })
    const next = await play.seen(brais, taken)
    expect(next).toMatchObject({
      ...{ part: 'recipient', state: 'accepted', deadlines: { answerBy: '2026-12-15' } },
      draft: { content: saved },
      parties: { recipient: { authority: 'small-es-2' } },
    })
    expect(nameIn(next)).toMatchObject({ state: 'shown', value: 'Arrieta' })
    expect(next.history.at(-1)).toMatchObject({ event: 'handed-over', person: null })
    expect(next.history.at(-1)?.label).toContain('Consejo de la calle del Roble')
    await play.does(brais, next, 'answer', { language: 'es', answers })
    expect(await play.seen(zofia, taken)).toMatchObject({ state: 'answered', answers: [{}, {}] })
  })

  test('who left keeps what it saw, without the person, and does nothing more', async () => {
    const taken = await accepted()
    await handsOver('small-es', 'small-es-2')
    await play.does(brais, await play.seen(brais, taken), 'answer', { language: 'es', answers })
    const former = await play.seen(carmen, taken)
    expect(former).toMatchObject({ part: 'former', state: 'accepted', answers: [], actions: [] })
    expect(nameIn(former)).toMatchObject({ state: 'hidden' })
    expect(codeOf(await play.tries(carmen, taken, 'answer', { language: 'es', answers }))).toBe(
      'permission.part',
    )
  })
})

describe('the part of the sender', () => {
  test('goes over with drafts, but not where both sides would be one authority', async () => {
    const draft = await play.draftBy(carmen)
    await play.does(carmen, draft, 'save-draft', { ...request, recipient: 'small-pl' })
    const open = await sentBy(carmen, { recipient: 'small-pl' })
    const toNext = await sentBy(carmen, { recipient: 'small-es-2' })
    expect(await handsOver('small-es', 'small-es-2')).toMatchObject({
      ...{ exit: 1, json: { handedOver: 2, left: [toNext.number] } },
    })
    expect((await play.seen(brais, draft)).draft?.content).toMatchObject({ fields: request.fields })
    expect(await play.seen(carmen, draft)).toMatchObject({ part: 'former', draft: null })
    await play.does(zofia, await play.seen(zofia, open), 'propose-date', { day: '2026-12-20' })
    expect(await play.does(brais, await play.seen(brais, open), 'agree')).toMatchObject({
      ...{ state: 'accepted', part: 'sender', parties: { sender: { authority: 'small-es-2' } } },
    })
    expect(await play.seen(brais, toNext)).toMatchObject({ part: 'recipient' })
  })
})

test('a split goes over whole: the parent, and the children that were answered and closed', async () => {
  const split = await play.does(carmen, await accepted(), 'split', {
    recipient: 'small-es-4',
    asked: ['sanctions'],
  })
  const number = split.children[0]?.number ?? null
  const child = await play.does(xoan, await play.seen(xoan, { number }), 'accept')
  await play.does(xoan, child, 'answer', { language: 'es', answers: { sanctions: { answer: 'no' } } })
  await play.does(carmen, await play.seen(carmen, { number }), 'close')
  expect(await handsOver('small-es', 'small-es-2')).toMatchObject({ json: { handedOver: 2 } })
  expect((await play.seen(brais, split)).children).toMatchObject([
    { number, standing: 'answered', answers: { sanctions: {} } },
  ])
})

test('ended ones stay; what may be reopened goes; a second call finds nothing', async () => {
  const over = await play.does(zofia, await sentBy(zofia), 'withdraw')
  const taken = await accepted()
  await play.does(carmen, taken, 'answer', { language: 'es', answers })
  await play.does(zofia, await play.seen(zofia, taken), 'close')
  expect(await handsOver('small-es', 'small-es-2')).toMatchObject({ json: { handedOver: 1, left: [] } })
  expect(await handsOver('small-es', 'small-es-2')).toMatchObject({ json: { handedOver: 0, left: [] } })
  expect((await play.seen(carmen, over)).part).toBe('recipient')
  await play.does(zofia, await play.seen(zofia, taken), 'reopen')
  expect((await play.seen(brais, taken)).state).toBe('answered')
})

test('there and back: each has its own part again, and the rows say what the log says', async () => {
  const taken = await accepted()
  await handsOver('small-es', 'small-es-2')
  await handsOver('small-es-2', 'small-es')
  const { log } = (await opened(carmen, taken)).stored
  const parts = await database.sql`select authority, part, counterpart, turn, state from exchange_part
    where exchange = ${taken.number} order by authority`
  const told = partsOf(log).map(({ authority, part, counterpart, turn, state }) => ({
    ...{ authority, part, counterpart, turn, state },
  }))
  expect([...parts]).toEqual(told.toSorted((a, b) => (a.authority < b.authority ? -1 : 1)))
  expect(told).toContainEqual({
    ...{
      authority: 'small-es-2',
      part: 'former',
      counterpart: 'small-pl',
      turn: 'ended',
      state: 'handed-over',
    },
  })
  const procedure = catalogue.byId('pq-information-request')
  if (!procedure) throw new Error('no procedure')
  const { sender, recipient, state, version } = currentOf(log, procedure)
  const [row] = await database.sql`select sender, recipient, state, version from exchange
    where exchange = ${taken.number}`
  expect(row).toEqual({ sender, recipient, state, version })
})

describe('refused', () => {
  test.each([
    ['another country', 'small-es', 'small-pl'],
    ['itself', 'small-es', 'small-es'],
    ['nobody', 'small-es', 'small-xx'],
  ])('to %s', async (_, from, to) => {
    const taken = await accepted()
    expect(await handsOver(from, to)).toMatchObject({
      exit: 1,
      json: { code: expect.stringMatching(/recipient/) },
    })
    expect((await play.seen(carmen, taken)).part).toBe('recipient')
  })
  test('without saying whom', async () => {
    await expect(runHandOver(play.ports, { from: 'small-es' }, say)).rejects.toThrow(WrongUse)
  })
})
