// Why an authority was found: for each word of the query the strongest thing that it gave.
import type { Rule } from './match.ts'
import type { WordGains } from './score.ts'
import type { Index } from './search-index.ts'

/** A word of the query, the term that it matched, and what that term means: `profession.architect`, `country.EL`,
 *  `region.EL3`, `town.EL Αθήνα`, or `name` for a word of the official name. */
export type Why = {
  readonly word: string
  readonly matched: string
  readonly rule: Rule
  readonly means: string
}

/** The reasons for the authority at a place of the index, in the order of the words. */
export const reasonsFor = (index: Index, gains: readonly WordGains[], at: number): readonly Why[] =>
  gains.flatMap(gain => reasonFor(index, gain, at))

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
