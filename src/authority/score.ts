// What the words of a query are worth for each concept, place and group of names, and by which match.
import type { Lang } from '../base/text.ts'
import { type Coverage, coverageOf, isPhrase, phraseWords, shareOf, wholeTerm } from './coverage.ts'
import type { Word } from './fold.ts'
import type { Rule } from './match.ts'
import { mayMean } from './meaning.ts'
import { type PlaceWords, roleAt, roleWeights } from './places.ts'
import type { Index } from './search-index.ts'
import { rarity, type TermIndex } from './term-index.ts'
import type { Field } from './terms.ts'
import type { Match } from './vocabulary.ts'

/** What one word of the query gives to one target, and why. */
export type Gain = { readonly score: number; readonly matched: string; readonly rule: Rule }

/** A word may be one of several in the name of a place; `whole` is what all of them together give. */
export type PlaceGain = Gain & { readonly whole: number }

/** Target -> gain, for one word of the query. */
export type WordGains = {
  readonly word: string
  readonly concepts: ReadonlyMap<string, Gain>
  /** Countries, regions and towns: `EL`, `EL3`, `EL Αθήνα`. */
  readonly places: ReadonlyMap<string, PlaceGain>
  readonly names: ReadonlyMap<number, Gain>
}

export const fieldWeights = { concept: 1, country: 5, region: 2.6, town: 3.6, name: 0.5 } as const

/** Who names a person or an office means it more than who names what many offices have to do with. */
const kindWeights: Readonly<Record<string, number>> = {
  profession: 1.1,
  'authority-type': 1.05,
  activity: 0.9,
}

/** A term in a language that the reader did not choose counts for less; towns belong to all readers. */
const otherLanguage = 0.65

/** What is so much weaker than the best match of a word is an accident, most of all between languages. */
const accident = 0.65

/** Weighs each word of a query. */
export function gainsOf(
  index: Index,
  tokens: readonly Word[],
  lang: Lang,
  placeWords: PlaceWords,
): readonly WordGains[] {
  const isWord = tokens.map(
    ({ key }, at) =>
      key.length > 1 &&
      !placeWords.before.has(key) &&
      !placeWords.fillers.has(key) &&
      tokens.findIndex(one => one.key === key) === at,
  )
  const capitals = tokens.some(({ word }) => isCapital(word))
  const parts = [index.lexicon, index.towns].map(terms => {
    const matches = tokens.map(({ key }, at) => (isWord[at] ? terms.vocabulary.match(key) : []))
    const coverage = coverageOf(terms, matches)
    return { terms, matches, coverage, inPhrase: phraseWords(terms, coverage, lang) }
  })
  return tokens.flatMap(({ word, key }, at): WordGains[] => {
    if (!isWord[at]) return []
    const found = nothingFound()
    for (const { terms, matches, coverage, inPhrase } of parts)
      addGains(found, terms, {
        ...{ asked: key, hits: matches[at] ?? [], lang, coverage, isInPhrase: inPhrase.has(at) },
        mayBePlace: !capitals || isCapital(word),
      })
    dropAccidents(found)
    // A word of a phrase is no place, unless it only resembles the phrase's: porto d'armi; but Drážďany, drážní úřad.
    const phrase = Math.max(...parts.map(({ inPhrase }) => inPhrase.get(at) ?? 0))
    if (phrase > 0 && phrase >= placeWeight(found)) for (const field of placeFields) found[field].clear()
    const places = placeGains(found, (name, isNationality) =>
      isNationality ? roleWeights.nationality : roleWeights[roleAt(tokens, at, name, placeWords)],
    )
    const isPlace = places.size > 0 && placeWeight(found) > weightOf(found, 'concept')
    const concepts = isPlace ? new Map<string, Gain>() : telling(index, found.concept)
    const names = isPlace ? new Map() : nameGains(index, index.names.match(key), concepts.size > 0)
    return [{ word, concepts, places, names }]
  })
}

/** Begins as names begin. */
const isCapital = (word: string): boolean => /^\p{Lu}/u.test(word)

/** `weight` tells how well the word fits, whatever its share of the term; `name` is the word of a usual name. */
type Found = Gain & { readonly weight: number; readonly name: string | null }
type FoundByField = Readonly<Record<Field, Map<string, Found>>>

const nothingFound = (): FoundByField => ({
  ...{ concept: new Map(), country: new Map(), nationality: new Map(), region: new Map(), town: new Map() },
})

type Asking = {
  readonly asked: string
  readonly hits: readonly Match[]
  readonly lang: Lang
  readonly coverage: ReadonlyMap<number, Coverage>
  /** The word is written as names are. */
  readonly mayBePlace: boolean
  /** The word belongs to a phrase of the query. */
  readonly isInPhrase: boolean
}

/** A word gives its share of a term; up to half of it is lost where the query names the term only in part.
 *  All words of a term must be found together for its full weight. */
