// How a value of the form or of an answer reads in the caller's language.
import { daySchema } from '../base/form.ts'
import type { Texts } from '../base/text.ts'
import { choiceKey, type Detail, type Field } from '../procedure/model.ts'
import type { Value } from './kinds/request-shape.ts'
import { isSealed } from './model.ts'
import type { PersonalState } from './open.ts'
import type { TextView, ValueView } from './view-schema.ts'

/** Translations by what was written: the same text in the same language has one. */
export type TextOf = (text: string, lang: string) => TextView

export type ValueSpec = {
  readonly item: Field | Detail
  /** Text key of the item; its options lie below it. */
  readonly place: string
  readonly value: Value | undefined
  /** The author's language. */
  readonly lang: string
  readonly personal: PersonalState
}

/** One value with its label; free text with its translation; a personal one only where it may be read. */
export function valueView(t: Texts, textOf: TextOf, spec: ValueSpec): ValueView {
  const { item, place, value, lang, personal } = spec
  const about = { id: item.id, label: t(place), type: item.type, personal: item.personal }
  const nothing = { value: null, display: null, text: null }
  if (value === undefined) return { ...about, ...nothing, state: 'empty' }
  if (isSealed(value)) return { ...about, ...nothing, state: personal === 'hidden' ? 'hidden' : 'erased' }
  const isFree = item.type === 'free-text' && typeof value === 'string'
  return {
    ...about,
    state: 'shown',
    value,
    display: isFree ? null : displayOf(t, item, place, value),
    text: isFree ? textOf(value, lang) : null,
  }
}

function displayOf(t: Texts, item: Field | Detail, place: string, value: Value): string {
  if (typeof value === 'number') return numberText(t, value)
  if (typeof value === 'string') {
    if (item.type === 'day') return dayText(t, value)
    if (item.type === 'country' && /^[A-Z]{2}$/.test(value)) return t.country(value)
    if (item.type === 'choice') return optionText(t, choiceKey(item, place, value), value)
    return value
  }
  if (isSealed(value)) return ''
  if ('from' in value) return `${dayText(t, value.from)} – ${dayText(t, value.to)}`
  return Array.isArray(value) ? value.join(' · ') : ''
}

/** A draft may hold what is no day: it is shown as it was typed. */
const dayText = (t: Texts, value: string): string =>
  daySchema.safeParse(value).success ? t.day(value) : String(value)

/** A year is not written with a mark for thousands. */
const numberText = (t: Texts, value: number): string =>
  Number.isInteger(value) && Math.abs(value) < 10_000 ? String(value) : t.number(value)

/** An option of an earlier version of the procedure may have no text any more. */
const optionText = (t: Texts, key: string, value: string): string => (t.has(key) ? t(key) : value)
