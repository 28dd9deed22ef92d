// How much of each term a query names, and which of its words stand together as a phrase.
import type { Lang } from '../base/text.ts'
import type { IndexTerm, TermIndex } from './term-index.ts'
import type { Match } from './vocabulary.ts'

/** What is at least so much of a term is all of it. */
export const wholeTerm = 0.99

/** The part of a term that the whole query names, by which of its words, and how well each fits. */
export type Coverage = { covered: number; readonly at: number[]; readonly weights: number[] }

/** Term -> coverage; `matches` are those of each word of the query. */
export function coverageOf(
  { terms, termsByWord }: TermIndex,
  matches: readonly (readonly Match[])[],
): ReadonlyMap<number, Coverage> {
  const coverage = new Map<number, Coverage>()
  const seen = new Set<number>()
  for (const [at, hits] of matches.entries())
    for (const { word, weight } of hits) {
      if (seen.has(word)) continue
      seen.add(word)
      for (const id of termsByWord.get(word) ?? []) {
        const share = shareOf(terms[id], word)
        const known = coverage.get(id)
        if (!known) coverage.set(id, { covered: share, at: [at], weights: [weight] })
        else {
          known.covered += share
          known.at.push(at)
          known.weights.push(weight)
        }
      }
    }
  return coverage
}

/** So many other words may stand between those of a phrase. */
const phraseGap = 2

/** A term of several words that stand together in the query. */
export function isPhrase({ words }: IndexTerm, { covered, at }: Coverage): boolean {
  const length = (at.at(-1) ?? 0) - (at[0] ?? 0)
  return words.length > 1 && covered > wholeTerm && length > 0 && length < words.length + phraseGap
}

/** How much of a term one word is. */
export const shareOf = (term: IndexTerm | undefined, word: number): number =>
  term?.shares[term.words.indexOf(word)] ?? 0

/** The words of the query that stand in a phrase of the reader's language, and how well they fit there. */
export function phraseWords(
  { terms }: TermIndex,
  coverage: ReadonlyMap<number, Coverage>,
  lang: Lang,
): ReadonlyMap<number, number> {
  const found = new Map<number, number>()
  for (const [id, covered] of coverage) {
    const term = terms[id]
    if (term?.lang !== lang || term.field !== 'concept' || !isPhrase(term, covered)) continue
    for (const [i, at] of covered.at.entries())
      found.set(at, Math.max(found.get(at) ?? 0, covered.weights[i] ?? 0))
  }
  return found
}
