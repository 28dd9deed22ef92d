// A table as CSV: RFC 4180 with a byte order mark; no cell can be read as a formula.

/** Spreadsheets calculate what begins so; an apostrophe before it makes it text again. */
const formulaStart = /^\s*[=+\-@\t\r＝＋－＠]/
export const isFormula = (text: string): boolean => formulaStart.test(text)

const cellOf = (text: string): string => {
  const safe = isFormula(text) ? `'${text}` : text
  return /[",;\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe
}

export const rowOf = (row: readonly string[]): string => `${row.map(cellOf).join(',')}\r\n`

/** UTF-8 text that begins with the byte order mark, so that spreadsheets read every alphabet. */
export const csvOf = (rows: readonly (readonly string[])[]): string => `\uFEFF${rows.map(rowOf).join('')}`

/** Apostrophes that stood there before are told from the one that `csvOf` puts before what looks like a formula. */
export const guarded = (text: string): string =>
  /^'/.test(text) && isFormula(text.replace(/^'+/, '')) ? `'${text}` : text

/** What a cell held before `guarded` and `csvOf`. */
export const unguarded = (text: string): string =>
  text.startsWith("'") && isFormula(text.replace(/^'+/, '')) ? text.slice(1) : text
