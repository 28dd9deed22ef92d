// Goal: a request goes its whole way between two authorities, each reads it in its own language, and nothing is lost
//   or doubled: not by a second sending, not by a colleague at the same moment, not by the wrong side.
// Method: the functions of the doors on a real database: Zofia and Jan (Łódź), Carmen (Vigo), Anna (Βόλος).
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { counted, type TestDatabase } from '../../test/database.ts'
import { callOf, library, officials, openOffice, smallPorts } from '../../test/small-office.ts'
import { codeOf, value } from '../../test/small-play.ts'
import type { SignedCall } from '../base/door.ts'
import { brokenAt } from '../evidence/model.ts'
import type { Actor } from '../permission/model.ts'
import { act } from './act.ts'
import { createExchange } from './create.ts'
import { openExchange } from './open.ts'
import { viewOf } from './view.ts'
import type { ExchangeView } from './view-schema.ts'

const { zofia, jan, carmen, anna } = officials

let database: TestDatabase
let stage: ReturnType<typeof smallPorts>
beforeAll(async () => {
  ;({ database } = await openOffice())
})
afterAll(() => database.drop())
beforeEach(() => {
  stage = smallPorts(database.sql)
})

const call = (who: Actor, key: string | null = null): SignedCall<Actor> => callOf(library, who, { key })

const draft = async (key: string | null = null) =>
  value(await createExchange(stage.ports, call(zofia, key), { procedure: 'pq-information-request' }))

const does = (who: Actor, view: ExchangeView, action: string, body: object = {}, key: string | null = null) =>
  act(stage.ports, call(who, key), {
    ...{ number: view.number, action },
    sent: { kind: 'json', value: { version: view.version, ...body } },
  })

const read = async (who: Actor, number: string) => {
  const opened = await openExchange(stage.ports, call(who), number)
  return opened.ok ? viewOf(stage.ports, call(who), opened.value) : codeOf(opened)
}
const seen = async (who: Actor, number: string): Promise<ExchangeView> => {
  const view = await read(who, number)
  if (typeof view === 'string') throw new Error(view)
  return view
}

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
  notes: { sanctions: 'Proszę sprawdzić lata 2019–2024.' },
  askedDay: '2026-12-15',
}
const sent = async () => value(await does(zofia, await draft(), 'send', request))
const accepted = async () => value(await does(carmen, await sent(), 'accept'))
const answers = {
  language: 'es',
  answers: {
    registered: { answer: 'yes' },
    'register-entry': { answer: 'given', details: { number: 'MAD-20417' } },
    sanctions: { answer: 'no' },
  },
}

