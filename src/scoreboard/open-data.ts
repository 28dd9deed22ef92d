// requests.csv: every request that counts in an edition, a page at a time, so that memory stays flat.
import { type Edition, proceduresOf } from './edition.ts'
import { headLine } from './fact.ts'
import type { After } from './store/facts.ts'
import type { ScoreboardStore } from './store.ts'

const pageLines = 5000

/**
 * The file in pieces of text: UTF-8, comma, line feed, nothing quoted because nothing needs to be. Ordered by when the
 * request was sent, then by number. No connection is held while the reader takes its time.
 */
export async function* requestsCsv(
  { lines }: Pick<ScoreboardStore, 'lines'>,
  edition: Edition,
): AsyncGenerator<string, void, undefined> {
  yield `${headLine}\n`
  const asked = { period: edition.period, procedures: proceduresOf(edition), limit: pageLines }
  for (let after: After | null = null; ; ) {
    const page = await lines({ ...asked, after })
    const last = page.at(-1)
    if (!last) return
    yield `${page.map(one => one.line).join('\n')}\n`
    if (page.length < pageLines) return
    after = { sentAt: last.sentAt, number: last.number }
  }
}
