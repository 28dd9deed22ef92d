// When a query leaves it open which authority is meant: one to three questions that would settle it.
import type { Entry } from './model.ts'

export const questionKinds = ['matter', 'country', 'town'] as const

/** `matter`: `type.civil-court` or `competence.architect`. `country`: `EL`. `town`: in its native spelling. */
export type Question = {
  readonly about: (typeof questionKinds)[number]
  readonly choices: readonly string[]
  /** How many of the first are about as likely as the best one. */
  readonly likely: number
}

/** Among more than this many the reader had better say it in words. */
const mattersMax = 8
const townsMax = 20

/** What would tell apart the authorities that fit about as well as the best one: first what it is about, then the
 *  country, at last the town. None where all is clear, or where so much is open that questions would not help.
 *  `elsewhere`: other countries that have such authorities. */
export function questionsOf(
  candidates: readonly Entry[],
  elsewhere: readonly string[] = [],
): readonly Question[] {
  const matters = distinct(candidates.map(matterOf))
  const countries = distinct(candidates.map(({ country }) => country))
  const towns = countries.length === 1 ? distinct(candidates.map(({ town }) => town)) : []
  return [
    ...asked('matter', matters, mattersMax),
    ...asked('country', countries, Number.POSITIVE_INFINITY, elsewhere),
    ...asked('town', towns, townsMax),
  ]
}

function asked(
  about: Question['about'],
  likely: readonly string[],
  most: number,
  others: readonly string[] = [],
): readonly Question[] {
  const choices = distinct([...likely, ...others])
  return choices.length > 1 && choices.length <= most ? [{ about, choices, likely: likely.length }] : []
}

const distinct = (values: readonly string[]): readonly string[] => [...new Set(values)]

/** A regulator is known by its profession, all others by their type. */
export const matterOf = ({ type, competences }: Entry): string =>
  type === 'professional-regulator' && competences[0] !== undefined
    ? `competence.${competences[0]}`
    : `type.${type}`
