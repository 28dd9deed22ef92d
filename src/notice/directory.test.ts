// Goal: who keeps an authority, its coordinator and who proposed something are told what happened, each once, in the
//   inbox and by a mail without names; nobody else is.
// Method: steps through the doors of the directory, the follower on the real log, the inbox as its door answers it.
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { TestDatabase } from '../../test/database.ts'
import { officeApp } from '../../test/office-app.ts'
import { keepsIn, library, officials, openOffice } from '../../test/small-office.ts'
import { steps } from '../authority/keeping/model.ts'
import { keepingDoors } from '../authority/keeping/routes.ts'
import type { KeptView } from '../authority/keeping/view-schema.ts'
import { openKeeping } from '../keeping.ts'
import type { Actor } from '../permission/model.ts'
import { userStore } from '../user/store.ts'
import { directoryTable } from './directory.ts'
import { noticeDoors } from './routes.ts'
import { noticeStore } from './store.ts'
import { logTransport } from './transport.ts'
import type { InboxView } from './view.ts'
import { openWorker, type Worker } from './worker.ts'

const { anna, zofia } = officials
const [keeper, national] = [keepsIn(officials.carmen), keepsIn(officials.lucia)]

let database: TestDatabase
let app: ReturnType<typeof officeApp>
let worker: Worker
beforeAll(async () => {
  const office = await openOffice()
  const { ports } = office
  ;({ database } = office)
  const { sql } = database
  const keeps = (user: string, authority: string) => ({
    user,
    authority,
    area: '*',
    role: 'local-data-administrator',
  })
  await userStore(sql).insertMany([], [keeps('carmen', 'small-es'), keeps('lucia', 'small-es-c')])
  const notices = noticeDoors({ ...ports, store: noticeStore(sql), isDemo: false })
  app = officeApp(library, ports, [...keepingDoors(openKeeping(sql, ports)), ...notices])
  const log = { warn: () => {}, error: () => {} }
  worker = openWorker({
    sql,
    library,
    transport: logTransport,
    clock: ports.clock,
    log,
    publicUrl: 'http://x.y',
  })
})
afterAll(() => database.drop())

const path = '/authorities/small-es'
const step = async (who: Actor, action: string, body: object = {}) => {
  const { version } = (await app.json(national, path)).view
  return (await app.json(who, `${path}/actions/${action}`, { version, ...body })).view as unknown as KeptView
}
const inbox = async (who: Actor) =>
  ((await app.json(who, '/notices')).view as unknown as InboxView).items.map(one => [one.event, one.title])
/** Transactions of other tests on the same server hold the follower back. */
const told = (who: Actor, wanted: readonly unknown[]) =>
  vi.waitFor(async () => {
    await worker.tell()
    expect((await inbox(who)).map(([event]) => event)).toEqual(wanted)
  }, 15_000)

test('each step of the directory has its row', () => {
  expect(Object.keys(directoryTable)).toEqual(expect.arrayContaining(steps.map(({ event }) => event)))
})

test('a proposal reaches the keeper, the answer who proposed it, and nobody else', async () => {
  await step(anna, 'propose', { field: 'street', value: 'Rúa Nova 7', reason: 'Se mudaron.' })
  await told(keeper, ['proposed'])
  expect(await inbox(keeper)).toEqual([['proposed', 'Consejo de la calle del Tilo']])
  const [open] = ((await app.json(keeper, path)).view as unknown as KeptView).proposals
  await app.json(keeper, `${path}/proposals/${open?.id}`, { decision: 'refuse', reason: 'No.' })
  await told(anna, ['proposal-refused'])
  const page = await app.page(anna, '/notices')
  expect(page.text).toContain(`href="${path}"`)
  expect(page.text).toContain(library.in('el')('authority-admin.event.proposal-refused'))
  expect([await inbox(national), await inbox(zofia)]).toEqual([[], []])
})

test('an official name is the coordinator’s to decide; what a coordinator does the keeper is told', async () => {
  await step(anna, 'propose', { field: 'officialNames', value: 'Nuevo', language: 'es', reason: 'Ley.' })
  await told(national, ['proposed'])
  await step(national, 'change', { region: 'ES11' })
  await step(keeper, 'change', { town: 'Lugo' })
  await step(national, 'suspend', { reason: 'Obras.' })
  await told(keeper, ['proposed', 'changed', 'suspended'])
  expect((await inbox(national)).length).toBe(1)
})

test('the mail names the authority by its id and what happened, and no person', async () => {
  await database.sql`update notice set mail_after = '2026-11-24T08:00:00Z' where told = 'directory'`
  await worker.make()
  const [mail] = await database.sql<{ text: string }[]>`select text from notice_mail where account = 'carmen'`
  expect(mail?.text).toContain(`http://x.y${path}`)
  expect(mail?.text).toContain(library.in('es')('authority-admin.event.suspended'))
  expect(mail?.text).not.toMatch(/Flamour|Φλαμουρ|Lucía|Obras/)
})
