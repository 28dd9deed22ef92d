// Goal: the spreadsheet holds every text as a text and every day as a day, and says where the list was cut.
// Method: the file unzipped and its cells read; the whole application over the doors on a real database.
import { strFromU8, unzipSync } from 'fflate'
import type { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestDatabase } from '../../test/database.ts'
import { callOf, library, officials, openOffice } from '../../test/small-office.ts'
import { createApp } from '../base/app.ts'
import { xlsxOf, xlsxType } from '../base/xlsx.ts'
import type { Actor } from '../permission/model.ts'
import { createExchange } from './create.ts'
import { worklistFileDoors } from './export-list.ts'
import { exchangeDoors } from './routes.ts'

const { zofia, carmen } = officials

type Cell = { readonly style: string; readonly type: string | undefined; readonly text: string }

const partsOf = (bytes: Uint8Array): Record<string, string> =>
  Object.fromEntries(Object.entries(unzipSync(bytes)).map(([path, part]) => [path, strFromU8(part)]))

const sheetOf = (bytes: Uint8Array): string => partsOf(bytes)['xl/worksheets/sheet1.xml'] ?? ''

const plain = (text: string): string =>
  text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')

/** Rows of cells by the letter of their column. */
const rowsIn = (bytes: Uint8Array): readonly Readonly<Record<string, Cell>>[] =>
  [...sheetOf(bytes).matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, row = '']) =>
    Object.fromEntries(
      [...row.matchAll(/<c r="([A-Z])\d+" s="(\d)"(?: t="(\w+)")?>(.*?)<\/c>/gs)].map(
        ([, letter, style = '', type, inner = '']) => [
          letter,
          { style, type, text: plain(inner.replace(/<[^>]*>/g, '')) },
        ],
      ),
    ),
  )

const columns = [
  { head: 'Text & <Kopf>', width: 20 },
  { head: 'Tag', width: 12, isDay: true },
] as const
const table = (...rows: readonly (readonly string[])[]) => xlsxOf({ name: 'Liste: [1]/2', columns, rows })

describe('cells', () => {
  test.each([
    ['=HYPERLINK("http://evil.invalid";"x")', '3'],
    ['@SUM(A1)', '3'],
    ['<&>"\'</t></is>', '0'],
    ['ŁČΔЯ ß ğ 😀', '0'],
    [' two\nlines ', '0'],
    ['constructor', '0'],
    ['__proto__', '0'],
    ['46000', '0'],
    ['2026-12-01', '0'],
  ])('%j stays a text', async (text, style) => {
    const bytes = await table([text, ''])
    expect(rowsIn(bytes)[1]).toEqual({ A: { style, type: 'inlineStr', text } })
    expect(sheetOf(bytes)).not.toContain('<f>')
  })

  test('rows keep their order and number over all pieces', async () => {
    const bytes = await table(...Array.from({ length: 600 }, (_, i) => [`${i}`, '']))
    expect(rowsIn(bytes).map(row => row.A?.text)).toEqual(['Text & <Kopf>', ...Array(600).keys()].map(String))
    expect(sheetOf(bytes).match(/<row r="\d+">/g)).toEqual(
      Array.from({ length: 601 }, (_, i) => `<row r="${i + 1}">`),
    )
  })

  test('what XML cannot hold is left out; what reads as an escape is kept apart', async () => {
    const [, row] = rowsIn(await table(['a\u0000\ud800b_x0041_', '']))
    expect(row?.A?.text).toBe('ab_x005F_x0041_')
  })

  test.each([
    ['1900-03-01', '61'],
    ['2026-02-28', '46081'],
    ['2028-02-29', '46812'],
  ])('%s is a day, number %s', async (day, text) => {
    expect(rowsIn(await table(['', day]))[1]).toEqual({ B: { style: '2', type: undefined, text } })
  })

  test('the head is bold and stays in view, columns have widths, the name of the sheet is lawful', async () => {
    const bytes = await table(['x', ''])
    const parts = partsOf(bytes)
    expect(rowsIn(bytes)[0]?.A).toEqual({ style: '1', type: 'inlineStr', text: 'Text & <Kopf>' })
    expect(parts['xl/styles.xml']).toMatch(
      /<font><b><\/b>.*<cellXfs count="5"><xf [^>]*>.*?<\/xf><xf numFmtId="0" fontId="1"/,
    )
    expect(sheetOf(bytes)).toContain('<pane ySplit="1" topLeftCell="A2"')
    expect(sheetOf(bytes)).toContain('<col min="1" max="1" width="20" customWidth="1">')
    expect(parts['xl/workbook.xml']).toContain('<sheet name="Liste   1  2" ')
  })
})

