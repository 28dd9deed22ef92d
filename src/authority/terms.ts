// What can be looked for: terms for concepts and places, each with its language; and what an authority stands for.
import type { Lang, LanguageRow, Library } from '../base/text.ts'
import type { Lexicon } from '../procedure/lexicon.ts'
import { isShort, type Word, withoutParticles, wordsOf } from './fold.ts'
import type { Entry } from './model.ts'
import { placeWordsOf } from './places.ts'

export type Field = 'concept' | 'country' | 'nationality' | 'region' | 'town'

/** One way to say one thing. `target`: `profession.architect`, `EL`, `EL3`, or `EL Αθήνα`. */
export type Term = {
  readonly field: Field
  readonly target: string
  /** Null where the spelling belongs to no language of a reader: native names of towns. */
  readonly lang: Lang | null
  /** The usual name, not another name or a form of it. */
  readonly isName: boolean
  /** As it is written, for the reason shown. */
  readonly text: string
  /** Its folded words, distinct. */
  readonly keys: readonly string[]
}

/** The kinds of the lexicon that say something about an authority. */
export const conceptKinds = ['profession', 'activity', 'authority-type', 'area', 'keyword'] as const

/** A competence is an id of one of these kinds. */
export const competenceKinds = ['profession', 'activity', 'keyword'] as const

/** The kinds of the lexicon that name places, and the field that they say something about. */
const placeKinds = ['country', 'nationality', 'region', 'town'] as const

/** The concepts that an authority stands for. */
export const conceptsOf = (entry: Pick<Entry, 'type' | 'area' | 'competences'>): readonly string[] => [
  `authority-type.${entry.type}`,
  `area.${entry.area}`,
  ...entry.competences.flatMap(id => competenceKinds.map(kind => `${kind}.${id}`)),
]

export const townOf = (entry: Pick<Entry, 'country' | 'town'>): string => `${entry.country} ${entry.town}`

/** Every term of the lexicon: concepts, and places by the names that each language gives them. */
export const lexiconTerms = (
  library: Pick<Library, 'languages' | 'in'>,
  lexicons: ReadonlyMap<Lang, Lexicon>,
): readonly Term[] =>
  [
    ...[...lexicons].flatMap(([lang, lexicon]) => termsIn(lang, lexicon)),
    ...library.languages.flatMap(row => countryTerms(row, library, countriesOf(lexicons))),
  ].filter(({ keys }) => keys.length > 0)

/** The native names of towns. */
export const townTerms = (seats: readonly Pick<Entry, 'country' | 'town'>[]): readonly Term[] =>
  [...new Map(seats.map(seat => [townOf(seat), seat.town]))]
    .map(([target, text]) => nameTerm('town', target, null, text))
    .filter(({ keys }) => keys.length > 0)

const countriesOf = (lexicons: ReadonlyMap<Lang, Lexicon>): readonly string[] => [
  ...new Set([...lexicons.values()].flatMap(lexicon => Object.keys(lexicon.country ?? {}))),
]

function termsIn(lang: Lang, lexicon: Lexicon): readonly Term[] {
  const concepts = conceptKinds.flatMap(kind => saidOf(kind, lang, lexicon))
  const isParticle = particlesOf(concepts, lexicon)
  const isSmall = (key: string): boolean => isParticle(key) || isShort(key)
  return [
    ...concepts.map(({ kind, id, words, ...said }) => ({
      ...({
        ...said,
        field: 'concept',
        target: `${kind}.${id}`,
        lang,
        keys: keysOf(words, isParticle),
      } as const),
    })),
    ...placeKinds.flatMap(field =>
      saidOf(field, lang, lexicon).map(({ kind: _, id, words, ...said }) => ({
        ...{ ...said, field, target: id, lang },
        // Southern Sweden is a part of Sweden, however short the word is that says so: Sør-Sverige.
        keys: keysOf(withoutParticles(words, isParticle), field === 'region' ? isParticle : isSmall),
      })),
    ),
  ]
}

type Said = {
  readonly kind: string
  readonly id: string
  readonly text: string
  readonly isName: boolean
  readonly words: readonly Word[]
}

const saidOf = (kind: string, lang: Lang, lexicon: Lexicon): readonly Said[] =>
  Object.entries(lexicon[kind] ?? {}).flatMap(([id, texts]) =>
    texts.map((text, at) => ({ kind, id, text, isName: at === 0, words: wordsOf(text, lang) })),
  )

/** A short word in so many concepts says nothing about any of them: of, de, la; but not gun, bus, web. */
const particleConceptsMin = 6

/** Which words of a language only join others: prepositions, articles. */
function particlesOf(said: readonly Said[], lexicon: Lexicon): (key: string) => boolean {
  const { before, fillers } = placeWordsOf(lexicon)
  const concepts = new Map<string, Set<string>>()
  for (const { kind, id, words } of said)
    for (const { key } of words)
      if (isShort(key)) concepts.set(key, (concepts.get(key) ?? new Set()).add(`${kind}.${id}`))
  return key => before.has(key) || fillers.has(key) || (concepts.get(key)?.size ?? 0) >= particleConceptsMin
}

/** Particles are left out, unless there is nothing else. */
const keysOf = (words: readonly Word[], isParticle: (key: string) => boolean): readonly string[] => [
  ...new Set(withoutParticles(words, isParticle).map(({ key }) => key)),
]

const countryTerms = (
  { code }: LanguageRow,
  library: Pick<Library, 'in'>,
  countries: readonly string[],
): readonly Term[] =>
  countries.map(country => nameTerm('country', country, code, library.in(code).country(country)))

const nameTerm = (field: Field, target: string, lang: Lang | null, text: string): Term => ({
  field,
  target,
  lang,
  isName: true,
  text,
  keys: [...new Set(withoutParticles(wordsOf(text, lang)).map(({ key }) => key))],
})
