// When a query leaves it open which authority is meant: one to three questions that would settle it.
import type { Entry } from './model.ts'

export const questionKinds = ['matter', 'country', 'town'] as const

/** `matter`: `type.civil-court` or `competence.architect`. `country`: `EL`. `town`: in its native spelling. */
export type Question = {
  readonly about: (typeof questionKinds)[number]
  readonly choices: readonly string[]
}

/** Among more than this many the reader had better say it in words. */
const mattersMax = 8
const townsMax = 20

/** What would tell apart the authorities that fit about as well as the best one: first what it is about, then the
 *  country, at last the town. None where all is clear, or where so much is open that questions would not help. */
export function questionsOf(candidates: readonly Entry[]): readonly Question[] {
  const matters = distinct(candidates.map(matterOf))
  const countries = distinct(candidates.map(({ country }) => country))
  const towns = countries.length === 1 ? distinct(candidates.map(({ town }) => town)) : []
  return [
    ...asked('matter', matters, mattersMax),
    ...asked('country', countries, Number.POSITIVE_INFINITY),
    ...asked('town', towns, townsMax),
  ]
}

const asked = (about: Question['about'], choices: readonly string[], most: number): readonly Question[] =>
  choices.length > 1 && choices.length <= most ? [{ about, choices }] : []

const distinct = (values: readonly string[]): readonly string[] => [...new Set(values)]

/** A regulator is known by its profession, all others by their type. */
const matterOf = ({ type, competences }: Entry): string =>
  type === 'professional-regulator' && competences[0] !== undefined
    ? `competence.${competences[0]}`
    : `type.${type}`
