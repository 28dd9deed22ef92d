// Whether a word of a query may mean a term at all: what is plain in one's own language is an accident in another.
import type { Lang } from '../base/text.ts'
import type { Rule } from './match.ts'
import type { IndexTerm } from './term-index.ts'

/** How a word met a word of a term. */
export type Meeting = {
  readonly rule: Rule
  /** The folded word of the term, and that of the query. */
  readonly key: string
  readonly asked: string
  readonly lang: Lang
  /** The word is written as names are: with a capital, or in a text without any. */
  readonly mayBePlace: boolean
}

/** The small words of one language are the small words of another: un, il, van. */
const shortLetters = 3
/** So many letters two words of different languages must share from the start. */
const foreignStem = 5
/** A slip in a shorter word of another language is an accident: Knie, kiné. */
const foreignSlip = 6
/** Shorter names of places are one slip away from too many words. */
const placeLettersMin = 6
/** So many letters of the name of a place may be replaced by an ending. */
const placeTail = 2
const shortName = 5

/** Names of places are short and many: they are inflected only in the reader's language, and never compounded. */
export function mayMean({ field, lang: of }: Pick<IndexTerm, 'field' | 'lang'>, meeting: Meeting): boolean {
  const { rule, key, asked, lang, mayBePlace } = meeting
  if (key.length <= shortLetters && of !== lang) return false
  if (rule === 'exact') return true
  if (field === 'concept')
    return of === lang || (rule === 'typing-error' ? key.length >= foreignSlip : isAlike(key, asked))
  if (of !== null && of !== lang) return false
  if (field !== 'nationality' && !mayBePlace) return false
  if (rule === 'typing-error') return key.length >= placeLettersMin
  return rule === 'inflection' && asked.startsWith(stemOf(key, of))
}

/** Native names stand in sentences of any language and lose at most a last vowel; short names do so in their own. */
const stemOf = (key: string, of: Lang | null): string =>
  of !== null && key.length > shortName ? key.slice(0, -placeTail) : key.replace(/[aeiouy]$/, '')

/** A word of another language may end otherwise; a shared beginning of a few letters is an accident. */
const isAlike = (key: string, asked: string): boolean => {
  const stem = Math.max(foreignStem, Math.ceil(0.7 * Math.min(key.length, asked.length)))
  return key.slice(0, stem) === asked.slice(0, stem)
}
