// Which of several places in a sentence is meant: where something is to be done, or where somebody comes from.
import type { Lang } from '../base/text.ts'
import type { Lexicon } from '../procedure/lexicon.ts'
import { tokensOf, type Word } from './fold.ts'

/** `in`: something is to be done there. `bare`: nothing is said. `from`: somebody comes from there. */
export const roles = ['in', 'bare', 'from'] as const
export type Role = (typeof roles)[number]

/** A nationality says where somebody comes from, too, but more weakly: the country of the check is named otherwise. */
export const roleWeights: Readonly<Record<Role | 'nationality', number>> = {
  in: 1,
  bare: 0.95,
  from: 0.8,
  nationality: 0.7,
}

/** The small words and endings of one language that tell the role of a place, and the small words that tell nothing. */
export type PlaceWords = {
  readonly before: ReadonlyMap<string, Role>
  /** Who, may, wants: they stand in any question, and what resembles them is an accident. */
  readonly fillers: ReadonlySet<string>
  /** Longest first. */
  readonly endings: readonly (readonly [ending: string, role: Role])[]
}

/** From the lexicon's `place-word` and `small-word`. */
export function placeWordsOf(lexicon: Lexicon | undefined): PlaceWords {
  const {
    in: into = [],
    from = [],
    'in-ending': at = [],
    'from-ending': out = [],
  } = lexicon?.['place-word'] ?? {}
  const rows = (words: readonly string[], role: Role) =>
    words.flatMap(word => tokensOf(word).slice(0, 1)).map(({ key }) => [key, role] as const)
  const endings = [...rows(at, 'in'), ...rows(out, 'from')]
  const fillers = lexicon?.['small-word']?.filler ?? []
  return {
    before: new Map([...rows(from, 'from'), ...rows(into, 'in')]),
    fillers: new Set(fillers.flatMap(word => tokensOf(word)).map(({ key }) => key)),
    endings: endings.toSorted(([a], [b]) => b.length - a.length),
  }
}

export type PlaceWordsOf = (lang: Lang) => PlaceWords

/** An article may stand between the small word and the place: `aus der Slowakei`. */
const articleLettersMax = 3

/** The role of the place named by the word at `at` of a sentence; `name` is its usual name as the lexicon writes it,
 *  null where the word is a form of the name that stands there itself. */
export function roleAt(
  words: readonly Word[],
  at: number,
  name: string | null,
  { before, endings }: PlaceWords,
): Role {
  const key = words[at]?.key ?? ''
  if (key !== name)
    for (const [ending, role] of endings) if (key.endsWith(ending) && !name?.endsWith(ending)) return role
  const last = words[at - 1]?.key ?? ''
  const role = before.get(last)
  if (role) return role
  return (last.length <= articleLettersMax && before.get(words[at - 2]?.key ?? '')) || 'bare'
}
