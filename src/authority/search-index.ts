// The finder's index: the directory in ranking order, its groups, and where each word occurs.
import type { Lang, Library } from '../base/text.ts'
import type { Lexicon } from '../procedure/lexicon.ts'
import { withoutParticles, wordsOf } from './fold.ts'
import { type Entry, levels, nameOf } from './model.ts'
import { conceptsOf, type Term, termsOf, townOf } from './terms.ts'
import { type Vocabulary, vocabulary } from './vocabulary.ts'

/** A term with what scoring needs: ids of its words, and how much of it each word is (adds up to 1). */
export type IndexTerm = Term & { readonly words: readonly number[]; readonly shares: readonly number[] }

/** The words of one group of names, and how many a name of it has. */
type NameGroup = { readonly words: ReadonlyMap<string, string>; readonly length: number }

/** Authorities that stand for the same concepts, or whose names have the same words, are scored once. */
export type Index = {
  /** Active ones only; an earlier one wins a tie: national before regional before local, then by name. */
  readonly entries: readonly Entry[]
  readonly vocabulary: Vocabulary
  readonly terms: readonly IndexTerm[]
  /** Word -> terms. */
  readonly termsByWord: ReadonlyMap<number, readonly number[]>
  /** Word -> groups of names; and the word as it is written in them. */
  readonly namesByWord: ReadonlyMap<number, readonly number[]>
  readonly nameWords: ReadonlyMap<number, string>
  /** Concepts of each kind of authority. */
  readonly kinds: readonly (readonly string[])[]
  readonly conceptCount: number
  readonly nameLengths: readonly number[]
  /** For each entry: its kind, its group of names. */
  readonly kindOf: Uint32Array
  readonly nameOf: Uint32Array
}

/** Builds the index. Takes a few tenths of a second for 12,000 authorities. */
export function buildIndex(
  all: readonly Entry[],
  library: Pick<Library, 'languages' | 'in'>,
  lexicons: ReadonlyMap<Lang, Lexicon>,
): Index {
  const entries = ranked(all.filter(entry => entry.status === 'active'))
  const terms = termsOf(entries, library, lexicons)
  const kinds = groups(entries, entry => conceptsOf(entry).join(' '))
  const names = nameGroups(entries)
  const ids = new Map<string, number>()
  const idOf = (key: string): number => {
    const id = ids.get(key) ?? ids.size
    ids.set(key, id)
    return id
  }
  const withWords = weighed(terms, idOf)
  const namesByWord = new Map<number, number[]>()
  const nameWords = new Map<number, string>()
  for (const [group, { words }] of names.values.entries())
    for (const [key, word] of words) {
      append(namesByWord, idOf(key), group)
      nameWords.set(idOf(key), word)
    }
  const termsByWord = new Map<number, number[]>()
  for (const [at, term] of withWords.entries()) for (const word of term.words) append(termsByWord, word, at)
  return {
    entries,
    vocabulary: vocabulary([...ids.keys()]),
    terms: withWords,
    termsByWord,
    namesByWord,
    nameWords,
    kinds: kinds.values.map(([first]) => (first ? conceptsOf(first) : [])),
    conceptCount: new Set(terms.flatMap(term => (term.field === 'concept' ? [term.target] : []))).size,
    nameLengths: names.values.map(({ length }) => length),
    kindOf: kinds.of,
    nameOf: names.of,
  }
}

function append(lists: Map<number, number[]>, key: number, value: number): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}

function ranked(entries: readonly Entry[]): readonly Entry[] {
  const collator = new Intl.Collator('en')
  return entries
    .map(entry => ({ entry, level: levels.indexOf(entry.level), name: nameOf(entry, 'en') }))
    .sort(
      (a, b) => a.level - b.level || collator.compare(a.name, b.name) || (a.entry.id < b.entry.id ? -1 : 1),
    )
    .map(({ entry }) => entry)
}

function groups(entries: readonly Entry[], keyOf: (entry: Entry) => string) {
  const known = new Map<string, { readonly id: number; readonly members: Entry[] }>()
  const of = Uint32Array.from(entries, entry => {
    const key = keyOf(entry)
    const group = known.get(key) ?? { id: known.size, members: [] }
    known.set(key, group)
    group.members.push(entry)
    return group.id
  })
  return { of, values: [...known.values()].map(({ members }) => members) }
}

/** Names without the words of the town they are in: those count as the town. */
function nameGroups(entries: readonly Entry[]) {
  const towns = new Map<string, ReadonlySet<string>>()
  const wordsIn = (entry: Entry): NameGroup => {
    const town = towns.get(townOf(entry)) ?? new Set(wordsOf(entry.town).map(({ key }) => key))
    towns.set(townOf(entry), town)
    const words = entry.officialNames
      .flatMap(({ name }) => withoutParticles(wordsOf(name)))
      .filter(({ key }) => !town.has(key))
      .map(({ key, word }) => [key, word] as const)
    return { words: new Map(words), length: Math.max(1, words.length / entry.officialNames.length) }
  }
  const { of, values } = groups(entries, entry => [...wordsIn(entry).words.keys()].join(' '))
  const none: NameGroup = { words: new Map(), length: 1 }
  return { of, values: values.map(([first]) => (first ? wordsIn(first) : none)) }
}

/** A rare word is a larger part of its term than one that stands in the terms of many targets. */
function weighed(terms: readonly Term[], idOf: (key: string) => number): readonly IndexTerm[] {
  const targets = new Map<string, Set<string>>()
  const counts = new Map<string, Set<string>>()
  const add = (into: Map<string, Set<string>>, key: string, target: string) =>
    into.set(key, (into.get(key) ?? new Set<string>()).add(target))
  for (const { field, target, keys } of terms) {
    add(counts, field, target)
    for (const key of keys) add(targets, `${field} ${key}`, target)
  }
  return terms.map(term => {
    const count = counts.get(term.field)?.size ?? 1
    const rarities = term.keys.map(key => rarity(count, targets.get(`${term.field} ${key}`)?.size ?? 1))
    const total = rarities.reduce((sum, one) => sum + one, 0)
    return { ...term, words: term.keys.map(idOf), shares: rarities.map(one => one / total) }
  })
}

/** How telling a word is that fits `among` of `count` things. Never nothing: a common word is a word too. */
export const rarity = (count: number, among: number): number =>
  Math.max(0.1, Math.log((1 + count) / (1 + Math.max(among, 0.5))))
