// Invents the directory: about 12,000 authorities of 30 countries, the same each time.
import type { Authority, Level, OfficialName } from '../authority/model.ts'
import type { Lang, Library } from '../base/text.ts'
import type { Lexicon } from '../procedure/lexicon.ts'
import { type Chance, chanceOf } from './chance.ts'
import { countryOf, type Frame, type WordsOf } from './frame.ts'
import { type TitlesOf, titlesOver } from './titles.ts'

export type DirectorySources = {
  readonly frame: Frame
  readonly wordsOf: WordsOf
  readonly lexicons: ReadonlyMap<Lang, Lexicon>
  readonly library: Pick<Library, 'in'>
}

/** Everything that tells one authority from another. */
export type Kind = {
  readonly country: string
  readonly type: string
  readonly level: Level
  readonly area: string
  readonly competences: readonly string[]
  /** What a title names beside the type: a profession or a legal area, as a place in the lexicon. */
  readonly about: { readonly kind: 'profession' | 'area'; readonly id: string } | null
}

/** The whole directory. `isWanted` leaves out authorities by id and place of the town, counted from 1. */
export function inventDirectory(
  sources: DirectorySources,
  isWanted: (id: string, town: number) => boolean = () => true,
): readonly Authority[] {
  const titles = titlesOver(sources)
  const found: Authority[] = []
  for (const [country, { towns }] of Object.entries(sources.frame.countries))
    for (const kind of kindsOf(sources.frame, country)) {
      const seats = kind.level === 'national' ? towns.slice(0, 1) : towns
      for (const [at, town] of seats.entries()) {
        const id = idOf(kind, at + 1)
        if (isWanted(id, at + 1)) found.push(authorityOf(sources, titles, { ...kind, id, town }))
      }
    }
  return found
}

function kindsOf({ types, professions, related, coordinatedAreas }: Frame, country: string): readonly Kind[] {
  const plain = types.flatMap(({ type, level, area, competences }): Kind[] =>
    type === 'professional-regulator'
      ? professions.map(id => ({
          ...{ country, type, level, area, competences: [id, ...(related[id] ?? []), ...competences] },
          about: { kind: 'profession', id },
        }))
      : [{ country, type, level, area, competences, about: null }],
  )
  const coordinator = { country, level: 'national', competences: [] } as const
  return [
    ...plain,
    // Works in every legal area; the directory takes one.
    { ...coordinator, type: 'national-coordinator', area: 'professional-qualifications', about: null },
    ...coordinatedAreas.map(
      (area): Kind => ({
        ...{ ...coordinator, type: 'area-coordinator', area },
        about: { kind: 'area', id: area },
      }),
    ),
  ]
}

/** `pl-professional-regulator-physiotherapist-01`, `pl-health-ministry`, `pl-area-coordinator-services`. */
function idOf({ country, type, level, about }: Kind, town: number): string {
  const end = level === 'national' ? [] : [String(town).padStart(2, '0')]
  return [country.toLowerCase(), type, ...(about ? [about.id] : []), ...end].join('-')
}

export type Seated = Kind & { readonly id: string; readonly town: string }

/** About one in two thousand does not take part for a while; never one of a capital. */
const suspendedShare = 0.0005

function authorityOf(sources: DirectorySources, titles: TitlesOf, seated: Seated): Authority {
  const { country, type, level, area, competences, id, town } = seated
  const { languages, postcode, towns, regions } = countryOf(country)
  const chance = chanceOf(`authority|${id}`)
  const officialNames = languages.map(lang => officialName(sources, seated, lang))
  const street = sources
    .wordsOf(languages[0] ?? 'en')
    .street.replace('{number}', String(chance.between(1, 148)))
  return {
    ...{ id, country, type, level, area, competences, town, officialNames, languages, street },
    informalTitles: titles(seated),
    region: regions[towns.indexOf(town)] ?? null,
    postcode: filled(postcode, chance),
    // No country has this code.
    phone: filled('+999 ## ### ## ##', chance),
    email: `${id}@example.invalid`,
    website: `https://${id}.example`,
    status: town !== towns[0] && chance.isIn(suspendedShare) ? 'suspended' : 'active',
    isInvented: true,
  }
}

function officialName({ wordsOf, lexicons }: DirectorySources, of: Seated, lang: Lang): OfficialName {
  const { authority } = wordsOf(lang)
  const pattern = authority[of.about?.kind === 'profession' ? `${of.type}.${of.about.id}` : of.type]
  if (pattern === undefined) throw new Error(`no name for ${of.id} in ${lang}`)
  const area = lexicons.get(lang)?.area?.[of.area]?.[0] ?? of.area
  return { lang, name: pattern.replace('{town}', of.town).replace('{area}', area) }
}

const letters = 'ABCDEFGHJKLMNPRSTUVWXYZ'

/** Fills each # with a digit, each @ with a letter. No number begins with a zero. */
const filled = (pattern: string, chance: Chance): string =>
  pattern.replace(/[#@]/g, (sign, at: number) =>
    sign === '@'
      ? letters.charAt(chance.between(0, letters.length - 1))
      : String(chance.between(/\d|#/.test(pattern.charAt(at - 1)) ? 0 : 1, 9)),
  )
