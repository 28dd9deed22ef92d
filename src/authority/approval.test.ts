// Goal: the keeper of an authority's data sets which coordinator approves what; nobody else does, and no coordinator
//   that is not competent can be set.
// Method: the doors on a real database, as programs and as browsers without script call them.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { TestDatabase } from '../../test/database.ts'
import { officeApp } from '../../test/office-app.ts'
import { keepsIn, library, officials, openOffice } from '../../test/small-office.ts'
import type { Actor } from '../permission/model.ts'
import { approvalDoors } from './approval-routes.ts'
import type { ApprovalView } from './approval-view.ts'
import { inventedAuthority } from './small-directory.ts'
import { authorityStore } from './store.ts'

const keeper: Actor = keepsIn(officials.zofia)
const path = '/authorities/small-pl/approval'
const one = { procedure: 'pq-information-request', step: 'send', coordinator: 'small-pl-c' }

let database: TestDatabase
let app: ReturnType<typeof officeApp>
beforeAll(async () => {
  const office = await openOffice()
  const { ports } = office
  ;({ database } = office)
  const coordinator = (id: string, area: string, status: 'active' | 'suspended') =>
    inventedAuthority({
      ...{ id, area, status, country: 'PL', town: 'Łódź', type: 'area-coordinator' },
      officialNames: [{ lang: 'pl', name: id }],
    })
  await authorityStore(database.sql).insertMany([
    coordinator('other-area', 'services', 'active'),
    coordinator('asleep', 'professional-qualifications', 'suspended'),
  ])
  const doors = approvalDoors({ store: authorityStore(database.sql), catalogue: ports.catalogue })
  app = officeApp(library, ports, doors)
})
afterAll(() => database.drop())
beforeEach(() => database.sql`delete from authority_approval`)

const read = async (who: Actor): Promise<ApprovalView> => (await app.json(who, path)).view as never
const set = (who: Actor, body: object = {}) => app.json(who, path, { ...one, ...body })

test('is set, takes the place of the one before, and is removed', async () => {
  expect((await read(keeper)).approvals).toEqual([])
  await set(keeper)
  expect((await read(keeper)).approvals).toMatchObject([
    { procedure: one.procedure, step: 'send', coordinator: { authority: 'small-pl-c' } },
  ])
  await set(keeper, { procedure: '*', step: 'answer' })
  await set(keeper)
  expect((await read(keeper)).approvals).toHaveLength(2)
  await app.json(keeper, path, { procedure: one.procedure, step: 'send' })
  expect((await read(keeper)).approvals).toMatchObject([{ procedure: '*', step: 'answer' }])
})

test('what can be chosen: the active coordinators of the country, and all procedures', async () => {
  const { coordinators, procedures } = await read(keeper)
  expect(coordinators.map(({ authority }) => authority)).toEqual(['small-pl-c', 'other-area'])
  expect(procedures.map(({ procedure }) => procedure)).toContain('*')
})

describe('refused', () => {
  test.each([
    ['another country', { coordinator: 'small-es-c' }, 'coordinator'],
    ['another legal area', { coordinator: 'other-area' }, 'coordinator'],
    ['one that does not work at present', { coordinator: 'asleep' }, 'coordinator'],
    ['no coordinator at all', { coordinator: 'small-pl' }, 'coordinator'],
    ['nobody', { coordinator: 'nobody' }, 'coordinator'],
    ['an unknown procedure', { procedure: 'nothing' }, 'procedure'],
    ['an unknown step', { step: 'accept' }, 'step'],
  ])('%s', async (_, change, field) => {
    const { status, problems } = await set(keeper, change)
    expect([status, problems.map(problem => problem.path)]).toEqual([422, [field]])
  })

  test.each([
    ['a handler of the authority', officials.zofia],
    ['the coordinator itself', officials.marek],
    ['the keeper of another authority', { ...keeper, authority: 'small-el' }],
  ])('to %s', async (_, who) => {
    expect((await set(who)).code).toBe('permission.maintain')
    expect((await read(keeper)).approvals).toEqual([])
  })

  test('to read the approvals of another authority', async () => {
    expect((await app.json(officials.carmen, path)).code).toBe('permission.maintain')
  })
})

test('on the page: the keeper has a form, a colleague reads; a faulty choice comes back', async () => {
  const t = library.in('pl')
  await set(keeper)
  expect((await app.page(officials.zofia, path)).text).not.toContain('<form')
  const { text } = await app.page(keeper, path)
  for (const name of ['procedure', 'step', 'coordinator']) expect(text).toContain(`name="${name}"`)
  expect(await app.form(keeper, path, { procedure: one.procedure, step: 'send' })).toMatchObject({
    ...{ status: 303, to: path },
  })
  expect((await app.page(keeper, path)).text).toContain(t('authority.approval.none'))
  const back = await app.form(keeper, path, { ...one, coordinator: 'other-area' })
  expect(back.status).toBe(422)
  expect(back.text).toContain('href="#f-coordinator"')
  expect(back.text).toContain('value="other-area" lang="pl" selected')
})
