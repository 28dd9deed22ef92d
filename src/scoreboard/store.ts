// All SQL of the scoreboard that pages, programs and commands ask for, tied to one database.
import type { Sql, Tx } from '../base/sql.ts'
import type { Ratio, Tally } from './model.ts'
import { type AuthoritiesAsked, authoritiesOf } from './store/authorities.ts'
import {
  type CellSums,
  cellsOf,
  type PairsAsked,
  type QuarterSums,
  quarterCellsOf,
  type Selection,
} from './store/cells.ts'
import { type TalliesAsked, talliesOf, versionsOf } from './store/counts.ts'
import { type CsvPiece, type FactsAsked, factPiece } from './store/facts.ts'
import {
  insertPiece,
  type PublishedRow,
  pieceOf,
  publishedOf,
  type Stand,
  standOf,
  type VersionAsked,
} from './store/published.ts'
import { type QuarterSpread, type QuarterTally, quartersOf, spreadsOf } from './store/spreads.ts'

export type ScoreboardStore = {
  stand(edition: Parameters<typeof standOf>[1]): Promise<Stand>
  /** Of a period; another one whenever something in it was counted differently. */
  versions(period: TalliesAsked['period']): Promise<string>
  tallies(asked: TalliesAsked): Promise<readonly Tally[]>
  spreads(asked: Parameters<typeof spreadsOf>[1]): Promise<readonly QuarterSpread[]>
  quarters(asked: Parameters<typeof quartersOf>[1]): Promise<readonly QuarterTally[]>
  /** Who asked whom by which procedure. */
  cells(asked: PairsAsked): Promise<readonly CellSums[]>
  quarterCells(asked: PairsAsked & Selection): Promise<readonly QuarterSums[]>
  authorities(
    asked: AuthoritiesAsked,
  ): Promise<readonly { readonly authority: string; readonly ratios: readonly Ratio[] }[]>
  /** A piece of the open data. */
  lines(asked: FactsAsked): Promise<CsvPiece>
  published(asked: VersionAsked): Promise<PublishedRow | null>
  /** Of requests.csv as it was published. */
  piece(asked: VersionAsked & { readonly piece: number }): Promise<Uint8Array | null>
  addPiece(asked: VersionAsked & { readonly piece: number }, bytes: Uint8Array): Promise<unknown>
}

export const scoreboardStore = (sql: Tx): ScoreboardStore => ({
  stand: edition => standOf(sql, edition),
  versions: period => versionsOf(sql, period),
  tallies: asked => talliesOf(sql, asked),
  spreads: asked => spreadsOf(sql, asked),
  quarters: asked => quartersOf(sql, asked),
  cells: asked => cellsOf(sql, asked),
  quarterCells: asked => quarterCellsOf(sql, asked),
  authorities: asked => authoritiesOf(sql, asked),
  lines: asked => factPiece(sql, asked),
  published: asked => publishedOf(sql, asked),
  piece: asked => pieceOf(sql, asked),
  addPiece: (asked, bytes) => insertPiece(sql, asked, bytes),
})

/** Everything that `run` reads is as it stood at one moment. */
export const inOneMoment = <T>(sql: Sql, run: (store: ScoreboardStore, tx: Tx) => Promise<T>): Promise<T> =>
  sql.begin('isolation level repeatable read', tx => run(scoreboardStore(tx), tx)) as Promise<T>
