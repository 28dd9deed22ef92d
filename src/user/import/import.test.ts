// Goal: a file of users is checked line by line before anything is written, is written whole or not at all, and what
//   was exported comes back unchanged.
// Method: stories through the doors with real CSV and spreadsheets on a real database; each kind of fault once.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../../test/database.ts'
import { officeApp } from '../../../test/office-app.ts'
import { insertOffice, library, officials, smallPorts } from '../../../test/small-office.ts'
import { xlsxOf } from '../../base/xlsx.ts'
import { openKeeping } from '../../keeping.ts'
import { type Letterbox, letterbox } from '../../notice/letters.ts'
import { noticeStore } from '../../notice/store.ts'
import { openPeople } from '../../people.ts'
import type { Actor } from '../../permission/model.ts'
import { peopleDoors } from '../keeping/routes.ts'
import { userStore } from '../store.ts'
import type { ReportView } from './view.ts'

const path = '/authorities/small-es/users'
const carmen: Actor = {
  ...officials.carmen,
  roles: { '*': ['request-handler', 'local-data-administrator'] },
}

let database: TestDatabase
let app: ReturnType<typeof officeApp>
let letters: Letterbox

beforeAll(async () => {
  database = await freshDatabase()
  await insertOffice(database.sql)
  const administrator = {
    ...{ user: 'carmen', authority: 'small-es', area: '*', role: 'local-data-administrator' },
  }
  await userStore(database.sql).insertMany([], [administrator])
  const { ports } = smallPorts(database.sql)
  letters = letterbox(ports.vault)
  const people = openPeople(database.sql, openKeeping(database.sql, ports), ports, 'https://imi.test')
  app = officeApp(library, ports, peopleDoors(people))
})
afterAll(() => database.drop())

const head = 'mail,name,language,roles,status'
const fileOf = (...lines: string[]): Buffer => Buffer.from([head, ...lines].join('\n'))

/** The address of the report, and the report. */
async function checked(bytes: Buffer, name = 'users.csv') {
  const { status, code, view } = await app.upload(carmen, `${path}/import`, { name, bytes })
  if (status !== 201) throw new Error(String(code))
  const href = String(view.href)
  return { href, report: (await app.json(carmen, href)).view as unknown as ReportView }
}
const written = (href: string, { mark }: ReportView) => app.json(carmen, href, { mark })
const accounts = () => database.sql`select count(*)::int as count from account`

test('new, known and changed people are written together, with the mails of those who are invited', async () => {
  const { href, report } = await checked(
    fileOf(
      'ines@example.invalid,Inés Abedul,es,request-handler professional-qualifications:supervisor,',
      'ANNA@example.invalid,Somebody,el,supervisor,',
      'carmen@example.invalid,Carmen Tilo,es,local-data-administrator,active',
    ),
  )
  expect(report.counts).toEqual({ new: 2, changed: 1, unchanged: 0, faulty: 0 })
  expect(report.new.map(({ name, event }) => [name, event])).toEqual([
    ['Inés Abedul', 'invited'],
    [officials.anna.name, 'added'],
  ])
  expect((await written(href, report)).status).toBe(200)
  expect(await database.sql`select authority from account_role where account = 'anna' order by 1`).toEqual([
    { authority: 'small-el' },
    { authority: 'small-es' },
  ])
  const mails = await noticeStore(database.sql, letters).mails({ after: null, limit: 9 })
  const found = mails.map(({ email, text }) => [email, text.includes('/invitations/')]).toSorted()
  expect(found).toEqual([
    ['anna@example.invalid', false],
    ['ines@example.invalid', true],
  ])
  // Nobody who reads the outbox learns an address, or a link that lets somebody in.
  const [rows] = await database.sql<{ all: string }[]>`select json_agg(m)::text as all from notice_mail m`
  expect(rows?.all).not.toMatch(/ines@|invitations/)
  // The same once more changes nothing, in whatever order the roles stand.
  const same = 'ines@example.invalid,Inés,es,professional-qualifications:supervisor request-handler,'
  const again = await checked(fileOf(same))
  expect(again.report.counts).toEqual({ new: 0, changed: 0, unchanged: 1, faulty: 0 })
})

test.each(['csv', 'xlsx'] as const)('what was exported as %s comes back unchanged', async kind => {
  const { bytes } = await app.page(carmen, `${path}/users.${kind}`)
  const { report } = await checked(bytes, `users.${kind}`)
  expect(report.counts).toEqual({ new: 0, changed: 0, unchanged: 3, faulty: 0 })
})

