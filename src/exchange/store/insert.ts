// Writes exchanges with all that happened in them, many in one statement: children of a split.
import type { Tx } from '../../base/sql.ts'
import type { HistoryRow } from './history.ts'
import { historyTables } from './history-rows.ts'

const chunkRows = 250

/** Each chunk is one statement, all or nothing; call it within a transaction to have all chunks or none. */
export async function insertHistories(sql: Tx, rows: readonly HistoryRow[]): Promise<void> {
  for (let from = 0; from < rows.length; from += chunkRows) {
    const chunk = rows.slice(from, from + chunkRows)
    const given = historyTables.map(({ rowsOf }) => JSON.stringify(chunk.flatMap(rowsOf)))
    await sql.unsafe(statement, given, { prepare: true })
  }
}

/** A parameter for each table: far faster than a parameter a field. */
const statement = `with ${historyTables.map(insertFrom).join(', ')} select 1`

function insertFrom({ table, columns }: (typeof historyTables)[number], place: number): string {
  const names = Object.keys(columns).join(', ')
  const typed = Object.entries(columns).map(([name, type]) => `${name} ${type}`)
  return `made_${place} as (
    insert into ${table} (${names}) select ${names}
    from json_to_recordset($${place + 1}::json) as given (${typed.join(', ')}))`
}
