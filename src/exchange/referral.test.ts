// Goal: who is not satisfied with an answer asks the coordinators of both sides; each says once what it thinks, without
//   the person's data; afterwards the sender closes, or asks again where one of them thinks so.
// Method: the whole application on a real database, as programs and as browsers: Zofia (Łódź) asks, Carmen (Vigo)
//   answers, Marek and Lucía coordinate for their countries, Anna (Βόλος) has nothing to do with it.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { TestDatabase } from '../../test/database.ts'
import { officeApp } from '../../test/office-app.ts'
import { library, officials, openOffice, smallPorts } from '../../test/small-office.ts'
import type { Actor } from '../permission/model.ts'
import { currentOf, partsOf } from './current.ts'
import type { LogEntry } from './model.ts'
import type { ExchangeView } from './view-schema.ts'

const { zofia, carmen, brais, marek, lucia, anna } = officials
const procedure = 'pq-information-request'

let database: TestDatabase
let stage: ReturnType<typeof smallPorts>
let app: ReturnType<typeof officeApp>
beforeAll(async () => {
  ;({ database } = await openOffice())
})
afterAll(() => database.drop())
beforeEach(() => {
  stage = smallPorts(database.sql)
  app = officeApp(library, stage.ports)
})

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
  askedDay: '2026-12-15',
}
const answers = {
  registered: { answer: 'yes' },
  'register-entry': { answer: 'given', details: { number: 'MAD-20417' } },
  sanctions: { answer: 'no' },
}
const notSatisfied = { reason: 'Brakuje daty wpisu.', language: 'pl' }
const opinion = { verdict: 'answer-suffices', reason: 'La fecha consta.', language: 'es' }
const again = { verdict: 'answer-again', reason: 'Data jest potrzebna.', language: 'pl' }

const tries = (who: Actor, { number, version }: ExchangeView, action: string, body: object = {}) =>
  app.json(who, `/exchanges/${number}/actions/${action}`, { version, ...body })
async function does(
  who: Actor,
  view: ExchangeView,
  action: string,
  body: object = {},
): Promise<ExchangeView> {
  const done = await tries(who, view, action, body)
  expect([action, done.code, done.problems]).toEqual([action, null, []])
  return done.view
}
const seen = async (who: Actor, { number }: ExchangeView) =>
  (await app.json(who, `/exchanges/${number}`)).view
const actionsFor = (view: ExchangeView) =>
  view.actions.map(({ action }) => action).filter(action => action !== 'attach')

const answered = async () => {
  const begun = (await app.json(zofia, '/exchanges', { procedure })).view
  const sent = await does(zofia, begun, 'send', request)
  const taken = await does(carmen, await seen(carmen, sent), 'accept')
  await does(carmen, taken, 'answer', { language: 'es', answers })
  return seen(zofia, sent)
}
const referred = async () => does(zofia, await answered(), 'not-satisfied', notSatisfied)
const judged = async (first: object, second: object) => {
  const one = await referred()
  await does(marek, await seen(marek, one), 'give-opinion', first)
  await does(lucia, await seen(lucia, one), 'give-opinion', second)
  return seen(zofia, one)
}