function addGains(found: FoundByField, { terms, termsByWord, vocabulary }: TermIndex, asking: Asking): void {
  const { asked, hits, lang, coverage, isInPhrase, mayBePlace } = asking
  for (const { word, rule, weight } of hits) {
    const key = vocabulary.words[word] ?? ''
    for (const id of termsByWord.get(word) ?? []) {
      const term = terms[id]
      if (!term || !mayMean(term, { rule, key, asked, lang, mayBePlace })) continue
      const named = coverage.get(id)
      if (!named) continue
      const spoken = weight * (term.lang === null || term.lang === lang ? 1 : otherLanguage)
      // Northern Croatia is not what Croatia means; Frankfurt still means Frankfurt am Main.
      const fit = term.field === 'concept' || named.covered > wholeTerm ? spoken : partOfName * spoken
      const told = term.field !== 'concept' ? 1 : isPhrase(term, named) ? together : isInPhrase ? apart : 1
      const score = told * spoken * shareOf(term, word) * (0.5 + 0.5 * named.covered)
      const known = found[term.field].get(term.target)
      if (known && known.score >= score && known.weight >= fit) continue
      const best =
        known && known.score >= score
          ? known
          : { score, matched: term.text, rule, name: term.isName ? key : null }
      found[term.field].set(term.target, { ...best, weight: Math.max(fit, known?.weight ?? 0) })
    }
  }
}

const partOfName = 0.9

/** Words that stand together as in the lexicon leave less doubt than each of them. */
const together = 1.2

/** A word that belongs to a phrase says less on its own: misleading advertising is not what advertisers do. */
const apart = 0.6

const weightOf = (found: FoundByField, field: Field): number =>
  [...found[field].values()].reduce((best, { weight }) => Math.max(best, weight), 0)

const placeFields = ['country', 'nationality', 'region', 'town'] as const

const placeWeight = (found: FoundByField): number =>
  Math.max(...placeFields.map(field => weightOf(found, field)))

function dropAccidents(found: FoundByField): void {
  const least = accident * Math.max(weightOf(found, 'concept'), placeWeight(found))
  for (const field of Object.values(found))
    for (const [target, { weight }] of field) if (weight < least) field.delete(target)
}

/** A word that fits many concepts tells little. Counts over concepts, not over authorities. */
function telling(index: Index, found: ReadonlyMap<string, Found>): ReadonlyMap<string, Gain> {
  let among = 0
  for (const { weight } of found.values()) among += weight
  const factor = fieldWeights.concept * rarity(index.lexicon.concepts.size, among)
  return new Map(
    [...found].map(([target, { score, matched, rule }]) => [
      target,
      { score: score * factor * (kindWeights[target.slice(0, target.indexOf('.'))] ?? 1), matched, rule },
    ]),
  )
}

/** One word names one place: where it fits one better than others, only the best fit counts. A word that
 *  stands in the lexicon as it is written is no form of the name of a place: port, Portugal. */
function placeGains(
  found: FoundByField,
  roleOf: (name: string | null, isNationality: boolean) => number,
): ReadonlyMap<string, PlaceGain> {
  const best = placeWeight(found)
  const gains = new Map<string, PlaceGain>()
  if (best === 0 || (weightOf(found, 'concept') === 1 && best < partOfName)) return gains
  for (const field of placeFields)
    for (const [target, { score, matched, rule, weight, name }] of found[field]) {
      if (weight < best) continue
      const whole =
        weight *
        roleOf(name, field === 'nationality') *
        fieldWeights[field === 'nationality' ? 'country' : field]
      const worth = (score / weight) * whole
      if (worth > (gains.get(target)?.score ?? 0)) gains.set(target, { score: worth, whole, matched, rule })
    }
  return gains
}

/** What a word means counts; that a word like it also stands in names favours those who speak the reader's language. */
const besideConcept = 0.4

function nameGains(index: Index, hits: readonly Match[], isConcept: boolean): ReadonlyMap<number, Gain> {
  const found = new Map<number, Gain & { readonly weight: number }>()
  let among = 0
  for (const { word, rule, weight: fit } of hits) {
    const weight = isConcept && rule !== 'exact' ? besideConcept * fit : fit
    for (const group of index.namesByWord.get(word) ?? []) {
      const known = found.get(group)
      if (known && known.weight >= weight) continue
      among += weight - (known?.weight ?? 0)
      const score = weight / (index.nameLengths[group] ?? 1)
      found.set(group, { score, matched: index.nameWords[word] ?? '', rule, weight })
    }
  }
  return scaled(found, fieldWeights.name * rarity(index.nameLengths.length, among))
}

const scaled = <K>(found: ReadonlyMap<K, Gain>, factor: number): ReadonlyMap<K, Gain> =>
  new Map(
    [...found].map(([key, { score, matched, rule }]) => [key, { score: score * factor, matched, rule }]),
  )
