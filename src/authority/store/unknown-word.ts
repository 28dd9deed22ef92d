// Words that nothing fits: counts that grow, and the most wanted ones.

import type { Tx } from '../../base/sql.ts'
import type { Lang } from '../../base/text.ts'

export type UnknownWord = {
  readonly lang: Lang
  readonly word: string
  readonly count: number
  /** On which it was last asked for. */
  readonly day: string
}

/** Adds to what was counted before, by whichever process. */
export const addUnknownWords = (sql: Tx, words: readonly UnknownWord[]) => sql`
  insert into unknown_word (lang, word, count, last_day)
  select lang, word, count, day from jsonb_to_recordset(${JSON.stringify(words)}::jsonb)
    as one (lang text, word text, count int, day date)
  order by lang, word
  on conflict (lang, word) do update
    set count = unknown_word.count + excluded.count, last_day = greatest(unknown_word.last_day, excluded.last_day)`

/** The most wanted first. */
export const unknownWordsOf = (sql: Tx, limit: number) => sql<UnknownWord[]>`
  select lang, word, count, last_day::text as day from unknown_word
  order by count desc, last_day desc, lang, word limit ${limit}`
