// What can be looked for: terms for concepts (from the lexicon), countries and towns, each with its language.
import type { Lang, LanguageRow, Library } from '../base/text.ts'
import type { Lexicon } from '../procedure/lexicon.ts'
import { withoutParticles, wordsOf } from './fold.ts'
import type { Entry } from './model.ts'

export type Field = 'concept' | 'country' | 'town'

/** One way to say one thing. `target`: `profession.architect`, `EL`, or `EL Αθήνα`. */
export type Term = {
  readonly field: Field
  readonly target: string
  /** Null where the spelling belongs to no language of a reader: towns. */
  readonly lang: Lang | null
  /** As it is written, for the reason shown. */
  readonly text: string
  /** Its folded words, distinct. */
  readonly keys: readonly string[]
}

/** The kinds of the lexicon that say something about an authority. */
export const conceptKinds = ['profession', 'activity', 'authority-type', 'area'] as const

/** The concepts that an authority stands for. A competence is a profession or an activity. */
export const conceptsOf = (entry: Entry): readonly string[] => [
  `authority-type.${entry.type}`,
  `area.${entry.area}`,
  ...entry.competences.flatMap(id => [`profession.${id}`, `activity.${id}`]),
]

export const townOf = (entry: Entry): string => `${entry.country} ${entry.town}`

/** Every term of the lexicon, of the countries and of the towns in the directory. */
export function termsOf(
  entries: readonly Entry[],
  library: Pick<Library, 'languages' | 'in'>,
  lexicons: ReadonlyMap<Lang, Lexicon>,
): readonly Term[] {
  const countries = [...new Set(entries.map(entry => entry.country))]
  const towns = new Map(entries.map(entry => [townOf(entry), entry.town]))
  return [
    ...[...lexicons].flatMap(([lang, lexicon]) => conceptTerms(lang, lexicon)),
    ...library.languages.flatMap(row => countryTerms(row, library, countries)),
    ...[...towns].map(([target, text]) => term('town', target, null, text)),
  ].filter(({ keys }) => keys.length > 0)
}

const conceptTerms = (lang: Lang, lexicon: Lexicon): readonly Term[] =>
  conceptKinds.flatMap(kind =>
    Object.entries(lexicon[kind] ?? {}).flatMap(([id, texts]) =>
      texts.map(text => term('concept', `${kind}.${id}`, lang, text)),
    ),
  )

const countryTerms = (
  { code }: LanguageRow,
  library: Pick<Library, 'in'>,
  countries: readonly string[],
): readonly Term[] =>
  countries.map(country => term('country', country, code, library.in(code).country(country)))

const term = (field: Field, target: string, lang: Lang | null, text: string): Term => ({
  field,
  target,
  lang,
  text,
  keys: [...new Set(withoutParticles(wordsOf(text)).map(({ key }) => key))],
})
