// Writes exchanges with all that happened in them by COPY: the invented world. Lines may be made in another thread.
import { cellOf, copyLines, type Lines } from '../../base/copy.ts'
import type { Tx } from '../../base/sql.ts'
import type { HistoryRow } from './history.ts'
import { historyTables } from './history-rows.ts'

/** The lines of every table that has any. */
export const linesOf = (histories: readonly HistoryRow[]): readonly Lines[] =>
  historyTables.flatMap(({ table, columns, rowsOf }) => {
    const typed = Object.entries(columns)
    const lines = histories
      .flatMap(rowsOf)
      .map(row =>
        typed
          .map(([name, type]) => cellOf(type === 'jsonb' ? JSON.stringify(row[name]) : row[name]))
          .join('\t'),
      )
    if (lines.length === 0) return []
    return [{ table, columns: Object.keys(columns), bytes: Buffer.from(`${lines.join('\n')}\n`) }]
  })

/** Call it within a transaction: all or nothing. An exchange that is there already is a fault. */
export async function copyHistories(tx: Tx, lines: readonly Lines[]): Promise<void> {
  for (const { bytes, ...one } of lines) await copyLines(tx, { ...one, pieces: [bytes] })
}
