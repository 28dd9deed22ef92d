// Goal: a record changes in one way only: by who may, with its history; of two at once one wins, the other learns who
//   and when and loses nothing typed; whoever changed something else disturbs nobody.
// Method: the doors on a real database, as programs and as browsers without script call them.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { counted, type TestDatabase } from '../../../test/database.ts'
import { officeApp } from '../../../test/office-app.ts'
import { keepsIn, library, officials, openOffice, type smallPorts } from '../../../test/small-office.ts'
import { openKeeping } from '../../keeping.ts'
import type { Actor } from '../../permission/model.ts'
import { inventedAuthority } from '../small-directory.ts'
import { authorityStore } from '../store.ts'
import { keepingDoors } from './routes.ts'
import type { KeptView } from './view-schema.ts'

const keeper = keepsIn(officials.carmen)
const national = keepsIn(officials.lucia)
/** Coordinates professional qualifications in Poland. */
const delegated = keepsIn(officials.marek)
const { zofia, brais, anna } = officials

let database: TestDatabase
let stage: ReturnType<typeof smallPorts>
let app: ReturnType<typeof officeApp>
let id = ''
let nextId = 0
beforeAll(async () => {
  ;({ database, ...stage } = await openOffice())
  app = officeApp(library, stage.ports, keepingDoors(openKeeping(database.sql, stage.ports)))
})
afterAll(() => database.drop())
/** Each test keeps an authority of its own, at which Carmen keeps the data. */
beforeEach(async () => {
  id = `kept-${nextId++}`
  const given = { id, country: 'ES', town: 'Vigo', type: 'professional-regulator' }
  const names = { officialNames: [{ lang: 'es', name: 'Colegio de la Ría' }] }
  await authorityStore(database.sql).insertMany([
    { ...inventedAuthority({ ...given, ...names }), region: 'ES11' },
  ])
})
const own = (): Actor => ({ ...keeper, authority: id })

const kept = async (who: Actor, path = `/authorities/${id}`, body?: object) => {
  const answer = await app.json(who, path, body)
  return { ...answer, view: answer.view as unknown as KeptView }
}
const versionOf = async (): Promise<number> => (await kept(national)).view.version
const step = async (who: Actor, action: string, body: object = {}) =>
  kept(who, `/authorities/${id}/actions/${action}`, { version: await versionOf(), ...body })
const found = async () => (await authorityStore(database.sql).byIds([id])).get(id) ?? expect.fail()

describe('changing data', () => {
  test('the keeper changes what is theirs; the history says what, who, when; nothing changed is no entry', async () => {
    const body = { town: 'Pontevedra', description: { es: 'Registro de profesiones.' }, phone: null }
    const { view } = await step(own(), 'change', body)
    expect(view).toMatchObject({ town: 'Pontevedra', phone: '', description: body.description })
    expect(view.history).toMatchObject([
      {
        ...{ event: 'changed', person: 'Carmen Tilo', at: '2026-11-24T09:00:00.000Z' },
        office: { authority: id },
        changes: [
          { field: 'town', from: 'Vigo', to: 'Pontevedra' },
          { field: 'phone', from: '+99 1 234', to: '' },
          { field: 'description', from: {}, to: body.description },
        ],
      },
    ])
    expect((await step(own(), 'change', { town: 'Pontevedra' })).view.history).toHaveLength(1)
  })

  test('what is the coordinator’s is refused to the keeper, field by field', async () => {
    const body = {
      officialNames: { es: 'Otro' },
      level: 'local',
      region: 'ES3',
      validatingCoordinator: 'small-es-c',
    }
    const { status, problems } = await step(own(), 'change', body)
    expect([status, problems.map(({ path }) => path)]).toEqual([
      ...[422, ['level', 'region', 'validatingCoordinator', 'officialNames']],
    ])
    expect((await step(national, 'change', body)).view).toMatchObject({
      ...{ officialName: 'Otro', level: 'local', region: 'ES3' },
      validatingCoordinator: { authority: 'small-es-c' },
    })
  })

  test.each([
    ['an unknown competence', { competences: { 'professional-qualifications': ['alchemist'] } }],
    ['an unknown language', { languages: ['xx'] }],
    ['no language', { languages: [] }],
    ['an address that is none', { email: 'somebody' }],
    ['a script for a website', { website: 'javascript:alert(1)' }],
    ['a region that is none', { region: 'Galicia' }],
    ['a coordinator that is none', { links: { 'professional-qualifications': { request: ['small-es-2'] } } }],
    ['one of another country', { links: { 'professional-qualifications': { linked: ['small-pl-c'] } } }],
    ['no name', { officialNames: { es: null } }],
    ['an unknown field', { status: 'removed' }],
  ])('refused: %s', async (_, body) => {
    const { status, problems } = await step(national, 'change', body)
    expect([status, problems.length]).toEqual([422, 1])
    expect((await found()).version).toBe(await versionOf())
  })

  test('a dozen competences stand on the page, the others behind their number', async () => {
    const all = stage.ports.lists.list('profession')
    const pageWith = async (count: number): Promise<string> => {
      const body = { competences: { 'professional-qualifications': all.slice(0, count) } }
      expect((await step(own(), 'change', body)).status).toBe(200)
      return (await app.page(anna, `/authorities/${id}`)).text
    }
    expect(await pageWith(12)).not.toContain('<details class="rest">')
    const more = library.in(anna.lang)('authority-looks.more', { count: 2 })
    expect(await pageWith(14)).toMatch(
      new RegExp(
        `<summary>${more}</summary>\\s*<div class="kept-names">(<div>[^<]+</div>){2}</div></details>`,
      ),
    )
  })

  test('competences by legal area make those of the authority; coordinators are linked by area', async () => {
    const area = 'professional-qualifications'
    const links = { [area]: { request: ['small-es-c'], linked: ['small-es-c'] } }
    const body = { competences: { [area]: ['architect', 'engineer'] }, links }
    const { view } = await step(own(), 'change', body)
    expect(view.competences).toEqual(['architect', 'engineer'])
    expect(view.areas).toMatchObject([
      {
        area,
        requestCoordinators: [{ authority: 'small-es-c' }],
        linkedCoordinators: [{ authority: 'small-es-c' }],
      },
    ])
    expect(
      (await step(own(), 'change', { links: { [area]: {} } })).view.areas[0]?.requestCoordinators,
    ).toEqual([])
  })
})

