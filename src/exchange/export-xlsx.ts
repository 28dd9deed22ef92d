// A table as a spreadsheet (Office Open XML): texts stay texts, days are days, the head stays in view.
import { strToU8, zip } from 'fflate'
import { escapeText } from '../base/html.ts'
import { isFormula } from './export-csv.ts'
import type { Table } from './export-table.ts'
import { fixedParts, frozenHead, mainSpace, part, relationSpace, style, tag } from './export-xlsx-parts.ts'

export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** The file of one sheet. Every text is written as a string, so that nothing in it is calculated. */
export function xlsxOf({ name, columns, rows }: Table): Promise<Uint8Array<ArrayBuffer>> {
  const head = columns.map((column, i) => textCell(column.head, `${letter(i)}1`, style.head))
  const body = rows.map((row, y) => {
    const cells = row.map((text, x) => cellOf(text, `${letter(x)}${y + 2}`, columns[x]?.isDay))
    return rowOf(y + 2, cells)
  })
  const widths = columns.map((column, i) => {
    const width = Math.max(column.width, column.head.length + 2)
    return tag('col', { min: i + 1, max: i + 1, width, customWidth: 1 })
  })
  const sheet = tag('sheet', { name: sheetName(name), sheetId: 1, 'r:id': 'rId1' })
  const sheetParts = [frozenHead, tag('cols', {}, widths.join('')), '<sheetData>', rowOf(1, head), ...body]
  return zipped({
    ...fixedParts,
    'xl/workbook.xml': part(
      tag('workbook', { xmlns: mainSpace, 'xmlns:r': relationSpace }, tag('sheets', {}, sheet)),
    ),
    'xl/worksheets/sheet1.xml': part(
      tag('worksheet', { xmlns: mainSpace }, `${sheetParts.join('')}</sheetData>`),
    ),
  })
}

/** In a thread of its own where there is much, so that other calls do not wait. */
const zipped = (files: Readonly<Record<string, string>>): Promise<Uint8Array<ArrayBuffer>> =>
  new Promise((resolve, reject) => {
    const bytes = Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)]))
    zip(bytes, { level: 6 }, (error, archive) => (error ? reject(error) : resolve(archive)))
  })

const rowOf = (at: number, cells: readonly string[]): string => `<row r="${at}">${cells.join('')}</row>`

function cellOf(text: string, place: string, isDay = false): string {
  if (text === '') return ''
  if (isDay && /^\d{4}-\d{2}-\d{2}$/.test(text))
    return `<c r="${place}" s="${style.day}"><v>${dayNumber(text)}</v></c>`
  // The quote keeps a text that looks like a formula a text also when somebody edits its cell.
  return textCell(text, place, isFormula(text) ? style.quoted : style.text)
}

const textCell = (text: string, place: string, s: number): string =>
  `<c r="${place}" s="${s}" t="inlineStr"><is><t xml:space="preserve">${escapeText(lawful(text))}</t></is></c>`

/** Days since 30 December 1899, which is how spreadsheets count. */
const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000 + 25_569

const letter = (column: number): string => String.fromCharCode(65 + column)

const cellCharsMax = 32_767

/** Without what XML cannot hold; `_x0041_` would be read as the letter A. */
const lawful = (text: string): string =>
  text
    .slice(0, cellCharsMax)
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')

/** What spreadsheets accept as the name of a sheet. */
const sheetName = (name: string): string => lawful(name.replace(/[[\]:*?/\\']/g, ' ').slice(0, 31))
