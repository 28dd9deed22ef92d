// Fields of forms: a label, a hint, what was typed, and what is wrong with it, tied together for every reader.
import { type Html, html } from '../html.ts'
import type { Lang, Texts } from '../text.ts'

export type FieldSpec = {
  readonly name: string
  readonly label: string
  readonly hint?: string
  /** The sentence of what is wrong; the value stays as typed. */
  readonly error?: string | null | undefined
  readonly value?: string | number | null
  readonly isRequired?: boolean
  readonly isReadOnly?: boolean
  /** Language of the label and of the hint, where it is not the page's. */
  readonly lang?: Lang
}

type TextSpec = FieldSpec & {
  readonly type?: 'text' | 'email' | 'tel' | 'number' | 'password' | 'url'
  readonly autocomplete?: string
  readonly lengthMax?: number
  /** Width in characters; without it the field fills its column. */
  readonly size?: number
}

/** Where the error summary leads. Dots are allowed in ids. */
export const idOf = (name: string): string => `f-${name}`

/** Ties hint and message to the control. */
export function describedBy({ name, hint, error }: FieldSpec): Html | null {
  const ids = [hint && `${idOf(name)}-hint`, error && `${idOf(name)}-error`].filter(Boolean)
  return ids.length > 0 ? html` aria-describedby="${ids.join(' ')}"` : null
}

/** Attributes that every control has. */
export const controlAttributes = (spec: FieldSpec): Html =>
  html` id="${idOf(spec.name)}" name="${spec.name}"${spec.isRequired && html` required`}${
    spec.isReadOnly && html` readonly`
  }${spec.error && html` aria-invalid="true"`}${describedBy(spec)}`

/** Hint and message; they stand between label and control. */
export const hintOf = ({ name, hint }: FieldSpec): Html | null =>
  hint ? html`<div data-field="description" id="${idOf(name)}-hint">${hint}</div>` : null

export const errorOf = ({ name, error }: FieldSpec): Html | null =>
  error
    ? html`<p class="ds-validation-message" data-field="validation" id="${idOf(name)}-error">${error}</p>`
    : null

/** What is not needed says so; most fields are needed. */
export const optionalMark = (
  t: Texts,
  { isRequired = false, isReadOnly }: Pick<FieldSpec, 'isRequired' | 'isReadOnly'>,
): Html | null =>
  isRequired || isReadOnly ? null : html` <span class="optional">(${t('base.field.optional')})</span>`

/** Label, hint, control, message. */
export const fieldFrame = (t: Texts, spec: FieldSpec, control: Html): Html =>
  html`<div class="ds-field"${spec.lang && html` lang="${spec.lang}"`}>
<label class="ds-label" for="${idOf(spec.name)}">${spec.label}${optionalMark(t, spec)}</label>
${hintOf(spec)}
${control}
${errorOf(spec)}
</div>`

/** One line of text. */
export function field(t: Texts, spec: TextSpec): Html {
  const { type = 'text', autocomplete, lengthMax, size } = spec
  return fieldFrame(
    t,
    spec,
    html`<input class="ds-input" type="${type}" value="${spec.value ?? ''}"${controlAttributes(spec)}${
      autocomplete && html` autocomplete="${autocomplete}"`
    }${lengthMax && html` maxlength="${lengthMax}"`}${size && html` size="${size}"`}>`,
  )
}

/** A file to be chosen. Browsers never fill it again: after an error it has to be chosen once more. */
export const fileField = (
  t: Texts,
  spec: Omit<FieldSpec, 'value'> & {
    /** Endings that the browser offers first. */
    readonly accept: string
  },
): Html =>
  fieldFrame(
    t,
    spec,
    html`<input class="ds-input" type="file" accept="${spec.accept}"${controlAttributes(spec)}>`,
  )

/** Free text, in the language that `textLang` names. */
export function textArea(
  t: Texts,
  spec: FieldSpec & {
    readonly rows?: number
    readonly lengthMax?: number
    readonly textLang?: Lang
    /** What stands under the field and helps to fill it in. */
    readonly beside?: Html | undefined
  },
): Html {
  const { rows = 4, lengthMax, textLang, beside } = spec
  // The line break after the tag is eaten by the browser; without it a text's own first one would be.
  return fieldFrame(
    t,
    spec,
    html`<textarea class="ds-input" rows="${rows}"${controlAttributes(spec)}${
      lengthMax && html` maxlength="${lengthMax}"`
    }${textLang && html` lang="${textLang}"`}>
${spec.value ?? ''}</textarea>${beside}`,
  )
}

/**
 * A day. The browser shows it in its own locale, so the hint names the day in the page's language: the chosen one,
 * else an example.
 */
export function dayField(
  t: Texts,
  spec: FieldSpec & { readonly example?: string; readonly first?: string; readonly last?: string },
): Html {
  const isDay = typeof spec.value === 'string' && /^\d{4}-\d\d-\d\d$/.test(spec.value)
  const words = isDay && !spec.error ? t.dayLong(String(spec.value)) : undefined
  const example = spec.example ? t('base.field.day-hint', { day: spec.example }) : undefined
  const hint = [spec.hint, words ?? example].filter(part => part !== undefined).join(' · ')
  const shown = { ...spec, ...(hint !== '' && { hint }) }
  return fieldFrame(
    t,
    shown,
    html`<input class="ds-input" type="date" size="14" value="${spec.value ?? ''}"${controlAttributes(shown)}${
      spec.first && html` min="${spec.first}"`
    }${spec.last && html` max="${spec.last}"`}>`,
  )
}
