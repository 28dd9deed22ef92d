// Finds authorities by what people call them, in any of the languages: ranks the index for one query.
import type { Lang, Library } from '../base/text.ts'
import type { Lexicon } from '../procedure/lexicon.ts'
import { type Counts, countsOf } from './counts.ts'
import { tokensOf } from './fold.ts'
import type { Rule } from './match.ts'
import type { Entry } from './model.ts'
import { type PlaceWordsOf, placeWordsOf } from './places.ts'
import { type Question, questionsOf } from './questions.ts'
import { bestOf, scorer } from './rank.ts'
import { gainsOf, type WordGains } from './score.ts'
import { buildIndex, type Index } from './search-index.ts'
import { type TermIndex, termIndex } from './term-index.ts'
import { lexiconTerms } from './terms.ts'

export type Query = {
  readonly text: string
  readonly lang: Lang
  /** Chosen in a list: these are hard. */
  readonly country?: string | undefined
  readonly area?: string | undefined
  readonly competence?: string | undefined
  readonly type?: string | undefined
  readonly town?: string | undefined
  /** A NUTS code: what lies in it counts, too. */
  readonly region?: string | undefined
  readonly limit: number
  /** How many hits to leave out: the page before ended there. */
  readonly after?: number | undefined
}

/** A word of the query, the term that it matched, and what that term means: `profession.architect`, `country.EL`,
 *  `region.EL3`, `town.EL Αθήνα`, or `name` for a word of the official name. */
export type Why = {
  readonly word: string
  readonly matched: string
  readonly rule: Rule
  readonly means: string
}
/** `authority` is its id. `why` is empty only where no text was asked for. */
export type Hit = { readonly authority: string; readonly score: number; readonly why: readonly Why[] }

/** What was found, and how the query was read. */
export type Reading = {
  readonly hits: readonly Hit[]
  /** How many authorities fit as well as the first. */
  readonly ties: number
  /** How the words led to the first hit. */
  readonly understood: readonly Why[]
  /** Words that nothing in the lexicon and in no name fits. */
  readonly unknown: readonly string[]
  readonly questions: readonly Question[]
  /** What the filters leave, where no text was asked for. */
  readonly counts: Counts | null
}

/** What one may choose in lists: only what the directory has. */
export type Choices = {
  readonly countries: readonly string[]
  readonly areas: readonly string[]
  readonly competences: readonly string[]
  readonly types: readonly string[]
}

export const noChoices: Choices = { countries: [], areas: [], competences: [], types: [] }

export type Finder = {
  find(query: Query): readonly Hit[]
  read(query: Query): Reading
  readonly choices: Choices
  /** How many authorities can be found. */
  readonly size: number
}

/** Longer texts are cut: what is looked for stands in a sentence. */
const wordsMax = 40

/** What the finders of all directories share: the lexicon, read once. */
export type Words = { readonly terms: TermIndex; readonly placeWords: PlaceWordsOf }

/** Prepares the words of all languages. Takes some tenths of a second. */
export function openWords(
  library: Pick<Library, 'languages' | 'in'>,
  lexicons: ReadonlyMap<Lang, Lexicon>,
): Words {
  const none = placeWordsOf(undefined)
  const placeWords = new Map([...lexicons].map(([lang, lexicon]) => [lang, placeWordsOf(lexicon)]))
  return {
    terms: termIndex(lexiconTerms(library, lexicons)),
    placeWords: lang => placeWords.get(lang) ?? none,
  }
}

/** A finder over a directory. Suspended and removed authorities are left out. */
export function finderOver(entries: readonly Entry[], { terms, placeWords }: Words): Finder {
  const index = buildIndex(entries, terms)
  return {
    size: index.entries.length,
    choices: choicesOf(index.entries),
    find: query => read(index, placeWords, query).hits,
    read: query => read(index, placeWords, query),
  }
}

const choicesOf = (entries: readonly Entry[]): Choices => ({
  countries: [...new Set(entries.map(({ country }) => country))],
  areas: [...new Set(entries.map(({ area }) => area))],
  competences: [...new Set(entries.flatMap(({ competences }) => competences))],
  types: [...new Set(entries.map(({ type }) => type))],
})

function read(index: Index, placeWords: PlaceWordsOf, query: Query): Reading {
  const tokens = tokensOf(query.text, query.lang).slice(0, wordsMax)
  const isAsked = query.text.trim() !== ''
  const gains = gainsOf(index, tokens, query.lang, placeWords(query.lang))
  const from = query.after ?? 0
  const scoreOf = scorer(index, gains)
  const allowed = allowedFor(query)
  const { best, near } = bestOf(index, scoreOf, allowed, isAsked, from + query.limit)
  const hits = best.slice(from).map(({ at, score }) => ({
    authority: index.entries[at]?.id ?? '',
    score: Math.round(score * 1000) / 1000,
    why: gains.flatMap(gain => reasonFor(index, gain, at)),
  }))
  const [first] = best
  return {
    hits,
    ties: near.filter(({ score }) => score === first?.score).length,
    understood: first ? gains.flatMap(gain => reasonFor(index, gain, first.at)) : [],
    unknown: gains.flatMap(gain => (isUnknown(gain) ? [gain.word] : [])),
    questions: isAsked ? questionsOf(near.flatMap(({ at }) => index.entries[at] ?? [])) : [],
    counts: isAsked ? null : countsOf(index.entries.filter(allowed)),
  }
}

const isUnknown = ({ concepts, places, names }: WordGains): boolean =>
  concepts.size + places.size + names.size === 0

const allowedFor = ({
  country,
  area,
  competence,
  type,
  town,
  region,
}: Query): ((entry: Entry) => boolean) => {
  const tests: ((entry: Entry) => boolean)[] = []
  if (country) tests.push(entry => entry.country === country)
  if (area) tests.push(entry => entry.area === area)
  if (type) tests.push(entry => entry.type === type)
  if (town) tests.push(entry => entry.town === town)
  if (region) tests.push(entry => entry.region?.startsWith(region) === true)
  if (competence) tests.push(entry => entry.competences.includes(competence))
  return entry => tests.every(test => test(entry))
}

/** The strongest thing that a word of the query gave to an authority. */
function reasonFor(index: Index, gains: WordGains, at: number): readonly Why[] {
  const { country } = index.places[index.placeOf[at] ?? 0] ?? nowhere
  const given = [
    ...(index.kinds[index.kindOf[at] ?? 0]?.concepts ?? []).map(id => [id, gains.concepts.get(id)] as const),
    ...placesFor(gains, country).map(([place, gain]) => [meaningOf(place), gain] as const),
    ['name', gains.names.get(index.nameOf[at] ?? 0)] as const,
  ].flatMap(([means, gain]) => (gain ? [{ means, ...gain }] : []))
  const [first, ...others] = given
  if (!first) return []
  const best = others.reduce((one, other) => (other.score > one.score ? other : one), first)
  return [{ word: gains.word, matched: best.matched, rule: best.rule, means: best.means }]
}

const nowhere = { country: '' }

/** A place within a country speaks for the whole country, too. */
const placesFor = ({ places }: WordGains, country: string) =>
  [...places].filter(([place]) => place.slice(0, 2) === country)

const meaningOf = (place: string): string =>
  place.length === 2 ? `country.${place}` : place.charAt(2) === ' ' ? `town.${place}` : `region.${place}`
