// The operator's commands `find`, the search of the product, one query or a file of them; and `words`, what it misses.
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { type Answer, WrongUse } from '../base/command.ts'
import { messageOf } from '../base/fault.ts'
import type { Lang, Library } from '../base/text.ts'
import type { Finder, Hit, Query } from './finder.ts'
import type { LiveFinder } from './live.ts'
import type { UnknownWord } from './store/unknown-word.ts'
import type { AuthorityStore } from './store.ts'
import { type Found, foundOf, idsOf } from './view.ts'

/** What the command needs of the program. */
export type FindPorts = {
  readonly store: Pick<AuthorityStore, 'byIds'>
  readonly finder: Pick<LiveFinder, 'ready'>
  readonly library: Pick<Library, 'isLanguage'>
}

/** The options as they were typed. */
export type FindAsked = {
  readonly text?: string | undefined
  readonly lang?: string | undefined
  readonly country?: string | undefined
  readonly area?: string | undefined
  readonly limit?: string | undefined
  /** A file with a JSON array of `{lang, query}`. */
  readonly batch?: string | undefined
}

export const findUsage = 'find "TEXT" --lang xx [--country CC] [--area ID] [--limit n] | find --batch FILE'

const batchSchema = z.array(z.object({ lang: z.string(), query: z.string() }))
const limitOtherwise = 10
const limitMax = 100

/** Runs `find`. Throws WrongUse. */
export async function runFind(ports: FindPorts, asked: FindAsked): Promise<Answer> {
  const limit = limitOf(asked.limit)
  if (asked.batch !== undefined) return answerBatch(ports, asked.batch, limit)
  const { text, country, area } = asked
  if (text === undefined) throw new WrongUse('find needs a text or --batch FILE')
  const lang = langOf(ports, asked.lang ?? 'en')
  const finder = await ports.finder.ready()
  const hits = finder.find({ text, lang, country, area, limit })
  const found = foundOf(hits, await ports.store.byIds(idsOf(hits)), lang)
  return { json: found, text: found.map(line).join('\n') || 'No authority was found.', exit: 0 }
}

function limitOf(typed: string | undefined): number {
  const limit = typed === undefined ? limitOtherwise : Number(typed)
  if (Number.isInteger(limit) && limit >= 1 && limit <= limitMax) return limit
  throw new WrongUse(`--limit ${typed} is not a number from 1 to ${limitMax}`)
}

function langOf({ library }: FindPorts, lang: string): Lang {
  if (library.isLanguage(lang)) return lang
  throw new WrongUse(`--lang ${lang} is not a language of the system: use a code such as en, de or el`)
}

/** Measures the finder alone; what the hits are called is read once for all of them. */
async function answerBatch(ports: FindPorts, file: string, limit: number): Promise<Answer> {
  const queries = readBatch(file).map(({ query, lang }) => ({
    text: query,
    lang: langOf(ports, lang),
    limit,
  }))
  const finder = await ports.finder.ready()
  const timed = queries.map(query => timedFind(finder, query))
  const authorities = await ports.store.byIds(idsOf(timed.flatMap(({ hits }) => hits)))
  const answers = timed.map(({ hits, lang }) => foundOf(hits, authorities, lang))
  const msEach = timed.map(({ ms }) => ms)
  const [msP50, msP99] = [percentile(msEach, 0.5), percentile(msEach, 0.99)]
  const text = queries.map((query, at) => `${query.text}\n${answers[at]?.slice(0, 1).map(line) ?? ''}`)
  return {
    json: { answers, msP50, msP99 },
    text: [...text, `${queries.length} queries, p50 ${msP50} ms, p99 ${msP99} ms`].join('\n'),
    exit: 0,
  }
}

function readBatch(file: string): z.infer<typeof batchSchema> {
  try {
    return batchSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    const wanted = 'It must be a JSON array of {"lang": "en", "query": "nurse Spain"}.'
    throw new WrongUse(`${file} cannot be read: ${messageOf(error)}\n${wanted}`)
  }
}

function timedFind(finder: Finder, query: Query): { hits: readonly Hit[]; lang: Lang; ms: number } {
  const from = performance.now()
  const hits = finder.find(query)
  return { hits, lang: query.lang, ms: performance.now() - from }
}

/** Unit: as given, to a hundredth. */
function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return Math.round(100 * (sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? 0)) / 100
}

const line = ({ authority, score, country, town, informalTitle, officialName, why }: Found): string => {
  const reasons = why.map(({ word, matched, rule }) => `${word} = ${matched} (${rule})`).join(', ')
  const names = `${informalTitle} | ${officialName}  [${authority}]`
  return `${score.toFixed(2).padStart(6)}  ${country} ${town}  ${names}  ${reasons}`
}

export const wordsUsage = 'words'
const wordsShown = 500

/** Runs `words`: what people searched for and nothing fits, as work for the lexicon. */
export async function runWords(read: (limit: number) => Promise<readonly UnknownWord[]>): Promise<Answer> {
  const words = await read(wordsShown)
  const lines = words.map(
    ({ lang, word, count, day }) => `${String(count).padStart(6)}  ${lang}  ${word}  ${day}`,
  )
  return { json: words, text: lines.join('\n') || 'No word is waiting for the lexicon.', exit: 0 }
}