test('rows are as high as their longest text needs, and the whole width stands on one page', async () => {
  const sheet = sheetOf(await table(['x'.repeat(20), ''], ['x'.repeat(21), ''], ['a\nb\nc', '']))
  expect(sheet.match(/<row r="[2-4]"[^>]*>/g)).toEqual([
    '<row r="2">',
    '<row r="3" ht="30" customHeight="1">',
    '<row r="4" ht="45" customHeight="1">',
  ])
  expect(sheet).toContain('<pageSetUpPr fitToPage="1">')
  expect(sheet).toContain('orientation="landscape" fitToWidth="1" fitToHeight="0"')
  const { 'xl/workbook.xml': book } = partsOf(await table(['x', '']))
  expect(book).toContain(`localSheetId="0">'Liste   1  2'!$1:$1<`)
})

describe('GET /worklist.xlsx', () => {
  const drafts = 30
  let database: TestDatabase
  let app: Hono
  let shortApp: Hono
  let who: Actor | null
  beforeAll(async () => {
    const office = await openOffice()
    const { ports } = office
    database = office.database
    const appOf = (doors: ReturnType<typeof exchangeDoors>): Hono =>
      createApp<Actor>({
        ...{ library, doors, passages: [], publicUrl: 'http://here.invalid' },
        recognise: async () => ({
          ...{ who, csrf: '', lang: 'de', zone: 'Europe/Warsaw', isProgram: false, isCsrf: () => false },
        }),
        wrap: (_, page) => String(page.main),
        onFault: error => {
          throw error
        },
      })
    app = appOf(exchangeDoors(ports))
    shortApp = appOf(worklistFileDoors(ports, 7))
    for (let i = 0; i < drafts; i++)
      await createExchange(ports, callOf(library, zofia), { procedure: 'pq-information-request' })
  })
  afterAll(() => database.drop())

  const get = (path: string, from = app) =>
    from.fetch(new Request(`http://here.invalid${path}`, { headers: { accept: 'text/html' } }))
  const rowsAt = async (path: string, from = app) =>
    rowsIn(new Uint8Array(await (await get(path, from)).arrayBuffer()))

  test('the rows of the CSV file, headers in the reader’s language, as a file', async () => {
    who = zofia
    const answer = await get('/worklist.xlsx?view=draft')
    expect(answer.headers.get('content-type')).toBe(xlsxType)
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="worklist.xlsx"')
    const rows = rowsIn(new Uint8Array(await answer.arrayBuffer()))
    expect(rows[0]?.A?.text).toBe('Nummer')
    const csv = (await (await get('/worklist.csv?view=draft')).text()).trimEnd().split('\r\n')
    expect(rows.map(row => row.A?.text)).toEqual(csv.map(line => line.replace('\uFEFF', '').split(',')[0]))
    expect(rows).toHaveLength(drafts + 1)
  })

  test('filters of the list', async () => {
    who = zofia
    expect(await rowsAt('/worklist.xlsx?view=ended')).toHaveLength(1)
    expect(await rowsAt('/worklist.xlsx?view=draft&country=ES')).toHaveLength(1)
    expect((await get('/worklist.xlsx?view=nothing')).status).toBe(422)
  })

  test('nothing of others, nothing without a role, sign-in first', async () => {
    who = carmen
    expect(await rowsAt('/worklist.xlsx?view=all')).toHaveLength(1)
    who = { ...zofia, roles: { services: ['request-handler'] } }
    expect(await rowsAt('/worklist.xlsx?view=all')).toHaveLength(1)
    who = null
    expect((await get('/worklist.xlsx')).headers.get('location')).toMatch(/^\/sign-in/)
  })

  test('both files say where the list was cut, and only then', async () => {
    who = zofia
    const rows = await rowsAt('/worklist.xlsx?view=draft', shortApp)
    expect(rows).toHaveLength(1 + 7 + 1)
    expect(rows.at(-1)).toEqual({
      A: { style: '4', type: 'inlineStr', text: expect.stringMatching(/^Die Liste ist länger .* 7 Zeilen/) },
    })
    const csv = await (await get('/worklist.csv?view=draft', shortApp)).text()
    expect(csv).toMatch(/\r\nDie Liste ist länger [^\r\n]* 7 Zeilen[^\r\n]*,{7}\r\n$/)
    expect(await (await get('/worklist.csv?view=draft')).text()).not.toContain('Die Liste ist länger')
  })

  test('the page links to it with the same filters', async () => {
    who = zofia
    expect(await (await get('/worklist?view=draft&country=')).text()).toContain('/worklist.xlsx?view=draft')
  })
})
