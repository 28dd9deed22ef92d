// A file that was sent, as lines with cells by column; what is wrong with a line as such is found here.
import { unguarded } from '../../base/csv.ts'
import { csvRows, type SheetRow } from '../../base/csv-read.ts'
import type { Problem } from '../../base/result.ts'
import { done, type Result, refuse } from '../../base/result.ts'
import { xlsxRows } from '../../base/xlsx-read.ts'

export const linesMax = 20_000
export const fileBytesMax = 5_000_000

export type Line = {
  readonly line: number
  readonly cells: ReadonlyMap<string, string>
  readonly faults: readonly Problem[]
}
export type Sheet = { readonly lines: readonly Line[]; readonly faults: readonly Problem[] }

/** Which columns a file may have, and the one that it must have: it says whom a line is about. */
export type Columns = { readonly isColumn: (column: string) => boolean; readonly key: string }

/**
 * Errors: authority-import.file.invalid (neither CSV in UTF-8 nor a spreadsheet), authority-import.active.invalid
 * (macros, links to other files), authority-import.size.invalid.
 */
export async function sheetOf(bytes: Buffer, { isColumn, key }: Columns): Promise<Result<Sheet>> {
  const isPacked = bytes.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004'))
  const rows = isPacked ? await xlsxRows(bytes, linesMax + 1) : textRows(bytes)
  if (rows === 'invalid') return refuse('authority-import.file.invalid')
  if (rows === 'active') return refuse('authority-import.active.invalid')
  if (rows.length > linesMax + 1) return refuse('authority-import.size.invalid', sizeFacts)
  const [head, ...body] = rows
  if (!head) return refuse('authority-import.file.invalid')
  const columns = head.cells.map(cell => cell.trim().toLowerCase())
  while (columns.at(-1) === '') columns.pop()
  const faults = headFaults(columns, { isColumn, key })
  return done({ faults, lines: body.map(row => lineOf(row, columns, isPacked)) })
}

export const sizeFacts = { lines: linesMax, megabytes: fileBytesMax / 1_000_000 }

function textRows(bytes: Buffer): readonly SheetRow[] | 'invalid' {
  try {
    const rows: SheetRow[] = []
    for (const row of csvRows(new TextDecoder('utf-8', { fatal: true }).decode(bytes)))
      if (rows.push(row) > linesMax + 1) break
    return rows
  } catch {
    return 'invalid'
  }
}

/** Unknown, twice, or missing. */
function headFaults(columns: readonly string[], { isColumn, key }: Columns): readonly Problem[] {
  const wrong = columns.filter((column, at) => !isColumn(column) || columns.indexOf(column) !== at)
  return [
    ...wrong.map(path => ({ path, code: 'authority-import.column.invalid' })),
    ...(columns.includes(key) ? [] : [{ path: key, code: 'base.field.required' }]),
  ]
}

/** Nothing that a person cannot see. Lines and tabs within a text stay. */
const control = /[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF]/u

/** A spreadsheet leaves out what is empty at the end of a row; a CSV file has a cell for each column. */
function lineOf(
  { line, cells, isBroken, formulas = [] }: SheetRow,
  columns: readonly string[],
  isPacked: boolean,
): Line {
  const isWrong = isPacked
    ? cells.slice(columns.length).some(cell => cell !== '')
    : cells.length !== columns.length
  const texts = columns.map((column, at) => {
    const text = cells[at] ?? ''
    return [column, (isPacked ? text : unguarded(text)).replace(/\r\n?/g, '\n').trim()] as const
  })
  const inCells = texts.flatMap(([path, text], at) =>
    formulas.includes(at)
      ? [{ path, code: 'authority-import.formula.invalid' }]
      : control.test(text)
        ? [{ path, code: 'authority-import.control.invalid' }]
        : [],
  )
  const facts = { found: cells.length, wanted: columns.length }
  const inLine = isBroken || isWrong ? [{ path: '', code: 'authority-import.cells.invalid', facts }] : []
  return { line, cells: new Map(texts), faults: [...inLine, ...inCells] }
}
