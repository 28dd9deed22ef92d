// Choosing: boxed radios and checkboxes for a few answers, a list for many.
import { type Html, html } from '../html.ts'
import type { Lang, Texts } from '../text.ts'
import {
  controlAttributes,
  describedBy,
  errorOf,
  type FieldSpec,
  fieldFrame,
  hintOf,
  idOf,
  optionalMark,
} from './field.ts'

export type Option = {
  readonly value: string
  readonly label: string
  readonly hint?: string
  readonly lang?: Lang
  /** Of a list: under which heading it stands. */
  readonly group?: string
}

type BoxesSpec = Omit<FieldSpec, 'value'> & {
  readonly options: readonly Option[]
  readonly chosen?: readonly string[]
  /** `many` makes checkboxes. */
  readonly take?: 'one' | 'many'
  /** Where a heading beside the boxes already asks the question, its id replaces the legend. */
  readonly labelledBy?: string
}

/** Boxed answers in a row; the legend is the question. The first box carries the id that the error summary names. */
export function choiceBoxes(t: Texts, spec: BoxesSpec): Html {
  const legend = spec.labelledBy
    ? null
    : html`<legend class="ds-label">${spec.label}${optionalMark(t, spec)}</legend>`
  return html`<fieldset class="ds-fieldset"${
    spec.labelledBy && html` aria-labelledby="${spec.labelledBy}"`
  }${describedBy(spec)}${spec.lang && html` lang="${spec.lang}"`}>${legend}
${hintOf(spec)}
<div class="boxes">${spec.options.map((option, index) => box(spec, option, index))}</div>
${errorOf(spec)}
</fieldset>`
}

/** One answer; the first of its field carries the field's id. */
export function box(spec: BoxesSpec, option: Option, index: number): Html {
  const { take = 'one', chosen = [], name } = spec
  const id = index === 0 ? idOf(name) : `${idOf(name)}-${index}`
  const hintId = `${id}-about`
  return html`
<label class="box"${option.lang && html` lang="${option.lang}"`}><input class="ds-input" type="${
    take === 'one' ? 'radio' : 'checkbox'
  }" id="${id}" name="${name}" value="${option.value}"${chosen.includes(option.value) && html` checked`}${
    take === 'one' && spec.isRequired && html` required`
  }${spec.error && html` aria-invalid="true"`}${option.hint && html` aria-describedby="${hintId}"`}><span>${
    option.label
  }${option.hint && html`<span class="box-hint" id="${hintId}">${option.hint}</span>`}</span></label>`
}

/** A list of many; `empty` is the line that stands for no choice. */
export function select(
  t: Texts,
  spec: FieldSpec & { readonly options: readonly Option[]; readonly empty?: string },
): Html {
  const option = ({ value, label, lang }: Option): Html =>
    html`<option value="${value}"${lang && html` lang="${lang}"`}${
      value === String(spec.value ?? '') && html` selected`
    }>${label}</option>`
  return fieldFrame(
    t,
    spec,
    html`<select class="ds-input"${controlAttributes(spec)}>${
      spec.empty !== undefined && html`<option value="">${spec.empty}</option>`
    }${[...Map.groupBy(spec.options, one => one.group)].map(([group, own]) =>
      group === undefined ? own.map(option) : html`<optgroup label="${group}">${own.map(option)}</optgroup>`,
    )}</select>`,
  )
}
