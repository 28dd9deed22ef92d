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
  readonly version: number
  /** By authority: to whom it is allocated, with those who cover them. */
  readonly handlers: Readonly<Record<string, readonly string[]>>
}

/** One statement; unknown numbers are left out. `today` tells who is away and covered. */
export const toldExchanges = (sql: Tx, exchanges: readonly string[], today: string) => sql<ToldExchange[]>`
  select exchange, procedure, area, sender, recipient, is_urgent as "isUrgent", title_value as "titleValue",
    version, coalesce((
      select jsonb_object_agg(authority, accounts) from (
        select h.authority, jsonb_agg(h.account) || coalesce(jsonb_agg(b.cover) filter (
            where b.cover is not null), '[]') as accounts
        from exchange_handler h
        left join absence b on b.account = h.account and b.authority = h.authority
          and ${today}::date between b.from_day and b.to_day
        where h.exchange = exchange.exchange group by h.authority) as by_authority), '{}') as handlers
  from exchange where exchange = any(${exchanges as string[]})`
