// The lexicon: the words for professions, activities, authorities, areas, situations and places, in every language.
import { z } from 'zod'
import type { Lang } from '../base/text.ts'
import { checkText, type Finding, finding } from './messages.ts'

/** Kind -> id -> words; the first word is the name shown, the others help the search.
 *  `place-word` tells the role of a place in a sentence, `small-word` what tells nothing, `shared` the words that
 *  rightly name two things of a kind. */
export const lexiconSchema = z.record(z.string(), z.record(z.string(), z.array(z.string())))

export type Lexicon = z.infer<typeof lexiconSchema>

/** Kinds in which a language names only what it calls otherwise than the place itself does. */
const sparseKinds: readonly string[] = ['region', 'town', 'shared']
/** Kinds whose entries may be empty, and whose words are no names. */
const grammarKinds: readonly string[] = ['place-word', 'small-word', 'shared']

const kindOf = (path: string): string => path.slice(0, path.indexOf('.'))

export const lexiconFile = (lang: Lang): string => `lexicon/${lang}.json`

/** Every entry as `kind.id` with its words. */
export const entriesOf = (lexicon: Lexicon): (readonly [path: string, words: readonly string[]])[] =>
  Object.entries(lexicon).flatMap(([kind, entries]) =>
    Object.entries(entries).map(([id, words]) => [`${kind}.${id}`, words] as const),
  )

/** All faults of the lexicon: the same ids in each language, every word sound, none twice within one kind. */
export function checkLexicon(
  lexicons: ReadonlyMap<Lang, Lexicon | null>,
  languages: readonly Lang[],
): Finding[] {
  const paths = [...lexicons.values()].flatMap(one => entriesOf(one ?? {}).map(([path]) => path))
  const ids = new Set(paths.filter(path => !sparseKinds.includes(kindOf(path))))
  return languages.flatMap(lang => {
    const lexicon = lexicons.get(lang)
    if (lexicon === null) return []
    if (!lexicon) return [finding('language-missing', lexiconFile(lang), lang)]
    const words = new Map(entriesOf(lexicon))
    const isThere = (path: string): boolean =>
      grammarKinds.includes(kindOf(path)) ? words.has(path) : Boolean(words.get(path)?.length)
    const missing = [...ids].filter(path => !isThere(path))
    return [
      ...missing.map(path => finding('term-missing', lexiconFile(lang), path)),
      ...checkWords(lang, words),
      ...checkRepeats(lang, words),
    ]
  })
}

function checkWords(lang: Lang, entries: ReadonlyMap<string, readonly string[]>): Finding[] {
  const file = lexiconFile(lang)
  return [...entries].flatMap(([path, words]) =>
    words.flatMap(word => {
      const { faults, variables } = checkText(lang, word)
      const unknown = (variables ?? []).map(name => finding('variable-unknown', file, path, `{${name}}`))
      return [...faults.map(fault => finding(fault.code, file, path, fault.detail || word)), ...unknown]
    }),
  )
}

function checkRepeats(lang: Lang, entries: ReadonlyMap<string, readonly string[]>): Finding[] {
  const found: Finding[] = []
  const first = new Map<string, string>()
  const placeOf = (kind: string, word: string): string => `${kind} ${word.toLocaleLowerCase(lang)}`
  const shared = new Set(
    [...entries].flatMap(([path, words]) =>
      path.startsWith('shared.') ? words.map(word => placeOf(path.slice('shared.'.length), word)) : [],
    ),
  )
  for (const [path, words] of entries)
    for (const word of words) {
      const place = placeOf(kindOf(path), word)
      if (grammarKinds.includes(kindOf(path)) || shared.has(place)) continue
      const known = first.get(place)
      if (known !== undefined)
        found.push(finding('term-twice', lexiconFile(lang), path, `${word} (${known})`))
      else first.set(place, path)
    }
  return found
}
