// A CSV file as rows of texts: RFC 4180, comma or semicolon, each row with the line on which it begins.

/** `isBroken`: a quote that does not end, or something between a quote and the next separator. */
export type SheetRow = {
  /** From 1, as a text editor or a spreadsheet counts. */
  readonly line: number
  readonly cells: readonly string[]
  readonly isBroken?: true
  /** Places of cells that hold a formula instead of a value. */
  readonly formulas?: readonly number[]
}

/** Spreadsheets write what a list separator is in their country: whichever the first line holds more of. */
export function separatorOf(text: string): ',' | ';' {
  // A quoted cell may hold separators and breaks of its own.
  const bare = text.slice(0, headLettersMax).replace(/"[^"]*"/g, '')
  const head = /^[^\r\n]*/.exec(bare)?.[0] ?? ''
  return head.split(';').length > head.split(',').length ? ';' : ','
}

/** The first line of a sheet is shorter than this. */
const headLettersMax = 20_000

/** Rows of a text without byte order mark; empty lines are left out. */
export function* csvRows(text: string): Generator<SheetRow> {
  const separator = separatorOf(text)
  let at = 0
  let line = 1
  while (at < text.length) {
    const row = rowFrom(text, at, separator)
    const isEmpty = row.cells.length === 1 && row.cells[0] === ''
    if (!isEmpty) yield { line, cells: row.cells, ...(row.isBroken && { isBroken: true }) }
    line += row.breaks
    at = row.end
  }
}

type Read = { cells: string[]; end: number; breaks: number; isBroken: boolean }

function rowFrom(text: string, from: number, separator: string): Read {
  const row: Read = { cells: [], end: from, breaks: 0, isBroken: false }
  for (;;) {
    if (text[row.end] === '"') quoted(text, row)
    else plain(text, separator, row)
    const next = text[row.end]
    if (next === separator) {
      row.end += 1
      continue
    }
    if (next === undefined) return row
    row.breaks += 1
    row.end += next === '\r' && text[row.end + 1] === '\n' ? 2 : 1
    return row
  }
}

function plain(text: string, separator: string, row: Read): void {
  let end = row.end
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end++
  row.cells.push(text.slice(row.end, end))
  row.end = end
}

/** A doubled quote is one; after the closing one only a separator or the end of the line may follow. */
function quoted(text: string, row: Read): void {
  let value = ''
  let from = row.end + 1
  for (;;) {
    const close = text.indexOf('"', from)
    if (close < 0) {
      row.isBroken = true
      // The rest of the file is not the content of one cell: the line ends where it ends.
      const end = text.slice(row.end).search(/[\r\n]/)
      row.cells.push(text.slice(row.end, end < 0 ? undefined : row.end + end))
      row.end = end < 0 ? text.length : row.end + end
      return
    }
    value += text.slice(from, close)
    from = close + 1
    if (text[from] !== '"') break
    value += '"'
    from += 1
  }
  row.breaks += value.replace(/\r\n/g, '\n').split(/[\r\n]/).length - 1
  row.cells.push(value)
  row.end = from
  if (from < text.length && !/[,;\r\n]/.test(text[from] ?? '')) {
    row.isBroken = true
    while (row.end < text.length && !/[\r\n]/.test(text[row.end] ?? '')) row.end++
  }
}
