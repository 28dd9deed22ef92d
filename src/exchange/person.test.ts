// Goal: who may read about a person finds the exchanges by the person's name and nobody else does, at no moment; each
//   such search is logged, and neither index nor log tells a name.
// Method: one request on its way through three offices, on a real database; the search through the whole door.
import type { Hono } from 'hono'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { counted, type TestDatabase } from '../../test/database.ts'
import { callOf, library, officials, openOffice, type smallPorts } from '../../test/small-office.ts'
import { createApp } from '../base/app.ts'
import type { Actor, Role } from '../permission/model.ts'
import { act } from './act.ts'
import { createExchange } from './create.ts'
import { takeOver } from './inside.ts'
import { type PersonListView, searchByPerson } from './person-search.ts'
import { exchangeDoors } from './routes.ts'
import { openVault } from './vault.ts'

const { zofia, jan, carmen, brais, anna } = officials
const home = 'http://here.invalid'
const everybody = [zofia, carmen, brais, anna]

let database: TestDatabase
let stage: ReturnType<typeof smallPorts>
let app: Hono
let who: Actor
let number: string
beforeAll(async () => {
  ;({ database, ...stage } = await openOffice())
  app = createApp<Actor>({
    ...{ library, doors: exchangeDoors(stage.ports), passages: [], publicUrl: home },
    recognise: async () => ({
      ...{ who, csrf: 'right', lang: 'en', zone: 'Europe/Warsaw', isProgram: false },
      isCsrf: token => token === 'right',
    }),
    wrap: (_, page) => `<title>${page.title}</title>${page.main}`,
    onFault: error => {
      throw error
    },
  })
})
beforeEach(async () => {
  await database.sql`delete from exchange_part`
  await database.sql`delete from person_search`
  number = await sent()
})
afterAll(() => database.drop())

async function step(as: Actor, action: string, body: object): Promise<void> {
  const acted = await act(stage.ports, callOf(library, as), {
    ...{ number, action },
    sent: { kind: 'json', value: body },
  })
  if (!acted.ok) throw new Error(JSON.stringify(acted.refusal))
}

async function sent(): Promise<string> {
  const made = await createExchange(stage.ports, callOf(library, zofia), {
    procedure: 'pq-information-request',
  })
  number = made.ok ? made.value.number : ''
  await step(zofia, 'send', {
    ...{ version: 1, recipient: 'small-es', language: 'pl', askedDay: '2026-12-15' },
    asked: ['registered', 'register-entry'],
    fields: {
      ...{ background: 'Sprawa.', profession: 'physiotherapist', 'birth-day': '1985-03-07' },
      ...{ 'family-name': 'Jaskółka-Müller', 'given-names': 'Άννα' },
    },
  })
  return number
}

const search = (as: Actor, person: string, ports = stage.ports) =>
  searchByPerson(ports, callOf(library, as), { person })

async function found(as: Actor, person: string): Promise<readonly string[]> {
  const result = await search(as, person)
  return result.ok ? result.value.items.map(item => item.number) : [result.refusal.code]
}

/** Who finds it now. */
async function finders(person = 'Jaskolka'): Promise<readonly string[]> {
  const lists = await Promise.all(
    everybody.map(async one => ((await found(one, person)).length > 0 ? [one.user] : [])),
  )
  return lists.flat()
}

const forward = { version: 3, recipient: 'small-es-2', reason: 'No es de aquí.', language: 'es' }

describe('who finds it', () => {
  test('a draft nobody; sent: the sender; accepted: the recipient too', async () => {
    await createExchange(stage.ports, callOf(library, zofia), {
      ...{ procedure: 'pq-information-request', fields: { 'family-name': 'Zygzak' } },
    })
    expect(await finders('Zygzak')).toEqual([])
    expect(await finders()).toEqual(['zofia'])
    await step(carmen, 'accept', { version: 2 })
    expect(await finders()).toEqual(['zofia', 'carmen'])
  })

  test('allocated: who handles it, and who reads everything; no other colleague', async () => {
    const call = callOf(library, zofia)
    const taken = await takeOver(stage.ports, call, number, { revision: 0 })
    expect(taken).toMatchObject({ ok: true })
    const supervising: Actor = { ...jan, roles: { '*': ['supervisor'] } }
    expect(await found(zofia, 'Jaskolka')).toEqual([number])
    expect(await found(jan, 'Jaskolka')).toEqual([])
    expect(await found(supervising, 'Jaskolka')).toEqual([number])
  })

  test('forwarded: who handed it on no longer, who got it once it has accepted itself', async () => {
    await step(carmen, 'accept', { version: 2 })
    await step(carmen, 'forward', forward)
    expect(await finders()).toEqual(['zofia'])
    const rows = await database.sql`select authority from exchange_person where exchange = ${number}`
    expect(rows.map(row => row.authority)).toEqual(['small-pl'])
    await step(brais, 'accept', { version: 4 })
    expect(await finders()).toEqual(['zofia', 'brais'])
  })

  test('by what an answer names as well', async () => {
    await step(carmen, 'accept', { version: 2 })
    const entry = { answer: 'given', details: { number: 'COL 28/0815' } }
    const answers = { registered: { answer: 'yes' }, 'register-entry': entry }
    await step(carmen, 'answer', { version: 3, language: 'es', answers })
    expect(await finders('28 0815')).toEqual(['zofia', 'carmen'])
    expect(await finders('col280815')).toEqual(['zofia', 'carmen'])
  })

  test.each([
    ['Anna Mueller', 1],
    ['ΆΝΝΑ 7.3.1985', 1],
    ['Anna Kowalska', 0],
    ['Sprawa', 0],
    ['physiotherapist', 0],
    ['1985', 0],
  ])('%s: %i', async (typed, count) => {
    expect(await found(zofia, typed)).toHaveLength(count)
  })

  test('an erased person nobody, and nothing is left in the index', async () => {
    await database.sql`delete from exchange_subject where exchange = ${number}`
    expect(await finders()).toEqual([])
    expect(await database.sql`select from exchange_person where exchange = ${number}`).toHaveLength(0)
  })

  test('under another master key nobody', async () => {
    const ports = { ...stage.ports, vault: openVault(Buffer.alloc(32, 6)) }
    const result = await search(zofia, 'Jaskółka', ports)
    expect(result.ok && result.value.items).toEqual([])
  })

  test.each<[string, Record<string, readonly Role[]>, readonly string[]]>([
    ['a basic user', { '*': ['basic-user'] }, ['permission.read-personal']],
    ['an administrator', { '*': ['local-data-administrator'] }, ['permission.read-personal']],
    ['a handler of another legal area', { services: ['request-handler'] }, []],
    [
      'who only sees this legal area',
      { services: ['supervisor'], 'professional-qualifications': ['basic-user'] },
      [],
    ],
  ])('not %s', async (_, roles, expected) => {
    expect(await found({ ...zofia, roles }, 'Jaskolka')).toEqual(expected)
  })
})

