// Terms prepared for scoring: the words they are made of, and how much of a term each word is.
import type { Field, Term } from './terms.ts'
import { type Vocabulary, vocabulary } from './vocabulary.ts'

/** A term with ids of its words, and how much of it each word is (adds up to 1). */
export type IndexTerm = Omit<Term, 'keys'> & {
  readonly words: readonly number[]
  readonly shares: readonly number[]
}

export type TermIndex = {
  readonly vocabulary: Vocabulary
  readonly terms: readonly IndexTerm[]
  /** Word -> terms. */
  readonly termsByWord: ReadonlyMap<number, readonly number[]>
  /** The concepts that the terms name, numbered. */
  readonly concepts: ReadonlyMap<string, number>
}

/** Prepares terms. The whole lexicon of 26 languages takes some tenths of a second. */
export function termIndex(terms: readonly Term[]): TermIndex {
  const ids = new Map<string, number>()
  const idOf = (key: string): number => {
    const id = ids.get(key) ?? ids.size
    ids.set(key, id)
    return id
  }
  const prepared = weighed(terms, idOf)
  const concepts = new Set(terms.flatMap(({ field, target }) => (field === 'concept' ? [target] : [])))
  const termsByWord = new Map<number, number[]>()
  for (const [at, term] of prepared.entries()) for (const word of term.words) append(termsByWord, word, at)
  return {
    vocabulary: vocabulary([...ids.keys()]),
    terms: prepared,
    termsByWord,
    concepts: new Map([...concepts].map((concept, id) => [concept, id])),
  }
}

/** Adds to the list that stands under a key. */
export function append<K>(lists: Map<K, number[]>, key: K, value: number): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}

/** A rare word is a larger part of its term than one that stands in the terms of many targets. */
function weighed(terms: readonly Term[], idOf: (key: string) => number): readonly IndexTerm[] {
  const targets = new Map<string, Set<string>>()
  const counts = new Map<Field, Set<string>>()
  const add = <K>(into: Map<K, Set<string>>, key: K, target: string) =>
    into.set(key, (into.get(key) ?? new Set<string>()).add(target))
  for (const { field, target, keys } of terms) {
    add(counts, field, target)
    for (const key of keys) add(targets, `${field} ${key}`, target)
  }
  return terms.map(({ keys, ...term }) => {
    const count = counts.get(term.field)?.size ?? 1
    const rarities = keys.map(key => rarity(count, targets.get(`${term.field} ${key}`)?.size ?? 1))
    const total = rarities.reduce((sum, one) => sum + one, 0)
    return { ...term, words: keys.map(idOf), shares: rarities.map(one => one / total) }
  })
}

/** How telling a word is that fits `among` of `count` things. Never nothing: a common word is a word too. */
export const rarity = (count: number, among: number): number =>
  Math.max(0.1, Math.log((1 + count) / (1 + Math.max(among, 0.5))))
