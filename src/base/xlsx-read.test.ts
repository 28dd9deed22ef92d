// Goal: a spreadsheet from outside gives its texts, and nothing that it holds makes the reader work without end.
// Method: files of our own writer; files built part by part, hostile ones among them; CSV in a table.
import fc from 'fast-check'
import { strToU8, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { csvOf, guarded, unguarded } from './csv.ts'
import { csvRows } from './csv-read.ts'
import { xlsxOf } from './xlsx.ts'
import { xlsxRows } from './xlsx-read.ts'

const cell = fc.string({ unit: fc.constantFrom(...'ab=+-@\'",;\n <&_x0041_ΩŁ') }).map(text => text.trim())
const table = fc.array(fc.array(cell, { minLength: 30, maxLength: 30 }), { minLength: 1, maxLength: 5 })
const cellsOf = (rows: readonly { readonly cells: readonly string[] }[]) =>
  rows.map(({ cells }) => [...cells, ...Array<string>(30 - cells.length).fill('')])

test('what is written is read, in both kinds of file', async () => {
  await fc.assert(
    fc.asyncProperty(table, async rows => {
      const full = rows.filter(row => row.some(text => text !== ''))
      const columns = Array.from({ length: 30 }, (_, at) => ({ head: `c${at}`, width: 5 }))
      const read = await xlsxRows(Buffer.from(await xlsxOf({ name: 'a', columns, rows: full })), 100)
      expect(typeof read === 'string' ? read : cellsOf(read).slice(1)).toEqual(full)
      const text = csvOf(full.map(row => row.map(guarded))).slice(1)
      const back = cellsOf([...csvRows(text)]).map(row => row.map(unguarded))
      expect(back).toEqual(full)
    }),
    { numRuns: 60 },
  )
})

const sheet = (inside: string) => `<worksheet><sheetData>${inside}</sheetData></worksheet>`
const book = (inside: string, more: Record<string, string> = {}, level: 0 | 9 = 9): Buffer => {
  const parts = {
    'xl/workbook.xml': '<x:workbook><x:sheets><x:sheet name="a" r:id="r7"/></x:sheets></x:workbook>',
    'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="r7" Target="/xl/s.xml"/></Relationships>',
    'xl/s.xml': inside,
    ...more,
  }
  const bytes = Object.entries(parts).map(([path, text]) => [path, strToU8(text)] as const)
  return Buffer.from(zipSync(Object.fromEntries(bytes), { level }))
}

test('shared texts, numbers, gaps, formulas and places', async () => {
  const inside = sheet(
    '<row r="3"><c r="A3" t="s"><v>1</v></c><c r="C3"><v>7.5</v></c><c r="AA3" t="str"><f>1+1</f><v>2</v></c></row>',
  )
  const shared =
    '<sst><si><t>no</t></si><si><r><t>one &amp; </t></r><r><t>two</t></r><rPh><t>x</t></rPh></si></sst>'
  expect(await xlsxRows(book(inside, { 'xl/sharedStrings.xml': shared }), 9)).toEqual([
    { line: 3, cells: ['one & two', '', '7.5', ...Array<string>(23).fill(''), '2'], formulas: [26] },
  ])
})

test.each([
  ['a macro', book(sheet(''), { 'xl/vbaProject.bin': 'x' }), 'active'],
  ['a link to another book', book(sheet(''), { 'xl/externalLinks/externalLink1.xml': 'x' }), 'active'],
  ['words of its own', book(`<!DOCTYPE a [<!ENTITY b "c">]>${sheet('')}`), 'invalid'],
  ['a bomb', book(`${sheet('')}${' '.repeat(30_000_001)}`), 'invalid'],
  ['no sheet', Buffer.from(zipSync({ a: strToU8('b') })), 'invalid'],
  ['half a file', book(sheet('')).subarray(0, 200), 'invalid'],
  ['a list that lies', book(sheet('')).fill(0xff, 300, 330), 'invalid'],
])('refused: %s', async (_, bytes, why) => {
  expect(await xlsxRows(bytes, 9)).toBe(why)
})

test('many tags that never end are read in time that grows with length', async () => {
  const started = performance.now()
  await xlsxRows(book(`<worksheet>${'<c><is><t>'.repeat(200_000)}`), 9)
  expect(performance.now() - started).toBeLessThan(20_000)
})

test.each([
  [
    'a;b\nc;d',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
    [1, 2],
  ],
  [
    '"a;x",b\r\n\r\n"c\nc",d\r\ne,f',
    [
      ['a;x', 'b'],
      ['c\nc', 'd'],
      ['e', 'f'],
    ],
    [1, 3, 5],
  ],
  ['a,b\n"c,d\ne,f', [['a', 'b'], ['"c,d'], ['e', 'f']], [1, 2, 3]],
])('lines of %j', (text, cells, lines) => {
  const rows = [...csvRows(text)]
  expect(rows.map(row => row.cells)).toEqual(cells)
  expect(rows.map(({ line }) => line)).toEqual(lines)
})
