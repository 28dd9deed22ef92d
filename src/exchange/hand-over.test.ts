// Goal: when an authority is suspended or merged, another one of its country goes on with all that is open.
// Method: the functions of the doors on a real database: Zofia (Łódź) asks Carmen (Vigo), whose part Brais takes.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { callOf, insertOffice, officials, smallPorts } from '../../test/small-office.ts'
import { WrongUse } from '../base/command.ts'
import type { Progress } from '../base/progress.ts'
import type { Result } from '../base/result.ts'
import type { Library } from '../base/text.ts'
import { loadLibrary } from '../library.ts'
import type { Actor } from '../permission/model.ts'
import { readProcedures } from '../procedure/store.ts'
import { act } from './act.ts'
import { runHandOver } from './command.ts'
import { createExchange } from './create.ts'
import { currentOf, partsOf } from './current.ts'
import { openExchange } from './open.ts'
import { viewOf } from './view.ts'
import type { ExchangeView } from './view-schema.ts'

const { zofia, carmen, brais, xoan } = officials
const root = new URL('../..', import.meta.url).pathname
const catalogue = readProcedures(root)
const say: Progress = Object.assign(() => {}, { part: () => {} })

let database: TestDatabase
let library: Library
let stage: ReturnType<typeof smallPorts>
beforeAll(async () => {
  library = loadLibrary(root)
  database = await freshDatabase()
  await insertOffice(database.sql)
})
afterAll(() => database.drop())
/** A hand-over counts all that is open. */
beforeEach(async () => {
  await database.sql`truncate exchange, exchange_event, exchange_command, exchange_part, exchange_draft,
    exchange_subject, exchange_personal, exchange_text cascade`
  stage = smallPorts(database.sql, library, catalogue)
})

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.refusal))
  return result.value
}
const codeOf = (result: Result<unknown>): string => (result.ok ? 'done' : result.refusal.code)
const tries = (who: Actor, view: ExchangeView, action: string, body: object = {}) =>
  act(stage.ports, callOf(library, who), {
    ...{ number: view.number, action },
    sent: { kind: 'json', value: { version: view.version, ...body } },
  })
const does = async (who: Actor, view: ExchangeView, action: string, body: object = {}) =>
  value(await tries(who, view, action, body))
const opened = async (who: Actor, { number }: { readonly number: string | null }) =>
  value(await openExchange(stage.ports, callOf(library, who), number ?? ''))
const seen = async (who: Actor, view: { readonly number: string | null }): Promise<ExchangeView> =>
  viewOf(stage.ports, callOf(library, who), await opened(who, view))
const handsOver = (from: string, to: string) => runHandOver(stage.ports, { from, to }, say)
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
  asked: ['registered', 'sanctions'],
  askedDay: '2026-12-15',
}
const draftBy = async (who: Actor) =>
  value(await createExchange(stage.ports, callOf(library, who), { procedure: 'pq-information-request' }))
const sentBy = async (who: Actor, change: object = {}) =>
  does(who, await draftBy(who), 'send', { ...request, ...change })
const accepted = async () => does(carmen, await sentBy(zofia), 'accept')
const answers = { registered: { answer: 'yes' }, sanctions: { answer: 'no' } }

