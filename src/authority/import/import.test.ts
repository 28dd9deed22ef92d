// Goal: a file of 5,000 authorities with 37 faulty lines is told line by line and writes nothing; mended it is written
//   whole, once; what is exported comes back as it is; two at once do not mix.
// Method: the doors on a real database; each kind of fault planted at a known line.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { counted, type TestDatabase } from '../../../test/database.ts'
import { officeApp } from '../../../test/office-app.ts'
import { keepsIn, library, officials, openOffice } from '../../../test/small-office.ts'
import { csvOf } from '../../base/csv.ts'
import { xlsxOf } from '../../base/xlsx.ts'
import { openKeeping } from '../../keeping.ts'
import type { Actor } from '../../permission/model.ts'
import { keepingDoors } from '../keeping/routes.ts'
import { authorityStore } from '../store.ts'
import type { ReportView } from './view.ts'

const national: Actor = keepsIn(officials.lucia)
const place = '/administration/import'

let database: TestDatabase
let app: ReturnType<typeof officeApp>
beforeAll(async () => {
  const office = await openOffice()
  const { ports } = office
  database = office.database
  app = officeApp(library, ports, keepingDoors(openKeeping(database.sql, ports)))
})
afterAll(() => database.drop())

const send = async (bytes: Uint8Array | string, name = 'a.csv', who = national) => {
  const made = await app.upload(who, place, { name, bytes: Buffer.from(bytes) })
  const id = (made.view as unknown as { import: string }).import
  return made.code ? made : { ...made, report: await report(id), id }
}
const report = async (id: string) =>
  (await app.json(national, `${place}/${id}`)).view as unknown as ReportView
const checkedOf = async (bytes: Uint8Array | string, name?: string) => {
  const sent = await send(bytes, name)
  return 'report' in sent ? sent : expect.fail(String(sent.code))
}
const write = (id: string, mark: string | null) => app.json(national, `${place}/${id}`, { mark })
const inAll = async () => {
  const [row] = await database.sql<{ count: number; version: number; notes: number }[]>`
    select (select count(*)::int from authority) as count, (select version from authority_version) as version,
      (select count(*)::int from authority_change) as notes`
  return row ?? expect.fail()
}

const columns = [
  ...['id', 'country', 'status', 'reason', 'type', 'level', 'areas', 'competences', 'region', 'town'],
  ...['phone', 'email', 'website', 'languages', 'name.es', 'title.en'],
]
type Cells = Partial<Record<string, string>>
const cellsOf = (at: number, other: Cells = {}): string[] => {
  const one: Cells = {
    ...{ country: 'ES', status: 'active', type: 'professional-regulator', level: 'local', region: 'ES11' },
    ...{
      areas: 'professional-qualifications',
      competences: 'physiotherapist dental-practitioner',
      town: 'Vigo',
    },
    ...{ phone: `+34 ${at}`, email: `a${at}@example.invalid`, website: 'https://a.example.invalid' },
    ...{ languages: 'es', 'name.es': `Colegio ${at}`, 'title.en': `Office ${at}`, ...other },
  }
  return columns.map(column => one[column] ?? '')
}

/** What is wrong, in which column it is told, and as what. */
const faults: readonly (readonly [Cells, string, string])[] = [
  [{ id: 'es-nobody' }, 'id', 'authority-import.id.invalid'],
  [{ id: 'small-pl' }, 'id', 'authority-import.id.invalid'],
  [{ id: 'small-es-4', status: 'suspended' }, 'reason', 'base.field.required'],
  [{ id: 'small-es-4' }, 'id', 'authority-import.twice.invalid'],
  [{ id: 'small-es-2', status: 'removed' }, 'status', 'authority-admin.step.invalid'],
  [{ id: 'small-es', areas: 'services' }, 'reason', 'base.field.required'],
  [{ id: 'small-es-c' }, 'name.es', 'authority-admin.remit.invalid'],
  [{ country: 'PL' }, 'country', 'authority-admin.remit.invalid'],
  [{ country: 'es' }, 'country', 'authority-admin.remit.invalid'],
  [{ status: 'suspended' }, 'status', 'authority-admin.step.invalid'],
  [{ status: 'working' }, 'status', 'authority-admin.step.invalid'],
  [{ type: 'guild' }, 'type', 'base.field.choice'],
  [{ type: '' }, 'type', 'base.field.required'],
  [{ type: '__proto__' }, 'type', 'base.field.choice'],
  [{ level: 'global' }, 'level', 'base.field.choice'],
  [{ level: '' }, 'level', 'base.field.required'],
  [{ areas: '' }, 'areas', 'base.field.required'],
  [{ areas: 'alchemy', competences: '' }, 'areas', 'base.field.choice'],
  [{ areas: 'services posting-of-workers' }, 'competences', 'base.field.choice'],
  [{ competences: 'alchemist' }, 'competences', 'base.field.choice'],
  [{ competences: 'services:dental-practitioner' }, 'competences', 'base.field.choice'],
  [{ region: 'Galicia' }, 'region', 'authority-admin.region.invalid'],
  [{ region: 'PL11' }, 'region', 'authority-admin.region.invalid'],
  [{ town: '' }, 'town', 'base.field.required'],
  [{ town: 'x'.repeat(301) }, 'town', 'base.field.too-long'],
  [{ town: 'Vi\u0007go' }, 'town', 'authority-import.control.invalid'],
  [{ phone: '1'.repeat(301) }, 'phone', 'base.field.too-long'],
  [{ email: 'somebody' }, 'email', 'base.field.type'],
  [{ email: '' }, 'email', 'base.field.required'],
  [{ website: 'javascript:alert(1)' }, 'website', 'base.field.type'],
  [{ languages: 'xx' }, 'languages', 'base.field.choice'],
  [{ 'name.es': '' }, 'name', 'base.field.required'],
  [{ 'name.es': 'x'.repeat(301) }, 'name.es', 'base.field.too-long'],
  [{ 'title.en': 'x'.repeat(301) }, 'title.en', 'base.field.too-long'],
]
/** Lines that no table of cells can hold. */
const broken = ['es,ES', `${cellsOf(1).join(',')},more`, `"x"y${','.repeat(columns.length - 1)}`]
const every = 130
const lineOf = (fault: number): number => 2 + fault * every

