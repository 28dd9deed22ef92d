// What the words of a query are worth for each concept, country, town and group of names, and by which match.
import type { Lang } from '../base/text.ts'
import type { Word } from './fold.ts'
import type { Rule } from './match.ts'
import { type Index, type IndexTerm, rarity } from './search-index.ts'
import type { Match } from './vocabulary.ts'

/** What one word of the query gives to one target, and why. */
export type Gain = { readonly score: number; readonly matched: string; readonly rule: Rule }

/** Target -> gain, for one word of the query. */
export type WordGains = {
  readonly word: string
  readonly concepts: ReadonlyMap<string, Gain>
  readonly countries: ReadonlyMap<string, Gain>
  readonly towns: ReadonlyMap<string, Gain>
  readonly names: ReadonlyMap<number, Gain>
}

export const fieldWeights = { concept: 1, country: 5, town: 3.6, name: 0.5 } as const

/** A term in a language that the reader did not choose counts for less; towns belong to all readers. */
const otherLanguage = 0.7

/** Weighs each word of a query. */
export function gainsOf(index: Index, words: readonly Word[], lang: Lang): readonly WordGains[] {
  const matches = words.map(({ key }) => index.vocabulary.match(key))
  const coverage = coverageOf(index, matches)
  return words.map(({ word }, at) => {
    const hits = matches[at] ?? []
    const found = termGains(index, hits, lang, coverage)
    return {
      word,
      concepts: telling(index, found.concept),
      ...(isKnown(found) ? noPlaces : places(found.country, found.town)),
      names: nameGains(index, hits),
    }
  })
}

/** How much of each term the whole query names. */
function coverageOf(index: Index, matches: readonly (readonly Match[])[]): ReadonlyMap<number, number> {
  const coverage = new Map<number, number>()
  for (const word of new Set(matches.flatMap(hits => hits.map(hit => hit.word))))
    for (const id of index.termsByWord.get(word) ?? [])
      coverage.set(id, Math.min(1, (coverage.get(id) ?? 0) + shareOf(index.terms[id], word)))
  return coverage
}

const shareOf = (term: IndexTerm | undefined, word: number): number =>
  term?.shares[term.words.indexOf(word)] ?? 0

type Found = Gain & { readonly weight: number }

/** A word gives its share of a term; up to half of it is lost where the query names the term only in part.
 *  All words of a term must be found together for its full weight. */
function termGains(
  { terms, termsByWord }: Index,
  hits: readonly Match[],
  lang: Lang,
  coverage: ReadonlyMap<number, number>,
): Record<IndexTerm['field'], Map<string, Found>> {
  const found = {
    concept: new Map<string, Found>(),
    country: new Map<string, Found>(),
    town: new Map<string, Found>(),
  }
  for (const { word, rule, weight } of hits)
    for (const id of termsByWord.get(word) ?? []) {
      const term = terms[id]
      if (!term) continue
      const spoken = term.lang === null || term.lang === lang ? 1 : otherLanguage
      const share = shareOf(term, word) * (0.5 + 0.5 * (coverage.get(id) ?? 0))
      const score = weight * spoken * share
      const known = found[term.field].get(term.target)
      if (known && known.score >= score && known.weight >= weight) continue
      const best = known && known.score >= score ? known : { score, matched: term.text, rule }
      found[term.field].set(term.target, { ...best, weight: Math.max(weight, known?.weight ?? 0) })
    }
  return found
}

/** A word that fits many concepts tells little. Counts over concepts, not over authorities. */
function telling(index: Index, found: ReadonlyMap<string, Found>): ReadonlyMap<string, Gain> {
  let among = 0
  for (const { weight } of found.values()) among += weight
  const factor = fieldWeights.concept * rarity(index.conceptCount, among)
  return scaled(found, factor)
}

const noPlaces = { countries: new Map<string, Gain>(), towns: new Map<string, Gain>() }

/** A word that stands in the lexicon as it is written is no form of the name of a place: port, Portugal. */
function isKnown({
  concept,
  country,
  town,
}: Record<IndexTerm['field'], ReadonlyMap<string, Found>>): boolean {
  const isExact = (found: ReadonlyMap<string, Found>) =>
    [...found.values()].some(({ weight }) => weight === 1)
  return isExact(concept) && !isExact(country) && !isExact(town)
}

/** One word names one place: where it fits one better than others, only the best fit counts. */
function places(countries: ReadonlyMap<string, Found>, towns: ReadonlyMap<string, Found>) {
  let best = 0
  for (const found of [countries, towns])
    for (const { weight } of found.values()) best = Math.max(best, weight)
  const bestOnly = (found: ReadonlyMap<string, Found>) =>
    new Map([...found].filter(([, gain]) => gain.weight === best))
  return {
    countries: scaled(bestOnly(countries), fieldWeights.country),
    towns: scaled(bestOnly(towns), fieldWeights.town),
  }
}

function nameGains(index: Index, hits: readonly Match[]): ReadonlyMap<number, Gain> {
  const found = new Map<number, Found>()
  let among = 0
  for (const { word, rule, weight } of hits)
    for (const group of index.namesByWord.get(word) ?? []) {
      const known = found.get(group)
      if (known && known.weight >= weight) continue
      among += weight - (known?.weight ?? 0)
      found.set(group, {
        score: weight / (index.nameLengths[group] ?? 1),
        matched: index.nameWords.get(word) ?? '',
        rule,
        weight,
      })
    }
  return scaled(found, fieldWeights.name * rarity(index.nameLengths.length, among))
}

const scaled = <K>(found: ReadonlyMap<K, Found>, factor: number): ReadonlyMap<K, Gain> =>
  new Map(
    [...found].map(([key, { score, matched, rule }]) => [key, { score: score * factor, matched, rule }]),
  )
