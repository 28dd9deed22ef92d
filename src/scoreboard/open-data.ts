// requests.csv: every request that counts in an edition, a piece at a time, so that memory stays flat; live or frozen.
import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { type Edition, proceduresOf } from './edition.ts'
import { headLine } from './fact.ts'
import type { CsvPrint } from './publication.ts'
import type { After } from './store/facts.ts'
import type { VersionAsked } from './store/published.ts'
import type { ScoreboardStore } from './store.ts'

const pieceLines = 2000
const [pack, unpack] = [promisify(gzip), promisify(gunzip)]

/**
 * The file in pieces of text: UTF-8, comma, line feed, nothing quoted because nothing needs to be. Ordered by when the
 * request was sent, then by number. No connection is held while the reader takes its time.
 */
export async function* requestsCsv(
  { lines }: Pick<ScoreboardStore, 'lines'>,
  edition: Edition,
): AsyncGenerator<string, void, undefined> {
  yield `${headLine}\n`
  const asked = { period: edition.period, procedures: proceduresOf(edition), limit: pieceLines }
  for (let after: After | null = null; ; ) {
    const piece = await lines({ ...asked, after })
    if (piece.lines > 0) yield piece.text
    if (piece.lines < pieceLines) return
    after = piece.last
  }
}

/** The same file as it was published. */
export async function* frozenCsv(
  { piece }: Pick<ScoreboardStore, 'piece'>,
  asked: VersionAsked,
): AsyncGenerator<string, void, undefined> {
  for (let at = 0; ; at++) {
    const bytes = await piece({ ...asked, piece: at })
    if (!bytes) return
    yield (await unpack(bytes)).toString()
  }
}

/** Keeps a file for ever. */
export async function freezeCsv(
  { addPiece }: Pick<ScoreboardStore, 'addPiece'>,
  asked: VersionAsked,
  csv: AsyncIterable<string>,
): Promise<void> {
  let piece = 0
  for await (const text of csv) await addPiece({ ...asked, piece: piece++ }, await pack(text))
}

/** Reads the file to its end. */
export async function printOf(csv: AsyncIterable<string>): Promise<CsvPrint> {
  const hash = createHash('sha256')
  let [sizeBytes, lines] = [0, 0]
  for await (const text of csv) {
    hash.update(text)
    sizeBytes += Buffer.byteLength(text)
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++
  }
  return { requests: lines - 1, sizeBytes, sha256: hash.digest('hex') }
}
