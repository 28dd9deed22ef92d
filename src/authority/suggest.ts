// What a searcher may be about to type: concepts and places of the lexicon that begin with what stands there so far.
import type { Lang, Library, Texts } from '../base/text.ts'
import type { Lexicon } from '../procedure/lexicon.ts'
import { tokensOf, type Word } from './fold.ts'
import { regionName } from './names.ts'
import { conceptKinds } from './terms.ts'

export const suggestionKinds = [...conceptKinds, 'country', 'region', 'town'] as const
export type SuggestionKind = (typeof suggestionKinds)[number]

/** `means`: `profession.architect`, `country.EL`, `region.EL30`, `town.EL Αθήνα`. `completed`: what was typed, with its
 *  last words replaced by the whole term. */
export type Suggestion = {
  readonly text: string
  readonly kind: SuggestionKind
  readonly means: string
  readonly completed: string
}

/** Terms by their folded beginnings, sorted: those of one beginning stand beside each other. */
type Lines = { readonly keys: readonly string[]; readonly terms: readonly Term[] }
type Term = Omit<Suggestion, 'completed'> & {
  /** 0: the usual name begins so; 1: another name does; 2, 3: a word within them does. */
  readonly rank: number
}

export type Suggest = (text: string, lang: Lang) => readonly Suggestion[]

export const suggestionsMax = 8
const lettersMin = 2
/** A term that is typed word by word has hardly more words. */
const wordsMax = 5

/** Suggestions from the words of each language; a language is prepared when it is first asked for. Only what the
 *  lexicon and the names of countries say: never the name of an authority. */
export function suggester(library: Pick<Library, 'in'>, lexicons: ReadonlyMap<Lang, Lexicon>): Suggest {
  const prepared = new Map<Lang, Lines>()
  const places = placesOf([...lexicons.values()])
  return (text, lang) => {
    const lexicon = lexicons.get(lang)
    if (!lexicon) return []
    const lines = prepared.get(lang) ?? linesOf(lang, namesIn(library.in(lang), lexicon, places))
    prepared.set(lang, lines)
    return completions(lines, text, lang)
  }
}

const namesIn = (t: Texts, lexicon: Lexicon, { countries, regions, towns }: Places): readonly Named[] => [
  ...conceptKinds.flatMap(kind => said(kind, lexicon)),
  ...countries.map(code => named('country', code, [t.country(code)])),
  ...said('country', lexicon),
  ...regions.map(code => named('region', code, [regionName(t, code)])),
  ...said('region', lexicon),
  ...said('town', lexicon),
  ...towns.map(id => named('town', id, [id.slice(3)])),
]

type Named = { readonly kind: SuggestionKind; readonly id: string; readonly names: readonly string[] }
const named = (kind: SuggestionKind, id: string, names: readonly string[]): Named => ({ kind, id, names })

const said = (kind: SuggestionKind, lexicon: Lexicon): readonly Named[] =>
  Object.entries(lexicon[kind] ?? {}).map(([id, names]) => named(kind, id, names))

type Places = Readonly<Record<'countries' | 'regions' | 'towns', readonly string[]>>

/** The places that any language names. */
function placesOf(lexicons: readonly Lexicon[]): Places {
  const ids = (kind: string) => [...new Set(lexicons.flatMap(one => Object.keys(one[kind] ?? {})))]
  return { countries: ids('country'), regions: ids('region'), towns: ids('town') }
}

function linesOf(lang: Lang, all: readonly Named[]): Lines {
  const lines = all.flatMap(({ kind, id, names }) =>
    names.flatMap((text, at) => {
      const words = tokensOf(text, lang).map(({ key }) => key)
      const term = { text, kind, means: `${kind}.${id}` }
      return words.map((_, from) => ({
        key: words.slice(from).join(' '),
        term: { ...term, rank: (at === 0 ? 0 : 1) + (from === 0 ? 0 : 2) },
      }))
    }),
  )
  // Plain comparison: binary search needs the order of the keys themselves.
  const sorted = lines.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
  return { keys: sorted.map(({ key }) => key), terms: sorted.map(({ term }) => term) }
}

/** The longest ending of the text that begins a term comes first: `nurse in den` asks for `nurse in den…`, then
 *  `in den…`, then `den…`. */
function completions(lines: Lines, text: string, lang: Lang): readonly Suggestion[] {
  const words = tokensOf(text, lang)
  const found = new Map<string, Suggestion>()
  for (let count = Math.min(words.length, wordsMax); count > 0; count--) {
    const tail = words.slice(-count)
    const typed = tail.map(({ key }) => key).join(' ')
    if (typed.length < lettersMin) continue
    const before = text.slice(0, startOf(text, tail))
    for (const { rank: _, ...term } of beginning(lines, typed)) {
      if (found.size >= suggestionsMax) return [...found.values()]
      const completed = before + term.text
      if (!found.has(term.means) && completed !== text) found.set(term.means, { ...term, completed })
    }
  }
  return [...found.values()]
}

/** Where in the text its last words begin. */
function startOf(text: string, tail: readonly Word[]): number {
  return tail
    .toReversed()
    .reduce((end, { word }) => Math.max(0, text.lastIndexOf(word, end - 1)), text.length)
}

function beginning({ keys, terms }: Lines, typed: string): readonly Term[] {
  const [from, to] = [firstFrom(keys, typed), firstFrom(keys, `${typed}\uffff`)]
  return terms
    .slice(from, to)
    .sort((a, b) => a.rank - b.rank || a.text.length - b.text.length || (a.text < b.text ? -1 : 1))
}

/** The first line whose key is not before the wanted one. */
function firstFrom(keys: readonly string[], wanted: string): number {
  let [low, high] = [0, keys.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((keys[middle] ?? '') < wanted) low = middle + 1
    else high = middle
  }
  return low
}
