// What each search engine of the comparison can do, and the documents that all of them are given.
import { wordsOf } from '../../src/authority/fold.ts'
import type { Authority } from '../../src/authority/model.ts'
import { conceptsOf } from '../../src/authority/terms.ts'
import type { Lang, Library } from '../../src/base/text.ts'
import type { Lexicon } from '../../src/procedure/lexicon.ts'

/** One authority as text: distinct folded words, so that scripts and marks are no hindrance to anybody. */
export type Document = {
  readonly id: string
  /** Official names and titles in all languages. */
  readonly names: string
  /** What it is and does: all words of the lexicon in all languages. */
  readonly matter: string
  /** Its town, region and country, and the people of the country, in all languages. */
  readonly place: string
}

export const engineNames = ['open-imi', 'minisearch', 'sqlite-trigram', 'postgresql'] as const
export type EngineName = (typeof engineNames)[number]

export type Engine = {
  /** Ids of the best five. */
  find(text: string, lang: Lang): Promise<readonly string[]> | readonly string[]
  /** Bytes that the index holds. */
  readonly bytes: number
}

export const best = 5

/** Folded words of a query, distinct. */
export const keysOf = (text: string): readonly string[] => [...new Set(wordsOf(text).map(({ key }) => key))]

type Sources = {
  readonly directory: readonly Authority[]
  readonly lexicons: ReadonlyMap<Lang, Lexicon>
  readonly library: Pick<Library, 'in'>
}

/** The same texts and synonyms for every engine. */
export function documentsOf({ directory, lexicons, library }: Sources): readonly Document[] {
  const matters = new Map<string, string>()
  const places = new Map<string, string>()
  const said = (kind: string, id: string): readonly string[] =>
    [...lexicons.values()].flatMap(lexicon => lexicon[kind]?.[id] ?? [])
  const kept = (known: Map<string, string>, key: string, texts: () => readonly string[]): string => {
    const text = known.get(key) ?? folded(texts())
    known.set(key, text)
    return text
  }
  return directory
    .filter(({ status }) => status === 'active')
    .map(authority => {
      const { id, type, area, competences, country, region, town, officialNames, informalTitles } = authority
      const concepts = conceptsOf(authority).map(concept => concept.split('.'))
      return {
        id,
        names: folded([...officialNames.map(({ name }) => name), ...Object.values(informalTitles)]),
        matter: kept(matters, `${type} ${area} ${competences.join(' ')}`, () =>
          concepts.flatMap(([kind = '', name = '']) => said(kind, name)),
        ),
        place: kept(places, `${country} ${town}`, () => [
          ...[town, ...said('town', `${country} ${town}`), ...said('region', region ?? '')],
          ...[...said('country', country), ...said('nationality', country)],
          ...[...lexicons.keys()].map(lang => library.in(lang).country(country)),
        ]),
      }
    })
}

const folded = (texts: readonly string[]): string => keysOf(texts.join(' ')).join(' ')
