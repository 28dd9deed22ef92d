// A small invented directory for the tests of this room and of those above it.
import { type Authority, type AuthorityRecord, mainArea } from './model.ts'

type Given = Partial<Authority> & Pick<Authority, 'id' | 'country' | 'town' | 'type' | 'officialNames'>

/** A whole record from its telling parts. */
export const inventedAuthority = (given: Given): Authority => ({
  level: 'regional',
  area: 'professional-qualifications',
  competences: [],
  region: null,
  informalTitles: {},
  languages: given.officialNames.map(({ lang }) => lang),
  street: '1 Lindenhofgasse',
  postcode: '1000',
  phone: '+99 1 234',
  email: `${given.id}@example.invalid`,
  website: `https://${given.id}.example.invalid`,
  status: 'active',
  isInvented: true,
  ...given,
})

/** What the directory says of one that was written as it is, first into an empty database. */
export const recordOf = (authority: Authority): AuthorityRecord => ({
  ...authority,
  ...{ version: 2, description: {}, validatingCoordinator: null, successor: null },
  ...{ activeSince: null, confirmedAt: null, askedAt: null, areas: [mainArea(authority)], links: [] },
})

const regulator = (
  country: string,
  town: string,
  profession: string,
  lang: string,
  name: string,
): Authority =>
  inventedAuthority({
    id: `${country}-${profession}`.toLowerCase(),
    country,
    town,
    type: 'professional-regulator',
    competences: [profession],
    officialNames: [{ lang, name }],
    informalTitles: { en: `Regulator of a profession (${profession})`, de: `Berufskammer (${profession})` },
  })

/** Eleven authorities in five scripts and languages, one of them suspended, one removed. */
export const smallDirectory: readonly Authority[] = [
  regulator('AT', 'Wien', 'general-care-nurse', 'de', 'Kammer für Pflegeberufe Wien'),
  regulator('AT', 'Wien', 'architect', 'de', 'Kammer der Baukünste Wien'),
  regulator('EL', 'Βόλος', 'pharmacist', 'el', 'Φαρμακευτικό Συμβούλιο – Βόλος'),
  regulator('BG', 'Бургас', 'engineer', 'bg', 'Камара на инженерите – Бургас'),
  regulator('PL', 'Łódź', 'architect', 'pl', 'Izba Architektów – Łódź'),
  regulator('FI', 'Espoo', 'lawyer', 'fi', 'Asianajajaneuvosto – Espoo'),
  inventedAuthority({
    id: 'bg-labour',
    country: 'BG',
    town: 'Бургас',
    type: 'labour-inspectorate',
    area: 'posting-of-workers',
    region: 'BG34',
    officialNames: [{ lang: 'bg', name: 'Служба за трудови условия – Бургас' }],
    informalTitles: { en: 'Labour inspectorate', de: 'Arbeitsaufsicht' },
  }),
  inventedAuthority({
    id: 'at-privacy',
    country: 'AT',
    town: 'Wien',
    type: 'data-protection-authority',
    level: 'national',
    area: 'data-protection',
    officialNames: [{ lang: 'de', name: 'Amt für Datenschutz' }],
    informalTitles: { en: 'Data protection authority', de: 'Datenschutzbehörde' },
  }),
  inventedAuthority({
    id: 'be-licences',
    country: 'BE',
    town: 'Brussel',
    type: 'municipal-licensing',
    level: 'local',
    area: 'services',
    competences: ['retail'],
    officialNames: [
      { lang: 'nl', name: 'Vergunningenloket Brussel' },
      { lang: 'fr', name: 'Guichet des autorisations' },
    ],
    informalTitles: { en: 'Municipal licensing office', fr: 'Service communal des autorisations' },
  }),
  {
    ...regulator('PL', 'Łódź', 'lawyer', 'pl', 'Izba Prawników – Łódź'),
    status: 'suspended',
  },
  {
    ...regulator('PL', 'Łódź', 'teacher', 'pl', 'Izba Nauczycieli – Łódź'),
    status: 'removed',
  },
]
