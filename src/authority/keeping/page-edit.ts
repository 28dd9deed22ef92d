// The form of an authority's data: what the caller may change; what others changed meanwhile stands beside it.
import { type Html, html } from '../../base/html.ts'
import { select } from '../../base/ui/choice.ts'
import { field } from '../../base/ui/field.ts'
import { levels } from '../model.ts'
import { typeName } from '../names.ts'
import { competenceField, fieldLabels, languageField, sorted, textFields } from './fields.ts'
import { fieldLabel, valueText } from './labels.ts'
import { type Field, mayChange } from './model.ts'
import { type Spec, typedText } from './page-action.ts'

/** Labels by path, for the error summary. */
export const editLabels = ({ call: { t }, view, ports }: Spec): Readonly<Record<string, string>> =>
  fieldLabels(
    { t, choices: ports.choices },
    view.authority.areas.map(({ area }) => area),
  )

/** In the order in which one reads an authority's page. */
export function editFields(spec: Spec): Html {
  const isOpen = (name: Field): boolean => mayChange(spec.view.authority.standing, name)
  return html`${isOpen('officialNames') && textsOf(spec, 'officialNames', true)}
${isOpen('informalTitles') && textsOf(spec, 'informalTitles', false)}
${isOpen('description') && textsOf(spec, 'description', false)}
${isOpen('type') && kindFields(spec)}
${languageField(partsOf(spec), spec.view.authority.languages)}
${workingAreas(spec).map(row => competenceField(partsOf(spec), row))}
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

/**
 * Names that are there; else the languages of the authority and of who reads. All others are folded away, but for what
 * is wrong or was typed anew.
 */
function textsOf(spec: Spec, name: 'officialNames' | 'informalTitles' | 'description', isOne: boolean): Html {
  const { authority } = spec.view
  const there: Readonly<Record<string, string>> =
    name === 'officialNames'
      ? Object.fromEntries(authority.officialNames.map(one => [one.lang, one.name]))
      : authority[name]
  return textFields(partsOf(spec), {
    ...{ name, there },
    isFirst: lang =>
      isOne ? Boolean(there[lang]) : authority.languages.includes(lang) || lang === spec.call.t.lang,
    nowOf: (lang, typed) => nowOf(spec, name, there[lang] ?? '', typed),
  })
}

const partsOf = ({ call, ports, typed, errors }: Spec) => ({
  ...{ t: call.t, choices: ports.choices, typed, errors },
})

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
