// The words by which exchanges are found: written with each step that adds some.
import type { Tx } from '../../base/sql.ts'

type Fragment = ReturnType<typeof writeWords>

/** For the statement of a step, over its `moved`. Touches nothing where all words are known. */
export const writeWords = (sql: Tx, words: readonly string[]) => sql`
  insert into exchange_text (exchange, words)
  select moved.exchange, array_to_tsvector(${words as string[]}::text[]) from moved
  where ${words.length > 0} and not exists (
    select from exchange_text x where x.exchange = moved.exchange
      and x.words || array_to_tsvector(${words as string[]}::text[]) = x.words)
  on conflict (exchange) do update set words = exchange_text.words || excluded.words`

/** Exchanges whose words match; what the reader may see is for the caller to ask. */
export const withWords = (sql: Tx, query: string): Fragment =>
  sql`select x.exchange from exchange_text x where x.words @@ ${query}::tsquery`