function manyLines(isFaulty: boolean): string {
  const rows = Array.from({ length: 5000 }, (_, at) => {
    const fault = at % every === 0 ? at / every : -1
    const isPlanted = isFaulty && fault >= 0
    const raw = isPlanted ? broken[fault - faults.length] : undefined
    const formula = { 'title.en': '=1+1' }
    return raw
      ? `${raw}\r\n`
      : csvOf([cellsOf(at, isPlanted ? faults[fault]?.[0] : at === 9 ? formula : {})]).slice(1)
  })
  return csvOf([columns]) + rows.join('')
}

test('5,000 lines, 37 of them faulty: each is told, nothing is written; mended it is written whole, once', async () => {
  expect(faults.length + broken.length).toBe(37)
  const before = await inAll()
  const started = performance.now()
  const faulty = await checkedOf(manyLines(true))
  const checkedMs = performance.now() - started
  expect(faulty.report.counts).toEqual({ new: 4963, changed: 0, unchanged: 0, faulty: 37 })
  const told = faulty.report.faults.map(({ line, column, code }) => [line, column, code])
  for (const [at, [, column, code]] of faults.entries())
    expect(told).toContainEqual([lineOf(at), column, code])
  for (const at of broken.keys())
    expect(told).toContainEqual([lineOf(faults.length + at), '', 'authority-import.cells.invalid'])
  expect(new Set(told.map(([line]) => line)).size).toBe(37)
  expect(faulty.report.faults.every(({ message }) => message.length > 0)).toBe(true)
  expect(faulty.report.mark).toBeNull()
  expect((await write(faulty.id, 'x')).code).toBe('authority-import.faulty.invalid')
  expect(await inAll()).toEqual(before)

  const mended = await checkedOf(manyLines(false))
  expect(mended.report.counts).toEqual({ new: 5000, changed: 0, unchanged: 0, faulty: 0 })
  const from = performance.now()
  const { value, statements } = await counted(database.sql, () => write(mended.id, mended.report.mark))
  console.info(`checked ${Math.round(checkedMs)} ms, written ${Math.round(performance.now() - from)} ms`)
  expect(value.view).toMatchObject({ written: { version: before.version + 1, new: 5000, changed: 0 } })
  expect(statements.length).toBeLessThan(20)
  const after = await inAll()
  expect([after.count, after.version, after.notes]).toEqual([before.count + 5000, before.version + 1, 5000])
  expect((await write(mended.id, mended.report.mark)).status).toBe(200)
  expect(await inAll()).toEqual(after)
  const again = await checkedOf(manyLines(false))
  expect(again.report.counts).toEqual({ new: 0, changed: 0, unchanged: 5000, faulty: 0 })
  const texts =
    await database.sql`select id from authority where informal_titles ->> 'en' = '=1+1' and status = 'active'`
  expect(texts.length).toBe(1)
}, 60_000)

describe('what is exported comes back as it is', () => {
  test.each(['csv', 'xlsx'] as const)('%s', async kind => {
    const { bytes } = await app.page(national, `/administration/authorities.${kind}`)
    const { report: found } = await checkedOf(bytes, `a.${kind}`)
    expect(found.counts).toEqual({ new: 0, changed: 0, unchanged: 5004, faulty: 0 })
    expect(bytes.toString().includes(',=1+1')).toBe(false)
  })
})

