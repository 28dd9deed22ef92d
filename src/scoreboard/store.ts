// All SQL of the scoreboard that pages, programs and commands ask for, tied to one database.
import type { Sql, Tx } from '../base/sql.ts'
import type { Tally } from './model.ts'
import { type TalliesAsked, talliesOf } from './store/counts.ts'
import { type After, type FactsAsked, factLines } from './store/facts.ts'
import {
  insertPiece,
  type PublishedRow,
  pieceOf,
  publishedOf,
  type Stand,
  standOf,
  type VersionAsked,
} from './store/published.ts'

export type ScoreboardStore = {
  stand(edition: Parameters<typeof standOf>[1]): Promise<Stand>
  tallies(asked: TalliesAsked): Promise<readonly Tally[]>
  /** A page of the open data. */
  lines(asked: FactsAsked): Promise<readonly (After & { readonly line: string })[]>
  published(asked: VersionAsked): Promise<PublishedRow | null>
  /** Of requests.csv as it was published. */
  piece(asked: VersionAsked & { readonly piece: number }): Promise<Uint8Array | null>
  addPiece(asked: VersionAsked & { readonly piece: number }, bytes: Uint8Array): Promise<unknown>
}

export const scoreboardStore = (sql: Tx): ScoreboardStore => ({
  stand: edition => standOf(sql, edition),
  tallies: asked => talliesOf(sql, asked),
  lines: asked => factLines(sql, asked),
  published: asked => publishedOf(sql, asked),
  piece: asked => pieceOf(sql, asked),
  addPiece: (asked, bytes) => insertPiece(sql, asked, bytes),
})

/** Everything that `run` reads is as it stood at one moment. */
export const inOneMoment = <T>(sql: Sql, run: (store: ScoreboardStore, tx: Tx) => Promise<T>): Promise<T> =>
  sql.begin('isolation level repeatable read', tx => run(scoreboardStore(tx), tx)) as Promise<T>
