// Who asks whom by which procedure: sums of a period, of all pairs at once, and of one selection by quarter.
import type { Tx } from '../../base/sql.ts'
import { pairColumns } from '../pair.ts'

export type PairsAsked = {
  readonly period: { readonly from: string; readonly to: string }
  readonly procedures: readonly string[]
}

/** Null: any. */
export type Selection = { readonly sender: string | null; readonly recipient: string | null }

export type CellSums = {
  readonly sender: string
  readonly recipient: string
  readonly procedure: string
  /** In the order of `pairColumns`. */
  readonly sums: readonly number[]
}

/** `quarter`: its first day. */
export type QuarterSums = Omit<CellSums, 'sender' | 'recipient'> & { readonly quarter: string }

const summed = (sql: Tx) =>
  pairColumns.map(({ name }) => sql`sum(${sql(name)})::float8`).reduce((some, one) => sql`${some}, ${one}`)

const within = (sql: Tx, { period, procedures }: PairsAsked) =>
  sql`month between ${period.from} and ${period.to} and procedure = any(${procedures as string[]})`

/** All that have requests. One statement. */
export const cellsOf = (sql: Tx, asked: PairsAsked): Promise<readonly CellSums[]> => sql<CellSums[]>`
  select sender, recipient, procedure, array[${summed(sql)}] as sums
  from scoreboard_pair where ${within(sql, asked)}
  group by sender, recipient, procedure order by sender, recipient, procedure`

/** One statement. */
export const quarterCellsOf = (
  sql: Tx,
  { sender, recipient, ...asked }: PairsAsked & Selection,
): Promise<readonly QuarterSums[]> => sql<QuarterSums[]>`
  select date_trunc('quarter', month)::date as quarter, procedure, array[${summed(sql)}] as sums
  from scoreboard_pair where ${within(sql, asked)}
    ${sender === null ? sql`` : sql`and sender = ${sender}`}
    ${recipient === null ? sql`` : sql`and recipient = ${recipient}`}
  group by 1, procedure order by 1, procedure`
