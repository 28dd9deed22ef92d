// What an authority is and where, in every language of the system, put together from the lexicon.
import type { Authority } from '../authority/model.ts'
import type { Lang } from '../base/text.ts'
import type { Lexicon } from '../procedure/lexicon.ts'
import type { DirectorySources, Kind, Seated } from './directory.ts'

export type TitlesOf = (seated: Seated) => Authority['informalTitles']

/** `Physiotherapist – regulator of a profession, Warszawa`. */
export function titlesOver({ lexicons, library }: DirectorySources): TitlesOf {
  const bases = new Map<string, ReadonlyMap<Lang, string>>()
  const countries = new Map<string, ReadonlyMap<Lang, string>>()
  const inAll = (of: (lang: Lang, lexicon: Lexicon) => string): ReadonlyMap<Lang, string> =>
    new Map([...lexicons].map(([lang, lexicon]) => [lang, of(lang, lexicon)]))
  return ({ country, type, about, level, town }) => {
    const key = `${type} ${about?.id ?? ''}`
    const base = bases.get(key) ?? inAll((lang, lexicon) => baseOf(lang, lexicon, type, about))
    bases.set(key, base)
    const named = countries.get(country) ?? inAll(lang => library.in(lang).country(country))
    countries.set(country, named)
    return Object.fromEntries(
      [...base].map(([lang, text]) => [lang, `${text}, ${level === 'national' ? named.get(lang) : town}`]),
    )
  }
}

function baseOf(lang: Lang, lexicon: Lexicon, type: string, about: Kind['about']): string {
  const word = (kind: string, id: string): string => {
    const [first] = lexicon[kind]?.[id] ?? []
    if (first === undefined) throw new Error(`the lexicon lacks ${kind}.${id} in ${lang}`)
    return first
  }
  const title = word('authority-type', type)
  if (!about) return title
  const subject = word(about.kind, about.id)
  return about.kind === 'profession'
    ? `${subject} – ${inside(lang, title)}`
    : `${title} – ${inside(lang, subject)}`
}

/** Within a title a word begins small, but for German nouns and abbreviations. */
const inside = (lang: Lang, text: string): string =>
  lang === 'de' || /^.\p{Lu}/u.test(text) ? text : text.charAt(0).toLocaleLowerCase(lang) + text.slice(1)
