// The form by which an authority registers: what it is, what it does, how to reach it, and who registers it.
import { type Html, html } from '../../base/html.ts'
import { choiceBoxes, select } from '../../base/ui/choice.ts'
import { field } from '../../base/ui/field.ts'
import {
  competenceField,
  fieldLabels,
  languageField,
  type Parts,
  regionField,
  sorted,
  textFields,
} from '../keeping/fields.ts'
import { areaName, fieldLabel } from '../keeping/labels.ts'
import { levels } from '../model.ts'
import { typeName } from '../names.ts'
import { typesIn } from './forms.ts'
import { type RegistrationView, textsIn } from './view.ts'

export type FormParts = Parts & {
  readonly view: RegistrationView
}

/** Labels by path, for the error summary. */
export const formLabels = ({ t, choices, view }: FormParts): Readonly<Record<string, string>> => ({
  ...fieldLabels({ t, choices }, view.areas),
  ...Object.fromEntries(view.areas.map(area => [`coordinators.${area}`, coordinatorLabel(t, area)])),
  areas: t('authority-register.areas'),
  'person.name': t('authority-register.person.name'),
  'person.email': t('authority-register.email'),
  'person.language': t('authority-register.language'),
})

const coordinatorLabel = (t: Parts['t'], area: string): string =>
  `${t('authority-register.coordinator')} (${areaName(t, area)})`

/** In the order in which one tells of one's authority. */
export function formFields(form: FormParts): Html {
  const { t, view, typed } = form
  const there = {}
  const isOwn = (lang: string): boolean => lang === ownLang(form)
  const hasTitle = Object.values((typed.informalTitles ?? {}) as object).some(Boolean)
  return html`<section><h2>${t('authority-register.part.what')}</h2>
${textFields(form, { ...{ name: 'officialNames', there, isFirst: isOwn, isRequired: true } })}
${kindFields(form)}
<details${hasTitle && html` open`}><summary>${fieldLabel(t, 'informalTitles')}
 <span class="optional">(${t('base.field.optional')})</span></summary>
${textFields(form, {
  ...{ name: 'informalTitles', there, isFirst: isOwn },
  hint: t('authority-register.title.hint'),
})}</details>
${textFields(form, {
  ...{ name: 'description', there, isFirst: isOwn, isRequired: true },
  hint: t('authority-register.description.hint'),
})}</section>
<section><h2>${t('authority-register.areas')}</h2>
${areaField(form)}
${view.areas.map(area => competenceField(form, { area, competences: [] }))}
${view.areas.map(area => coordinatorField(form, area))}</section>
<section><h2>${t('authority-register.part.reach')}</h2>
<div class="field-grid">${(['street', 'postcode', 'town', 'phone', 'email', 'website'] as const).map(name =>
    plainField(form, name),
  )}</div>
${languageField(form, [])}</section>
<section><h2>${t('authority-register.part.you')}</h2><p>${t('authority-register.person.hint')}</p>
${personFields(form)}</section>`
}

/** The first language in which something was named: that of the letter. */
const ownLang = ({ typed, t }: FormParts): string =>
  Object.keys((typed.officialNames ?? {}) as object)[0] ?? t.lang

const textIn = (typed: unknown, name: string): string => {
  const value = ((typed ?? {}) as Readonly<Record<string, unknown>>)[name]
  return typeof value === 'string' ? value : ''
}

const types = { email: 'email', phone: 'tel', website: 'url' } as const
const hints = { street: 'street-address', postcode: 'postal-code', town: 'address-level2' } as const

type Plain = 'street' | 'postcode' | 'town' | 'phone' | 'email' | 'website'

function plainField({ t, typed, errors }: FormParts, name: Plain): Html {
  return field(t, {
    ...{ name, label: fieldLabel(t, name), value: textIn(typed, name), lengthMax: 300, error: errors[name] },
    ...{ isRequired: name !== 'phone' && name !== 'website' },
    ...(name in types && { type: types[name as keyof typeof types] }),
    ...(name in hints && { autocomplete: hints[name as keyof typeof hints] }),
  })
}

function kindFields(form: FormParts): Html {
  const { t, typed, errors, choices, view } = form
  return html`${select(t, {
    ...{ name: 'type', label: fieldLabel(t, 'type'), isRequired: true, error: errors.type, empty: '' },
    ...{ value: textIn(typed, 'type'), hint: t('authority-register.type.hint') },
    options: sorted(t, typesIn(choices), id => typeName(t, id)),
  })}
<div class="field-grid">${select(t, {
    ...{ name: 'level', label: fieldLabel(t, 'level'), isRequired: true, error: errors.level, empty: '' },
    value: textIn(typed, 'level'),
    options: levels.map(value => ({ value, label: t(`authority.level.${value}`) })),
  })}${regionField(
    t,
    { value: textIn(typed, 'region'), error: errors.region },
    { choices, country: view.country },
  )}</div>`
}

/** Those that the coordinator grants first; the fields of one that is added come with saving. */
function areaField({ t, typed, errors, choices, view }: FormParts): Html {
  const isGranted = (area: string): boolean => view.grantable.includes(area)
  const all = sorted(t, choices.areas, id => areaName(t, id))
  return html`<input type="hidden" name="areas" value="">${choiceBoxes(t, {
    ...{ name: 'areas', label: t('authority-register.areas.choose'), take: 'many', isRequired: true },
    hint: t('authority-register.areas.hint', { office: view.coordinator.name }),
    options: [
      ...all.filter(({ value }) => isGranted(value)),
      ...all.filter(({ value }) => !isGranted(value)),
    ],
    chosen: typed.areas === undefined ? view.areas : textsIn(typed.areas),
    error: errors.areas,
  })}`
}

function coordinatorField({ t, typed, errors, view }: FormParts, area: string): Html | null {
  const name = `coordinators.${area}`
  const able = view.coordinators[area] ?? []
  const isRequired = view.grantable.includes(area)
  if (able.length === 0 && !isRequired) return null
  return select(t, {
    ...{ name, label: coordinatorLabel(t, area), isRequired, error: errors[name] },
    ...(!isRequired && { empty: '' }),
    value: textIn(typed.coordinators, area) || (isRequired ? (able[0]?.authority ?? '') : ''),
    options: able.map(({ authority, name: label, lang }) => ({ value: authority, label, lang })),
  })
}

function personFields({ t, typed, errors, choices }: FormParts): Html {
  const { person } = typed
  return html`${field(t, {
    ...{ name: 'person.name', label: t('authority-register.person.name'), isRequired: true, lengthMax: 300 },
    ...{ value: textIn(person, 'name'), error: errors['person.name'], autocomplete: 'name' },
  })}
<div class="field-grid">${field(t, {
    ...{ name: 'person.email', label: t('authority-register.email'), type: 'email', isRequired: true },
    ...{
      value: textIn(person, 'email'),
      error: errors['person.email'],
      autocomplete: 'email',
      lengthMax: 300,
    },
  })}${select(t, {
    ...{ name: 'person.language', label: t('authority-register.language'), isRequired: true },
    ...{ value: textIn(person, 'language') || t.lang, error: errors['person.language'] },
    options: sorted(t, choices.languages, t.language),
  })}</div>`
}
