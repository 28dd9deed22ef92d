// Words by which an exchange is found: of its free texts and questions, in every language, without personal data.
import { fold } from '../authority/fold.ts'
import type { Procedure } from '../procedure/model.ts'
import type { Request } from './kinds/request-shape.ts'
import { textsOf } from './texts-of.ts'

const wordPattern = /[\p{L}\p{M}\p{N}]+/gu
/** Longer ones are no words. */
const lettersMax = 60
const wordsMax = 4000

/** The folded words of a text, each once: without marks, in Latin letters whatever they were written in. */
export const foldedWords = (text: string): readonly string[] => [
  ...new Set(
    (text.replaceAll('\u00ad', '').match(wordPattern) ?? [])
      .map(fold)
      .filter(word => word.length > 1 && word.length <= lettersMax),
  ),
]

/** Stands for a question of a procedure, which each reader reads in the own language. */
const questionMark = (procedure: string, question: string): string => `q:${procedure}.${question}`
const authorityMark = (authority: string): string => `a:${authority}`

type Told = { readonly request: Request; readonly procedure: Procedure }

/**
 * What the index holds of an exchange. `request` is as the log tells it: personal values are sealed in it and stay out.
 * A draft is no part of the log: it is not found by its words. Messages, reasons and notes are sealed.
 */
export function indexedWords({ request, procedure }: Told, parties: readonly string[]): readonly string[] {
  if (request.rounds.length === 0) return []
  const found = textsOf({ request, procedure, messages: [], reasons: new Map() })
  const texts = found.flatMap(({ text }) => foldedWords(text))
  const asked = request.rounds.flatMap(round => round.asked.map(one => one.question))
  return [
    ...parties.map(authorityMark),
    ...new Set(asked.map(question => questionMark(procedure.id, question))),
    ...new Set(texts.slice(0, wordsMax)),
  ]
}

export type Question = { readonly procedure: string; readonly question: string }

const quoted = (word: string): string => `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
const prefixLettersMin = 3
const typedWordsMax = 10

/** For PostgreSQL: of this authority, all words that were typed, or one of the questions; null: nothing to look for. */
export function wordQuery(authority: string, typed: string, questions: readonly Question[]): string | null {
  const words = foldedWords(typed).slice(0, typedWordsMax)
  const all = words.map(word => quoted(word) + (word.length >= prefixLettersMin ? ':*' : '')).join(' & ')
  const either = [
    ...(all === '' ? [] : [`(${all})`]),
    ...questions.map(one => quoted(questionMark(one.procedure, one.question))),
  ]
  return either.length === 0 ? null : `${quoted(authorityMark(authority))} & (${either.join(' | ')})`
}
