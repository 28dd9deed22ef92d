// What the fields of an authority and their values are called in the reader's language.
import { type Html, type HtmlValue, html } from '../../base/html.ts'
import type { Texts } from '../../base/text.ts'
import { areaName as areaOf, competenceName, regionName, typeName } from '../names.ts'
import type { ChangeView, NamedView } from './view-schema.ts'

/** `*` stands for every legal area. */
export const areaName = (t: Texts, id: string): string => (id === '*' ? t('user.me.areas') : areaOf(t, id))
export const procedureName = (t: Texts, id: string): string => (t.has(`${id}.name`) ? t(`${id}.name`) : id)

/** Those that the page of an authority had before. */
const facts: Readonly<Record<string, string>> = {
  ...{ officialNames: 'names', type: 'type', level: 'level', areas: 'area', competences: 'competences' },
  ...{ languages: 'languages', phone: 'phone', email: 'email', website: 'website' },
}

export function fieldLabel(t: Texts, field: string): string {
  const fact = facts[field]
  return fact ? t(`authority.fact.${fact}`) : t(`authority-admin.field.${field}`)
}

export const named = ({ authority, name, lang }: NamedView): Html =>
  html`<a href="/authorities/${encodeURIComponent(authority)}" lang="${lang}">${name}</a>`

/** A value of the history or of a proposal, in words. */
export function valueText(t: Texts, field: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return '–'
  if (field === 'type') return typeName(t, String(value))
  if (field === 'level') return t(`authority.level.${String(value)}`)
  if (field === 'status') return t(`authority-admin.status.${String(value)}`)
  if (Array.isArray(value))
    return value.length === 0 ? '–' : value.map(one => itemText(t, field, one)).join('; ')
  if (typeof value === 'object' && 'authority' in value) return String((value as NamedView).name)
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([lang, text]) => `${lang.toUpperCase()}: ${String(text ?? '–')}`)
      .join('; ')
  return String(value)
}

/** What a field was and is; what it was is left out where there was nothing. */
export function changeLine(t: Texts, change: ChangeView): Html {
  const { field, from, to } = change
  const before = valueText(t, field, from)
  return html`<p>${fieldLabel(t, field)}: ${before !== '–' && html`<del>${before}</del> `}<ins>${valueText(
    t,
    field,
    to,
  )}</ins></p>`
}

type Item = Readonly<Record<string, unknown>>

function itemText(t: Texts, field: string, item: unknown): string {
  if (typeof item !== 'object' || item === null)
    return field === 'languages' ? t.language(String(item)) : String(item)
  const one = item as Item
  if (field === 'officialNames') return `${String(one.lang).toUpperCase()}: ${String(one.name)}`
  const area = areaName(t, String(one.area))
  if (field === 'links') return `${area}: ${String(one.coordinator)} (${linkName(t, String(one.link))})`
  return [area, ...areaParts(t, one)].join(' – ')
}

const linkName = (t: Texts, link: string): string =>
  t(`authority-admin.field.${link === 'request' ? 'requestCoordinators' : 'linkedCoordinators'}`)

function areaParts(t: Texts, one: Item): readonly string[] {
  const competences = one.competences as readonly string[]
  const regions = one.regions as readonly string[]
  return [
    t(`authority-admin.area.${String(one.status)}`),
    ...(one.role === 'coordinator' ? [t('authority.approval.coordinator')] : []),
    ...(regions.length > 0 ? [t.list(regions.map(code => regionName(t, code)))] : []),
    ...(competences.length > 0 ? [t.list(competences.map(id => competenceName(t, id)))] : []),
  ]
}

/** One below the other. */
export const lines = (values: readonly HtmlValue[]): Html =>
  html`${values.map(one => html`<div>${one}</div>`)}`