describe('changes', () => {
  const head = ['id', 'town', 'status', 'reason']
  test('field by field, with history and one version; semicolons; another one who was faster', async () => {
    const file = `${head.join(';')}\r\nsmall-es;Cangas;;\r\nsmall-es-2;Ourense;suspended;Closed\r\n`
    const [one, other] = [await checkedOf(file), await checkedOf(file)]
    expect(one.report.changed).toMatchObject([
      { line: 2, authority: 'small-es', changes: [{ field: 'town', from: 'Vigo', to: 'Cangas' }] },
      { line: 3, changes: [{ field: 'status' }, { field: 'successor', to: 'small-es-c' }] },
    ])
    const before = await inAll()
    expect((await write(one.id, one.report.mark)).view).toMatchObject({ written: { changed: 2 } })
    expect((await inAll()).version).toBe(before.version + 1)
    expect((await write(other.id, other.report.mark)).code).toBe('authority-import.conflict')
    const notes = await database.sql`
      select authority, event, office, data ->> 'reason' as reason from authority_change
      where version = ${before.version + 1} order by authority`
    expect(notes.map(row => ({ ...row }))).toEqual([
      { authority: 'small-es', event: 'changed', office: 'small-es-c', reason: 'Importación: a.csv' },
      { authority: 'small-es-2', event: 'suspended', office: 'small-es-c', reason: 'Closed' },
    ])
    const found = await authorityStore(database.sql).byIds(['small-es', 'small-es-2'])
    expect(found.get('small-es')).toMatchObject({ town: 'Cangas', version: before.version + 1 })
    expect(found.get('small-es-2')).toMatchObject({ status: 'suspended', successor: 'small-es-c' })
  })

  test('of two at the very same time one is written', async () => {
    const file = (town: string) => `id,town\r\nsmall-es-4,${town}\r\n`
    const [one, other] = [await checkedOf(file('Sarria')), await checkedOf(file('Viveiro'))]
    const both = await Promise.all([write(one.id, one.report.mark), write(other.id, other.report.mark)])
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
  })

  test('a formula of a spreadsheet is a fault, a text that looks like one stays a text', async () => {
    const rows = [['small-es', '=HYPERLINK("x")']]
    const named = ['id', 'title.en'].map(name => ({ head: name, width: 9 }))
    const { report: found } = await checkedOf(await xlsxOf({ name: 'a', columns: named, rows }), 'a.xlsx')
    expect(found.changed).toMatchObject([{ changes: [{ to: { en: '=HYPERLINK("x")' } }] }])
  })
})

describe('refused', () => {
  test.each([
    [
      'bytes of another alphabet',
      Buffer.from([0x69, 0x64, 0x0a, 0xff, 0xfe]),
      'authority-import.file.invalid',
    ],
    ['nothing', Buffer.alloc(0), 'authority-import.file.invalid'],
    ['a zip file that is none', Buffer.from('PK\u0003\u0004 and so on'), 'authority-import.file.invalid'],
    ['too many lines', Buffer.from(`id\n${'x\n'.repeat(20_001)}`), 'authority-import.size.invalid'],
    ['too much', Buffer.alloc(5_000_001, 'x'), 'authority-import.size.invalid'],
  ])('%s', async (_, bytes, code) => {
    expect((await send(bytes)).code).toBe(code)
  })

  test('an unknown column, one twice, no id: told at the head', async () => {
    const { report: found } = await checkedOf('town,town,colour\r\nVigo,Vigo,red\r\n')
    expect(found.faults.map(({ line, column }) => [line, column])).toEqual([
      ...[
        [1, 'town'],
        [1, 'colour'],
        [1, 'id'],
      ],
    ])
  })

  test('who coordinates nothing; who is another coordinator', async () => {
    expect((await send('id\nsmall-es\n', 'a.csv', officials.carmen)).code).toBe('permission.coordinator')
    const { id } = await checkedOf('id\r\nsmall-es\r\n')
    const marek: Actor = keepsIn(officials.marek)
    expect((await app.json(marek, `${place}/${id}`)).code).toBe('authority-import.unknown')
  })
})

test('the pages work without script: chosen, reported, written', async () => {
  const { text } = await app.page(national, place)
  expect(text).toContain('enctype="multipart/form-data"')
  const { id, report: found } = await checkedOf('id,town\r\nsmall-es,<b>Moaña</b>\r\n')
  const shown = await app.page(national, `${place}/${id}`)
  expect(shown.text).toContain('&lt;b&gt;Moaña')
  const sent = await app.form(national, `${place}/${id}`, { mark: found.mark ?? '' })
  expect([sent.status, sent.to]).toEqual([303, `${place}/${id}`])
  expect((await app.page(national, `${place}/${id}`)).text).toContain('data-color="success"')
})