describe('two at once', () => {
  test('the same field: one wins, the other learns who and when; what was typed is on the page', async () => {
    const version = await versionOf()
    await step(own(), 'change', { town: 'Lugo' })
    const late = await kept(national, `/authorities/${id}/actions/change`, { version, town: 'Ourense' })
    expect([late.status, late.code]).toEqual([409, 'authority-admin.conflict'])
    expect(late.view).toMatchObject({ facts: { name: 'Carmen Tilo', changedAt: '2026-11-24T09:00:00.000Z' } })
    const page = await app.form(national, `/authorities/${id}/actions/change`, {
      ...{ version: String(version), town: 'Ourense', 'description.es': 'Texto largo.' },
    })
    expect(page.status).toBe(409)
    for (const part of [
      'Carmen Tilo',
      'value="Ourense"',
      'Texto largo.',
      'Lugo',
      `value="${await versionOf()}"`,
    ])
      expect(page.text).toContain(part)
    expect((await found()).town).toBe('Lugo')
  })

  test('another field: both hold, though a form sends all its fields', async () => {
    const version = String(await versionOf())
    await step(own(), 'change', { town: 'Lugo' })
    const form = { version, town: 'Vigo', street: 'Rúa Nova 7', 'officialNames.es': 'Colegio de la Ría' }
    expect((await app.form(national, `/authorities/${id}/actions/change`, form)).status).toBe(303)
    expect(await found()).toMatchObject({ town: 'Lugo', street: 'Rúa Nova 7' })
  })

  test('twenty at the same moment: all are written, each with a version of its own', async () => {
    const version = await versionOf()
    const fields = ['street', 'postcode', 'town', 'phone'] as const
    const answers = await Promise.all(
      fields.map(field =>
        kept(own(), `/authorities/${id}/actions/change`, { version, [field]: `x ${field}` }),
      ),
    )
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(await found()).toMatchObject(Object.fromEntries(fields.map(field => [field, `x ${field}`])))
    const versions = (await kept(own())).view.history?.map(entry => entry.version) ?? []
    expect(new Set(versions).size).toBe(4)
  })
})