describe('the way of a request', () => {
  test('asked in Polish, read in Spanish, answered, closed; the chain holds', async () => {
    const asked = await sent()
    expect(asked.history.map(one => one.event)).toEqual(['drafted', 'sent'])
    const before = await seen(carmen, asked.number)
    expect(before.questions.map(one => one.text)[0]).toBe(
      library.in('es')('pq-information-request.question.registered'),
    )
    expect(before.form.find(one => one.id === 'background')?.text).toMatchObject({
      text: 'Sprawa ES-123456.',
      lang: 'pl',
    })
    expect(before.form.find(one => one.id === 'family-name')).toMatchObject({ state: 'hidden', value: null })
    expect(before.actions.map(one => one.action)).toEqual([
      ...['accept', 'propose-date', 'forward', 'refuse', 'write-message', 'attach'],
    ])
    const taken = value(await does(carmen, before, 'accept'))
    expect(taken.form.find(one => one.id === 'family-name')).toMatchObject({
      state: 'shown',
      value: 'Arrieta',
    })
    const answered = value(await does(carmen, taken, 'answer', answers))
    expect(answered.state).toBe('answered')
    const back = await seen(zofia, asked.number)
    expect(back.answers.map(one => one.label)).toEqual(
      ['yes', 'given', 'no'].map(one => library.in('pl')(`procedure.option.${one}`)),
    )
    expect(back.answers[1]?.details[0]).toMatchObject({ display: 'MAD-20417', personal: true })
    const closed = value(await does(zofia, back, 'close', { timeliness: 1, efforts: 1 }))
    expect(closed).toMatchObject({ state: 'closed', actions: [{ action: 'reopen' }] })
    const stored = await stage.ports.store.load({
      exchange: asked.number,
      authority: 'small-pl',
      user: 'zofia',
      today: '2026-11-24',
    })
    expect(brokenAt((stored?.log ?? []).map(one => ({ ...one, exchange: asked.number })))).toBeNull()
  })

  test('no personal value lies in the clear in the database', async () => {
    const { number } = await accepted()
    const { sql } = database
    const [row] = await sql<{ all: string }[]>`
      select (select json_agg(e)::text from exchange_event e where exchange = ${number})
        || (select json_agg(e)::text from exchange e where exchange = ${number}) as all`
    expect(row?.all).not.toMatch(/Arrieta|Marisol/)
  })

  test('each reading of personal data is logged: by a page, and by the answer to an action', async () => {
    const readings = async (number: string) => {
      const rows =
        await database.sql`select account from evidence_read where exchange = ${number} order by at, account`
      return rows.map(row => row.account)
    }
    const asked = await sent()
    expect(await readings(asked.number)).toEqual(['zofia'])
    value(await does(carmen, asked, 'accept'))
    expect(await readings(asked.number)).toEqual(['carmen', 'zofia'])
  })

  test('another date: proposed, agreed', async () => {
    const asked = await sent()
    const proposed = value(
      await does(carmen, asked, 'propose-date', { day: '2027-01-08', reason: 'Archivo.' }),
    )
    const agreed = value(await does(zofia, proposed, 'agree'))
    expect(agreed.deadlines.answerBy).toBe('2027-01-08')
  })

  test('a draft is the sender’s alone, and is kept until it is sent', async () => {
    const begun = await draft()
    const saved = value(
      await does(zofia, begun, 'save-draft', { revision: 1, recipient: 'small-es', asked: ['sanctions'] }),
    )
    expect(saved.revision).toBe(2)
    expect((await seen(jan, begun.number)).draft?.content).toEqual({
      recipient: 'small-es',
      asked: ['sanctions'],
    })
    expect(await read(carmen, begun.number)).toBe('exchange.unknown')
    expect(value(await does(zofia, saved, 'send', request)).draft).toBeNull()
  })
})

test('a reading is noted for a saved answer and for a repeated command too', async () => {
  const readings = async (number: string) =>
    (await database.sql`select account from evidence_read where exchange = ${number} and account = 'carmen'`)
      .length
  const asked = await sent()
  stage.clock.now = '2026-11-24T10:00:00.000Z'
  const taken = value(await does(carmen, asked, 'accept', {}, 'once'))
  stage.clock.now = '2026-11-24T10:05:00.000Z'
  value(await does(carmen, asked, 'accept', {}, 'once'))
  stage.clock.now = '2026-11-24T10:10:00.000Z'
  value(await does(carmen, taken, 'save-answer', { answers: {} }))
  expect(await readings(asked.number)).toBe(3)
})