describe('what is written', () => {
  test('tokens of two authorities have nothing in common, and no name stands anywhere', async () => {
    await step(carmen, 'accept', { version: 2 })
    await found(zofia, 'Jaskółka Müller')
    const rows = await database.sql<{ tokens: string[] }[]>`
      select tokens from exchange_person where exchange = ${number}`
    const [one = [], other = []] = rows.map(row => row.tokens)
    expect(one.length).toBeGreaterThan(3)
    expect(other.length).toBe(one.length)
    expect(one.filter(token => other.includes(token))).toEqual([])
    const [all] = await database.sql`select
      (select json_agg(x)::text from exchange_person x) || (select json_agg(s)::text from person_search s) as text`
    expect(all?.text).not.toMatch(/jask|muller|mller/i)
  })

  test('each search: who, when, what was shown; equal searches of one office are equal', async () => {
    await found(zofia, 'Jaskolka')
    await found(zofia, 'JASKÓŁKA')
    await found(carmen, 'Jaskolka')
    const rows =
      await database.sql`select account, at, digest, found from person_search order by account desc`
    expect(rows.map(row => [row.account, row.at, row.found])).toEqual([
      ['zofia', stage.clock.now, [number]],
      ['zofia', stage.clock.now, [number]],
      ['carmen', stage.clock.now, []],
    ])
    expect(new Set(rows.map(row => row.digest)).size).toBe(2)
  })

  test('a search that cannot be logged shows nothing', async () => {
    const notePersonSearch = () => Promise.reject(new Error('no log'))
    const ports = { ...stage.ports, store: { ...stage.ports.store, notePersonSearch } }
    await expect(search(zofia, 'Jaskolka', ports)).rejects.toThrow('no log')
  })

  test('a search is two statements, a step stays one beside its reading', async () => {
    await found(zofia, 'Jaskolka')
    expect((await counted(database.sql, () => found(zofia, 'Jaskolka'))).statements).toHaveLength(2)
    const accept = await counted(database.sql, () => step(carmen, 'accept', { version: 2 }))
    expect(accept.statements.filter(one => one.includes('exchange_event'))).toHaveLength(2)
  })
})

async function ask(as: Actor, path: string, form?: Record<string, string>, accept = 'text/html') {
  who = as
  const body = form && new URLSearchParams({ csrf: 'right', ...form })
  const answer = await app.fetch(
    new Request(home + path, { ...(body && { method: 'POST', body }), headers: { accept } }),
  )
  return { status: answer.status, text: await answer.text() }
}

describe('the page', () => {
  test('answers a form with what was typed and what was found, and nothing else of the person', async () => {
    const { status, text } = await ask(zofia, '/exchanges/search', { person: 'jaskolka' })
    expect(status).toBe(200)
    expect(text).toContain(`href="/exchanges/${number}"`)
    expect(text).toContain('value="jaskolka"')
    expect(text).not.toMatch(/Jaskółka|Άννα|1985/)
  })

  test('says what is missing, keeps what was typed, and refuses who may not read about persons', async () => {
    const empty = await ask(zofia, '/exchanges/search', { person: '–' })
    expect([empty.status, empty.text.includes('value="–"')]).toEqual([422, true])
    const basic = { ...zofia, roles: { '*': ['basic-user'] } } as const
    expect((await ask(basic, '/exchanges/search', { person: 'x' })).status).toBe(403)
    expect((await ask(basic, '/exchanges/search')).status).toBe(403)
    expect((await ask(basic, '/exchanges')).text).not.toContain('/exchanges/search')
    expect((await ask(zofia, '/exchanges')).text).toContain('/exchanges/search')
  })

  test('leads from an exchange to others about the same person, logged as well', async () => {
    const first = number
    await sent()
    const page = await ask(zofia, `/exchanges/${first}`)
    expect(page.text).toContain(`/exchanges/search?sameAs=${first}`)
    const { text } = await ask(zofia, `/exchanges/search?sameAs=${first}`, undefined, 'application/json')
    const view = JSON.parse(text) as PersonListView
    expect(view.items.map(item => item.number)).toEqual([number])
    expect(await database.sql`select from person_search`).toHaveLength(1)
    const hidden = await ask(carmen, `/exchanges/search?sameAs=${first}`, undefined, 'application/json')
    expect(JSON.parse(hidden.text).items).toEqual([])
    expect((await ask(anna, `/exchanges/search?sameAs=${first}`)).status).toBe(404)
  })
})
