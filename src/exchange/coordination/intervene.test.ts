// Goal: a coordinator reminds whoever has to act in its country, and forwards what lies there; nothing beyond its
//   remit, nothing twice, nothing unseen; only the reminded authority reads the words.
// Method: the doors on a real database, in JSON and in forms without script; each refusal; two who act at once.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { coordinators, insertCoordinators, openCoordinators } from '../../../test/coordinators.ts'
import { freshDatabase, type TestDatabase } from '../../../test/database.ts'
import { officials } from '../../../test/small-office.ts'
import { brokenAt } from '../../evidence/model.ts'
import type { Actor } from '../../permission/model.ts'
import type { ExchangeView } from '../view-schema.ts'
import type { CoordinationView } from './list-view.ts'
import type { CoordinatedView } from './view.ts'

const { zofia, carmen, brais } = officials
const { nadia, luis, pilar, wanda } = coordinators

let database: TestDatabase
let office: ReturnType<typeof openCoordinators>
beforeAll(async () => {
  database = await freshDatabase()
  await insertCoordinators(database.sql)
  office = openCoordinators(database.sql)
})
afterAll(() => database.drop())
beforeEach(() => {
  office.clock.now = '2026-11-24T09:00:00.000Z'
})

type Numbered = { readonly number: string; readonly version: number }
const at = ({ number }: Pick<Numbered, 'number'>, action = '') =>
  `/coordination/exchanges/${number}${action && `/actions/${action}`}`
const steps = (who: Actor, view: Numbered, action: string, body: object = {}, key?: string) =>
  office.json<CoordinatedView>(at(view, action), who, { version: view.version, ...body }, key)
const seen = async (who: Actor, { number }: Pick<Numbered, 'number'>) =>
  (await office.json<ExchangeView>(`/exchanges/${number}`, who)).view
const looked = async (who: Actor, view: Numbered) => (await office.json<CoordinatedView>(at(view), who)).view
const actionsFor = async (who: Actor, view: Numbered) =>
  (await looked(who, view)).actions.map(({ action }) => action)
const away = { recipient: 'small-es-2', reason: 'Competencia de Ourense.', language: 'es' }

