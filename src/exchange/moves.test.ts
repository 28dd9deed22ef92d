// Goal: what else happens to a request: it is forwarded, clarified, answered in parts, refused and closed, reopened;
//   each side sees what it may see of that, and no more.
// Method: the functions of the doors on a real database: Zofia (Łódź) asks, Carmen (Vigo) and Brais (Ourense) answer.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { TestDatabase } from '../../test/database.ts'
import { callOf, catalogue, library, officials, openOffice } from '../../test/small-office.ts'
import { codeOf, openPlay, type Play, value } from '../../test/small-play.ts'
import type { Actor } from '../permission/model.ts'
import { act } from './act.ts'
import { currentOf, partsOf } from './current.ts'
import { itemsOf } from './list-view.ts'
import { noteLook } from './look.ts'
import { openExchange } from './open.ts'
import { viewOf } from './view.ts'
import type { ExchangeView } from './view-schema.ts'

const { zofia, carmen, brais, anna } = officials

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

const listed = async (who: Actor, { number }: ExchangeView) => {
  const all = { areas: '*', turn: null, today: '2026-11-24', after: null, limit: 5 } as const
  const rows = await play.ports.store.list({ authority: who.authority, user: who.user, number, ...all })
  return (await itemsOf(play.ports, callOf(library, who), rows))[0]
}

const registered = { registered: { answer: 'yes' } }
const rest = {
  'register-entry': { answer: 'given', details: { number: 'MAD-20417' } },
  sanctions: { answer: 'no' },
}
const forward = { recipient: 'small-es-2', reason: 'No es de nuestra provincia.', language: 'es' }
const nameOf = (view: ExchangeView) => view.form.find(({ id }) => id === 'family-name')

