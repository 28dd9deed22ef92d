// Goal: text blocks come also into internal notes and into the words of a coordinator that steps in; what was typed
//   stays, nothing is saved, who may not write there is offered nothing.
// Method: the doors on a real database, read as JSON and sent as forms without script.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { coordinators, insertCoordinators, openCoordinators } from '../../../test/coordinators.ts'
import { freshDatabase, type TestDatabase } from '../../../test/database.ts'
import { officials } from '../../../test/small-office.ts'
import type { Actor } from '../../permission/model.ts'
import type { CoordinationView } from '../coordination/list-view.ts'
import type { InsideView } from '../inside-view.ts'
import type { OfferView } from './offer.ts'
import type { BlockView } from './view.ts'

const { zofia, carmen, brais } = officials
const { nadia, pilar, wanda } = coordinators

let database: TestDatabase
let office: ReturnType<typeof openCoordinators>
let number = ''
const blocks: Record<string, string> = {}
beforeAll(async () => {
  database = await freshDatabase()
  await insertCoordinators(database.sql)
  office = openCoordinators(database.sql)
  number = (await office.sent()).number
  for (const [name, who, given] of [
    ['call', carmen, { title: 'Llamada', text: 'He llamado por {number}.' }],
    ['message', carmen, { title: 'Mensaje', text: 'Buenos días.', kind: 'message' }],
    ['late', nadia, { title: 'Retraso', text: '{authority} recuerda el plazo de {number}.' }],
    ['greeting', nadia, { title: 'Saludo', text: 'Buenos días.', kind: 'message' }],
  ] as const)
    blocks[name] = (await office.json<BlockView>('/blocks', who, { language: 'es', ...given })).view.block
})
afterAll(() => database.drop())

const note = () => `/exchanges/${number}/inside/add-note`
const step = (action: string) => `/coordination/exchanges/${number}/actions/${action}`
const titles = async (path: string, who: Actor) => {
  const { status, view } = await office.json<OfferView>(path, who)
  return status === 200 ? view.items.map(({ title }) => title) : view.code
}
const area = (text: string, name: string): string | undefined =>
  new RegExp(`name="${name}"[^>]*>\\n([^<]*)</textarea>`).exec(text)?.[1]

describe('what is offered', () => {
  test.each([
    ['a note takes what fits any field', note, carmen, ['Llamada']],
    ['a reminder is a message', () => step('remind'), nadia, ['Saludo', 'Retraso']],
    ['a forward takes what fits any field', () => step('forward'), nadia, ['Retraso']],
    ['the other side', note, zofia, []],
    ['another authority', note, brais, 'exchange.unknown'],
    ['a coordinator that only looks', () => step('remind'), pilar, 'exchange.action.invalid'],
    ['a coordinator of another country', () => step('forward'), wanda, 'exchange.action.invalid'],
    ['no coordinator', () => step('remind'), carmen, 'permission.coordinator'],
  ] as const)('%s', async (_, path, who, wanted) => {
    const query = path === note ? '' : '?field=reason&language=es'
    expect(await titles(`${path()}/blocks${query}`, who)).toEqual(wanted)
  })

  test('the addresses can be opened as pages', async () => {
    const inside = await office.page(`${note()}/blocks?field=text`, carmen)
    expect(inside.text).toContain(`He llamado por ${number}.`)
    expect(inside.text).toContain(`href="/exchanges/${number}/inside"`)
    const theirs = await office.page(`${step('forward')}/blocks?field=reason`, nadia)
    expect(theirs.text).toContain('recuerda el plazo')
    expect(theirs.text).toContain(`href="/coordination/exchanges/${number}"`)
  })
})

describe('without script', () => {
  test('a note comes back with what was typed and the block in it; nothing is kept', async () => {
    const page = await office.page(`/exchanges/${number}/inside`, carmen)
    expect(page.text).toContain(`formaction="${note()}/blocks?field=text#f-text"`)
    const open = await office.page(`${note()}/blocks?field=text`, carmen, { text: 'Yo <antes>' })
    expect(open.text).toContain('<details class="offer" open>')
    const choice = `${note()}/blocks?field=text&block=${blocks.call}`
    const filled = await office.page(choice, carmen, { text: 'Yo <antes>' })
    expect(area(filled.text, 'text')).toBe(`Yo &lt;antes&gt;\nHe llamado por ${number}.`)
    const wrong = await office.page(`${note()}/blocks?field=text&block=none`, carmen, { text: 'Yo' })
    expect([wrong.status, area(wrong.text, 'text')]).toEqual([404, 'Yo'])
    expect((await office.json<InsideView>(`/exchanges/${number}/inside`, carmen)).view.notes).toBe(0)
  })

  test('a coordinator’s words, with the new recipient that was chosen', async () => {
    const typed = { version: '2', language: 'es', reason: 'Hola.', recipient: 'small-es-2' }
    const page = await office.page(step('forward'), nadia)
    expect(page.text).toContain(`formaction="${step('forward')}/blocks?field=reason#f-reason"`)
    const open = await office.page(`${step('forward')}/blocks?field=reason`, nadia, typed)
    expect(open.text).toContain('<details class="offer" open>')
    const choice = `${step('forward')}/blocks?field=reason&block=${blocks.late}`
    const filled = await office.page(choice, nadia, typed)
    expect(area(filled.text, 'reason')).toBe(`Hola.\nCoordinación nacional recuerda el plazo de ${number}.`)
    expect(filled.text).toContain('value="small-es-2"')
    const { view } = await office.json<CoordinationView>('/coordination', nadia)
    expect(JSON.stringify(view)).toContain(number)
    const log = await database.sql`select count(*)::int as n from exchange_event where exchange = ${number}`
    expect(log[0]?.n).toBe(2)
  })

  test('an opinion on a referral', async () => {
    const judge: Actor = { ...nadia, roles: { '*': ['referral-handler'] } }
    const { number: referred } = await office.sent()
    const written = { language: 'es' }
    for (const [who, action, version, body] of [
      [carmen, 'accept', 2, {}],
      [carmen, 'answer', 3, { ...written, answers: { registered: { answer: 'no' } } }],
      [zofia, 'not-satisfied', 4, { ...written, reason: 'Za mało.' }],
    ] as const)
      await office.json(`/exchanges/${referred}/actions/${action}`, who, { version, ...body })
    const path = `/exchanges/${referred}/actions/give-opinion`
    expect(await titles(`${path}/blocks?field=reason&language=es`, judge)).toEqual(['Retraso'])
    const typed = { version: '5', language: 'es', reason: 'Creo.', verdict: 'answer-suffices' }
    const filled = await office.page(`${path}/blocks?field=reason&block=${blocks.late}`, judge, typed)
    expect(area(filled.text, 'reason')).toMatch(/^Creo\.\nCoordinación nacional recuerda/)
    expect(filled.text).toContain('value="answer-suffices" checked')
  })
})
