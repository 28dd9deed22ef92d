// Goal: an office keeps exchanges about one matter under one number; nobody else learns of it, names are sealed, two
//   who act at once learn of each other, and what was typed survives.
// Method: the whole application on a real database, forms as a browser sends them and JSON as a program does.
import type { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { counted, type TestDatabase } from '../../test/database.ts'
import { callOf, library, officials, openOffice, type smallPorts } from '../../test/small-office.ts'
import { createApp } from '../base/app.ts'
import type { Actor } from '../permission/model.ts'
import { act } from './act.ts'
import { createExchange } from './create.ts'
import type { DossierPageView, DossiersView } from './dossier.ts'
import type { FilingView } from './dossier-change.ts'
import type { ListView } from './list-view.ts'
import { exchangeDoors } from './routes.ts'
import type { ExchangeView } from './view-schema.ts'

const { zofia, jan, carmen, anna } = officials
const home = 'http://here.invalid'
const basic: Actor = { ...jan, roles: { '*': ['basic-user'] } }

let database: TestDatabase
let stage: ReturnType<typeof smallPorts>
let app: Hono
let who: Actor
/** Two requests of Łódź to Vigo. */
let one: string
let two: string
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
  one = await sent()
  two = await sent()
})
afterAll(() => database.drop())

async function sent(): Promise<string> {
  const made = await createExchange(stage.ports, callOf(library, zofia), {
    procedure: 'pq-information-request',
  })
  const number = made.ok ? made.value.number : ''
  const value = {
    ...{ version: 1, recipient: 'small-es', language: 'pl', askedDay: '2026-12-15', asked: ['registered'] },
    fields: { background: 'S', profession: 'physiotherapist', 'family-name': 'A', 'given-names': 'B' },
  }
  const acted = await act(stage.ports, callOf(library, zofia), {
    ...{ number, action: 'send', sent: { kind: 'json', value } },
  })
  if (!acted.ok) throw new Error(JSON.stringify(acted.refusal))
  return number
}

async function send<View>(as: Actor, path: string, body?: object): Promise<{ status: number; view: View }> {
  who = as
  const headers = { accept: 'application/json', 'content-type': 'application/json', 'x-csrf-token': 'right' }
  const given = body && { method: 'POST', body: JSON.stringify(body) }
  const answer = await app.fetch(new Request(home + path, { ...given, headers }))
  return { status: answer.status, view: (await answer.json()) as View }
}

async function form(as: Actor, path: string, fields: Record<string, string>) {
  who = as
  const body = new URLSearchParams({ csrf: 'right', ...fields })
  const answer = await app.fetch(new Request(home + path, { method: 'POST', body }))
  return { status: answer.status, text: await answer.text(), to: answer.headers.get('location') }
}

async function page(as: Actor, path: string): Promise<string> {
  who = as
  return (await app.fetch(new Request(home + path, { headers: { accept: 'text/html' } }))).text()
}

/** A dossier of Łódź with these exchanges. */
async function dossierWith(name: string, ...exchanges: readonly string[]): Promise<string> {
  const made = await send<DossierPageView>(zofia, '/dossiers', { name })
  expect(made.status).toBe(201)
  const { dossier } = made.view
  for (const number of exchanges)
    expect((await send(zofia, `/exchanges/${number}/dossier`, { dossier })).status).toBe(200)
  return dossier
}

const numbersIn = ({ items }: ListView) => items.map(item => item.number).sort()

