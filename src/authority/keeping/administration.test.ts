// Goal: a coordinator sees what it keeps and nothing else, enters a new authority and validates it; whoever keeps a
//   copy of the directory gets every change and no phone, no e-mail, no registration that waits.
// Method: the doors on a real database with 130 authorities of two countries.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { counted, type TestDatabase } from '../../../test/database.ts'
import { officeApp } from '../../../test/office-app.ts'
import { keepsIn, library, officials, openOffice } from '../../../test/small-office.ts'
import { openKeeping } from '../../keeping.ts'
import type { Actor } from '../../permission/model.ts'
import { inventedAuthority } from '../small-directory.ts'
import { authorityStore } from '../store.ts'
import type { AdministrationView } from './administration.ts'
import { keepingDoors } from './routes.ts'
import type { KeptView } from './view-schema.ts'

const national = keepsIn(officials.lucia)
const { zofia, carmen } = officials

let database: TestDatabase
let app: ReturnType<typeof officeApp>
beforeAll(async () => {
  const office = await openOffice()
  const { ports } = office
  ;({ database } = office)
  const many = Array.from({ length: 123 }, (_, at) => ({
    ...inventedAuthority({
      ...{
        id: `es-many-${String(at).padStart(3, '0')}`,
        country: 'ES',
        town: at === 7 ? 'A 100% Coruña' : 'Lugo',
      },
      ...{ type: 'labour-inspectorate', area: at % 3 === 0 ? 'services' : 'posting-of-workers' },
      officialNames: [{ lang: 'es', name: `Inspección ${at}` }],
    }),
    region: at % 2 === 0 ? 'ES11' : 'ES3',
  }))
  await authorityStore(database.sql).insertMany(many)
  app = officeApp(library, ports, keepingDoors(openKeeping(database.sql, ports)))
})
afterAll(() => database.drop())

const list = async (who: Actor, query = '') => {
  const answer = await app.json(who, `/administration?${query}`)
  return { ...answer, view: answer.view as unknown as AdministrationView }
}

describe('the list', () => {
  test('pages of 50 follow each other without gap or repeat, three statements each', async () => {
    const seen: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { value, statements } = await counted(database.sql, () =>
        list(national, `status=active${cursor && `&cursor=${cursor}`}`),
      )
      expect(statements.length).toBe(3)
      expect(value.view.items.length).toBeLessThanOrEqual(50)
      seen.push(...value.view.items.map(({ authority }) => authority))
      cursor = value.view.next
    }
    expect(seen).toEqual([...new Set(seen)].toSorted())
    expect(seen.length).toBe(127)
  })

  test.each([
    ['area=services', 41],
    ['region=ES1', 62],
    ['area=services&region=ES3', 20],
    ['name=100%25', 1],
    ['name=inspecci%C3%B3n 12', 4],
    ['name=%25', 1],
    ['unconfirmed=true&name=Vigo', 2],
  ])('filtered by %s', async (query, count) => {
    let [found, cursor]: [number, string | null] = [0, '']
    for (; cursor !== null; ) {
      const { view }: { view: AdministrationView } = await list(
        national,
        `status=active&${query}&cursor=${cursor}`,
      )
      found += view.items.length
      cursor = view.next
    }
    expect(found).toBe(count)
  })

  test('one delegated for a legal area sees those whose areas all lie in it; others see nothing', async () => {
    await app.json(national, '/authorities/es-many-000/actions/delegate', { version: 2, area: 'services' })
    const { version } = (await app.json(national, '/authorities/es-many-000')).view
    expect(version).toBeGreaterThan(1)
    const delegated = keepsIn({ ...carmen, authority: 'es-many-000' }, 'services')
    const { view } = await list(delegated, 'status=active')
    expect(view.counts).toEqual({ active: 41 })
    expect((await list(keepsIn(carmen))).code).toBe('permission.coordinator')
    expect((await list(officials.lucia)).code).toBe('permission.coordinator')
  })

  test.each(['/administration', '/administration/new'])(
    '%s offers the regions of its country by name',
    async path => {
      const { text } = await app.page(national, path)
      expect(text).toContain('<option value="ES11">Galicia</option>')
      expect(text).not.toContain('value="PL21"')
    },
  )

  test('who may keep it as another authority is led to the switch, and back here', async () => {
    const { status, text } = await app.page(officials.lucia, '/administration?status=active')
    const href = 'href="/switch?to=%2Fadministration%3Fstatus%3Dactive"'
    expect([status, text]).toEqual([403, expect.stringContaining(href)])
  })
})

