// Finds authorities by what people call them, in any of the languages: ranks the index for one query.
import type { Lang, Library } from '../base/text.ts'
import type { Lexicon } from '../procedure/lexicon.ts'
import { type Word, wordsOf } from './fold.ts'
import type { Rule } from './match.ts'
import type { Entry } from './model.ts'
import { type Gain, gainsOf, type WordGains } from './score.ts'
import { buildIndex, type Index } from './search-index.ts'
import { townOf } from './terms.ts'

export type Query = {
  readonly text: string
  readonly lang: Lang
  /** Chosen in a list: these are hard. */
  readonly country?: string | undefined
  readonly area?: string | undefined
  readonly competence?: string | undefined
  readonly limit: number
  /** How many hits to leave out: the page before ended there. */
  readonly after?: number | undefined
}

export type Why = { readonly word: string; readonly matched: string; readonly rule: Rule }
/** `authority` is its id. `why` is empty only where no text was asked for. */
export type Hit = { readonly authority: string; readonly score: number; readonly why: readonly Why[] }

/** What one may choose in lists: only what the directory has. */
export type Choices = {
  readonly countries: readonly string[]
  readonly areas: readonly string[]
  readonly competences: readonly string[]
}

export const noChoices: Choices = { countries: [], areas: [], competences: [] }

export type Finder = {
  find(query: Query): readonly Hit[]
  readonly choices: Choices
  /** How many authorities can be found. */
  readonly size: number
}

const wordsMax = 24

/** A finder over a directory. Suspended and removed authorities are left out. */
export function finderOver(
  entries: readonly Entry[],
  library: Pick<Library, 'languages' | 'in'>,
  lexicons: ReadonlyMap<Lang, Lexicon>,
): Finder {
  const index = buildIndex(entries, library, lexicons)
  return {
    size: index.entries.length,
    choices: choicesOf(index.entries),
    find: query => find(index, query),
  }
}

const choicesOf = (entries: readonly Entry[]): Choices => ({
  countries: [...new Set(entries.map(({ country }) => country))],
  areas: [...new Set(entries.map(({ area }) => area))],
  competences: [...new Set(entries.flatMap(({ competences }) => competences))],
})

function find(index: Index, query: Query): readonly Hit[] {
  const words = distinct(wordsOf(query.text)).slice(0, wordsMax)
  const isAsked = query.text.trim() !== ''
  const gains = gainsOf(index, words, query.lang)
  const from = query.after ?? 0
  const best = bestOf(index, query, scorer(index, gains), isAsked, from + query.limit)
  return best.slice(from).map(({ at, score }) => ({
    authority: index.entries[at]?.id ?? '',
    score: Math.round(score * 1000) / 1000,
    why: gains.flatMap(gain => reasonFor(index, gain, at)),
  }))
}

const distinct = (words: readonly Word[]): readonly Word[] => [
  ...new Map(words.map(word => [word.key, word])).values(),
]

/** Adds up the parts; what whole groups share is added up once. */
function scorer(index: Index, gains: readonly WordGains[]): (at: number) => number {
  const ofKind = index.kinds.map(concepts =>
    gains.reduce((sum, gain) => sum + (conceptGain(gain, concepts)?.score ?? 0), 0),
  )
  const ofName = new Float64Array(index.nameLengths.length)
  for (const { names } of gains)
    for (const [name, { score }] of names) ofName[name] = (ofName[name] ?? 0) + score
  const countries = largest(gains.map(gain => gain.countries))
  const towns = largest(gains.map(gain => gain.towns))
  return at => {
    const entry = index.entries[at]
    if (!entry) return 0
    const town = towns.size === 0 ? 0 : (towns.get(townOf(entry)) ?? 0)
    return (
      (ofKind[index.kindOf[at] ?? 0] ?? 0) +
      (ofName[index.nameOf[at] ?? 0] ?? 0) +
      (countries.get(entry.country) ?? 0) +
      town
    )
  }
}

/** Each word counts once for an authority: for the concept that it fits best. */
function conceptGain({ concepts }: WordGains, of: readonly string[]): Gain | undefined {
  let best: Gain | undefined
  for (const concept of of) {
    const gain = concepts.get(concept)
    if (gain && (!best || gain.score > best.score)) best = gain
  }
  return best
}

/** Two words for one place do not make it twice the place, but the words of one name add up to it. */
function largest(each: readonly ReadonlyMap<string, Gain>[]): ReadonlyMap<string, number> {
  const scores = new Map<string, number>()
  for (const gains of each)
    for (const [place, { score }] of gains) scores.set(place, Math.max(score, scores.get(place) ?? 0))
  return scores
}

type Ranked = { readonly at: number; readonly score: number }

/** The best `count`; entries lie in the order that breaks ties, so a later one must be strictly better. */
function bestOf(
  index: Index,
  query: Query,
  scoreOf: (at: number) => number,
  isAsked: boolean,
  count: number,
): readonly Ranked[] {
  const best: Ranked[] = []
  for (let at = 0; at < index.entries.length; at++) {
    const last = best[best.length - 1]
    const score = scoreOf(at)
    if (isAsked && score <= 0) continue
    if (best.length >= count && last && score <= last.score) continue
    if (!passes(index.entries[at], query)) continue
    let place = best.length
    while (place > 0 && (best[place - 1]?.score ?? 0) < score) place--
    best.splice(place, 0, { at, score })
    if (best.length > count) best.pop()
  }
  return best
}

const passes = (entry: Entry | undefined, { country, area, competence }: Query): boolean =>
  entry !== undefined &&
  (!country || entry.country === country) &&
  (!area || entry.area === area) &&
  (!competence || entry.competences.includes(competence))

/** The strongest thing that a word of the query gave to an authority. */
function reasonFor(index: Index, gains: WordGains, at: number): readonly Why[] {
  const entry = index.entries[at]
  if (!entry) return []
  const given = [
    conceptGain(gains, index.kinds[index.kindOf[at] ?? 0] ?? []),
    gains.countries.get(entry.country),
    gains.towns.get(townOf(entry)),
    gains.names.get(index.nameOf[at] ?? 0),
  ].flatMap(gain => (gain ? [gain] : []))
  const [first, ...others] = given
  if (!first) return []
  const best = others.reduce((one, other) => (other.score > one.score ? other : one), first)
  return [{ word: gains.word, matched: best.matched, rule: best.rule }]
}
