// What followers of the log ask about exchanges: whose they are and what they are about, without free texts.
import type { Tx } from '../../base/sql.ts'
import type { Part } from '../../permission/model.ts'
import { coversOf } from './cover.ts'

export type ToldExchange = {
  readonly exchange: string
  readonly procedure: string
  readonly area: string
  /** Which authority has which part; one to which nothing was sent yet has none. */
  readonly parts: Readonly<Partial<Record<Part, string>>>
  readonly isUrgent: boolean
  readonly titleValue: string | null
  readonly version: number
  /** By authority: to whom it is allocated, with those who cover them. */
  readonly handlers: Readonly<Record<string, readonly string[]>>
}

/** One statement; unknown numbers are left out. `today` tells who is away and covered. */
export const toldExchanges = (sql: Tx, exchanges: readonly string[], today: string) => sql<ToldExchange[]>`
  select exchange, procedure, area, is_urgent as "isUrgent", title_value as "titleValue", version,
    (select json_object_agg(part, authority) from exchange_part p
      where p.exchange = exchange.exchange and part <> 'former') as parts,
    coalesce((
      select jsonb_object_agg(authority, accounts) from (
        select h.authority, jsonb_agg(distinct a.account) as accounts
        from exchange_handler h cross join lateral ${coversOf(sql, today)} b,
          unnest(h.account || b.accounts) as a (account)
        where h.exchange = exchange.exchange group by h.authority) as by_authority), '{}') as handlers
  from exchange where exchange = any(${exchanges as string[]})`
