// The index of persons: who finds an exchange by whom it concerns, and which searches were made.
import type { Tx } from '../../base/sql.ts'
import { subject } from '../vault.ts'

/** Digests under the authority's own key, sorted. Unit: whole numbers of 64 bits, as text. */
export type PersonRow = { readonly authority: string; readonly tokens: readonly string[] }

/** `readers`: who may read about the person; `rows`: what they find it by, where that is known at this step. */
export type Persons = {
  readonly readers: readonly string[]
  readonly rows: readonly PersonRow[]
  /** All that names the person could be opened: the exchange is held as the present way of indexing wants it. */
  readonly isWhole: boolean
}

/**
 * For the statement of a step, over its `moved`. Touches nothing where all is known; who may not read about the person
 * any more does not find the exchange by the person either.
 */
export const keepPersons = (sql: Tx, { readers, rows }: Persons) => sql`
  person as (
    insert into exchange_person as x (exchange, subject, authority, tokens)
    select moved.exchange, ${subject}, given.authority, given.tokens from moved,
      jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (authority text, tokens bigint[])
    on conflict (exchange, subject, authority) do update set tokens = excluded.tokens
    where x.tokens <> excluded.tokens
  ), strangers as (
    delete from exchange_person x using moved
    where x.exchange = moved.exchange and x.authority <> all(${readers as string[]}::text[])
  )`

type Fragment = ReturnType<typeof keepPersons>

/** All tokens of each of the ways in which a person may be meant. */
export type Ways = readonly (readonly string[])[]

/** A person as it is looked for, and the legal areas in which one reads about persons whoever handles the exchange. */
export type PersonAsked = { readonly ways: Ways; readonly areasOfOthers: readonly string[] | '*' }

/** Exchanges of an authority in which the person is named. */
export const withPerson = (sql: Tx, authority: string, asked: Ways): Fragment => {
  const ways = asked.map(tokens => sql`x.tokens @> ${tokens as string[]}::bigint[]`)
  const either = ways.reduce((before, way) => sql`${before} or ${way}`, sql`false`)
  return sql`select x.exchange from exchange_person x where x.authority = ${authority} and (${either})`
}

export type PersonSearch = {
  readonly id: string
  readonly authority: string
  readonly user: string
  readonly at: string
  /** Keyed: it tells whether two searches were for the same, and nothing of whom. */
  readonly digest: string
  readonly found: readonly string[]
}

/** Source: Regulation (EU) No 1024/2012 Art. 21 (security, logging of access). */
export async function notePersonSearch(sql: Tx, search: PersonSearch): Promise<void> {
  const { authority, id, at, user, digest, found } = search
  await sql`
    insert into person_search (authority, id, at, account, digest, found)
    values (${authority}, ${id}, ${at}, ${user}, ${digest}, ${found as string[]})`
}
