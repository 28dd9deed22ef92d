// The first sheet of a spreadsheet (Office Open XML) as rows of texts. Formulas are told, never calculated.
import type { SheetRow } from './csv-read.ts'
import { type Archive, openArchive } from './unzip.ts'
import { attributeOf, tagsOf, textOf } from './xml-read.ts'

/** Of all that is inflated. */
const partBytesMax = 30_000_000
const columnsMax = 200

/** Parts that no table needs: programs, and links that fetch from elsewhere. */
const active = /(?:^|\/)(?:vbaProject|macrosheets|externalLinks|activeX|ctrlProps|embeddings|connections)\b/i

/**
 * Rows of the first sheet, empty ones left out, at most one more than `rowsMax`. `invalid`: no such file, or larger
 * than allowed; `active`: it holds macros or links to other files.
 */
export async function xlsxRows(
  bytes: Buffer,
  rowsMax: number,
): Promise<readonly SheetRow[] | 'invalid' | 'active'> {
  const archive = openArchive(bytes)
  if (!archive) return 'invalid'
  if (archive.names.some(name => active.test(name))) return 'active'
  const path = await firstSheet(archive)
  const [sheet, shared] = [path && (await xml(archive, path)), await xml(archive, 'xl/sharedStrings.xml')]
  if (!sheet || (shared === null && archive.names.includes('xl/sharedStrings.xml'))) return 'invalid'
  const rows: SheetRow[] = []
  for (const row of rowsIn(sheet, shared === null ? [] : sharedTexts(shared)))
    if (rows.push(row) > rowsMax) break
  return rows
}

/** Null also where it defines words of its own, by which a small text becomes a large one. */
async function xml(archive: Archive, path: string): Promise<string | null> {
  const text = (await archive.part(path, partBytesMax))?.toString('utf8') ?? null
  return text === null || text.includes('<!') ? null : text
}

/** As the book lists it. */
async function firstSheet(archive: Archive): Promise<string | null> {
  const book = await xml(archive, 'xl/workbook.xml')
  const relations = await xml(archive, 'xl/_rels/workbook.xml.rels')
  if (!book || !relations) return null
  const id = attributeOf([...tagsOf(book)].find(({ name }) => name === 'sheet')?.attributes ?? '', 'id')
  const found = [...tagsOf(relations)].find(({ attributes }) => attributeOf(attributes, 'Id') === id)
  const target = found ? attributeOf(found.attributes, 'Target') : null
  return target === null ? null : target.startsWith('/') ? target.slice(1) : `xl/${target}`
}

function sharedTexts(text: string): readonly string[] {
  const texts: string[] = []
  let now = ''
  let isReading = 0
  for (const tag of tagsOf(text)) {
    if (tag.name === 't' && tag.isEnd && isReading === 0) now += textOf(tag.before)
    // How a word is spoken stands beside it in some scripts: it is not part of the text.
    if (tag.name === 'rPh') isReading += tag.isEnd ? -1 : 1
    if (tag.name !== 'si' || (!tag.isEnd && !tag.isEmpty)) continue
    texts.push(now)
    now = ''
  }
  return texts
}

type Cell = { place: number; type: string; text: string; isFormula: boolean }

function* rowsIn(text: string, shared: readonly string[]): Generator<SheetRow> {
  let line = 0
  let cells: Cell[] = []
  let cell: Cell | null = null
  for (const { name, attributes, isEnd, isEmpty, before } of tagsOf(text)) {
    if (name === 'row' && !isEnd) {
      line = Number(attributeOf(attributes, 'r')) || line + 1
      cells = []
    }
    if (name === 'c' && !isEnd) {
      const place: number = placeOf(attributeOf(attributes, 'r')) ?? (cells.at(-1)?.place ?? -1) + 1
      cell = { place, type: attributeOf(attributes, 't') ?? 'n', text: '', isFormula: false }
      // No table is so wide: what follows is not read.
      if (cells.push(cell) > columnsMax) return yield { line, cells: [], isBroken: true }
      if (isEmpty) cell = null
    }
    if (cell && name === 'f') cell.isFormula = true
    if (cell && isEnd && (name === 'v' || name === 't')) cell.text += textOf(before)
    if (name === 'c' && isEnd) cell = null
    if (name === 'row' && isEnd && cells.some(one => one.text !== '' || one.isFormula))
      yield rowOf(line, cells, shared)
  }
}

function rowOf(line: number, cells: readonly Cell[], shared: readonly string[]): SheetRow {
  const texts: string[] = []
  for (const { place, type, text } of cells) {
    if (place >= columnsMax) continue
    while (texts.length < place) texts.push('')
    texts[place] = type === 's' ? (shared[Number(text)] ?? '') : type === 'b' ? booleanOf(text) : text
  }
  const isWide = cells.some(({ place }) => place >= columnsMax)
  const formulas = cells.filter(one => one.isFormula).map(({ place }) => place)
  return { line, cells: texts, ...(isWide && { isBroken: true }), ...(formulas.length > 0 && { formulas }) }
}

const booleanOf = (text: string): string => (text === '1' ? 'true' : 'false')

/** `C7` is column 2. */
function placeOf(reference: string | null): number | null {
  const letters = /^[A-Z]{1,3}(?=\d)/.exec(reference ?? '')?.[0]
  return letters ? [...letters].reduce((sum, one) => sum * 26 + one.charCodeAt(0) - 64, 0) - 1 : null
}
