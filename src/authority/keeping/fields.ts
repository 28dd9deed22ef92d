// Fields of forms about an authority that hold many values: a text in each language, languages of work, competences.
import { type Html, html } from '../../base/html.ts'
import type { Texts } from '../../base/text.ts'
import { choiceBoxes, type Option } from '../../base/ui/choice.ts'
import { choiceSearch } from '../../base/ui/choice-search.ts'
import { controlAttributes, type FieldSpec, field, fieldFrame, idOf, textArea } from '../../base/ui/field.ts'
import { competenceName, kindName, kindOfCompetence, regionName } from '../names.ts'
import { competenceKinds } from '../terms.ts'
import type { Choices } from './forms.ts'
import { areaName, fieldLabel } from './labels.ts'
import { fieldNames } from './model.ts'

/** A form with what was typed and what is wrong with it. */
export type Parts = {
  readonly t: Texts
  readonly choices: Choices
  readonly typed: Readonly<Record<string, unknown>>
  readonly errors: Readonly<Record<string, string>>
}

/** Labels by path, for the error summary: of every field, text and list of competences. */
export function fieldLabels(
  { t, choices }: Pick<Parts, 't' | 'choices'>,
  areas: readonly string[],
): Readonly<Record<string, string>> {
  const texts = (['officialNames', 'informalTitles', 'description'] as const).flatMap(name =>
    choices.languages.map(lang => [`${name}.${lang}`, `${fieldLabel(t, name)} (${t.language(lang)})`]),
  )
  const competences = areas.map(area => [`competences.${area}`, competencesLabel(t, area)])
  return Object.fromEntries([
    ...fieldNames.map(name => [name, fieldLabel(t, name)]),
    ...texts,
    ...competences,
  ])
}

const competencesLabel = (t: Texts, area: string): string =>
  `${fieldLabel(t, 'competences')} (${areaName(t, area)})`

/** Any code may be typed; those of the country that have a name are offered with it. */
export function regionField(
  t: Texts,
  spec: Omit<FieldSpec, 'name' | 'label'>,
  { choices, country }: { readonly choices: Choices; readonly country: string },
): Html {
  const whole = { ...spec, name: 'region', label: fieldLabel(t, 'region') }
  const list = `${idOf(whole.name)}-list`
  const options = choices.regions.filter(code => code.startsWith(country))
  return fieldFrame(
    t,
    whole,
    html`<input class="ds-input" type="text" list="${list}" maxlength="5" value="${
      spec.value ?? ''
    }"${controlAttributes(whole)}><datalist id="${list}">${options.map(
      code => html`<option value="${code}">${regionName(t, code)}</option>`,
    )}</datalist>`,
  )
}

type TextsSpec = {
  readonly name: 'officialNames' | 'informalTitles' | 'description'
  /** What is kept now, by language. */
  readonly there: Readonly<Record<string, string>>
  /** Languages that are shown at once. */
  readonly isFirst: (lang: string) => boolean
  readonly nowOf?: (lang: string, typed: string | undefined) => object
  readonly hint?: string
  readonly isRequired?: boolean
}

/** A field for each language; all but the first ones are folded away, unless they are wrong or were typed anew. */
export function textFields({ t, choices, typed: all, errors }: Parts, spec: TextsSpec): Html {
  const { name, there, nowOf, hint, isRequired = false } = spec
  const typed = (all[name] ?? {}) as Readonly<Record<string, unknown>>
  const languages = sorted(t, choices.languages, t.language).map(({ value }) => value)
  const isNew = (lang: string): boolean => (typed[lang] ?? there[lang] ?? '') !== (there[lang] ?? '')
  const isFirst = (lang: string): boolean =>
    spec.isFirst(lang) || isNew(lang) || Boolean(errors[`${name}.${lang}`])
  const box = (lang: string): Html => {
    const path = `${name}.${lang}`
    const given = typeof typed[lang] === 'string' ? typed[lang] : undefined
    const shown = {
      ...{ name: path, label: t.language(lang), value: given ?? there[lang] ?? '', lengthMax: 4000 },
      ...{ error: errors[path], isRequired: isRequired && isFirst(lang), ...nowOf?.(lang, given) },
    }
    return name === 'description'
      ? textArea(t, { ...shown, rows: 3, textLang: lang })
      : field(t, { ...shown, lengthMax: 300 })
  }
  const others = languages.filter(lang => !isFirst(lang))
  return html`<fieldset class="ds-fieldset kept-texts"><legend class="ds-label">${fieldLabel(t, name)}</legend>
${hint && html`<p data-field="description">${hint}</p>`}
${languages.filter(isFirst).map(box)}
${
  others.length > 0 &&
  html`<details><summary>${t('authority-admin.languages.other')}</summary>
<div class="field-grid">${others.map(box)}</div></details>`
}</fieldset>`
}

export const sorted = (t: Texts, ids: readonly string[], nameOf: (id: string) => string): readonly Option[] =>
  ids
    .map(value => ({ value, label: nameOf(value) }))
    .toSorted((a, b) => (a.value === '*' ? -1 : b.value === '*' ? 1 : t.compare(a.label, b.label)))

const chosenIn = (typed: unknown, there: readonly string[]): readonly string[] =>
  typed === undefined ? there : Array.isArray(typed) ? typed.map(String) : [String(typed)]

export function languageField({ t, choices, typed, errors }: Parts, there: readonly string[]): Html {
  return html`<input type="hidden" name="languages" value="">${choiceBoxes(t, {
    ...{ name: 'languages', label: fieldLabel(t, 'languages'), take: 'many', isRequired: true },
    options: sorted(t, choices.languages, t.language),
    chosen: chosenIn(typed.languages, there),
    error: errors.languages,
  })}`
}

/** The lists are long: they are searched with script, and stand in groups without. */
export function competenceField(
  { t, choices, typed, errors }: Parts,
  row: { readonly area: string; readonly competences: readonly string[] },
): Html {
  const name = `competences.${row.area}`
  const given = (typed.competences as Readonly<Record<string, unknown>> | undefined)?.[row.area]
  const label = competencesLabel(t, row.area)
  const groups = competenceKinds.map(kind => ({
    label: kindName(t, kind),
    options: sorted(
      t,
      choices.competences.filter(id => kindOfCompetence(t, id) === kind),
      id => competenceName(t, id),
    ),
  }))
  return html`<input type="hidden" name="${name}" value="">${choiceSearch({
    ...{ name, label, groups, error: errors[name], chosen: chosenIn(given, row.competences) },
    words: {
      search: t('authority-bycase.pick.label'),
      found: t('authority-finder.suggest.found', { count: '{count}' }),
      remove: t('authority-finder.chip.remove', { words: '{words}' }),
    },
  })}`
}
