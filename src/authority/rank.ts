// Ranks the directory for one query: what each authority is worth, and which are best.
import type { Entry } from './model.ts'
import { fieldWeights, type WordGains } from './score.ts'
import type { Index } from './search-index.ts'

/** Adds up the parts; what whole groups share is added up once. */
export function scorer(index: Index, gains: readonly WordGains[]): (at: number) => number {
  const ofKind = kindScores(index, gains)
  const ofName = new Float64Array(index.nameLengths.length)
  for (const { names } of gains)
    for (const [name, { score }] of names) ofName[name] = (ofName[name] ?? 0) + score
  const ofPlace = placeScores(index, gains)
  return at =>
    (ofKind[index.kindOf[at] ?? 0] ?? 0) +
    (ofName[index.nameOf[at] ?? 0] ?? 0) +
    (ofPlace[index.placeOf[at] ?? 0] ?? 0)
}

/** Words that speak of one thing count in full. What they say of other things counts in part: an authority that
 *  does a hundred things would otherwise be found by any sentence. */
const besides = 0.5

/** What each kind of authority is worth: the thing that most of the words speak of, and what else they name. */
function kindScores({ kinds, lexicon }: Index, gains: readonly WordGains[]): Float64Array {
  const rows = gains.map(({ concepts }) => {
    const row = new Float64Array(lexicon.concepts.size)
    for (const [concept, { score }] of concepts) row[lexicon.concepts.get(concept) ?? 0] = score
    return row
  })
  const totals = new Float64Array(lexicon.concepts.size)
  for (const row of rows)
    for (let id = 0; id < row.length; id++) totals[id] = (totals[id] ?? 0) + (row[id] ?? 0)
  return Float64Array.from(kinds, ({ ids }) => kindScore(ids, totals, rows))
}

/** Another thing of which the same words speak settles what would else be a tie. */
const agreement = 0.15

function kindScore(ids: Int32Array, totals: Float64Array, rows: readonly Float64Array[]): number {
  let main = -1
  let second = 0
  for (const id of ids) {
    const total = totals[id] ?? 0
    if (main < 0 || total > (totals[main] ?? 0)) {
      second = main < 0 ? 0 : (totals[main] ?? 0)
      main = id
    } else second = Math.max(second, total)
  }
  let score = (totals[main] ?? 0) + agreement * second
  for (const row of rows) {
    let best = 0
    for (const id of ids) best = Math.max(best, row[id] ?? 0)
    score += besides * (best - (row[main] ?? 0))
  }
  return score
}

/** What each seat is worth: its country, its region, its town. A region or a town names its country, too. */
function placeScores(index: Index, gains: readonly WordGains[]): Float64Array {
  const named = namedPlaces(gains)
  const scores = new Float64Array(index.places.length)
  if (named.size === 0) return scores
  const countries = new Map<string, number>()
  for (const [place, score] of named) {
    const country = place.slice(0, 2)
    const worth = place.length === 2 ? score : impliedCountry * score
    countries.set(country, Math.max(worth, countries.get(country) ?? 0))
  }
  for (const [at, { country, regions, town }] of index.places.entries())
    scores[at] =
      (countries.get(country) ?? 0) +
      (named.get(town) ?? 0) +
      regions.reduce((best, region) => Math.max(best, named.get(region) ?? 0), 0)
  return scores
}

/** A town that is named says as much of the country as the country's name in the same place would. */
const impliedCountry = fieldWeights.country / fieldWeights.town

/** The words of one name add up to the place; the same place named twice does not make it twice the place. */
export function namedPlaces(gains: readonly WordGains[]): ReadonlyMap<string, number> {
  const sums = new Map<string, { sum: number; whole: number }>()
  for (const { places } of gains)
    for (const [place, { score, whole }] of places) {
      const known = sums.get(place) ?? { sum: 0, whole: 0 }
      sums.set(place, { sum: known.sum + score, whole: Math.max(known.whole, whole) })
    }
  return new Map([...sums].map(([place, { sum, whole }]) => [place, Math.min(sum, whole)]))
}

export type Ranked = { readonly at: number; readonly score: number }

/** What scores at least this part of the best is near: the query does not tell them apart for sure. */
const nearness = 0.93

/** The best `count`, and all that are near the best. Entries lie in the order that breaks ties. */
export function bestOf(
  { entries, activeCount }: Index,
  scoreOf: (at: number) => number,
  isAllowed: (entry: Entry) => boolean,
  isAsked: boolean,
  count: number,
): { readonly best: readonly Ranked[]; readonly near: readonly Ranked[] } {
  const best: Ranked[] = []
  const likely: Ranked[] = []
  let top = 0
  for (const [at, entry] of entries.entries()) {
    if (at >= activeCount) break
    const score = scoreOf(at)
    if ((isAsked && score <= 0) || !isAllowed(entry)) continue
    top = Math.max(top, score)
    if (score >= nearness * top) likely.push({ at, score })
    insert(best, { at, score }, count)
  }
  return { best, near: likely.filter(({ score }) => score >= nearness * top) }
}

/** A later one must be strictly better to come before an earlier one. */
function insert(best: Ranked[], one: Ranked, count: number): void {
  const last = best[best.length - 1]
  if (best.length >= count && last && one.score <= last.score) return
  let place = best.length
  while (place > 0 && (best[place - 1]?.score ?? 0) < one.score) place--
  best.splice(place, 0, one)
  if (best.length > count) best.pop()
}

/** Those that work no more and fit better than all that do: the best first. */
export function closedOver(
  { entries, activeCount }: Index,
  scoreOf: (at: number) => number,
  isAllowed: (entry: Entry) => boolean,
  top: number,
): readonly Ranked[] {
  return entries
    .slice(activeCount)
    .map((entry, i) => ({ entry, at: activeCount + i, score: scoreOf(activeCount + i) }))
    .filter(({ entry, score }) => score > top && isAllowed(entry))
    .sort((a, b) => b.score - a.score)
    .map(({ at, score }) => ({ at, score }))
}
