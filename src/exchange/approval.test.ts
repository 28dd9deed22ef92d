// Goal: what an authority has to have approved leaves only once its coordinator says so; nothing typed is lost;
//   the other side learns nothing before, and the coordinator nothing of the person.
// Method: the whole application on a real database, as programs and as browsers: Zofia (Łódź) asks, Carmen (Vigo)
//   answers, Marek and Lucía coordinate for their countries, Anna (Βόλος) has nothing to do with it.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { TestDatabase } from '../../test/database.ts'
import { officeApp } from '../../test/office-app.ts'
import { library, officials, openOffice, smallPorts } from '../../test/small-office.ts'
import { authorityStore } from '../authority/store.ts'
import type { Actor } from '../permission/model.ts'
import type { ExchangeView } from './view-schema.ts'

const { zofia, jan, carmen, marek, lucia, anna } = officials
const procedure = 'pq-information-request'

let database: TestDatabase
let stage: ReturnType<typeof smallPorts>
let app: ReturnType<typeof officeApp>
beforeAll(async () => {
  ;({ database } = await openOffice())
  const store = authorityStore(database.sql)
  await store.setApproval('small-pl', { procedure, step: 'send', coordinator: 'small-pl-c' })
  await store.setApproval('small-es', { procedure: '*', step: 'answer', coordinator: 'small-es-c' })
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
  notes: { registered: 'Od 2019 r.' },
  isUrgent: true,
  urgentReason: 'Zaczyna w poniedziałek.',
  askedDay: '2026-12-15',
}
const answers = {
  registered: { answer: 'yes' },
  'register-entry': { answer: 'given', details: { number: 'MAD-20417' } },
  sanctions: { answer: 'no' },
}
const answer = { language: 'es', answers }
const returned = { reason: 'Brakuje podstawy.', language: 'pl' }

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
const eventsOf = (view: ExchangeView) => view.history.map(({ event }) => event)
const fieldOf = (view: ExchangeView, id: string) => view.form.find(one => one.id === id)
async function listed(who: Actor, { number }: ExchangeView) {
  const { view } = await app.json(who, `/exchanges?q=${number}`)
  return (view as unknown as { items: readonly Record<string, unknown>[] }).items[0]
}

const submitted = async () => {
  const begun = (await app.json(zofia, '/exchanges', { procedure })).view
  return does(zofia, begun, 'send', request)
}
const accepted = async () => {
  const sent = await does(marek, await submitted(), 'approve')
  return does(carmen, await seen(carmen, sent), 'accept')
}
const answered = async () => does(carmen, await accepted(), 'answer', answer)

describe('before a request is sent', () => {
  test('it waits for the coordinator; the recipient does not know of it', async () => {
    const waiting = await submitted()
    expect(waiting).toMatchObject({ state: 'awaiting-approval', turn: 'wait', draft: null })
    expect(waiting.approver?.authority).toBe('small-pl-c')
    expect(actionsFor(waiting)).toEqual(['take-back'])
    const asked = await seen(marek, waiting)
    expect(asked).toMatchObject({ part: 'sender-coordinator', turn: 'act' })
    expect(actionsFor(asked)).toEqual(['approve', 'return'])
    for (const who of [carmen, lucia, anna])
      expect((await app.json(who, `/exchanges/${waiting.number}`)).code).toBe('exchange.unknown')
  })

  test('the coordinator reads what is asked and why, not of whom', async () => {
    const asked = await seen(marek, await submitted())
    expect(fieldOf(asked, 'background')).toMatchObject({ state: 'shown' })
    expect(fieldOf(asked, 'family-name')).toMatchObject({ state: 'hidden', value: null })
    expect(asked.questions.map(({ id, note }) => [id, note?.text])[0]).toEqual(['registered', 'Od 2019 r.'])
    expect(asked.urgent.reason?.text).toBe(request.urgentReason)
    const { text } = await app.page(marek, `/exchanges/${asked.number}`)
    expect(text).not.toContain('Arrieta')
    expect(text).toContain(library.in('pl')('permission.read-personal'))
  })

  test('approved it is sent, the clock starts then, and both sides read it as usual', async () => {
    const waiting = await submitted()
    stage.clock.now = '2026-11-26T09:00:00.000Z'
    await does(marek, waiting, 'approve')
    const got = await seen(carmen, waiting)
    expect(got).toMatchObject({ state: 'sent', part: 'recipient', turn: 'act' })
    expect(got.questions[0]?.note?.text).toBe('Od 2019 r.')
    expect(eventsOf(got), 'what stayed on the other side').toEqual(['drafted', 'approved'])
    expect(eventsOf(await seen(zofia, waiting))).toEqual(['drafted', 'submitted', 'approved'])
    const [row] = await database.sql`select sent_at from exchange where exchange = ${waiting.number}`
    expect(row?.sent_at).toBe(stage.clock.now)
    expect(await listed(marek, waiting)).toMatchObject({ turn: 'ended' })
  })

  test('a day that has passed meanwhile is refused; the request is returned instead', async () => {
    const waiting = await submitted()
    stage.clock.now = '2026-12-16T09:00:00.000Z'
    expect(actionsFor(await seen(marek, waiting))).toEqual(['return'])
    expect((await tries(marek, waiting, 'approve')).code).toBe('exchange.approval-day.invalid')
  })

  test.each([
    ['returned', (view: ExchangeView) => does(marek, view, 'return', returned)],
    ['taken-back', (view: ExchangeView) => does(zofia, view, 'take-back')],
  ])('%s it is the draft again, with everything that was typed', async (event, back) => {
    const waiting = await submitted()
    await back(waiting)
    const draft = await seen(zofia, waiting)
    expect(draft).toMatchObject({ state: 'draft', turn: 'draft', draft: { content: request } })
    expect(eventsOf(draft).at(-1)).toBe(event)
    expect(draft.history.at(-1)?.text?.text ?? null).toBe(event === 'returned' ? returned.reason : null)
    const saved = await does(jan, draft, 'save-draft', { ...request, revision: 0, askedDay: '2026-12-18' })
    expect(saved.draft?.content.askedDay).toBe('2026-12-18')
    // The coordinator keeps what it saw; what is typed now is not its business.
    const kept = await seen(marek, waiting)
    expect(kept).toMatchObject({ draft: null, actions: [], deadlines: { asked: '2026-12-15' } })
    const again = await does(zofia, saved, 'send', { ...request, askedDay: '2026-12-18' })
    expect(again.state).toBe('awaiting-approval')
    expect((await seen(marek, again)).deadlines.asked).toBe('2026-12-18')
  })
})

describe('before an answer leaves', () => {
  test('the sender sees what it saw before, and acts on that', async () => {
    const taken = await seen(zofia, await accepted())
    const row = await listed(zofia, taken)
    await does(carmen, await seen(carmen, taken), 'answer', answer)
    const same = await seen(zofia, taken)
    expect({ ...same, seen: null }).toEqual({ ...taken, seen: null })
    expect(await listed(zofia, taken)).toEqual(row)
    expect(await listed(zofia, { ...taken, number: 'MAD-20417' })).toBeUndefined()
    const told = await does(zofia, taken, 'write-message', { text: 'Czekamy.' })
    expect(told).toMatchObject({ state: 'accepted', answers: [] })
    const gone = await does(zofia, told, 'withdraw', { reason: 'Zbędne.' })
    expect(gone).toMatchObject({ state: 'withdrawn', answers: [] })
    expect((await tries(lucia, await seen(lucia, taken), 'approve')).code).toBe('exchange.action.invalid')
  })

  test('the coordinator reads the answer without the person’s data, and approves it', async () => {
    const waiting = await answered()
    expect(waiting).toMatchObject({ state: 'answer-awaiting-approval', turn: 'wait' })
    expect(actionsFor(waiting)).toEqual(['take-back', 'write-message'])
    const asked = await seen(lucia, waiting)
    expect(asked).toMatchObject({ part: 'recipient-coordinator', turn: 'act', messages: [] })
    expect(asked.answers).toHaveLength(3)
    expect(JSON.stringify(asked)).not.toContain('Arrieta')
    stage.clock.now = '2026-11-27T09:00:00.000Z'
    await does(lucia, asked, 'approve')
    const read = await seen(zofia, waiting)
    expect(read).toMatchObject({ state: 'answered', turn: 'close', answers: [{}, {}, {}] })
    expect(read.deadlines.answeredDay).toBe('2026-11-27')
    expect(eventsOf(read)).not.toContain('answer-submitted')
    const [row] = await database.sql`select answered_at from exchange where exchange = ${read.number}`
    expect(row?.answered_at).toBe(stage.clock.now)
  })

  test.each([
    [
      'answer-returned',
      (view: ExchangeView) => does(lucia, view, 'return', { reason: 'Falta.', language: 'es' }),
    ],
    ['answer-taken-back', (view: ExchangeView) => does(carmen, view, 'take-back')],
  ])('%s it is the draft of the answer again; the clock did not stop', async (event, back) => {
    const waiting = await answered()
    await back(waiting)
    const draft = await seen(carmen, waiting)
    expect(draft).toMatchObject({ state: 'accepted', answers: [], draft: { content: answer } })
    expect(draft.deadlines.answerBy).toBe('2026-12-15')
    expect(eventsOf(draft).at(-1)).toBe(event)
    const { text } = await app.page(carmen, `/exchanges/${draft.number}`)
    expect(text).toContain('value="MAD-20417"')
    expect(eventsOf(await seen(zofia, waiting))).not.toContain(event)
    const other = { ...answer, answers: { ...answers, sanctions: { answer: 'unknown' } } }
    const again = await does(carmen, draft, 'answer', other)
    await does(lucia, await seen(lucia, again), 'approve')
    expect((await seen(zofia, again)).answers.at(-1)?.answer).toBe('unknown')
  })

  test('parts of an answer do not pass by the coordinator', async () => {
    const taken = await accepted()
    expect(actionsFor(taken)).not.toContain('answer-part')
    const part = { language: 'es', answers: { registered: { answer: 'yes' } } }
    expect((await tries(carmen, taken, 'answer-part', part)).code).toBe('exchange.part-approval.invalid')
  })
})

describe('refused', () => {
  test.each([
    ['approve', zofia, 'permission.part-coordinator'],
    ['return', zofia, 'permission.part-coordinator'],
    ['take-back', marek, 'permission.part'],
    ['approve', anna, 'exchange.unknown'],
    ['send', marek, 'exchange.action.invalid'],
    ['write-message', marek, 'exchange.action.invalid'],
    ['approve', { ...marek, roles: { '*': ['supervisor'] } } as Actor, 'permission.act'],
    ['approve', { ...marek, roles: { '*': ['request-handler'] } } as Actor, 'permission.read'],
    ['approve', { ...marek, roles: { services: ['referral-handler'] } } as Actor, 'permission.area'],
  ] as const)('%s while a request waits, by %o: %s', async (action, who, code) => {
    const waiting = await submitted()
    expect((await tries(who, waiting, action, action === 'return' ? returned : {})).code).toBe(code)
  })

  test('the wrong coordinator, and the sender, while an answer waits', async () => {
    const waiting = await answered()
    for (const who of [marek, zofia])
      expect((await tries(who, await seen(who, waiting), 'approve')).code).toBe('exchange.action.invalid')
  })

  test('without a reason nothing is returned; what was typed comes back on the page', async () => {
    const waiting = await submitted()
    expect((await tries(marek, waiting, 'return')).problems).toMatchObject([{ path: 'reason' }])
    const path = `/exchanges/${waiting.number}/actions/return`
    const { status, text } = await app.form(marek, path, { version: String(waiting.version), language: 'pl' })
    expect(status).toBe(422)
    expect(text).toContain('href="#f-reason"')
  })

  test('two at once: one wins, the other learns who', async () => {
    const waiting = await submitted()
    const both = await Promise.all([tries(marek, waiting, 'approve'), tries(zofia, waiting, 'take-back')])
    expect(both.map(({ code }) => code).toSorted()).toEqual(['exchange.conflict', null].toSorted())
  })

  test('a coordinator that does not work at present, and a recipient that stopped meanwhile', async () => {
    const waiting = await submitted()
    const status = (id: string, now: string) =>
      database.sql`update authority set status = ${now} where id = ${id}`
    await status('small-es', 'suspended')
    stage = smallPorts(database.sql)
    app = officeApp(library, stage.ports)
    expect((await tries(marek, waiting, 'approve')).code).toBe('exchange.recipient.inactive')
    await status('small-es', 'active')
    await status('small-pl-c', 'suspended')
    stage = smallPorts(database.sql)
    app = officeApp(library, stage.ports)
    const begun = (await app.json(zofia, '/exchanges', { procedure })).view
    expect((await tries(zofia, begun, 'send', request)).code).toBe('exchange.coordinator.invalid')
    await status('small-pl-c', 'active')
  })
})

test('on the pages: submit, approve by one click, return with a reason', async () => {
  const pl = library.in('pl')
  const begun = (await app.json(zofia, '/exchanges', { procedure, ...request })).view
  const path = `/exchanges/${begun.number}`
  const editor = (await app.page(zofia, path)).text
  expect(editor).toContain(pl('exchange.action.submit'))
  expect(editor).toContain('Koordynator przy ulicy Lipowej')
  const waiting = await does(zofia, begun, 'send', request)
  const asked = (await app.page(marek, path)).text
  for (const action of ['approve', 'return']) expect(asked).toContain(`${path}/actions/${action}`)
  expect((await app.page(marek, '/worklist')).text).toContain(begun.number)
  expect((await app.page(marek, `${path}/actions/return`)).text).toContain('name="reason"')
  const version = String(waiting.version)
  const back = await app.form(marek, `${path}/actions/return`, { version, ...returned })
  expect(back).toMatchObject({ status: 303, to: path })
  expect((await app.page(marek, path)).text, 'a coordinator sees no editor').not.toContain('class="editor"')
  expect((await app.page(zofia, path)).text).toContain(returned.reason)
  const again = await does(zofia, await seen(zofia, begun), 'send', request)
  const click = { version: String(again.version) }
  expect(await app.form(marek, `${path}/actions/approve`, click)).toMatchObject({ status: 303, to: path })
  expect((await seen(carmen, begun)).state).toBe('sent')
})
