// What the lexicon calls things, for the pages of the directory.
import type { Call } from '../base/door.ts'
import { type Html, html } from '../base/html.ts'
import type { Texts } from '../base/text.ts'
import { type Actor, mayBegin } from '../permission/model.ts'
import { competenceKinds } from './terms.ts'

export const areaName = (t: Texts, id: string): string => nameIn(t, ['area'], id)
export const typeName = (t: Texts, id: string): string => nameIn(t, ['authority-type'], id)
/** A competence is a profession, an activity or a situation of the lexicon. */
export const competenceName = (t: Texts, id: string): string => nameIn(t, competenceKinds, id)

function nameIn(t: Texts, kinds: readonly string[], id: string): string {
  const kind = kinds.find(one => t.has(`lexicon.${one}.${id}`))
  return kind ? t(`lexicon.${kind}.${id}`) : id
}

/** Which kind of the lexicon a competence is of. */
export const kindOfCompetence = (t: Texts, id: string): (typeof competenceKinds)[number] | undefined =>
  competenceKinds.find(kind => t.has(`lexicon.${kind}.${id}`))

/** What a filter or a meaning is about: `country`, `profession`, `authority-type`. */
export const kindName = (t: Texts, kind: string): string => t(kindKeys[kind] ?? 'authority.fact.names')

const kindKeys: Readonly<Record<string, string>> = {
  country: 'authority.filter.country',
  region: 'authority-finder.kind.region',
  town: 'authority-finder.kind.town',
  area: 'authority.filter.area',
  type: 'authority.fact.type',
  'authority-type': 'authority.fact.type',
  competence: 'authority.filter.competence',
  profession: 'authority-finder.kind.profession',
  activity: 'authority-finder.kind.activity',
  keyword: 'authority-finder.kind.keyword',
}

/** What was chosen in a filter, by name. A town stands in its native spelling. */
export function filterValue(t: Texts, filter: string, value: string): string {
  if (filter === 'country') return isCountry(value) ? t.country(value) : value
  if (filter === 'region') return regionName(t, value)
  if (filter === 'area') return areaName(t, value)
  if (filter === 'type') return typeName(t, value)
  return filter === 'competence' ? competenceName(t, value) : value
}

/** Anything may stand in an address. */
const isCountry = (value: string): boolean => /^[A-Z]{2}$/.test(value)

/** What a term means: `country.EL`, `region.EL3`, `town.EL Αθήνα`, `profession.architect`; null for a mere name. */
export function meaningName(t: Texts, means: string): string | null {
  const [kind, id] = [means.slice(0, means.indexOf('.')), means.slice(means.indexOf('.') + 1)]
  if (kind === 'country') return t.country(id)
  if (kind === 'town') return townName(t, id)
  if (kind === 'region') return regionName(t, id)
  return t.has(`lexicon.${means}`) ? t(`lexicon.${means}`) : null
}

/** `EL30` in the reader's language, else as the region calls itself. */
export const regionName = (t: Texts, code: string): string => nameIn(t, ['region'], code)

/** `EL Αθήνα` in the reader's language, else as the town calls itself. */
export const townName = (t: Texts, id: string): string =>
  t.has(`lexicon.town.${id}`) ? t(`lexicon.town.${id}`) : id.slice(3)

export const countryChip = (t: Texts, country: string): Html =>
  html`<abbr class="chip" title="${t.country(country)}">${country}</abbr>`

/** Only for who may act. */
export const requestLink = ({ t, who }: Call<Actor>, id: string, title: string): Html | false =>
  who !== null &&
  mayBegin(who) &&
  html`<p><a class="ds-button" data-variant="secondary"
  href="/exchanges/new?recipient=${encodeURIComponent(id)}"
  aria-label="${t('authority.request.label', { title })}">${t('authority.request.button')}</a></p>`