test('each faulty line is named with what is wrong, and nothing is written', async () => {
  const before = await accounts()
  const lines = [
    ['nobody,Name,es,supervisor,', 'mail', 'base.field.type'],
    ['a@example.invalid,,es,supervisor,', 'name', 'base.field.required'],
    ['b@example.invalid,Name,xx,supervisor,', 'language', 'base.field.choice'],
    ['c@example.invalid,Name,es,emperor,', 'roles', 'base.field.choice'],
    ['d@example.invalid,Name,es,,', 'roles', 'base.field.required'],
    ['e@example.invalid,Name,es,referral-handler,', 'roles', 'user-people.referral.invalid'],
    ['f@example.invalid,Name,es,train-driving-licences:supervisor,', 'roles', 'base.field.choice'],
    ['g@example.invalid,Name,es,supervisor,left', 'status', 'base.field.choice'],
    ['carmen@example.invalid,Carmen,es,local-data-administrator emperor,', 'roles', 'base.field.choice'],
    ['a@example.invalid,Name,es,supervisor,', 'mail', 'user-people.twice.invalid'],
    ['h@example.invalid,Name,es', '', 'authority-import.cells.invalid'],
  ] as const
  const right = 'right@example.invalid,Right Name,es,supervisor,'
  const { href, report } = await checked(fileOf(...lines.map(([line]) => line), right))
  expect(report.faults.map(({ line, column, code }) => [line, column, code])).toEqual(
    lines.map(([, column, code], at) => [at + 2, column, code]),
  )
  expect(report).toMatchObject({ counts: { new: 1, faulty: lines.length }, mark: null })
  const refused = await app.json(carmen, href, { mark: 'x' })
  expect(refused).toMatchObject({ code: 'authority-import.faulty.invalid' })
  expect(await accounts()).toEqual(before)
  const { text } = await app.page(carmen, href)
  expect(text).toContain('emperor')
})

test('what looks like a formula stays text on the way in and out', async () => {
  const name = '=HYPERLINK("http://evil.invalid")'
  const quoted = name.replaceAll('"', '""')
  const { href, report } = await checked(fileOf(`formula@example.invalid,"${quoted}",es,supervisor,`))
  await written(href, report)
  const csv = (await app.page(carmen, `${path}/users.csv`)).text
  expect(csv).toContain(`"'${quoted}"`)
  const sheet = await app.page(carmen, `${path}/users.xlsx`)
  expect((await checked(sheet.bytes, 'users.xlsx')).report.counts.faulty).toBe(0)
})

test('who was changed since the report is not overwritten', async () => {
  const { href, report } = await checked(fileOf('ines@example.invalid,Inés,es,supervisor,'))
  const [one] = await database.sql<{ id: string }[]>`
    select id from account where email = 'ines@example.invalid'`
  const change = { version: 1, roles: { '*': ['basic-user'] } }
  await app.json(carmen, `${path}/${one?.id}/actions/change`, change)
  expect(await written(href, report)).toMatchObject({ status: 409, code: 'user-people.import.conflict' })
})

test('a file takes people out; the last administrator stays', async () => {
  const out = await checked(fileOf('anna@example.invalid,,,,left', 'ines@example.invalid,,,,left'))
  expect(out.report.changed.map(({ event }) => event)).toEqual(['removed', 'withdrawn'])
  expect((await written(out.href, out.report)).status).toBe(200)
  const last = await checked(fileOf('carmen@example.invalid,,,,left'))
  expect(await written(last.href, last.report)).toMatchObject({ code: 'user-people.last.invalid' })
})

test('only who keeps the users imports and exports them', async () => {
  const file = { name: 'users.csv', bytes: fileOf() }
  for (const who of [officials.brais, officials.anna]) {
    expect(await app.upload(who, `${path}/import`, file)).toMatchObject({ code: 'permission.maintain' })
    expect((await app.page(who, `${path}/users.csv`)).status).toBe(403)
  }
  const unknown = await app.json(carmen, `${path}/import/u-none`)
  expect(unknown).toMatchObject({ code: 'authority-import.unknown' })
})

test('5,000 lines of a spreadsheet are checked and written in seconds', async () => {
  const rows = Array.from({ length: 5000 }, (_, at) => [
    ...[`many-${at}@example.invalid`, `Many ${at}`, 'es', 'supervisor'],
  ])
  const heads = ['mail', 'name', 'language', 'roles'].map(one => ({ head: one, width: 20 }))
  const bytes = Buffer.from(await xlsxOf({ name: 'x', columns: heads, rows }))
  const start = performance.now()
  const { href, report } = await checked(bytes, 'many.xlsx')
  expect(report.counts).toEqual({ new: 5000, changed: 0, unchanged: 0, faulty: 0 })
  expect((await written(href, report)).status).toBe(200)
  expect(performance.now() - start).toBeLessThan(30_000)
  const [open] = await database.sql<{ count: number }[]>`
    select count(*)::int as count from invitation where state = 'open'`
  expect(open?.count).toBeGreaterThanOrEqual(5000)
}, 60_000)
