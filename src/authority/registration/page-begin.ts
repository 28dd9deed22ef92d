// The public page on which somebody begins to register an authority, and the one on which a coordinator invites one.
import type { Call, Page } from '../../base/door.ts'
import { type Html, html } from '../../base/html.ts'
import { inLanguage } from '../../base/respond.ts'
import type { Refusal } from '../../base/result.ts'
import type { Texts } from '../../base/text.ts'
import { banner } from '../../base/ui/banner.ts'
import { button, linkButton } from '../../base/ui/button.ts'
import { choiceBoxes, select } from '../../base/ui/choice.ts'
import { errorSummary, errorsByPath } from '../../base/ui/error-summary.ts'
import { field } from '../../base/ui/field.ts'
import { hidden } from '../../base/ui/hidden.ts'
import { backLink } from '../../base/ui/page-parts.ts'
import type { Actor } from '../../permission/model.ts'
import { regionField, sorted } from '../keeping/fields.ts'
import type { Choices } from '../keeping/forms.ts'
import { areaName, fieldLabel } from '../keeping/labels.ts'
import type { Known } from './begin.ts'

export type Again = {
  readonly typed: Readonly<Record<string, unknown>>
  readonly refusal: Refusal
  /** Authorities of the directory that look like it. */
  readonly known?: readonly Known[]
}

const path = '/registration'

type Spec = {
  readonly t: Texts
  readonly choices: Choices
  readonly typed: Readonly<Record<string, unknown>>
  readonly errors: Readonly<Record<string, string>>
}

const specOf = (t: Texts, choices: Choices, again: Again | undefined): Spec => ({
  ...{ t, choices, typed: again?.typed ?? {} },
  errors: errorsByPath(t, again?.refusal.problems ?? []),
})

const typedText = ({ typed }: Spec, name: string): string => {
  const value = typed[name]
  return typeof value === 'string' ? value : ''
}

/** A coordinator enters somebody else's address, others their own. */
const labelsOf = (t: Texts, isInvited = false) => ({
  ...{ name: t('authority-register.name'), country: t('authority.filter.country') },
  ...{ areas: t('authority-register.areas'), region: fieldLabel(t, 'region') },
  email: t(isInvited ? 'authority-register.invite.email' : 'authority-register.email'),
  language: t('authority-register.language'),
})

/** `GET /registration`. */
export function beginPage(
  call: Call<Actor>,
  countries: readonly string[],
  choices: Choices,
  again?: Again,
): Page {
  const { t, url } = call
  const spec = specOf(t, choices, again)
  const isBegun = url.searchParams.has('begun') && !again
  const known = again?.known ?? []
  return {
    title: t('authority-register.title'),
    look: 'public',
    main: html`<h1>${t('authority-register.title')}</h1>
${isBegun && banner('success', t('authority-register.begun'))}
${!isBegun && html`<p class="lead">${t('authority-register.lead')}</p>`}
${again && known.length === 0 && refusalOf(t, again)}
${
  !isBegun &&
  html`<form method="post" action="${inLanguage(path, t.lang)}" class="narrow" novalidate>${hidden(call)}
${known.length > 0 && knownPart(t, known)}
${nameField(spec)}
${select(t, {
  ...{ name: 'country', label: labelsOf(t).country, isRequired: true, empty: '', error: spec.errors.country },
  ...{ value: typedText(spec, 'country'), options: sorted(t, countries, t.country) },
})}
${areaField(spec, choices.areas)}
${emailField(spec, labelsOf(t).email, t('authority-register.email.hint'))}
${languageField(spec, t.lang)}
<p class="buttons">${button(t('authority-register.begin'))}</p></form>`
}`,
  }
}

function refusalOf(t: Texts, { refusal }: Again, labels = labelsOf(t)): Html | null {
  return refusal.problems ? errorSummary(t, refusal.problems, labels) : banner('danger', t.refusal(refusal))
}

/** Honest: who is in the directory already needs no second entry. */
const knownPart = (
  t: Texts,
  known: readonly Known[],
): Html => html`<section class="ds-alert" data-color="warning"
 role="group" aria-labelledby="known" tabindex="-1" autofocus><h2 id="known">${t('authority-register.known.title')}</h2>
<ul>${known.map(
  ({ name, lang, title, town }) =>
    html`<li><b lang="${lang}">${name}</b><br>${[title, town].filter(one => one !== name).join(' · ')}</li>`,
)}</ul>
<p>${t('authority-register.known.lead')}</p>
<p>${button(t('authority-register.known.none'), { name: 'isNew', value: 'true', variant: 'secondary' })}</p></section>`

const nameField = (spec: Spec): Html =>
  field(spec.t, {
    ...{ name: 'name', label: labelsOf(spec.t).name, isRequired: true, lengthMax: 300 },
    ...{ value: typedText(spec, 'name'), error: spec.errors.name, autocomplete: 'organization' },
  })

function areaField(spec: Spec, ids: readonly string[]): Html {
  const { t, typed, errors } = spec
  const given = typed.areas
  return choiceBoxes(t, {
    ...{ name: 'areas', label: labelsOf(t).areas, take: 'many', isRequired: true, error: errors.areas },
    options: sorted(t, ids, id => areaName(t, id)),
    chosen: Array.isArray(given) ? given.map(String) : [String(given ?? '')],
  })
}

const emailField = (spec: Spec, label: string, hint: string): Html =>
  field(spec.t, {
    ...{ name: 'email', label, type: 'email', isRequired: true, lengthMax: 300 },
    ...{ value: typedText(spec, 'email'), error: spec.errors.email, hint, autocomplete: 'email' },
  })

const languageField = (spec: Spec, otherwise: string): Html =>
  select(spec.t, {
    ...{ name: 'language', label: labelsOf(spec.t).language, isRequired: true, error: spec.errors.language },
    value: typedText(spec, 'language') || otherwise,
    options: sorted(spec.t, spec.choices.languages, spec.t.language),
  })

/** `GET /administration/invite`. */
export function invitePage(
  call: Call<Actor>,
  areas: readonly string[],
  choices: Choices,
  again?: Again,
): Page {
  const { t, who } = call
  const spec = specOf(t, choices, again)
  const labels = labelsOf(t, true)
  return {
    title: t('authority-register.invite'),
    current: 'administration',
    main: html`${backLink(t('authority-admin.title'), '/administration')}
<h1>${t('authority-register.invite')}</h1>
<p class="lead">${t('authority-register.invite.lead')}</p>
${again && refusalOf(t, again, labels)}
<form method="post" action="/administration/invite" class="narrow" novalidate>${hidden(call)}
${nameField(spec)}
${areaField(spec, areas)}
${regionField(
  t,
  { value: typedText(spec, 'region'), error: spec.errors.region },
  { choices, country: who?.country ?? '' },
)}
${emailField(spec, labels.email, t('authority-register.invite.hint'))}
${languageField(spec, who?.lang ?? t.lang)}
<p class="buttons">${button(t('authority-register.invite'))}
${linkButton(t('authority-admin.title'), '/administration', { variant: 'tertiary' })}</p></form>`,
  }
}