describe('life', () => {
  test('legal areas are granted and withdrawn by whom they belong to; the last one stays', async () => {
    expect((await step(zofia, 'grant', { area: 'services' })).code).toBe('permission.keep')
    const granted = await step(national, 'grant', { area: 'services', procedures: [] })
    expect(granted.view.areas.map(({ area, status }) => [area, status])).toEqual([
      ['professional-qualifications', 'active'],
      ['services', 'active'],
    ])
    const foreign = await step(national, 'grant', {
      area: 'services',
      procedures: ['pq-information-request'],
    })
    expect(foreign.problems).toMatchObject([{ path: 'procedures' }])
    const reason = 'Ya no.'
    await step(national, 'withdraw', { area: 'professional-qualifications', reason })
    expect((await found()).area).toBe('services')
    expect((await step(national, 'withdraw', { area: 'services', reason })).code).toBe(
      'authority-admin.area.invalid',
    )
  })

  test('delegated: it coordinates from then on, and no longer when the delegation ends', async () => {
    const store = authorityStore(database.sql)
    const ids = async () => (await store.coordinators(['ES'], 'services')).map(one => one.id)
    expect((await step(delegated, 'delegate', { area: 'services' })).code).toBe('permission.keep')
    await step(national, 'delegate', { area: 'services' })
    expect(await ids()).toEqual([id, 'small-es-c'])
    expect((await kept(own(), '/authorities/small-es')).view.standing).toBe('official')
    await step(national, 'delegate', { area: '*', regions: ['ES1'] })
    await step(national, 'undelegate', { area: 'services', reason: 'Fin.' })
    expect(await ids()).toEqual(['small-es-c'])
    await database.sql`update authority set region = 'ES114' where id = 'small-es'`
    const regional = await kept(own(), '/authorities/small-es')
    expect([regional.view.standing, regional.view.actions.map(one => one.action)]).toEqual([
      'delegated',
      ['grant', 'withdraw', 'suspend', 'remove', 'change', 'propose'],
    ])
    await database.sql`update authority set region = 'ES3' where id = 'small-es'`
    expect((await kept(own(), '/authorities/small-es')).view.standing).toBe('official')
  })

  test('confirmed: the day stands on the page; what changed since it was read is looked at first', async () => {
    const version = await versionOf()
    await step(national, 'change', { town: 'Lugo' })
    const path = `/authorities/${id}/actions/confirm`
    expect((await kept(own(), path, { version })).code).toBe('authority-admin.conflict')
    expect((await step(own(), 'confirm')).view.confirmedAt).toBe('2026-11-24T09:00:00.000Z')
    expect((await step(national, 'confirm')).code).toBe('permission.keep')
  })

  test('once a year the clock asks, and not again before the next year', async () => {
    const { openKeepTimers } = await import('./timers.ts')
    const timers = openKeepTimers({ ...openKeeping(database.sql, stage.ports), log: { error: () => {} } })
    await step(own(), 'confirm')
    const asked = async () => (await found()).askedAt
    await timers.ask()
    expect(await asked()).toBeNull()
    stage.clock.now = '2027-11-25T09:00:00.000Z'
    await timers.ask()
    expect(await asked()).toBe(stage.clock.now)
    expect((await kept(own())).view.history?.[0]).toMatchObject({
      event: 'asked',
      office: null,
      person: null,
    })
    expect((await app.page(own(), `/authorities/${id}`)).text).toContain('data-color="warning"')
    stage.clock.now = '2028-11-20T09:00:00.000Z'
    await timers.ask()
    expect(await asked()).toBe('2027-11-25T09:00:00.000Z')
    stage.clock.now = '2026-11-24T09:00:00.000Z'
  })
})

describe('proposals', () => {
  const proposal = { field: 'street', value: 'Rúa Nova 7', reason: 'Se mudaron.' }

  test('anybody proposes, the keeper accepts: the record changes, and it is decided once', async () => {
    expect((await step(anna, 'propose', { ...proposal, reason: '' })).problems).toMatchObject([
      { path: 'reason' },
    ])
    expect((await step(anna, 'propose', proposal)).view.proposals).toEqual([])
    const [open] = (await kept(own())).view.proposals
    expect(open).toMatchObject({ ...proposal, office: { authority: 'small-el' }, isMine: true })
    const path = `/authorities/${id}/proposals/${open?.id}`
    expect((await kept(anna, path, { decision: 'accept' })).code).toBe('permission.keep')
    const { view } = await kept(own(), path, { decision: 'accept' })
    expect([view.street, view.proposals]).toEqual(['Rúa Nova 7', []])
    expect((await kept(national, path, { decision: 'accept' })).code).toBe('authority-admin.proposal.unknown')
  })

  test('an official name is the coordinator’s to decide; a refusal has its reason', async () => {
    const named = { field: 'officialNames', value: 'Colegio Nuevo', language: 'es', reason: 'Ley 3/2026.' }
    expect((await step(brais, 'propose', { ...named, language: undefined })).problems).toMatchObject([
      { path: 'language' },
    ])
    await step(brais, 'propose', named)
    const [open] = (await kept(own())).view.proposals
    expect(open?.isMine).toBe(false)
    const path = `/authorities/${id}/proposals/${open?.id}`
    expect((await kept(own(), path, { decision: 'accept' })).code).toBe('permission.keep')
    expect((await kept(national, path, { decision: 'refuse' })).problems).toMatchObject([{ path: 'reason' }])
    const { view } = await kept(national, path, { decision: 'refuse', reason: 'No consta.' })
    expect(view.history?.[0]).toMatchObject({ event: 'proposal-refused', reason: 'No consta.', changes: [] })
    expect(view.officialName).toBe('Colegio de la Ría')
  })
})

test('a page of an authority takes six statements; who sees no history asks for less', async () => {
  await step(own(), 'change', { town: 'Lugo' })
  const inside = await counted(database.sql, () => kept(own()))
  const outside = await counted(database.sql, () => kept(anna))
  expect([inside.statements.length, outside.statements.length]).toEqual([6, 3])
})