describe('remind', () => {
  test('both sides see that the coordinator did it; only the reminded authority reads the words', async () => {
    const sent = await office.sent()
    office.clock.now = '2026-11-25T09:00:00.000Z'
    const words = 'Contesten a la señora Arrieta, por favor.'
    const { status, view } = await steps(nadia, sent, 'remind', { reason: words })
    expect([status, view.version, view.state, view.waitsSince]).toEqual([
      200,
      3,
      'sent',
      '2026-11-24T09:00:00.000Z',
    ])
    expect(JSON.stringify(view)).not.toContain('Arrieta')
    const mine = (await seen(carmen, sent)).history.at(-1)
    expect(mine).toMatchObject({
      event: 'coordinator-reminded',
      authority: 'coord-es',
      text: { text: words },
    })
    const theirs = (await seen(zofia, sent)).history.at(-1)
    expect(theirs).toMatchObject({ event: 'coordinator-reminded', country: 'ES', text: null, person: null })
    expect(await office.page(`/exchanges/${sent.number}`, carmen)).toMatchObject({
      text: expect.stringContaining('señora Arrieta'),
    })
    expect((await office.page(`/exchanges/${sent.number}`, zofia)).text).not.toContain('señora')
  })

  test('the words lie sealed, the chain holds, and the reminder moves nothing', async () => {
    const sent = await office.sent()
    await steps(nadia, sent, 'remind', { reason: 'Dentro de plazo.' })
    const log = await database.sql`select version, event, at, authority, account as "user", data, hash
      from exchange_event where exchange = ${sent.number} order by version`
    expect(JSON.stringify(log)).not.toContain('plazo')
    expect(brokenAt(log.map(entry => ({ exchange: sent.number, ...entry })) as never)).toBeNull()
    const taken = await office.does(carmen, await seen(carmen, sent), 'accept')
    expect(taken.state).toBe('accepted')
  })

  test('the sender goes on finding the exchange by the person, whom the coordinator cannot read', async () => {
    const sent = await office.sent()
    const finders = async () =>
      (await database.sql`select authority from exchange_person where exchange = ${sent.number}`).map(
        ({ authority }) => authority,
      )
    expect(await finders()).toEqual(['small-pl'])
    const { view } = await steps(nadia, sent, 'remind', { reason: 'Dentro de plazo.' })
    await steps(nadia, view, 'forward', away)
    expect(await finders()).toEqual(['small-pl'])
  })

  test('without words, by a form without script; what was typed survives a refusal', async () => {
    const sent = await office.sent()
    const form = await office.page(at(sent, 'remind'), nadia)
    expect(form.text).toContain('name="reason"')
    const done = await office.page(at(sent, 'remind'), nadia, { version: '2', reason: '', language: 'es' })
    expect([done.status, done.to]).toEqual([303, at(sent)])
    const late = await office.page(at(sent, 'remind'), nadia, {
      version: '2',
      reason: 'Otra vez & <b>',
      language: 'es',
    })
    expect(late.status).toBe(409)
    expect(late.text).toContain('Otra vez &amp; &lt;b&gt;')
    const long = await office.page(at(sent, 'remind'), nadia, {
      version: '3',
      reason: 'x'.repeat(5001),
      language: 'es',
    })
    expect([long.status, long.text.includes('aria-invalid="true"')]).toEqual([422, true])
  })

  test.each([
    ['the other country’s coordinator', wanda, 422, 'exchange-coordinator.remind.invalid'],
    ['one of another legal area', luis, 404, 'exchange.unknown'],
    ['who may look only', pilar, 403, 'permission.act'],
    ['an authority', carmen, 403, 'permission.coordinator'],
  ] as const)('%s does not', async (_, who, status, code) => {
    const answer = await steps(who, await office.sent(), 'remind')
    expect([answer.status, answer.view.code]).toEqual([status, code])
  })

  test('nobody is reminded of what has ended', async () => {
    const sent = await office.sent()
    await office.does(zofia, sent, 'withdraw')
    const now = { ...sent, version: 3 }
    expect((await steps(nadia, now, 'remind')).view.code).toBe('exchange-coordinator.remind.invalid')
    expect(await actionsFor(nadia, now)).toEqual([])
    const page = await office.page(at(sent, 'remind'), nadia, {
      version: '3',
      reason: 'Tarde.',
      language: 'es',
    })
    expect([page.status, page.text.includes('Tarde.')]).toEqual([422, true])
  })

  test('a reminder does not stop what somebody is typing', async () => {
    const taken = await office.does(carmen, await office.sent(), 'accept')
    await steps(nadia, taken, 'remind')
    const saved = await office.does(carmen, taken, 'save-answer', {
      answers: { registered: { answer: 'yes' } },
    })
    expect(saved.draft).not.toBeNull()
  })
})

