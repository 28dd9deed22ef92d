// Facts in bulk: by COPY into the table where a past is imported, and out of it as lines of all years.
import { copyLines } from '../../base/copy.ts'
import type { Tx } from '../../base/sql.ts'
import type { Fact } from '../fact.ts'

/** Text of so many facts goes to the database at once. */
const pieceFacts = 2000

const columns = [
  ...['exchange', 'area', 'procedure', 'sender_country', 'recipient_country', 'sent_at', 'accepted_at'],
  ...['withdrawn_at', 'proposed_day', 'agreed_day', 'answered_at', 'rating_timeliness', 'rating_efforts'],
]

/** Nothing in a fact has a tab, a line's end or a backslash: ids, countries, numbers, days. */
const lineOf = (fact: Fact): string =>
  `${fact.number}\t${fact.area}\t${fact.procedure}\t${fact.senderCountry}\t${fact.recipientCountry}\t${fact.sentAt}\t${
    fact.acceptedAt ?? nothing
  }\t${fact.withdrawnAt ?? nothing}\t${fact.proposedDay ?? nothing}\t${fact.agreedDay ?? nothing}\t${
    fact.answeredAt ?? nothing
  }\t${fact.ratingTimeliness ?? nothing}\t${fact.ratingEfforts ?? nothing}\n`

const nothing = '\\N'

function* piecesOf(facts: Iterable<Fact>): Generator<string, void, undefined> {
  let [piece, held] = ['', 0]
  for (const fact of facts) {
    piece += lineOf(fact)
    if (++held < pieceFacts) continue
    yield piece
    ;[piece, held] = ['', 0]
  }
  if (held > 0) yield piece
}

/** New facts, as fast as the database takes them. A number that is there already is a fault, and nothing is written. */
export const copyFacts = (tx: Tx, facts: Iterable<Fact>): Promise<void> =>
  copyLines(tx, { table: 'scoreboard_fact', columns, pieces: piecesOf(facts) })

/** After many: how they are distributed, so that the next statements are planned well. */
export const analyseFacts = (tx: Tx) => tx`analyze scoreboard_fact`

const linesAtOnce = 10_000

/**
 * Columns as in requests.csv, without its first line; all years and procedures, in the order of sending. By a cursor:
 * at the end of a COPY to a slow reader the driver may leave the connection paused, for ever.
 */
export async function* factsAsCsv(tx: Tx): AsyncGenerator<string, void, undefined> {
  const lines = tx<{ line: string }[]>`
    select array_to_string(array[exchange, area, procedure, sender_country, recipient_country, sent_at::text,
      accepted_at::text, withdrawn_at::text, proposed_day::text, agreed_day::text, answered_at::text,
      rating_timeliness::text, rating_efforts::text], ',', '') as line
    from scoreboard_fact order by sent_at, exchange`
  for await (const rows of lines.cursor(linesAtOnce)) yield `${rows.map(one => one.line).join('\n')}\n`
}