describe('an office keeps together', () => {
  test('two exchanges under one number that looks like theirs', async () => {
    const dossier = await dossierWith('Ulica Lipowa', one, two)
    expect(dossier).toMatch(/^2026-PL-D-\d{8}$/)
    const { view } = await send<DossierPageView>(jan, `/dossiers/${dossier}`)
    expect(view).toMatchObject({ name: 'Ulica Lipowa', count: 2, isEmpty: false, mayChange: true })
    expect(numbersIn(view.list)).toEqual([one, two].sort())
    const { items } = (await send<DossiersView>(jan, '/dossiers')).view
    expect(items[0]).toMatchObject({ dossier, name: 'Ulica Lipowa', count: 2 })
    const exchange = (await send<ExchangeView>(zofia, `/exchanges/${one}`)).view
    expect(exchange.dossier).toMatchObject({ dossier, name: 'Ulica Lipowa' })
    expect(exchange.dossier.action?.href).toBe(`/exchanges/${one}/dossier`)
  })

  test('the worklist is filtered by it, and the search finds a part of its number', async () => {
    const dossier = await dossierWith('Szukane', one)
    const listed = await send<ListView>(zofia, `/worklist?view=wait&dossier=${dossier.toLowerCase()}`)
    expect(numbersIn(listed.view)).toEqual([one])
    expect(numbersIn((await send<ListView>(zofia, `/exchanges?q=${dossier}`)).view)).toEqual([one])
    expect(numbersIn((await send<ListView>(zofia, `/exchanges?q=${dossier.slice(8)}`)).view)).toEqual([one])
    expect(numbersIn((await send<ListView>(carmen, `/exchanges?q=${dossier}`)).view)).toEqual([])
    expect(numbersIn((await send<ListView>(carmen, `/worklist?view=act&dossier=${dossier}`)).view)).toEqual(
      [],
    )
  })

  test('each side its own, and neither learns of the other’s', async () => {
    const dossier = await dossierWith('Nasze', one)
    const seen = (await send<ExchangeView>(carmen, `/exchanges/${one}`)).view
    expect(seen.dossier.dossier).toBeNull()
    expect(JSON.stringify(seen)).not.toContain(dossier)
    const unknown = await send<{ code: string }>(carmen, `/dossiers/${dossier}`)
    expect([unknown.status, unknown.view.code]).toEqual([404, 'exchange-dossier.unknown'])
    const taken = await send<{ code: string }>(carmen, `/exchanges/${one}/dossier`, { dossier })
    expect([taken.status, taken.view.code]).toEqual([404, 'exchange-dossier.unknown'])
    const theirs = await send<FilingView>(carmen, `/exchanges/${one}/dossier`, { name: 'Nuestro' })
    expect(theirs.view.dossier).toMatch(/^2026-ES-D-/)
    expect((await send<ExchangeView>(zofia, `/exchanges/${one}`)).view.dossier.dossier).toBe(dossier)
  })

  test('a new request begins in it', async () => {
    const dossier = await dossierWith('Nowe', one)
    expect(await page(zofia, `/exchanges/new?dossier=${dossier}`)).toContain(
      `name="dossier" value="${dossier}"`,
    )
    const fields = { procedure: 'pq-information-request', dossier }
    const made = await form(zofia, '/exchanges', fields)
    const number = made.to?.split('/').at(-1) ?? ''
    expect((await send<ExchangeView>(zofia, `/exchanges/${number}`)).view.dossier.dossier).toBe(dossier)
    const foreign = await send(carmen, '/exchanges', fields)
    expect(foreign.status).toBe(422)
  })
})

describe('names', () => {
  test('lie sealed in the database; who may not read about persons gets the number', async () => {
    const dossier = await dossierWith('Sprawa Jaskółki', one)
    const [row] = await database.sql`select json_agg(d)::text as text from dossier d`
    expect(row?.text).not.toContain('Jask')
    expect((await send<DossierPageView>(basic, `/dossiers/${dossier}`)).view.name).toBeNull()
    expect(await page(basic, `/dossiers/${dossier}`)).not.toContain('Jask')
    expect(await page(basic, '/dossiers')).not.toContain('Jask')
  })

  test('are changed by whoever knows the present one', async () => {
    const dossier = await dossierWith('Pierwsza')
    const path = `/dossiers/${dossier}/rename`
    expect((await form(zofia, path, { name: 'Druga', was: 'Pierwsza' })).to).toBe(`/dossiers/${dossier}`)
    const late = await form(jan, path, { name: 'Trzecia', was: 'Pierwsza' })
    expect(late.status).toBe(409)
    expect(late.text).toContain('Zofia Lipowska')
    expect(late.text).toContain('value="Trzecia"')
    expect((await send<DossierPageView>(zofia, `/dossiers/${dossier}`)).view.name).toBe('Druga')
  })
})

