// What followers of the log ask about exchanges: whose they are and what they are about, without free texts.
import type { Tx } from '../../base/sql.ts'

export type ToldExchange = {
  readonly exchange: string
  readonly procedure: string
  readonly area: string
  readonly sender: string
  readonly recipient: string | null
  readonly isUrgent: boolean
  readonly titleValue: string | null
}

/** One statement; unknown numbers are left out. */
export const toldExchanges = (sql: Tx, exchanges: readonly string[]) => sql<ToldExchange[]>`
  select exchange, procedure, area, sender, recipient, is_urgent as "isUrgent", title_value as "titleValue"
  from exchange where exchange = any(${exchanges as string[]})`