describe('forwarded', () => {
  test('the new authority accepts for itself; the agreed day and the country’s clock stay', async () => {
    const taken = await play.accepted()
    play.clock.now = '2026-11-26T09:00:00.000Z'
    const gone = await play.does(carmen, taken, 'forward', forward)
    expect(gone).toMatchObject({ part: 'former', actions: [] })
    const before = await play.seen(brais, taken)
    expect(before).toMatchObject({ part: 'recipient', state: 'sent', deadlines: { answerBy: '2026-12-15' } })
    expect(nameOf(before)).toMatchObject({ state: 'hidden', value: null })
    expect(before.history.at(-1)).toMatchObject({ country: 'ES', text: { text: forward.reason } })
    expect(before.history.at(-1)?.label).toContain('Consejo de la calle del Roble')
    const after = await play.does(brais, before, 'accept')
    expect(nameOf(after)).toMatchObject({ state: 'shown', value: 'Arrieta' })
    expect(after.deadlines.answerBy).toBe('2026-12-15')
    const [row] = await database.sql`select accepted_at from exchange where exchange = ${taken.number}`
    expect(row?.accepted_at).toBe('2026-11-24T09:00:00.000Z')
  })

  test('who forwarded it keeps what it saw, without the person, and sees nothing of what follows', async () => {
    const gone = await play.does(carmen, await play.accepted(), 'forward', forward)
    const taken = await play.does(brais, await play.seen(brais, gone), 'accept')
    await play.does(brais, taken, 'answer', { language: 'es', answers: { ...registered, ...rest } })
    const former = await play.seen(carmen, gone)
    expect(former).toMatchObject({ part: 'former', answers: [], actions: [] })
    expect(former.history.at(-1)?.event).toBe('forwarded')
    expect(nameOf(former)).toMatchObject({ state: 'hidden', value: null })
    expect(codeOf(await play.tries(carmen, gone, 'write-message', { text: 'Hola.' }))).toBe('permission.part')
  })

  test('its list tells nothing of what followed', async () => {
    const gone = await play.does(carmen, await play.sentBy(zofia), 'forward', forward)
    const taken = await play.does(brais, await play.seen(brais, gone), 'accept')
    await play.does(brais, taken, 'answer', { language: 'es', answers: { ...registered, ...rest } })
    expect(await listed(carmen, gone)).toMatchObject({
      ...{ state: 'forwarded', dueDay: null, isAgreed: false, answeredDay: null },
    })
  })

  test('who takes over reads what was written to the former recipient about the person once it accepts', async () => {
    const asked = await play.sentBy(zofia)
    await play.does(zofia, asked, 'write-message', { text: 'Rejestr krajowy.' })
    const taken = await play.does(carmen, await play.seen(carmen, asked), 'accept')
    await play.does(zofia, await play.seen(zofia, taken), 'write-message', { text: 'Arrieta, ur. 1990.' })
    const gone = await play.does(carmen, await play.seen(carmen, asked), 'forward', forward)
    const textsFor = async (who: Actor) => (await play.seen(who, gone)).messages.map(({ text }) => text?.text)
    expect(await textsFor(brais)).toEqual(['Rejestr krajowy.'])
    expect(await textsFor(zofia)).toEqual(['Rejestr krajowy.', 'Arrieta, ur. 1990.'])
    await play.does(brais, await play.seen(brais, gone), 'accept')
    expect(await textsFor(brais)).toEqual(['Rejestr krajowy.', 'Arrieta, ur. 1990.'])
  })

  test('a command sent again after it came back shows the person only once it is accepted again', async () => {
    const asked = await play.sentBy(zofia)
    const repeated = () =>
      act(play.ports, callOf(library, carmen, { key: `accept ${asked.number}` }), {
        ...{ number: asked.number, action: 'accept' },
        sent: { kind: 'json', value: { version: asked.version } },
      })
    const taken = value(await repeated())
    expect(nameOf(taken)).toMatchObject({ state: 'shown' })
    const gone = await play.does(carmen, taken, 'forward', forward)
    await play.does(brais, await play.seen(brais, gone), 'forward', { ...forward, recipient: 'small-es' })
    expect(nameOf(value(await repeated()))).toMatchObject({ state: 'hidden', value: null })
  })

  test('what it could not see is new when the request comes back', async () => {
    const gone = await play.does(carmen, await play.sentBy(zofia), 'forward', forward)
    await play.does(zofia, await play.seen(zofia, gone), 'write-message', { text: 'Dzień dobry.' })
    const call = callOf(library, carmen, { wants: 'html' })
    const opened = value(await openExchange(play.ports, call, gone.number))
    await noteLook(play.ports, call, opened, await viewOf(play.ports, call, opened))
    await play.does(brais, await play.seen(brais, gone), 'forward', { ...forward, recipient: 'small-es' })
    const news = (await play.seen(carmen, gone)).history.filter(({ isNew }) => isNew)
    expect(news.map(({ event }) => event)).toEqual(['message', 'forwarded'])
  })

  test('it may come back', async () => {
    const gone = await play.does(carmen, await play.sentBy(zofia), 'forward', forward)
    const back = await play.does(brais, await play.seen(brais, gone), 'forward', {
      ...forward,
      recipient: 'small-es',
    })
    expect(back.part).toBe('former')
    expect(actionsFor(await play.seen(carmen, gone))).toContain('accept')
  })

  test.each([
    ['another country', 'small-el', 'exchange.recipient.forward'],
    ['the sender', 'small-pl', 'exchange.recipient.forward'],
    ['itself', 'small-es', 'exchange.recipient.forward'],
    ['nobody', 'small-xx', 'exchange.recipient.inactive'],
  ])('not to %s', async (_, recipient, code) => {
    const result = await play.tries(carmen, await play.sentBy(zofia), 'forward', { ...forward, recipient })
    expect(result.ok ? null : result.refusal.problems).toEqual([{ path: 'recipient', code }])
  })

  test('the sender and a stranger cannot forward', async () => {
    const asked = await play.sentBy(zofia)
    expect(codeOf(await play.tries(zofia, asked, 'forward', forward))).toBe('permission.part')
    expect(codeOf(await play.tries(anna, asked, 'forward', forward))).toBe('exchange.unknown')
  })
})

describe('messages', () => {
  test('a message leaves the saved answer as it is', async () => {
    const taken = await play.accepted()
    const saved = { language: 'es', answers: registered }
    await play.does(carmen, taken, 'save-answer', saved)
    const told = await play.does(carmen, taken, 'write-message', { text: 'Mañana respondemos.' })
    expect(told).toMatchObject({ revision: 1, draft: { content: saved } })
    expect((await play.seen(carmen, taken)).draft).toMatchObject({ content: saved })
    const later = await play.does(carmen, taken, 'save-answer', { language: 'es', revision: 1 })
    expect(later.revision, 'the page that was open before goes on saving').toBe(2)
  })

  test('a message is no answer: the list goes on telling the day of the answer', async () => {
    const taken = await play.accepted()
    await play.does(carmen, taken, 'answer', { language: 'es', answers: { ...registered, ...rest } })
    play.clock.now = '2026-11-27T09:00:00.000Z'
    await play.does(zofia, await play.seen(zofia, taken), 'write-message', { text: 'Dziękuję.' })
    expect(await listed(zofia, taken)).toMatchObject({ state: 'answered', answeredDay: '2026-11-24' })
  })

  test('both sides write and read, before acceptance too; the log holds them sealed', async () => {
    const asked = await play.sentBy(zofia)
    await play.does(carmen, asked, 'write-message', {
      text: '¿Consta en el registro de Łódź?',
      language: 'es',
    })
    const read = await play.seen(zofia, asked)
    expect(read.messages).toMatchObject([
      { isOwn: false, isNew: true, country: 'ES', person: null, text: { lang: 'es' } },
    ])
    const told = await play.does(zofia, read, 'write-message', { text: 'Tak, od 2019 r.' })
    expect(told).toMatchObject({ state: 'sent', deadlines: { asked: '2026-12-15' } })
    const texts = (await play.seen(carmen, asked)).messages.map(({ text }) => text?.text)
    expect(texts).toEqual(['¿Consta en el registro de Łódź?', 'Tak, od 2019 r.'])
    const [row] = await database.sql<{ all: string }[]>`
      select json_agg(e)::text as all from exchange_event e where exchange = ${asked.number}`
    expect(row?.all).not.toMatch(/Łódź|2019/)
  })

  test('none is written once it has ended', async () => {
    const refused = await play.does(carmen, await play.sentBy(zofia), 'refuse', { reason: 'No consta.' })
    expect(codeOf(await play.tries(carmen, refused, 'write-message', { text: 'Hola.' }))).toBe(
      'exchange.action.invalid',
    )
  })
})