describe('forward on behalf', () => {
  test('what lies unaccepted goes on; the old authority keeps what it saw; the history names who did it', async () => {
    const sent = await office.sent()
    expect(await actionsFor(nadia, sent)).toEqual(['remind', 'forward'])
    const { status, view } = await steps(nadia, sent, 'forward', away)
    expect([status, view.parties.recipient.authority]).toEqual([200, 'small-es-2'])
    const former = await seen(carmen, sent)
    expect(former).toMatchObject({ part: 'former', actions: [] })
    expect(former.history.at(-1)).toMatchObject({
      ...{ event: 'forwarded', authority: 'coord-es' },
      text: { text: away.reason },
    })
    const next = await seen(brais, sent)
    expect(next).toMatchObject({ part: 'recipient', state: 'sent' })
    await office.does(brais, next, 'accept')
    expect((await seen(carmen, sent)).history.at(-1)?.event).toBe('forwarded')
    expect((await office.json(`/exchanges/${sent.number}`, nadia)).status).toBe(404)
    const parts = await database.sql`select authority, country, part, turn from exchange_part
      where exchange = ${sent.number} order by authority`
    expect([...parts]).toEqual([
      { authority: 'small-es', country: 'ES', part: 'former', turn: 'ended' },
      { authority: 'small-es-2', country: 'ES', part: 'recipient', turn: 'act' },
      { authority: 'small-pl', country: 'PL', part: 'sender', turn: 'wait' },
    ])
    const { times } = await looked(nadia, { ...sent, version: 4 })
    expect(times.map(one => one.authority.authority)).toEqual(['small-es', 'small-es-2'])
  })

  test('accepted: only where its authority does not work', async () => {
    const taken = await office.does(carmen, await office.sent(), 'accept')
    expect((await steps(nadia, taken, 'forward', away)).view.code).toBe(
      'exchange-coordinator.forward.invalid',
    )
    expect(await actionsFor(nadia, taken)).toEqual(['remind'])
    await database.sql`update authority set status = 'suspended' where id = 'small-es'`
    // Without what is remembered of the directory.
    const fresh = openCoordinators(database.sql)
    const answer = await fresh.json<CoordinatedView>(at(taken, 'forward'), nadia, { version: 3, ...away })
    expect([answer.status, answer.view.parties.recipient.authority]).toEqual([200, 'small-es-2'])
    // The sender still finds it by the person; who lost it does not.
    const finders = await database.sql`select authority from exchange_person where exchange = ${taken.number}`
    expect(finders.map(one => one.authority)).toEqual(['small-pl'])
    await database.sql`update authority set status = 'active' where id = 'small-es'`
  })

  test.each([
    ['another country', 'small-el', 'exchange.recipient.forward'],
    ['the one that has it', 'small-es', 'exchange.recipient.forward'],
    ['one that does not work', 'small-es-3', 'exchange.recipient.inactive'],
    ['nobody', 'x', 'exchange.recipient.inactive'],
  ])('not to %s', async (_, recipient, code) => {
    const answer = await steps(nadia, await office.sent(), 'forward', { ...away, recipient })
    expect(answer.status).toBe(422)
    expect(answer.view).toMatchObject({ problems: [{ path: 'recipient', code }] })
  })

  test('not without a reason; the form keeps what was chosen', async () => {
    const sent = await office.sent()
    const form = { version: '2', recipient: 'small-es-2', reason: '', language: 'es' }
    const answer = await office.page(at(sent, 'forward'), nadia, form)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('value="small-es-2"')
    expect(answer.text).toContain(`for=${at(sent, 'forward')}`)
  })

  test.each([
    ['the coordinator of the sender', wanda, 422, 'exchange-coordinator.forward.invalid'],
    ['who may look only', pilar, 403, 'permission.act'],
  ] as const)('%s does not', async (_, who, status, code) => {
    const answer = await steps(who, await office.sent(), 'forward', away)
    expect([answer.status, answer.view.code]).toEqual([status, code])
  })
})

describe('twice and at once', () => {
  test('the same key gives the first answer again; another content under it is refused', async () => {
    const sent = await office.sent()
    const first = await steps(nadia, sent, 'remind', { reason: 'Uno.' }, 'k1')
    const again = await steps(nadia, sent, 'remind', { reason: 'Uno.' }, 'k1')
    expect([again.status, again.view.version, again.view.history.length]).toEqual([200, 3, 2])
    expect(again.view).toEqual({ ...first.view })
    const other = await steps(nadia, sent, 'remind', { reason: 'Dos.' }, 'k1')
    expect([other.status, other.view.code]).toEqual([409, 'exchange.key.conflict'])
  })

  test('authority and coordinator at once: one wins, the other learns who was faster', async () => {
    const sent = await office.sent()
    await office.does(carmen, sent, 'accept')
    const slow = await steps(nadia, sent, 'forward', away)
    expect(slow).toMatchObject({
      ...{
        status: 409,
        view: { code: 'exchange.conflict', facts: { name: 'Consejo de la calle del Tilo' } },
      },
    })
    const both = await Promise.all([
      steps(nadia, { ...sent, version: 3 }, 'remind', {}, 'a'),
      steps(nadia, { ...sent, version: 3 }, 'remind', {}, 'b'),
    ])
    expect(both.map(one => one.status).toSorted()).toEqual([200, 409])
  })

  test('an unknown action, and faulty fields, change nothing', async () => {
    const sent = await office.sent()
    expect((await steps(nadia, sent, 'close')).status).toBe(404)
    expect((await steps(nadia, sent, 'remind', { text: 'x' })).status).toBe(422)
    expect((await office.json(at(sent, 'remind'), nadia, {})).status).toBe(422)
    expect((await looked(nadia, sent)).version).toBe(2)
  })
})

test('a program finds its way by what the answers tell', async () => {
  const sent = await office.sent({ isUrgent: true })
  const { items } = (await office.json<CoordinationView>('/coordination?urgent=true', nadia)).view
  const [item] = items.filter(one => one.number === sent.number)
  const { actions, version } = await looked(nadia, { number: item?.number ?? '', version: 0 })
  const forward = actions.find(one => one.action === 'forward')
  expect(forward?.schema).toMatchObject({ required: ['version', 'recipient', 'reason'] })
  const answer = await office.json<CoordinatedView>(forward?.href ?? '', nadia, { version, ...away })
  expect(answer.status).toBe(200)
})