const entered = {
  ...{ name: 'Colegio de la Playa', language: 'es', type: 'professional-regulator', level: 'regional' },
  ...{ area: 'professional-qualifications', town: 'Vigo', email: 'playa@example.invalid' },
}

describe('a new authority', () => {
  test('entered, seen by nobody else, validated: then it is in the directory', async () => {
    expect((await app.json(zofia, '/administration/new', entered)).code).toBe('permission.coordinator')
    const made = await app.json(national, '/administration/new', entered)
    expect(made.status).toBe(201)
    const { authority } = made.view as unknown as { authority: string }
    const path = `/authorities/${authority}`
    const all = async () => (await authorityStore(database.sql).changedSince(0)).changed.map(({ id }) => id)
    expect([(await app.json(zofia, path)).code, (await all()).includes(authority)]).toEqual([
      ...['authority.unknown', false],
    ])
    expect((await list(national)).view.items).toMatchObject([{ authority, status: 'registered' }])
    const { version } = (await app.json(national, path)).view
    const { view } = await app.json(national, `${path}/actions/validate`, { version })
    const { status, activeSince, history } = view as unknown as KeptView
    expect([status, activeSince, history?.map(one => one.event)]).toEqual([
      ...['active', '2026-11-24T09:00:00.000Z', ['validated', 'registered']],
    ])
    expect([(await app.json(zofia, path)).status, (await all()).includes(authority)]).toEqual([200, true])
  })

  test('refused: it never was there', async () => {
    const { view } = await app.json(national, '/administration/new', { ...entered, name: 'Nadie' })
    const { authority } = view as unknown as { authority: string }
    const path = `/authorities/${authority}`
    const { version } = (await app.json(national, path)).view
    await app.json(national, `${path}/actions/refuse`, { version, reason: 'No existe.' })
    expect((await app.json(zofia, path)).code).toBe('authority.unknown')
    expect((await list(national, 'status=refused')).view.items).toMatchObject([{ authority }])
  })

  test('the page brings back what was typed', async () => {
    const back = await app.form(national, '/administration/new', {
      ...entered,
      email: 'nothing',
      region: 'x',
    })
    expect(back.status).toBe(422)
    for (const part of [
      'value="Colegio de la Playa"',
      'value="nothing"',
      'href="#f-email"',
      'href="#f-region"',
    ])
      expect(back.text).toContain(part)
  })
})

type Feed = {
  readonly items: readonly Record<string, unknown>[]
  readonly next: string
  readonly isMore: boolean
}
const feed = async (since: string) =>
  (await app.json(zofia, `/authorities/changes?since=${since}`)).view as unknown as Feed

describe('open data', () => {
  test('a copy that asks from where it stands gets each change, and what waits or was refused never', async () => {
    const first = await feed('0')
    expect([first.items.length, first.isMore]).toEqual([131, false])
    expect((await feed(first.next)).items).toEqual([])
    const one = (await app.json(national, '/authorities/es-many-005')).view
    const body = { version: one.version, reason: 'Fusión.', successor: 'es-many-006' }
    await app.json(national, '/authorities/es-many-005/actions/remove', body)
    await app.json(national, '/administration/new', { ...entered, name: 'Espera' })
    const { items } = await feed(first.next)
    expect(items).toMatchObject([{ authority: 'es-many-005', status: 'removed', successor: 'es-many-006' }])
    expect(JSON.stringify(items)).not.toMatch(/@|\+99/)
    expect((await app.json(zofia, '/authorities/changes?since=x')).problems).toMatchObject([
      { path: 'since' },
    ])
  })

  test('the whole as JSON and as a table', async () => {
    const json = await app.page(zofia, '/authorities/export.json')
    expect(JSON.parse(json.text)).toHaveLength(131)
    const csv = await app.page(zofia, '/authorities/export.csv')
    expect(csv.text.trim().split('\r\n')).toHaveLength(132)
    expect(csv.text).not.toContain('@example')
  })
})
