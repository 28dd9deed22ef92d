// All SQL of the scoreboard that pages, programs and commands ask for, tied to one database.
import type { Sql } from '../base/sql.ts'
import type { Tally } from './model.ts'
import { type TalliesAsked, talliesOf, versionOf } from './store/counts.ts'
import { type After, type FactsAsked, factLines } from './store/facts.ts'

export type ScoreboardStore = {
  /** Of a period; another one whenever something in it was counted differently. */
  version(period: TalliesAsked['period']): Promise<string>
  tallies(asked: TalliesAsked): Promise<readonly Tally[]>
  /** A page of the open data. */
  lines(asked: FactsAsked): Promise<readonly (After & { readonly line: string })[]>
}

export const scoreboardStore = (sql: Sql): ScoreboardStore => ({
  version: period => versionOf(sql, period),
  tallies: asked => talliesOf(sql, asked),
  lines: asked => factLines(sql, asked),
})
