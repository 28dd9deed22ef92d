// One field of a procedure's form, or one detail of an answer, as a person fills it in.
import { type Html, html } from '../base/html.ts'
import type { Texts } from '../base/text.ts'
import { choiceBoxes, type Option, select } from '../base/ui/choice.ts'
import { dayField, type FieldSpec, field, textArea } from '../base/ui/field.ts'
import { choiceKey, type Detail, type Field } from '../procedure/model.ts'
import { type Picking, picker } from './block/picker.ts'
import { type Lists, limits } from './kinds/request-forms.ts'

export type InputSpec = {
  readonly name: string
  readonly item: Field | Detail
  /** Text key of the item. */
  readonly place: string
  /** What was typed, of whatever shape. */
  readonly value: unknown
  readonly errors: Readonly<Record<string, string>>
  /** In which free text is written. */
  readonly textLang: string
  readonly isRequired: boolean
  /** Offers text blocks at a free text. */
  readonly picks?: Picking | undefined
}

const boxesMax = 6

/** The control that fits the type of the item. */
export function inputFor(t: Texts, lists: Lists, spec: InputSpec): Html {
  const { name, item, place, errors, textLang } = spec
  const value = typeof spec.value === 'string' || typeof spec.value === 'number' ? spec.value : ''
  const hint = t.has(`${place}.hint`) ? t(`${place}.hint`) : undefined
  const error = errors[name] ?? errorWithin(errors, name)
  const base: FieldSpec = {
    ...{ name, value, isRequired: spec.isRequired, label: t(place) },
    ...(hint !== undefined && { hint }),
    ...(error !== undefined && { error }),
  }
  switch (item.type) {
    case 'free-text':
      return textArea(t, {
        ...{ ...base, textLang, lengthMax: limits.longMax, rows: 4 },
        beside: spec.picks && picker(t, spec.picks, base),
      })
    case 'list':
      return textArea(t, { ...base, value: linesOf(spec.value), lengthMax: limits.longMax, rows: 3 })
    case 'day':
      return dayField(t, base)
    case 'day-range':
      return rangeField(t, spec, base)
    case 'number':
      return field(t, { ...base, size: 10 })
    case 'country':
      return select(t, { ...base, empty: '', options: named(t, lists.countries, t.country) })
    case 'choice':
      return choiceField(t, lists, spec, base)
    case 'text':
      return field(t, { ...base, lengthMax: limits.shortMax })
  }
}

/** A fault in one line of a list is told at the list. */
const errorWithin = (errors: InputSpec['errors'], name: string): string | undefined => {
  const path = Object.keys(errors).find(one => one.startsWith(`${name}.`) && /\.\d+$/.test(one))
  return path && errors[path]
}

function choiceField(t: Texts, lists: Lists, { item, place, value }: InputSpec, base: FieldSpec): Html {
  const nameOf = (id: string): string => t(choiceKey(item, place, id))
  if (item.list) return select(t, { ...base, empty: '', options: named(t, lists.list(item.list), nameOf) })
  const options = (item.options ?? []).map(id => ({ value: id, label: nameOf(id) }))
  const chosen = typeof value === 'string' ? [value] : []
  return options.length > boxesMax
    ? select(t, { ...base, empty: '', options })
    : choiceBoxes(t, { ...base, options, chosen, isRequired: false })
}

/** Two days side by side; what is wrong with the whole stands at the first. */
function rangeField(t: Texts, { value, errors, name }: InputSpec, base: FieldSpec): Html {
  const range = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>
  const one = (end: 'from' | 'to') => {
    const given = range[end]
    const error = errors[`${name}.${end}`] ?? (end === 'from' ? errors[name] : undefined)
    return dayField(t, {
      name: `${name}.${end}`,
      label: t(`exchange.range.${end}`),
      value: typeof given === 'string' ? given : '',
      isRequired: base.isRequired ?? false,
      ...(error !== undefined && { error }),
    })
  }
  return html`<fieldset class="ds-fieldset"><legend class="ds-label">${base.label}</legend>
<div class="field-row">${one('from')}${one('to')}</div></fieldset>`
}

const linesOf = (value: unknown): string =>
  Array.isArray(value) ? value.join('\n') : typeof value === 'string' ? value : ''

const named = (t: Texts, ids: readonly string[], nameOf: (id: string) => string): readonly Option[] =>
  ids.map(id => ({ value: id, label: nameOf(id) })).sort((a, b) => t.compare(a.label, b.label))

/** The language that one writes in. */
export const languageField = (t: Texts, lists: Lists, value: string, errors: InputSpec['errors']): Html =>
  languageOf(t, lists, {
    label: t('exchange.language.label'),
    hint: t('exchange.language.hint'),
    value,
    errors,
  })

type LanguageSpec = Pick<InputSpec, 'errors'> & {
  readonly label: string
  readonly hint?: string
  readonly value: string
}

/** The language of something that was written before. */
export const languageOf = (t: Texts, lists: Lists, { errors, ...spec }: LanguageSpec): Html =>
  select(t, {
    ...{ ...spec, name: 'language', isRequired: true, options: named(t, lists.languages, t.language) },
    ...(errors.language !== undefined && { error: errors.language }),
  })