describe('refusals', () => {
  test('a day that has passed is not agreed by insisting', async () => {
    const proposed = value(await does(carmen, await sent(), 'propose-date', { day: '2027-01-08' }))
    stage.clock.now = '2026-12-20T09:00:00.000Z'
    expect(codeOf(await does(zofia, proposed, 'insist'))).toBe('exchange.day-past.invalid')
    expect((await seen(zofia, proposed.number)).actions.map(one => one.action)).toEqual([
      ...['agree', 'withdraw', 'write-message', 'attach'],
    ])
  })

  test('a detail that the answer does not call for is told, not dropped', async () => {
    const result = await does(carmen, await accepted(), 'answer', {
      ...answers,
      answers: { ...answers.answers, 'register-entry': { answer: 'unknown', details: { number: 'MAD-1' } } },
    })
    expect(result.ok ? null : result.refusal.problems).toEqual([
      { path: 'answers.register-entry.details.number', code: 'exchange.answer.not-applicable' },
    ])
  })

  test('not there and not a party are one and the same', async () => {
    const { number } = await sent()
    expect(await read(anna, number)).toBe('exchange.unknown')
    expect(await read(anna, '2026-PL-00000000')).toBe('exchange.unknown')
  })

  test.each([
    ['the other side’s step', zofia, 'accept', {}, 'permission.part'],
    ['a step of another state', carmen, 'answer', {}, 'exchange.action.invalid'],
    ['no such step', carmen, 'dance', {}, 'exchange.action.unknown'],
    ['a field that is not known', carmen, 'accept', { more: 1 }, 'base.fields.invalid'],
    ['a day that has passed', carmen, 'propose-date', { day: '2026-11-20' }, 'exchange.day-past.invalid'],
    ['no reason', carmen, 'refuse', {}, 'base.fields.invalid'],
  ])('%s', async (_, who, action, body, code) => {
    expect(codeOf(await does(who, await sent(), action, body))).toBe(code)
  })

  test('a role that may not act', async () => {
    const asked = await sent()
    const supervisor: Actor = { ...carmen, roles: { '*': ['supervisor'] } }
    expect(codeOf(await does(supervisor, asked, 'accept'))).toBe('permission.act')
    expect((await seen(supervisor, asked.number)).actions).toEqual([])
  })

  test('an answer that leaves a question out names it', async () => {
    const result = await does(carmen, await accepted(), 'answer', {
      language: 'es',
      answers: { registered: { answer: 'yes' }, sanctions: { answer: 'no' } },
    })
    expect(result.ok ? null : result.refusal.problems?.map(one => one.path)).toEqual([
      'answers.register-entry.answer',
    ])
  })
})

describe('at the same moment', () => {
  test('twenty accept one version: one wins, nineteen learn who and when', async () => {
    const asked = await sent()
    const results = await Promise.all(Array.from({ length: 20 }, () => does(carmen, asked, 'accept')))
    const lost = results.flatMap(one => (one.ok ? [] : [one.refusal]))
    expect(lost.map(one => one.code)).toEqual(Array(19).fill('exchange.conflict'))
    for (const { facts } of lost)
      expect(facts).toMatchObject({ name: 'Carmen Tilo', changedAt: stage.clock.now })
    expect((await seen(carmen, asked.number)).version).toBe(asked.version + 1)
  })

  test('one command sent fifty times acts once and answers the same', async () => {
    const asked = await sent()
    const results = await Promise.all(
      Array.from({ length: 50 }, () => does(carmen, asked, 'accept', {}, 'k-1')),
    )
    expect(new Set(results.map(one => (one.ok ? one.value.version : one.refusal.code)))).toEqual(new Set([3]))
    expect(codeOf(await does(carmen, asked, 'refuse', { reason: 'No.' }, 'k-1'))).toBe(
      'exchange.key.conflict',
    )
  })

  test('one creation sent twenty times makes one exchange', async () => {
    const made = await Promise.all(Array.from({ length: 20 }, () => draft('k-2')))
    expect(new Set(made.map(one => one.number)).size).toBe(1)
  })

  test('two colleagues in one draft: the second is told whose text is there', async () => {
    const begun = await draft()
    value(await does(zofia, begun, 'save-draft', { revision: 1, asked: ['sanctions'] }))
    const late = await does(jan, begun, 'save-draft', { revision: 1, asked: ['registered'] })
    expect(late.ok ? null : late.refusal).toMatchObject({
      code: 'exchange.draft.conflict',
      facts: { name: 'Zofia Lipowska' },
    })
    expect(codeOf(await does(zofia, begun, 'save-draft', { revision: 1, asked: ['sanctions'] }))).toBe('done')
  })

  test('a draft saved after the sending is not kept', async () => {
    const begun = await draft()
    value(await does(zofia, begun, 'send', request))
    expect(codeOf(await does(jan, begun, 'save-draft', { asked: [] }))).toBe('exchange.conflict')
  })
})

test('one statement reads an exchange, two write a transition', async () => {
  const asked = await sent()
  const reading = await counted(database.sql, () => seen(carmen, asked.number))
  expect(reading.statements).toHaveLength(1)
  const writing = await counted(database.sql, () => does(carmen, asked, 'accept'))
  expect(writing.statements.length).toBeLessThanOrEqual(3)
})