describe('answered in parts', () => {
  test('the sender reads the first part at once; the rest is still owed', async () => {
    const taken = await play.accepted()
    const part = await play.does(carmen, taken, 'answer-part', { language: 'es', answers: registered })
    expect(part).toMatchObject({ state: 'accepted', deadlines: { answeredDay: null } })
    expect((await play.seen(zofia, taken)).answers.map(({ question }) => question)).toEqual(['registered'])
    const whole = await play.does(carmen, part, 'answer', {
      language: 'es',
      answers: { ...registered, ...rest },
    })
    expect(whole).toMatchObject({ state: 'answered', answers: [{}, {}, {}] })
  })

  test('nothing is no part, and half an answer is none', async () => {
    const taken = await play.accepted()
    const problems = async (answers: object) => {
      const result = await play.tries(carmen, taken, 'answer-part', { language: 'es', answers })
      return result.ok ? null : result.refusal.problems?.map(({ path }) => path)
    }
    expect(await problems({})).toEqual(['answers.registered.answer'])
    expect(await problems({ ...registered, 'register-entry': { answer: 'given' } })).toEqual([
      'answers.register-entry.details.number',
    ])
  })
})

describe('ended', () => {
  test('a refusal waits for the sender, who closes it by a click; that is not reopened', async () => {
    const refused = await play.does(carmen, await play.sentBy(zofia), 'refuse', { reason: 'No consta.' })
    const read = await play.seen(zofia, refused)
    expect(actionsFor(read)).toEqual(['acknowledge'])
    const closed = await play.does(zofia, read, 'acknowledge')
    expect(closed).toMatchObject({ state: 'closed', rating: null, actions: [] })
    expect(codeOf(await play.tries(zofia, closed, 'reopen'))).toBe('exchange.action.invalid')
  })

  test('reopened within thirty days, without its rating; later not', async () => {
    const taken = await play.accepted()
    await play.does(carmen, taken, 'answer', { language: 'es', answers: { ...registered, ...rest } })
    const closed = await play.does(zofia, await play.seen(zofia, taken), 'close', {
      timeliness: 1,
      efforts: 1,
    })
    play.clock.now = '2026-12-20T09:00:00.000Z'
    const open = await play.does(zofia, closed, 'reopen', { reason: 'Brakuje daty.' })
    expect(open).toMatchObject({ state: 'answered', rating: null })
    const [row] = await database.sql`select ended_at from exchange where exchange = ${taken.number}`
    expect(row?.ended_at).toBeNull()
    const again = await play.does(zofia, open, 'close')
    play.clock.now = '2027-01-25T09:00:00.000Z'
    expect(actionsFor(await play.seen(zofia, again))).toEqual([])
    expect(codeOf(await play.tries(zofia, again, 'reopen'))).toBe('exchange.reopen-late.invalid')
  })
})

test('the stored rows say what the log says, whatever happened', async () => {
  const gone = await play.does(carmen, await play.accepted(), 'forward', forward)
  const taken = await play.does(brais, await play.seen(brais, gone), 'accept')
  await play.does(brais, taken, 'write-message', { text: 'Un momento.' })
  const log = value(await openExchange(play.ports, callOf(library, zofia, { key: null }), gone.number)).stored
    .log
  const procedure = catalogue.byId('pq-information-request')
  if (!procedure) throw new Error('no procedure')
  const parts = await database.sql`select authority, part, turn, state, other_version as "otherVersion"
    from exchange_part where exchange = ${gone.number} order by part`
  const told = partsOf(log).map(({ authority, part, turn, state, otherVersion }) => ({
    ...{ authority, part, turn, state, otherVersion },
  }))
  expect([...parts]).toEqual(told.toSorted((a, b) => (a.part < b.part ? -1 : 1)))
  const { state, version, recipient } = currentOf(log, procedure)
  const [row] =
    await database.sql`select state, version, recipient from exchange where exchange = ${gone.number}`
  expect(row).toEqual({ state, version, recipient })
})
