// Finds authorities by what people call them, in any of the languages: ranks the index for one query.
import type { Lang, Library } from '../base/text.ts'
import type { Lexicon } from '../procedure/lexicon.ts'
import { type Case, type Competence, competentFor } from './competent.ts'
import { type Counts, countsOf } from './counts.ts'
import { tokensOf } from './fold.ts'
import type { Entry } from './model.ts'
import { type PlaceWordsOf, placeWordsOf } from './places.ts'
import { matterOf, type Question, questionsOf } from './questions.ts'
import { bestOf, closedOver, type Ranked, scorer } from './rank.ts'
import { reasonsFor, type Why } from './reason.ts'
import { gainsOf, type WordGains } from './score.ts'
import { buildIndex, type Index } from './search-index.ts'
import type { Listed } from './successors.ts'
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

/** `authority` is its id. `why` is empty only where no text was asked for. */
export type Hit = { readonly authority: string; readonly score: number; readonly why: readonly Why[] }

/** A hit that stands for another one: `instead` was merged into it, or does not work for a while. */
export type LedHit = Hit & { readonly instead: string }

/** What was found, and how the query was read. */
export type Reading = {
  readonly hits: readonly Hit[]
  /** Where an authority that works no more fits better than all that do: whom to ask in its place. Before the hits. */
  readonly led: readonly LedHit[]
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
  /** Who is competent for a case: at most `limit`. */
  competent(asked: Case, limit: number): Competence
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

/** A finder over a directory. Suspended and removed authorities lead to those that act in their place. */
export function finderOver(entries: readonly Listed[], { terms, placeWords }: Words): Finder {
  const index = buildIndex(entries, terms)
  return {
    size: index.activeCount,
    choices: choicesOf(index.entries.slice(0, index.activeCount)),
    find: query => allHits(read(index, placeWords, query)).slice(0, query.limit),
    read: query => read(index, placeWords, query),
    competent: (asked, limit) => competentFor(index, placeWords, asked, limit),
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
  const hitOf = ({ at, score }: Ranked): Hit => ({
    authority: index.entries[at]?.id ?? '',
    score: Math.round(score * 1000) / 1000,
    why: reasonsFor(index, gains, at),
  })
  const [first] = best
  const hits = best.slice(from).map(hitOf)
  const closed = isAsked && from === 0 ? closedOver(index, scoreOf, allowed, first?.score ?? 0) : []
  return {
    hits,
    led: closed.slice(0, ledMax).map(one => ledBy(index, one.at, hitOf(one))),
    ties: near.filter(({ score }) => score === first?.score).length,
    understood: (from === 0 ? hits[0]?.why : first && reasonsFor(index, gains, first.at)) ?? [],
    unknown: gains.flatMap(gain => (isUnknown(gain) ? [gain.word] : [])),
    questions: isAsked ? questionsIn(index, near, { gains, query, allowed }) : [],
    counts: isAsked
      ? null
      : countsOf(index.entries.filter((one, at) => at < index.activeCount && allowed(one))),
  }
}

const ledMax = 3

const ledBy = ({ activeCount, leadsTo }: Index, at: number, hit: Hit): LedHit => ({
  ...hit,
  authority: leadsTo[at - activeCount] ?? '',
  instead: hit.authority,
})

/** Those that stand for others first; each authority once. */
export const allHits = ({ led, hits }: Pick<Reading, 'led' | 'hits'>): readonly (Hit | LedHit)[] =>
  [...new Map([...led, ...hits].toReversed().map(one => [one.authority, one])).values()].toReversed()

type Asked = {
  readonly gains: readonly WordGains[]
  readonly query: Query
  readonly allowed: (entry: Entry) => boolean
}

/** Where a matter is named and no place, it may be anywhere: who asks in one language means another country. */
function questionsIn(index: Index, near: readonly Ranked[], { gains, query, allowed }: Asked) {
  const isMatter = gains.some(({ concepts }) => concepts.size > 0)
  const isPlace = gains.some(({ places }) => places.size > 0) || query.country || query.region || query.town
  const candidates = near.flatMap(({ at }) => index.entries[at] ?? [])
  if (!isMatter || isPlace) return questionsOf(candidates)
  const matters = new Set(candidates.map(matterOf))
  const isWanted = index.kinds.map(({ matter }) => matters.has(matter))
  const isThere = (entry: Entry, at: number): boolean =>
    at < index.activeCount && isWanted[index.kindOf[at] ?? 0] === true && allowed(entry)
  return questionsOf(
    candidates,
    index.entries.filter(isThere).map(({ country }) => country),
  )
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