describe('referred', () => {
  test('both coordinators read question, answer and reason, not the person nor the messages', async () => {
    const before = await answered()
    await does(zofia, before, 'write-message', { text: 'Chodzi o Arrieta.' })
    const one = await does(zofia, await seen(zofia, before), 'not-satisfied', notSatisfied)
    expect(one).toMatchObject({ state: 'referred', turn: 'wait' })
    for (const who of [marek, lucia]) {
      const read = await seen(who, one)
      expect(read).toMatchObject({ turn: 'act', messages: [], answers: [{}, {}, {}] })
      expect(read.referral).toMatchObject({ reason: { text: notSatisfied.reason }, opinions: [] })
      expect(actionsFor(read)).toEqual(['give-opinion'])
      expect(JSON.stringify(read)).not.toContain('Arrieta')
      expect((await app.page(who, '/worklist')).text).toContain(one.number)
    }
    expect(actionsFor(await seen(carmen, one))).toEqual(['write-message'])
    expect(actionsFor(one)).toEqual(['close', 'write-message'])
  })

  test('with the second opinion it is answered again; both are read by the two sides', async () => {
    const end = await judged(again, opinion)
    expect(end).toMatchObject({ state: 'answered', turn: 'close' })
    for (const who of [zofia, carmen, marek]) {
      const { referral } = await seen(who, end)
      expect(referral?.opinions).toMatchObject([
        { country: 'PL', verdict: 'answer-again', text: { text: again.reason, lang: 'pl' } },
        { country: 'ES', verdict: 'answer-suffices', text: { text: opinion.reason, lang: 'es' } },
      ])
    }
    expect(actionsFor(await seen(marek, end))).toEqual([])
  })

  test('where one says so the sender asks again, with a new day; the new answer can be referred again', async () => {
    const end = await judged(again, opinion)
    expect(actionsFor(end)).toEqual(['close', 'ask-further', 'write-message'])
    expect((await tries(zofia, end, 'not-satisfied', notSatisfied)).code).toBe('exchange.referral.invalid')
    const asked = { asked: ['registered'], askedDay: '2026-12-20', language: 'pl' }
    const further = await does(zofia, end, 'ask-further', asked)
    const registered = { language: 'es', answers: { registered: { answer: 'yes' } } }
    await does(carmen, await seen(carmen, further), 'answer', registered)
    const anew = await does(zofia, await seen(zofia, further), 'not-satisfied', notSatisfied)
    expect(anew.referral?.opinions).toEqual([])
    expect(actionsFor(await seen(marek, anew))).toEqual(['give-opinion'])
  })

  test('where both say that it suffices only closing is left, with a rating, and for good', async () => {
    const end = await judged(opinion, opinion)
    expect(actionsFor(end)).toEqual(['close', 'write-message'])
    const asked = { asked: ['registered'], askedDay: '2026-12-20', language: 'pl' }
    expect((await tries(zofia, end, 'ask-further', asked)).code).toBe('exchange.referral.invalid')
    const closed = await does(zofia, end, 'close', { timeliness: 2, efforts: 4 })
    expect(closed).toMatchObject({ state: 'closed', rating: { timeliness: 2, efforts: 4 } })
    expect(actionsFor(closed)).toEqual([])
    expect((await tries(zofia, closed, 'reopen')).code).toBe('exchange.referral.invalid')
  })

  test('the sender may close while opinions are waited for; then none is given any more', async () => {
    const one = await referred()
    await does(zofia, one, 'close')
    const read = await seen(marek, one)
    expect(read).toMatchObject({ state: 'closed', turn: 'ended', actions: [] })
    expect((await tries(marek, read, 'give-opinion', again)).code).toBe('exchange.action.invalid')
  })

  test('one that forwarded it is not told', async () => {
    const begun = (await app.json(zofia, '/exchanges', { procedure })).view
    const sent = await does(zofia, begun, 'send', { ...request, recipient: 'small-es-2' })
    const gone = await does(brais, await seen(brais, sent), 'forward', {
      ...{ recipient: 'small-es', reason: 'No es de nuestra provincia.', language: 'es' },
    })
    const taken = await does(carmen, await seen(carmen, gone), 'accept')
    await does(carmen, taken, 'answer', { language: 'es', answers })
    await does(zofia, await seen(zofia, gone), 'not-satisfied', notSatisfied)
    expect(await seen(brais, gone)).toMatchObject({ referral: null, part: 'former' })
  })
})

