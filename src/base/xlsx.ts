// A table as a spreadsheet (Office Open XML): texts stay texts, days are days, the head stays in view.
import { setImmediate } from 'node:timers/promises'
import { strToU8, zip } from 'fflate'
import { isFormula } from './csv.ts'
import { escapeText } from './html.ts'
import { fixedParts, frozenHead, mainSpace, onPaper, part, relationSpace, style, tag } from './xlsx-parts.ts'

export type Table = {
  readonly name: string
  /** Width in characters. */
  readonly columns: readonly { readonly head: string; readonly width: number; readonly isDay?: true }[]
  readonly rows: readonly (readonly string[])[]
  /** Stands below the rows. */
  readonly note?: string
}

export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** The file of one sheet. Every text is written as a string, so that nothing in it is calculated. */
export async function xlsxOf({ name, columns, rows, note }: Table): Promise<Uint8Array<ArrayBuffer>> {
  const head = columns.map((column, i) => textCell(column.head, `${letter(i)}1`, style.head))
  const widths = columns.map((column, i) => {
    const width = Math.max(column.width, column.head.length + 2)
    return tag('col', { min: i + 1, max: i + 1, width, customWidth: 1 })
  })
  const title = sheetName(name)
  const sheet = tag('sheet', { name: title, sheetId: 1, 'r:id': 'rId1' })
  const before = [
    onPaper.before,
    frozenHead,
    tag('cols', {}, widths.join('')),
    '<sheetData>',
    rowOf(1, head),
  ].join('')
  const last = note ? rowOf(rows.length + 2, [textCell(note, `A${rows.length + 2}`, style.line)]) : ''
  const [opening = '', closing = ''] = part(
    tag('worksheet', { xmlns: mainSpace }, `${before}${seam}${last}</sheetData>${onPaper.after}`),
  ).split(seam)
  return zipped({
    ...Object.fromEntries(Object.entries(fixedParts).map(([path, text]) => [path, strToU8(text)])),
    'xl/workbook.xml': strToU8(
      part(
        tag(
          'workbook',
          { xmlns: mainSpace, 'xmlns:r': relationSpace },
          tag('sheets', {}, sheet) + onPaper.names(title),
        ),
      ),
    ),
    'xl/worksheets/sheet1.xml': joined([
      strToU8(opening),
      ...(await bodyOf({ columns, rows })),
      strToU8(closing),
    ]),
  })
}

/** Where the rows go; no text holds it, XML cannot. */
const seam = '\u0000'
const pieceRows = 250

/** In pieces, so that other calls get their turn between them. */
async function bodyOf({ columns, rows }: Pick<Table, 'columns' | 'rows'>): Promise<readonly Uint8Array[]> {
  const pieces: Uint8Array[] = []
  for (let from = 0; from < rows.length; from += pieceRows) {
    const markup = rows.slice(from, from + pieceRows).map((row, i) => {
      const at = from + i + 2
      const cells = row.map((text, x) => cellOf(text, `${letter(x)}${at}`, columns[x]?.isDay))
      return rowOf(at, cells, linesOf(columns, row))
    })
    pieces.push(strToU8(markup.join('')))
    await setImmediate()
  }
  return pieces
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

/** In a thread of its own where there is much, so that other calls do not wait. */
const zipped = (files: Record<string, Uint8Array>): Promise<Uint8Array<ArrayBuffer>> =>
  new Promise((resolve, reject) => {
    zip(files, { level: 6 }, (error, archive) => (error ? reject(error) : resolve(archive)))
  })

const linePoints = 15

/** Not every program makes rows as high as their texts. */
const rowOf = (at: number, cells: readonly string[], lines = 1): string => {
  const height = lines > 1 ? ` ht="${linePoints * lines}" customHeight="1"` : ''
  return `<row r="${at}"${height}>${cells.join('')}</row>`
}

const linesMax = 20

/** How many lines the longest text of a row needs in its column; words that do not fit begin the next one. */
const linesOf = (columns: Table['columns'], row: readonly string[]): number => {
  const needed = row.map((text, x) => {
    const width = columns[x]?.width ?? 1
    return text.split('\n').reduce((lines, line) => lines + Math.max(1, Math.ceil(line.length / width)), 0)
  })
  return Math.min(linesMax, Math.max(1, ...needed))
}

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

/** A to Z, then AA. */
const letter = (column: number): string =>
  (column < 26 ? '' : letter(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26))

const cellCharsMax = 32_767

/** Without what XML cannot hold; `_x0041_` would be read as the letter A. */
const lawful = (text: string): string =>
  text
    .slice(0, cellCharsMax)
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')

/** What spreadsheets accept as the name of a sheet. */
const sheetName = (name: string): string => lawful(name.replace(/[[\]:*?/\\']/g, ' ').slice(0, 31))