describe('two at once', () => {
  test('one moves it, the other learns who did; taking out twice is once', async () => {
    const [from, to] = [await dossierWith('Z', one), await dossierWith('Do')]
    await form(jan, `/exchanges/${one}/dossier`, { dossier: to, from })
    const late = await form(zofia, `/exchanges/${one}/dossier`, { name: 'Inna', from })
    expect(late.status).toBe(409)
    expect(late.text).toContain('Jan Lipowski')
    expect(late.text).toContain('value="Inna"')
    expect((await form(zofia, `/exchanges/${one}/dossier/remove`, { from })).status).toBe(409)
    for (const _ of [1, 2])
      expect((await form(zofia, `/exchanges/${one}/dossier/remove`, { from: to })).status).toBe(303)
    expect((await send<ExchangeView>(zofia, `/exchanges/${one}`)).view.dossier.dossier).toBeNull()
  })

  test('the same form sent twice makes one dossier', async () => {
    const fields = { name: 'Dwa razy', idempotencyKey: 'twice' }
    const [first, second] = [await form(zofia, '/dossiers', fields), await form(zofia, '/dossiers', fields)]
    expect(second.to).toBe(first.to)
  })
})

describe('refused', () => {
  test('a dossier that holds something is not removed, an empty one is', async () => {
    const dossier = await dossierWith('Pełna', one)
    const full = await form(zofia, `/dossiers/${dossier}/remove`, {})
    expect(full.status).toBe(422)
    expect(await page(zofia, `/dossiers/${dossier}`)).not.toContain(`/dossiers/${dossier}/remove`)
    await send(zofia, `/exchanges/${one}/dossier/remove`, {})
    expect((await form(zofia, `/dossiers/${dossier}/remove`, { name: 'Pełna' })).to).toBe('/dossiers')
    expect((await send(zofia, `/dossiers/${dossier}`)).status).toBe(404)
  })

  test.each([
    ['both', { dossier: '2026-PL-D-00000000', name: 'X' }, 422, 'exchange-dossier.choice.invalid'],
    ['neither', {}, 422, 'base.fields.invalid'],
    ['unknown', { dossier: '2026-PL-D-00000000' }, 404, 'exchange-dossier.unknown'],
    ['no number', { dossier: "' or 1=1" }, 404, 'exchange-dossier.unknown'],
    ['a name too long', { name: 'x'.repeat(81) }, 422, 'base.fields.invalid'],
  ])('%s', async (_, body, status, code) => {
    const answer = await send<{ code: string }>(zofia, `/exchanges/${one}/dossier`, body)
    expect([answer.status, answer.view.code]).toEqual([status, code])
  })

  test('strangers, and who does not act', async () => {
    expect((await send(anna, `/exchanges/${one}/dossier`, { name: 'X' })).status).toBe(404)
    const supervisor: Actor = { ...jan, roles: { '*': ['supervisor'] } }
    expect((await send(supervisor, `/exchanges/${one}/dossier`, { name: 'X' })).status).toBe(403)
    expect((await send(supervisor, '/dossiers', { name: 'X' })).status).toBe(403)
    const view = (await send<ExchangeView>(supervisor, `/exchanges/${one}`)).view
    expect(view.dossier.action).toBeNull()
    const elsewhere: Actor = { ...jan, roles: { services: ['request-handler'] } }
    const dossier = await dossierWith('Niewidoczna', two)
    expect((await send(elsewhere, `/dossiers/${dossier}`)).status).toBe(404)
  })
})

test('statements: one for the list of all, two for one dossier, four to put an exchange in', async () => {
  const dossier = await dossierWith('Liczone', one)
  const count = async (path: string, body?: object) =>
    (await counted(database.sql, () => send(zofia, path, body))).statements.length
  await count('/dossiers')
  expect(await count('/dossiers')).toBe(1)
  expect(await count(`/dossiers/${dossier}`)).toBe(2)
  expect(await count(`/exchanges/${two}/dossier`, { dossier })).toBe(4)
})
