// Which authorities of a country are competent for a case, by what its form says: the rules, and why each applies.
import type { Lang } from '../base/text.ts'
import { tokensOf } from './fold.ts'
import type { Entry, Level } from './model.ts'
import type { PlaceWordsOf } from './places.ts'
import { namedPlaces } from './rank.ts'
import { gainsOf } from './score.ts'
import type { Index } from './search-index.ts'
import { townOf } from './terms.ts'

/** What is known of a case before anybody is asked. Never the person concerned. */
export type Case = {
  readonly lang: Lang
  /** In which an authority is looked for. */
  readonly country: string
  readonly area: string
  /** An id of the lexicon; null: only the legal area is known. */
  readonly competence: string | null
  /** What may name a town, in the order in which it counts: the first that does is taken. */
  readonly texts: readonly { readonly field: string; readonly text: string }[]
}

export const groundRules = ['competence', 'area', 'town', 'region', 'country'] as const

/** Why an authority is competent. `name`: a competence or a legal area of the lexicon, `EL Αθήνα`, `EL30`, or `EL`.
 *  `town` and `field`: which town the region was chosen for, and where the form names it. */
export type Ground = {
  readonly rule: (typeof groundRules)[number]
  readonly name: string
  readonly town?: string
  readonly field?: string
}

export type Competent = { readonly authority: string; readonly grounds: readonly Ground[] }

/** `total`: how many are as competent as the first. */
export type Competence = { readonly found: readonly Competent[]; readonly total: number }

type Seat = { readonly town: string; readonly regions: readonly string[]; readonly field: string }

/** The most competent ones of a country, the best first; as competent: in the order of the index. */
export function competentFor(index: Index, placeWords: PlaceWordsOf, asked: Case, limit: number): Competence {
  const seat = seatIn(index, placeWords, asked)
  const here = index.entries.filter((entry, at) => at < index.activeCount && isOfCase(entry, asked))
  const named = here.filter(({ competences }) => competences.includes(asked.competence ?? ''))
  // Where nobody names the competence, whoever works in the legal area knows best.
  const rated = (named.length > 0 ? named : here.filter(({ area }) => area === asked.area)).map(entry => ({
    authority: entry.id,
    ...ratedBy(entry, asked, named.length > 0, seat),
  }))
  const sorted = rated.toSorted((a, b) => b.rank - a.rank)
  return {
    found: sorted.slice(0, limit).map(({ authority, grounds }) => ({ authority, grounds })),
    total: sorted.filter(({ rank }) => rank === sorted[0]?.rank).length,
  }
}

/** Coordinators are asked where there is nobody else: the search leads to them. */
const isOfCase = ({ country, area, type, competences }: Entry, asked: Case): boolean =>
  country === asked.country &&
  !type.endsWith('-coordinator') &&
  (area === asked.area || competences.includes(asked.competence ?? ''))

/** Rank: in the town of the case, in its region, for the whole country, elsewhere. */
function ratedBy(entry: Entry, asked: Case, isNamed: boolean, seat: Seat | null) {
  const what: Ground =
    isNamed && asked.competence !== null
      ? { rule: 'competence', name: asked.competence }
      : { rule: 'area', name: asked.area }
  const where = seat && groundAt(entry, seat)
  if (where) return { rank: where.rule === 'town' ? 3 : 2, grounds: [what, where] }
  if (entry.level === ('national' satisfies Level))
    return { rank: 1, grounds: [what, { rule: 'country', name: entry.country } as const] }
  return { rank: 0, grounds: [what] }
}

function groundAt(entry: Entry, { town, regions, field }: Seat): Ground | null {
  if (townOf(entry) === town) return { rule: 'town', name: town, field }
  const region = regions.find(code => entry.region?.startsWith(code))
  return region === undefined ? null : { rule: 'region', name: region, town, field }
}

const wordsMax = 200

/** The town of the country that the first of the texts names, with the regions in which it lies, small to large. */
function seatIn(index: Index, placeWords: PlaceWordsOf, { texts, lang, country }: Case): Seat | null {
  for (const { field, text } of texts) {
    const gains = gainsOf(index, tokensOf(text, lang).slice(0, wordsMax), lang, placeWords(lang))
    const [best] = [...namedPlaces(gains)]
      .filter(([place]) => place.startsWith(`${country} `))
      .sort(([, a], [, b]) => b - a)
    if (!best) continue
    const [town] = best
    const regions = index.places.find(place => place.town === town)?.regions ?? []
    return { town, regions: regions.toReversed(), field }
  }
  return null
}
