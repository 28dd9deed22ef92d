// Who handles the exchanges of an authority in a legal area: those whose role lets them act.
import type { Tx } from '../../base/sql.ts'

export type Handler = {
  readonly user: string
  readonly authority: string
  readonly country: string
  /** A legal area, or * for all of them. */
  readonly area: string
}

export type Colleague = { readonly user: string; readonly name: string }

/** By name, each once. One statement. */
export const colleaguesOf = (
  sql: Tx,
  authority: string,
  { area, roles }: { readonly area: string; readonly roles: readonly string[] },
) => sql<Colleague[]>`
  select id as "user", name from account where id in (
    select account from account_role where authority = ${authority} and role = any(${roles as string[]})
      and (area = '*' or area = ${area}))
  order by name, id`

/** One statement; somebody with two roles may come twice. */
export const handlersOf = (sql: Tx, authorities: readonly string[], roles: readonly string[]) => sql<
  Handler[]
>`
  select held.account as "user", held.authority, authority.country, held.area
  from account_role as held join authority on authority.id = held.authority
  where held.authority = any(${authorities as string[]}) and held.role = any(${roles as string[]})
  order by held.authority, held.account, held.area`
