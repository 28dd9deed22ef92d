// The finder's index of the directory: authorities in ranking order, their groups, and the words of their names.
import { type Word, withoutParticles, wordsOf } from './fold.ts'
import { type Entry, levels, nameOf } from './model.ts'
import { matterOf } from './questions.ts'
import { type Listed, leaderOver } from './successors.ts'
import { append, type TermIndex, termIndex } from './term-index.ts'
import { conceptsOf, townOf, townTerms } from './terms.ts'
import { type Vocabulary, vocabulary } from './vocabulary.ts'

/** A seat: `EL`, the codes of its regions from large to small, `EL Αθήνα`. */
export type Place = { readonly country: string; readonly regions: readonly string[]; readonly town: string }

/** `matter` is what such an authority is known by. */
export type Kind = {
  readonly concepts: readonly string[]
  readonly ids: Int32Array
  readonly matter: string
}

/** The words of one group of names, and how many a name of it has. */
type NameGroup = { readonly words: ReadonlyMap<string, string>; readonly length: number }

/** Authorities that stand for the same concepts, or whose names have the same words, are scored once. */
export type Index = {
  /** What the lexicon says: the same whatever the directory has. */
  readonly lexicon: TermIndex
  /** The native names of the towns in the directory. */
  readonly towns: TermIndex
  /** Active ones first; an earlier one wins a tie: national before regional before local, then by name. Behind them
   *  those that lead to an active one. */
  readonly entries: readonly Entry[]
  readonly activeCount: number
  /** For each entry behind the active ones: whom to ask in its place. */
  readonly leadsTo: readonly string[]
  /** The words of official names; word -> groups of names; and the word as it is written in them. */
  readonly names: Vocabulary
  readonly namesByWord: ReadonlyMap<number, readonly number[]>
  readonly nameWords: readonly string[]
  readonly nameLengths: readonly number[]
  /** Concepts of each kind of authority, and their numbers. */
  readonly kinds: readonly Kind[]
  /** Where authorities have their seats. */
  readonly places: readonly Place[]
  /** For each entry: its kind, its group of names, its place. */
  readonly kindOf: Uint32Array
  readonly nameOf: Uint32Array
  readonly placeOf: Uint32Array
}

/** Builds the index of a directory over a lexicon. 12,000 authorities take some tenths of a second, and far less
 *  when most of them have been indexed before. */
export function buildIndex(all: readonly Listed[], lexicon: TermIndex): Index {
  const active = ranked(all.filter(entry => entry.status === 'active'))
  const leader = leaderOver(all)
  const closed = ranked(all.filter(({ status }) => status === 'suspended' || status === 'removed'))
    .map(entry => ({ entry, to: leader(entry) }))
    .filter(one => one.to !== null)
  const entries = [...active, ...closed.map(({ entry }) => entry)]
  const kinds = groups(entries, entry => `${entry.type} ${entry.area} ${entry.competences.join(' ')}`)
  const names = groups(entries, entry => wordsIn(entry).key)
  const places = groups(entries, entry => `${townOf(entry)} ${entry.region ?? ''}`)
  const ids = new Map<string, number>()
  const nameWords: string[] = []
  const namesByWord = new Map<number, number[]>()
  for (const [group, [first]] of names.values.entries())
    for (const [key, word] of first ? wordsIn(first).words : []) {
      const id = ids.get(key) ?? ids.size
      ids.set(key, id)
      nameWords[id] = word
      append(namesByWord, id, group)
    }
  return {
    lexicon,
    towns: termIndex(townTerms(places.values.flatMap(([first]) => (first ? [first] : [])))),
    entries,
    activeCount: active.length,
    leadsTo: closed.map(({ to }) => to ?? ''),
    names: vocabulary([...ids.keys()]),
    namesByWord,
    nameWords,
    nameLengths: names.values.map(([first]) => (first ? wordsIn(first).length : 1)),
    kinds: kinds.values.flatMap(([first]) => (first ? [kindOf(first, lexicon)] : [])),
    places: places.values.flatMap(([first]) => (first ? [placeOf(first)] : [])),
    kindOf: kinds.of,
    nameOf: names.of,
    placeOf: places.of,
  }
}

/** Concepts without any word cannot be looked for. */
const kindOf = (entry: Entry, lexicon: TermIndex): Kind => {
  const known = conceptsOf(entry).filter(concept => lexicon.concepts.has(concept))
  const ids = Int32Array.from(known, concept => lexicon.concepts.get(concept) ?? 0)
  return { concepts: known, ids, matter: matterOf(entry) }
}

/** NUTS codes begin with the code of the larger region. */
const placeOf = (entry: Entry): Place => ({
  country: entry.country,
  regions: [3, 4].flatMap(letters => (entry.region ? [entry.region.slice(0, letters)] : [])),
  town: townOf(entry),
})

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
  const known = new Map<string, number>()
  const values: Entry[][] = []
  const of = Uint32Array.from(entries, entry => {
    const key = keyOf(entry)
    const group = known.get(key) ?? known.size
    known.set(key, group)
    const members = values[group]
    if (members) members.push(entry)
    else values[group] = [entry]
    return group
  })
  return { of, values }
}

/** Reading names is the slow part; an authority that has not changed is the same object as before. */
const read = new WeakMap<Entry, NameGroup & { readonly key: string }>()

/** The words of the names without those of the town: these count as the town. */
function wordsIn(entry: Entry): NameGroup & { readonly key: string } {
  const known = read.get(entry)
  if (known) return known
  const town = new Set(wordsOf(entry.town).map(({ key }) => key))
  const words = entry.officialNames
    .flatMap(({ name, lang }): readonly Word[] => withoutParticles(wordsOf(name, lang)))
    .filter(({ key }) => !town.has(key))
  const fresh = {
    words: new Map(words.map(({ key, word }) => [key, word])),
    length: Math.max(1, words.length / entry.officialNames.length),
  }
  const group = { ...fresh, key: [...fresh.words.keys()].join(' ') }
  read.set(entry, group)
  return group
}
