// Who acts for whom on a day: while a cover is away too, the work goes on to who covers that one.
import type { Tx } from '../../base/sql.ts'

/**
 * For a lateral join over a row `h` of exchange_handler. `accounts`: all to whom its work comes on that day, first who
 * is there, then the longest; `until`: up to which day it comes to the first. Those who cover each other end the way.
 */
export const coversOf = (sql: Tx, today: string) => sql`(
  with recursive cover (account, until) as (
    select b.cover, b.to_day from absence b
    where b.account = h.account and b.authority = h.authority and b.cover is not null
      and ${today}::date between b.from_day and b.to_day
    union
    select b.cover, least(b.to_day, c.until) from cover c
    join absence b on b.account = c.account and b.authority = h.authority and b.cover is not null
      and ${today}::date between b.from_day and b.to_day
  ), reached as (
    select c.account, max(c.until) as until, exists (select from absence a
      where a.account = c.account and a.authority = h.authority
        and ${today}::date between a.from_day and a.to_day) as is_away
    from cover c where c.account <> h.account group by c.account
  )
  select coalesce(array_agg(account order by is_away, until desc, account), '{}') as accounts,
    (array_agg(until order by is_away, until desc, account))[1] as until
  from reached)`

type Covering = { readonly authority: string; readonly user: string; readonly today: string }

/** Accounts whose work is a person's on that day: the own, and of whom this person covers, near or far. */
export const coveredBy = (sql: Tx, { authority, user, today }: Covering) => sql`
  with recursive covered (account) as (
    select ${user}::text
    union
    select b.account from covered c join absence b on b.cover = c.account
    where b.authority = ${authority} and ${today}::date between b.from_day and b.to_day
  )
  select account from covered`
