// Goal: what officials write to each other freely lies sealed, is read by those it was written for only, goes with the
//   person's key, and keeps its author's language.
// Method: the functions of the doors on a real database: Zofia (Łódź) asks, Carmen (Vigo) and Brais (Ourense) answer.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { TestDatabase } from '../../test/database.ts'
import { callOf, library, officials, openOffice, smallPorts } from '../../test/small-office.ts'
import { value } from '../../test/small-play.ts'
import type { Actor } from '../permission/model.ts'
import { act } from './act.ts'
import { createExchange } from './create.ts'
import { openExchange } from './open.ts'
import { viewOf } from './view.ts'
import type { ExchangeView } from './view-schema.ts'

const { zofia, carmen, brais } = officials

let database: TestDatabase
let stage: ReturnType<typeof smallPorts>
beforeAll(async () => {
  ;({ database } = await openOffice())
})
afterAll(() => database.drop())
beforeEach(() => {
  stage = smallPorts(database.sql)
})

const tries = (
  who: Actor,
  view: ExchangeView,
  action: string,
  body: object,
  kind: 'json' | 'form' = 'json',
) =>
  act(stage.ports, callOf(library, who, { key: null }), {
    ...{ number: view.number, action },
    sent: { kind, value: { version: kind === 'form' ? String(view.version) : view.version, ...body } },
  })
const does = async (who: Actor, view: ExchangeView, action: string, body: object = {}) =>
  value(await tries(who, view, action, body))
const seen = async (who: Actor, { number }: ExchangeView): Promise<ExchangeView> => {
  const call = callOf(library, who, { key: null })
  return viewOf(stage.ports, call, value(await openExchange(stage.ports, call, number)))
}

const note = 'Chodzi o Marisol Arrieta.'
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
  notes: { registered: note },
  isUrgent: true,
  urgentReason: 'Arrieta zaczyna w poniedziałek.',
  askedDay: '2026-12-15',
}
const registered = { registered: { answer: 'yes' } }
const entry = { 'register-entry': { answer: 'given', details: { number: 'MAD-20417' } } }
const sent = async () => {
  const call = callOf(library, zofia, { key: null })
  const begun = value(await createExchange(stage.ports, call, { procedure: 'pq-information-request' }))
  return does(zofia, begun, 'send', request)
}
const forward = { recipient: 'small-es-2', reason: 'Arrieta trabaja en Ourense.', language: 'es' }
const reasonsOf = (view: ExchangeView) => view.history.flatMap(({ text }) => text?.text ?? [])
const noteOf = (view: ExchangeView) => view.questions[0]?.note?.text

const stored = async ({ number }: ExchangeView): Promise<string> => {
  const rows = await database.sql`select e.data::text, t.words::text
    from exchange_event e left join exchange_text t on t.exchange = e.exchange where e.exchange = ${number}`
  return JSON.stringify(rows)
}

describe('reasons and notes', () => {
  test('lie sealed in the log, and no word of them stands in the index', async () => {
    const taken = await does(carmen, await sent(), 'accept')
    await does(carmen, taken, 'forward', forward)
    const kept = await stored(taken)
    expect(kept).toContain('"sealed\\"')
    expect(kept).not.toMatch(/arrieta|marisol|poniedzia/i)
  })

  test('are read by the one they were written to, before acceptance too', async () => {
    const asked = await sent()
    const read = await seen(carmen, asked)
    expect(noteOf(read)).toBe(note)
    expect(read.urgent.reason?.text).toBe(request.urgentReason)
    const proposed = await does(carmen, read, 'propose-date', {
      day: '2026-12-18',
      reason: 'Falta personal.',
    })
    expect(reasonsOf(await seen(zofia, proposed))).toEqual(['Falta personal.'])
  })

  test('that went between others after acceptance are hidden from who takes over, until it accepts', async () => {
    const taken = await does(carmen, await sent(), 'accept')
    const all = { ...registered, ...entry, sanctions: { answer: 'no' } }
    await does(carmen, taken, 'answer', { language: 'es', answers: all })
    const further = { asked: ['registered'], reason: 'Arrieta pisze co innego.', askedDay: '2026-12-20' }
    const again = await does(zofia, await seen(zofia, taken), 'ask-further', further)
    const gone = await does(carmen, await seen(carmen, again), 'forward', forward)
    expect(reasonsOf(gone)).toEqual([further.reason, forward.reason])
    const before = await seen(brais, gone)
    expect(reasonsOf(before)).toEqual([forward.reason])
    expect(before.reasons).toEqual([])
    const after = await does(brais, before, 'accept')
    expect(reasonsOf(after)).toEqual([further.reason, forward.reason])
    expect(after.reasons).toMatchObject([{ round: 2, text: { text: further.reason } }])
  })

  test('go with the key of the person', async () => {
    const asked = await sent()
    const refused = await does(carmen, asked, 'refuse', { reason: 'Arrieta no consta.' })
    await database.sql`delete from exchange_subject where exchange = ${asked.number}`
    const erased = await seen(zofia, refused)
    expect(JSON.stringify(erased)).not.toContain('Arrieta')
    expect(erased.history.at(-1)).toMatchObject({ event: 'refused', text: null })
  })
})

describe('answers', () => {
  test('keep the language of the authority that wrote them, when another one sends the rest', async () => {
    const taken = await does(carmen, await sent(), 'accept')
    await does(carmen, taken, 'answer-part', { language: 'es', answers: { ...registered, ...entry } })
    await does(carmen, await seen(carmen, taken), 'forward', forward)
    const over = await does(brais, await seen(brais, taken), 'accept')
    const all = { ...registered, ...entry, sanctions: { answer: 'no' } }
    await does(brais, over, 'answer', { language: 'pt', answers: all })
    const { request: read } = value(
      await openExchange(stage.ports, callOf(library, zofia, { key: null }), taken.number),
    )
    expect(read.rounds[0]?.answers).toMatchObject({
      'register-entry': { language: 'es' },
      sanctions: { language: 'pt' },
    })
  })

  test('details typed without a chosen option are no part, and are not thrown away', async () => {
    const taken = await does(carmen, await sent(), 'accept')
    const answers = {
      registered: { answer: 'yes' },
      'register-entry': { details: { number: 'MAD-20417' } },
      sanctions: { details: {} },
    }
    const result = await tries(carmen, taken, 'answer-part', { language: 'es', answers }, 'form')
    expect(result).toMatchObject({
      ok: false,
      refusal: { problems: [{ path: 'answers.register-entry.answer', code: 'base.field.required' }] },
    })
  })

  test('a form with nothing typed beside one answer is a part', async () => {
    const taken = await does(carmen, await sent(), 'accept')
    const answers = { registered: { answer: 'yes' }, sanctions: { answer: '', details: { since: '' } } }
    expect(await tries(carmen, taken, 'answer-part', { language: 'es', answers }, 'form')).toMatchObject({
      ok: true,
    })
  })
})