describe('refused', () => {
  test.each([
    ['not-satisfied', carmen, 'permission.part'],
    ['not-satisfied', anna, 'exchange.unknown'],
    ['not-satisfied', marek, 'exchange.unknown'],
  ] as const)('%s of an answer, by %o: %s', async (action, who, code) => {
    expect((await tries(who, await answered(), action, notSatisfied)).code).toBe(code)
  })

  test.each([
    ['give-opinion', zofia, 'permission.part-coordinator'],
    ['give-opinion', carmen, 'permission.part-coordinator'],
    ['give-opinion', anna, 'exchange.unknown'],
    ['give-opinion', { ...marek, roles: { '*': ['supervisor'] } } as Actor, 'permission.act'],
    ['close', marek, 'permission.part'],
    ['write-message', lucia, 'permission.part'],
    ['ask-further', zofia, 'exchange.action.invalid'],
  ] as const)('%s while opinions are waited for, by %o: %s', async (action, who, code) => {
    expect((await tries(who, await referred(), action, opinion)).code).toBe(code)
  })

  test('an opinion is given once; it needs a verdict and a reason', async () => {
    const one = await referred()
    const empty = await tries(marek, await seen(marek, one), 'give-opinion')
    expect(empty.problems.map(({ path }) => path)).toEqual(['verdict', 'reason'])
    const said = await does(marek, await seen(marek, one), 'give-opinion', again)
    expect(said).toMatchObject({ state: 'referred', turn: 'wait', actions: [] })
    expect((await tries(marek, said, 'give-opinion', opinion)).code).toBe('exchange.opinion.invalid')
  })

  test('two opinions at once: the slower one learns who was faster, and is heard then', async () => {
    const one = await referred()
    const both = await Promise.all([
      tries(marek, one, 'give-opinion', again),
      tries(lucia, one, 'give-opinion', opinion),
    ])
    expect(new Set(both.map(({ code }) => code))).toEqual(new Set([null, 'exchange.conflict']))
    const slower = both[0]?.code === null ? lucia : marek
    await does(slower, await seen(slower, one), 'give-opinion', opinion)
    expect((await seen(zofia, one)).state).toBe('answered')
  })

  test('without any coordinator nobody can be asked', async () => {
    const one = await answered()
    await database.sql`update authority set status = 'suspended' where id in ('small-pl-c', 'small-es-c')`
    const { code } = await tries(zofia, one, 'not-satisfied', notSatisfied)
    await database.sql`update authority set status = 'active' where id in ('small-pl-c', 'small-es-c')`
    expect(code).toBe('exchange.coordinator.invalid')
  })
})

test('on the pages: refer with a reason, give an opinion, read both', async () => {
  const one = await answered()
  const path = `/exchanges/${one.number}`
  expect((await app.page(zofia, `${path}/actions/not-satisfied`)).text).toContain('name="reason"')
  const version = String(one.version)
  const sent = await app.form(zofia, `${path}/actions/not-satisfied`, { version, ...notSatisfied })
  expect(sent).toMatchObject({ status: 303, to: path })
  const form = (await app.page(marek, `${path}/actions/give-opinion`)).text
  expect(form).toContain('name="verdict"')
  const now = String((await seen(marek, one)).version)
  const faulty = { version: now, reason: again.reason, language: 'pl' }
  const back = await app.form(marek, `${path}/actions/give-opinion`, faulty)
  expect(back.status).toBe(422)
  expect(back.text).toContain(again.reason)
  expect(back.text).toContain('href="#f-verdict"')
  await app.form(marek, `${path}/actions/give-opinion`, { ...faulty, verdict: 'answer-again' })
  const read = (await app.page(carmen, path)).text
  expect(read).toContain(library.in('es')('exchange.verdict.answer-again'))
  expect(read).toContain(notSatisfied.reason)
})

test('the stored rows say what the log says; nothing that was written lies in the clear', async () => {
  const end = await judged(again, opinion)
  const stored = await stage.ports.store.load({
    exchange: end.number,
    authority: 'small-pl',
    user: zofia.user,
    today: '2026-11-24',
  })
  const log: readonly LogEntry[] = stored?.log ?? []
  const catalogue = stage.ports.catalogue.byId(procedure)
  if (!catalogue) throw new Error('no procedure')
  const parts = await database.sql`select authority, part, turn, state, other_version as "otherVersion"
    from exchange_part where exchange = ${end.number} order by part`
  const told = partsOf(log).map(({ authority, part, turn, state, otherVersion }) => ({
    ...{ authority, part, turn, state, otherVersion },
  }))
  expect([...parts]).toEqual(told.toSorted((a, b) => (a.part < b.part ? -1 : 1)))
  const [row] = await database.sql`select state, version from exchange where exchange = ${end.number}`
  expect(row).toEqual({ state: currentOf(log, catalogue).state, version: log.length })
  expect(JSON.stringify(log)).not.toMatch(/Brakuje|fecha|potrzebna|Arrieta/)
})
