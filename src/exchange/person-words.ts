// The words that name the person of an exchange: as they stand in the index, and as they are looked for.
import type { Procedure } from '../procedure/model.ts'
import type { Request, Value } from './kinds/request-shape.ts'
import { foldedWords } from './words.ts'

/** More persons than a request ever names. */
const wordsMax = 400
/** Of so many words the beginnings are held too: those of the persons named first. */
const begunWordsMax = 100
/** A beginning has so many letters; what is typed and longer has to be the whole word. */
const beginLetters = { min: 3, max: 10 } as const

/**
 * By which way an exchange is held. Where other words are held of it the number rises, with a migration that lets the
 * index exchange_person_index find what is held by an older one.
 */
export const personIndex = 1

/** The values that name the person or undertaking; sealed ones are as the log holds them. */
export function namingValues({ fields, rounds }: Request, procedure: Procedure): readonly Value[] {
  const answers = rounds.flatMap(round => (round.answers ? [round.answers] : []))
  return [
    ...procedure.form.filter(field => field.identifies).map(field => fields[field.id]),
    ...answers.flatMap(given =>
      procedure.questions.flatMap(({ id, details }) =>
        details.filter(detail => detail.identifies).map(detail => given[id]?.details?.[detail.id]),
      ),
    ),
  ].filter(value => value !== undefined)
}

/**
 * What an index holds for these values: each word and day, each number with what parts it taken out, and the beginnings
 * of words. Bounded: no request makes the index of an office grow without end.
 */
export function personWords(values: readonly Value[]): readonly string[] {
  const texts = values.flatMap(value => (typeof value === 'object' ? linesOf(value) : [String(value)]))
  const whole = texts.flatMap(text => {
    const { days, rest } = withoutDays(text)
    return [...days, ...wordsOf(rest), ...joined(rest)]
  })
  const words = [...new Set(whole)].slice(0, wordsMax)
  const begun = words.filter(isLetters).slice(0, begunWordsMax).flatMap(beginningsOf)
  return [...words, ...new Set(begun)]
}

/** A number or a day is known whole or not at all. */
const isLetters = (word: string): boolean => /^\p{L}+$/u.test(word)

const beginning = (letters: string): string => `b:${letters}`

const beginningsOf = (word: string): readonly string[] =>
  Array.from({ length: Math.min(word.length, beginLetters.max) }, (_, i) => i + 1)
    .filter(letters => letters >= beginLetters.min)
    .map(letters => beginning(word.slice(0, letters)))

/** What was typed of a word, as a beginning where it can be one. */
const asBeginning = (word: string): string => {
  const { min, max } = beginLetters
  return isLetters(word) && word.length >= min && word.length <= max ? beginning(word) : word
}

const linesOf = (value: object): readonly string[] =>
  Array.isArray(value) ? value.filter(one => typeof one === 'string') : []

/**
 * What was typed, in the ways in which it may be meant: all words, or one number, or beginnings of words; none: nothing
 * to look for.
 */
export function personQueries(typed: string): readonly (readonly string[])[] {
  const whole = wholeQueries(typed)
  const begun = (whole[0] ?? []).map(asBeginning)
  return begun.every((word, i) => word === whole[0]?.[i]) ? whole : [...whole, begun]
}

/** The same, for a name that is known whole. */
export function wholeQueries(typed: string): readonly (readonly string[])[] {
  const { days, rest } = withoutDays(typed)
  const words = [...days, ...wordsOf(rest)]
  return [words, joined(rest).flatMap(number => [...days, number])].filter(one => one.length > 0)
}

/**
 * Letters that passports and offices write out: Müller and Mueller, Åse and Aase, Мария and Maria are one. What falls
 * together besides (Joel, Jol) costs a hit too many, which a person sees.
 * Source: ICAO Doc 9303 part 3 section 6 for the letters of machine-readable passports.
 */
const collapsed = (word: string): string =>
  word.replace(/([aou])e|aa/g, (_, vowel: string | undefined) => vowel ?? 'a').replace(/iya$/, 'ia')

const wordsOf = (text: string): readonly string[] => foldedWords(text).map(collapsed)

/** A register number is found however its digits are set apart. */
function joined(text: string): readonly string[] {
  const number = text.replace(/[^\p{L}\p{N}]/gu, '')
  return /\d/.test(number) ? foldedWords(number).map(word => `n:${word}`) : []
}

const dayPattern =
  /(?<!\d)(?:(\d{4})([-./])\s?(\d\d?)\2\s?(\d\d?)|(\d\d?)([-./])\s?(\d\d?)\6\s?(\d{4}))(?!\d)/g

/** Days as Europe writes them, the year first or last; what is left of the text. */
function withoutDays(text: string): { readonly days: readonly string[]; readonly rest: string } {
  const days: string[] = []
  const rest = text.replace(dayPattern, (all, year, _, month, day, day2, _2, month2, year2) => {
    const found = { year: year ?? year2, month: Number(month ?? month2), day: Number(day ?? day2) }
    if (found.month < 1 || found.month > 12 || found.day < 1 || found.day > 31) return all
    const two = (part: number) => String(part).padStart(2, '0')
    days.push(`d:${found.year}-${two(found.month)}-${two(found.day)}`)
    return ' '
  })
  return { days, rest }
}
