// Many boxes in groups, to be found by typing where there is script: assets/choice-search.js.
import { type Html, html } from '../html.ts'
import { box, type Option } from './choice.ts'
import { describedBy, errorOf, type FieldSpec } from './field.ts'

export type ChoiceGroup = { readonly label: string; readonly options: readonly Option[] }

export type ChoiceSearchSpec = Omit<FieldSpec, 'value'> & {
  readonly groups: readonly ChoiceGroup[]
  readonly chosen: readonly string[]
  /** `found` holds `{count}`, `remove` holds `{words}`. */
  readonly words: { readonly search: string; readonly found: string; readonly remove: string }
}

/** What is ticked stands first; the rest is folded away by groups. */
export function choiceSearch(spec: ChoiceSearchSpec): Html {
  const { groups, chosen, words, label } = spec
  const boxes = { ...spec, take: 'many' as const, options: [] }
  let index = 0
  const row = (options: readonly Option[]): Html =>
    html`<div class="boxes">${options.map(option => box(boxes, option, index++))}</div>`
  const ticked = groups.flatMap(({ options }) => options).filter(({ value }) => chosen.includes(value))
  const folded = groups.map(group => ({
    label: group.label,
    options: group.options.filter(({ value }) => !chosen.includes(value)),
  }))
  return html`<choice-search data-label="${words.search}" data-found="${words.found}" data-remove="${words.remove}">
<fieldset class="ds-fieldset"${describedBy(spec)}><legend class="ds-label">${label}</legend>
<div data-choices>${row(ticked)}${folded.map(
    group => html`<details><summary>${group.label}</summary>${row(group.options)}</details>`,
  )}</div>
${errorOf(spec)}
</fieldset></choice-search>`
}
