// Where invented texts come from: words in every language, terms of the lexicon, names of countries.
import type { Lang, Library } from '../base/text.ts'
import type { Lexicon } from '../procedure/lexicon.ts'
import type { WordsOf } from './frame.ts'

export type Sources = {
  readonly wordsOf: WordsOf
  /** All words for a term; the first is its name. */
  terms(lang: Lang, kind: string, id: string): readonly string[]
  term(lang: Lang, kind: string, id: string): string
  /** The activities among competences. */
  activities(competences: readonly string[]): readonly string[]
  country(lang: Lang, country: string): string
}

export const openSources = (
  wordsOf: WordsOf,
  lexicons: ReadonlyMap<Lang, Lexicon>,
  library: Pick<Library, 'in'>,
): Sources => {
  const terms = (lang: Lang, kind: string, id: string): readonly string[] =>
    lexicons.get(lang)?.[kind]?.[id] ?? []
  return {
    wordsOf,
    terms,
    term: (lang, kind, id) => terms(lang, kind, id)[0] ?? id,
    activities: competences => competences.filter(id => terms('en', 'activity', id).length > 0),
    country: (lang, country) => library.in(lang).country(country),
  }
}
