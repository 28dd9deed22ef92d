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

/** What a term means: `country.EL`, `region.EL3`, `town.EL Αθήνα`, `profession.architect`; null for a mere name. */
export function meaningName(t: Texts, means: string): string | null {
  const [kind, id] = [means.slice(0, means.indexOf('.')), means.slice(means.indexOf('.') + 1)]
  if (kind === 'country') return t.country(id)
  if (kind === 'town') return id.slice(3)
  if (t.has(`lexicon.${means}`)) return t(`lexicon.${means}`)
  return kind === 'region' ? id : null
}

export const countryChip = (t: Texts, country: string): Html =>
  html`<abbr class="chip" title="${t.country(country)}">${country}</abbr>`

/** Only for who may act. */
export const requestLink = ({ t, who }: Call<Actor>, id: string, title: string): Html | false =>
  who !== null &&
  mayBegin(who) &&
  html`<p><a class="ds-button" data-variant="secondary"
  href="/exchanges/new?recipient=${encodeURIComponent(id)}"
  aria-label="${t('authority.request.label', { title })}">${t('authority.request.button')}</a></p>`
