// The form of an authority's data: what the caller may change; what others changed meanwhile stands beside it.
import { type Html, html } from '../../base/html.ts'
import { choiceBoxes, select } from '../../base/ui/choice.ts'
import { choiceSearch } from '../../base/ui/choice-search.ts'
import { field, textArea } from '../../base/ui/field.ts'
import { levels } from '../model.ts'
import { competenceName, kindName, kindOfCompetence, typeName } from '../names.ts'
import { competenceKinds } from '../terms.ts'
import { areaName, fieldLabel, valueText } from './labels.ts'
import { type Field, fieldNames, mayChange } from './model.ts'
import { type Spec, sorted, typedText } from './page-action.ts'

/** Labels by path, for the error summary. */
export function editLabels({ call: { t }, view, ports }: Spec): Readonly<Record<string, string>> {
  const texts = (['officialNames', 'informalTitles', 'description'] as const).flatMap(name =>
    ports.choices.languages.map(lang => [`${name}.${lang}`, `${fieldLabel(t, name)} (${t.language(lang)})`]),
  )
  const areas = view.authority.areas.map(({ area }) => [
    `competences.${area}`,
    `${fieldLabel(t, 'competences')} (${areaName(t, area)})`,
  ])
  return Object.fromEntries([...fieldNames.map(name => [name, fieldLabel(t, name)]), ...texts, ...areas])
}

/** In the order in which one reads an authority's page. */
export function editFields(spec: Spec): Html {
  const isOpen = (name: Field): boolean => mayChange(spec.view.authority.standing, name)
  return html`${isOpen('officialNames') && textsOf(spec, 'officialNames', true)}
${isOpen('informalTitles') && textsOf(spec, 'informalTitles', false)}
${isOpen('description') && textsOf(spec, 'description', false)}
${isOpen('type') && kindFields(spec)}
${languageField(spec)}
${workingAreas(spec).map(row => competenceField(spec, row))}
<div class="field-grid">${(['street', 'postcode', 'town', 'phone', 'email', 'website'] as const)
    .filter(isOpen)
    .map(name => plainField(spec, name))}</div>`
}

const workingAreas = ({ view }: Spec) =>
  view.authority.areas.filter(({ area, status }) => area !== '*' && status !== 'withdrawn')

type Plain = 'street' | 'postcode' | 'town' | 'phone' | 'email' | 'website' | 'region'

const types = { email: 'email', phone: 'tel', website: 'url' } as const

/** After a conflict the hint says what stands in the directory now. */
const nowOf = ({ call: { t }, view }: Spec, name: string, value: unknown, typed: unknown) =>
  typed !== undefined && typed !== value
    ? {
        hint: t('authority-admin.now', { value: valueText(t, name, value) }),
        version: view.authority.version,
      }
    : {}

function plainField(spec: Spec, name: Plain): Html {
  const { t } = spec.call
  const value = spec.view.authority[name] ?? ''
  const typed = typedText(spec, name)
  const isOptional = name === 'website' || name === 'phone' || name === 'region'
  return field(t, {
    ...{ name, label: fieldLabel(t, name), value: typed ?? value, isRequired: !isOptional, lengthMax: 300 },
    ...(name in types && { type: types[name as keyof typeof types] }),
    ...nowOf(spec, name, value, typed),
    error: spec.errors[name],
  })
}

/** Languages that have a text, the authority's own, then all others folded away. */
function textsOf(spec: Spec, name: 'officialNames' | 'informalTitles' | 'description', isOne: boolean): Html {
  const { t } = spec.call
  const { authority } = spec.view
  const there: Readonly<Record<string, string>> =
    name === 'officialNames'
      ? Object.fromEntries(authority.officialNames.map(one => [one.lang, one.name]))
      : authority[name]
  const typed = (spec.typed[name] ?? {}) as Readonly<Record<string, unknown>>
  const all = sorted(t, spec.ports.choices.languages, t.language).map(({ value }) => value)
  const isFirst = (lang: string): boolean =>
    [there[lang], typed[lang], spec.errors[`${name}.${lang}`]].some(Boolean) ||
    (!isOne && authority.languages.includes(lang))
  const box = (lang: string): Html => {
    const path = `${name}.${lang}`
    const given = typeof typed[lang] === 'string' ? typed[lang] : undefined
    const shown = {
      ...{ name: path, label: t.language(lang), value: given ?? there[lang] ?? '', lengthMax: 4000 },
      ...{ error: spec.errors[path], ...nowOf(spec, name, there[lang] ?? '', given) },
    }
    return name === 'description'
      ? textArea(t, { ...shown, rows: 3, textLang: lang })
      : field(t, { ...shown, lengthMax: 300 })
  }
  const others = all.filter(lang => !isFirst(lang))
  return html`<fieldset class="ds-fieldset kept-texts"><legend class="ds-label">${fieldLabel(t, name)}</legend>
${all.filter(isFirst).map(box)}
${
  others.length > 0 &&
  html`<details><summary>${t('authority-admin.languages.other')}</summary>
<div class="field-grid">${others.map(box)}</div></details>`
}</fieldset>`
}

function kindFields(spec: Spec): Html {
  const { t } = spec.call
  const { authority } = spec.view
  return html`<div class="field-grid">${select(t, {
    ...{ name: 'type', label: fieldLabel(t, 'type'), isRequired: true, error: spec.errors.type },
    value: typedText(spec, 'type') ?? authority.type,
    options: sorted(t, spec.ports.choices.types, id => typeName(t, id)),
  })}${select(t, {
    ...{ name: 'level', label: fieldLabel(t, 'level'), isRequired: true, error: spec.errors.level },
    value: typedText(spec, 'level') ?? authority.level,
    options: levels.map(value => ({ value, label: t(`authority.level.${value}`) })),
  })}${plainField(spec, 'region')}</div>`
}

const chosenIn = (typed: unknown, there: readonly string[]): readonly string[] =>
  typed === undefined ? there : Array.isArray(typed) ? typed.map(String) : [String(typed)]

function languageField(spec: Spec): Html {
  const { t } = spec.call
  return html`<input type="hidden" name="languages" value="">${choiceBoxes(t, {
    ...{ name: 'languages', label: fieldLabel(t, 'languages'), take: 'many', isRequired: true },
    options: sorted(t, spec.ports.choices.languages, t.language),
    chosen: chosenIn(spec.typed.languages, spec.view.authority.languages),
    error: spec.errors.languages,
  })}`
}

function competenceField(
  spec: Spec,
  row: { readonly area: string; readonly competences: readonly string[] },
): Html {
  const { t } = spec.call
  const name = `competences.${row.area}`
  const typed = (spec.typed.competences as Readonly<Record<string, unknown>> | undefined)?.[row.area]
  const label = `${fieldLabel(t, 'competences')} (${areaName(t, row.area)})`
  const groups = competenceKinds.map(kind => ({
    label: kindName(t, kind),
    options: sorted(
      t,
      spec.ports.choices.competences.filter(id => kindOfCompetence(t, id) === kind),
      id => competenceName(t, id),
    ),
  }))
  return html`<input type="hidden" name="${name}" value="">${choiceSearch({
    ...{ name, label, groups, error: spec.errors[name], chosen: chosenIn(typed, row.competences) },
    words: {
      search: t('authority-bycase.pick.label'),
      found: t('authority-finder.suggest.found', { count: '{count}' }),
      remove: t('authority-finder.chip.remove', { words: '{words}' }),
    },
  })}`
}
