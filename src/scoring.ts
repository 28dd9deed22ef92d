// Puts the scoreboard together: its store, editions, scripts, and the figures that are remembered.
import type { Sql } from './base/sql.ts'
import { openSheets, type Sheets } from './scoreboard/country/sheets.ts'
import { readEditions } from './scoreboard/editions.ts'
import { openFigures } from './scoreboard/figures.ts'
import { openPrints } from './scoreboard/prints.ts'
import type { ScoreboardPorts } from './scoreboard/routes.ts'
import { readScripts } from './scoreboard/scripts.ts'
import { type ScoreboardStore, scoreboardStore } from './scoreboard/store.ts'

export type Scoring = ScoreboardPorts & {
  readonly sql: Sql
  readonly store: ScoreboardStore
  readonly sheets: Sheets
}

export function openScoring(sql: Sql, root: string, clock: () => string): Scoring {
  const shared = { store: scoreboardStore(sql), editions: readEditions(root), clock }
  const figures = openFigures(shared)
  return {
    ...{ sql, ...shared, figures, scripts: readScripts(root) },
    ...{ sheets: openSheets({ ...shared, figures }), prints: openPrints(sql, clock) },
  }
}
