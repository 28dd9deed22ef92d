// Goal: an exchange is begun by who may act only, and its first answer says already that a coordinator approves.
// Method: the doors on a real database: Zofia (Łódź) handles requests, a basic user of her office only looks.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestDatabase } from '../../test/database.ts'
import { officeApp } from '../../test/office-app.ts'
import { library, officials, openOffice } from '../../test/small-office.ts'
import { authorityStore } from '../authority/store.ts'
import type { Texts } from '../base/text.ts'
import type { Actor } from '../permission/model.ts'

const { zofia } = officials
const procedure = 'pq-information-request'

let database: TestDatabase
let app: ReturnType<typeof officeApp>
let t: Texts
beforeAll(async () => {
  const office = await openOffice()
  const { ports } = office
  database = office.database
  t = library.in('pl')
  await authorityStore(database.sql).setApproval('small-pl', {
    ...{ procedure, step: 'send', coordinator: 'small-pl-c' },
  })
  app = officeApp(library, ports)
})
afterAll(() => database.drop())

test('where a coordinator approves first, the answer to the beginning says so, in words too', async () => {
  const { view } = await app.json(zofia, '/exchanges', { procedure })
  expect(view.approver?.authority).toBe('small-pl-c')
  expect(view.actions.find(({ action }) => action === 'send')?.label).toBe(t('exchange.action.submit'))
  const { to } = await app.form(zofia, '/exchanges', { procedure })
  const { text } = await app.page(zofia, to ?? '')
  expect(text).toContain(t('exchange.action.submit'))
  expect(text).not.toContain(`>${t('exchange.action.send')}<`)
})

test('where nobody approves, it is sent', async () => {
  const { view } = await app.json(zofia, '/exchanges', { procedure: 'services-information-request' })
  expect(view.approver).toBeNull()
  expect(view.actions.find(({ action }) => action === 'send')?.label).toBe(t('exchange.action.send'))
})

test('a new request is offered to who may act, and to nobody else', async () => {
  const looker: Actor = { ...zofia, roles: { '*': ['basic-user', 'allocator'] } }
  expect((await app.page(zofia, '/worklist')).text).toContain('href="/exchanges/new"')
  expect((await app.page(looker, '/worklist')).text).not.toContain('href="/exchanges/new"')
})
