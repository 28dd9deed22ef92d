// The search wired to the database: the finder, suggestions, and the words that nothing fits.
import { openWords } from './authority/finder.ts'
import { readLexicons } from './authority/lexicons.ts'
import { openFinder } from './authority/live.ts'
import { addUnknownWords } from './authority/store/unknown-word.ts'
import type { AuthorityStore } from './authority/store.ts'
import { suggester } from './authority/suggest.ts'
import { openUnknownWords } from './authority/unknown-words.ts'
import type { Sql } from './base/sql.ts'
import type { Library } from './base/text.ts'

type Wanted = {
  readonly sql: Sql
  readonly root: string
  readonly library: Library
  readonly directory: Pick<AuthorityStore, 'changedSince'>
  readonly clock: () => string
}

/** Starts loading the directory. */
export function openSearch({ sql, root, library, directory, clock }: Wanted) {
  const lexicons = readLexicons(root)
  return {
    finder: openFinder(directory, openWords(library, lexicons)),
    suggest: suggester(library, lexicons),
    unknownWords: openUnknownWords(
      words => addUnknownWords(sql, words),
      () => clock().slice(0, 10),
    ),
  }
}