describe('the part of the recipient', () => {
  test('goes over with state, day and what was typed; the new one answers', async () => {
    const taken = await accepted()
    const saved = { language: 'es', answers: { registered: { answer: 'yes' } } }
    await does(carmen, taken, 'save-answer', saved)
    expect(await handsOver('small-es', 'small-es-2')).toMatchObject({
      ...{ exit: 0, json: { handedOver: 1, left: [] } },
    })
    const next = await seen(brais, taken)
    expect(next).toMatchObject({
      ...{ part: 'recipient', state: 'accepted', deadlines: { answerBy: '2026-12-15' } },
      draft: { content: saved },
      parties: { recipient: { authority: 'small-es-2' } },
    })
    expect(nameIn(next)).toMatchObject({ state: 'shown', value: 'Arrieta' })
    expect(next.history.at(-1)).toMatchObject({ event: 'handed-over', person: null })
    expect(next.history.at(-1)?.label).toContain('Consejo de la calle del Roble')
    await does(brais, next, 'answer', { language: 'es', answers })
    expect(await seen(zofia, taken)).toMatchObject({ state: 'answered', answers: [{}, {}] })
  })

  test('who left keeps what it saw, without the person, and does nothing more', async () => {
    const taken = await accepted()
    await handsOver('small-es', 'small-es-2')
    await does(brais, await seen(brais, taken), 'answer', { language: 'es', answers })
    const former = await seen(carmen, taken)
    expect(former).toMatchObject({ part: 'former', state: 'accepted', answers: [], actions: [] })
    expect(nameIn(former)).toMatchObject({ state: 'hidden' })
    expect(codeOf(await tries(carmen, taken, 'answer', { language: 'es', answers }))).toBe('permission.part')
  })
})

describe('the part of the sender', () => {
  test('goes over with drafts, but not where both sides would be one authority', async () => {
    const draft = await draftBy(carmen)
    await does(carmen, draft, 'save-draft', { ...request, recipient: 'small-pl' })
    const open = await sentBy(carmen, { recipient: 'small-pl' })
    const toNext = await sentBy(carmen, { recipient: 'small-es-2' })
    expect(await handsOver('small-es', 'small-es-2')).toMatchObject({
      ...{ exit: 1, json: { handedOver: 2, left: [toNext.number] } },
    })
    expect((await seen(brais, draft)).draft?.content).toMatchObject({ fields: request.fields })
    expect(await seen(carmen, draft)).toMatchObject({ part: 'former', draft: null })
    await does(zofia, await seen(zofia, open), 'propose-date', { day: '2026-12-20' })
    expect(await does(brais, await seen(brais, open), 'agree')).toMatchObject({
      ...{ state: 'accepted', part: 'sender', parties: { sender: { authority: 'small-es-2' } } },
    })
    expect(await seen(brais, toNext)).toMatchObject({ part: 'recipient' })
  })
})

test('a split goes over whole: the parent, and the children that were answered and closed', async () => {
  const split = await does(carmen, await accepted(), 'split', {
    recipient: 'small-es-4',
    asked: ['sanctions'],
  })
  const number = split.children[0]?.number ?? null
  const child = await does(xoan, await seen(xoan, { number }), 'accept')
  await does(xoan, child, 'answer', { language: 'es', answers: { sanctions: { answer: 'no' } } })
  await does(carmen, await seen(carmen, { number }), 'close')
  expect(await handsOver('small-es', 'small-es-2')).toMatchObject({ json: { handedOver: 2 } })
  expect((await seen(brais, split)).children).toMatchObject([
    { number, standing: 'answered', answers: { sanctions: {} } },
  ])
})

test('ended ones stay; what may be reopened goes; a second call finds nothing', async () => {
  const over = await does(zofia, await sentBy(zofia), 'withdraw')
  const taken = await accepted()
  await does(carmen, taken, 'answer', { language: 'es', answers })
  await does(zofia, await seen(zofia, taken), 'close')
  expect(await handsOver('small-es', 'small-es-2')).toMatchObject({ json: { handedOver: 1, left: [] } })
  expect(await handsOver('small-es', 'small-es-2')).toMatchObject({ json: { handedOver: 0, left: [] } })
  expect((await seen(carmen, over)).part).toBe('recipient')
  await does(zofia, await seen(zofia, taken), 'reopen')
  expect((await seen(brais, taken)).state).toBe('answered')
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
    expect((await seen(carmen, taken)).part).toBe('recipient')
  })
  test('without saying whom', async () => {
    await expect(runHandOver(stage.ports, { from: 'small-es' }, say)).rejects.toThrow(WrongUse)
  })
})
