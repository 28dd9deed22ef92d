// What followers of the log ask about exchanges: whose they are and what they are about, without free texts.
import type { Tx } from '../../base/sql.ts'
import type { Part } from '../../permission/model.ts'

export type ToldExchange = {
  readonly exchange: string
  readonly procedure: string
  readonly area: string
  /** Which authority has which part; one to which nothing was sent yet has none. */
  readonly parts: Readonly<Partial<Record<Part, string>>>
  readonly isUrgent: boolean
  readonly titleValue: string | null
}

/** One statement; unknown numbers are left out. */
export const toldExchanges = (sql: Tx, exchanges: readonly string[]) => sql<ToldExchange[]>`
  select exchange, procedure, area, is_urgent as "isUrgent", title_value as "titleValue",
    (select json_object_agg(part, authority) from exchange_part p
      where p.exchange = exchange.exchange and part <> 'former') as parts
  from exchange where exchange = any(${exchanges as string[]})`
