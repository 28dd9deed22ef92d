// The form of one step in the keeping of an authority; its data have a form of their own (page-edit.ts).
import type { Call, Page } from '../../base/door.ts'
import { type Html, html } from '../../base/html.ts'
import { banner } from '../../base/ui/banner.ts'
import { button, linkButton } from '../../base/ui/button.ts'
import { choiceBoxes, select } from '../../base/ui/choice.ts'
import { authorityBox } from '../../base/ui/elements.ts'
import { errorSummary, errorsByPath } from '../../base/ui/error-summary.ts'
import { field, textArea } from '../../base/ui/field.ts'
import { hidden } from '../../base/ui/hidden.ts'
import { backLink } from '../../base/ui/page-parts.ts'
import type { Actor } from '../../permission/model.ts'
import { sorted } from './fields.ts'
import { isByLanguage, proposable } from './forms.ts'
import { areaName, fieldLabel, procedureName } from './labels.ts'
import type { Again } from './page-authority.ts'
import { editFields, editLabels } from './page-edit.ts'
import type { KeepPorts } from './ports.ts'
import type { FormView } from './routes.ts'
import { pathOf } from './view.ts'

export type Spec = {
  readonly ports: KeepPorts
  readonly call: Call<Actor>
  readonly view: FormView
  readonly typed: Readonly<Record<string, unknown>>
  readonly errors: Readonly<Record<string, string>>
}

const grave = ['refuse', 'suspend', 'remove', 'withdraw', 'undelegate']

/** `GET /authorities/:id/actions/:action`. */
export function actionPage(ports: KeepPorts, call: Call<Actor>, view: FormView, again?: Again): Page {
  const { t } = call
  const { action, authority } = view
  const back = pathOf(authority.authority)
  const spec: Spec = {
    ...{ ports, call, view, typed: again?.typed ?? {} },
    errors: errorsByPath(t, again?.refusal.problems ?? []),
  }
  const about = `authority-admin.about.${action.action}`
  const said = action.action === 'change' ? t('authority.approval.save') : action.label
  return {
    title: `${action.label} – ${authority.officialName}`,
    current: 'authorities',
    main: html`${backLink(authority.officialName, back)}
<h1>${action.label}</h1>
${t.has(about) && html`<p class="lead">${t(about)}</p>`}
${again && refusalOf(spec, again)}
<form method="post" action="${action.href}" class="narrow" novalidate>
${hidden(call)}<input type="hidden" name="version" value="${authority.version}">
${fieldsOf(spec)}
<p class="buttons">${button(said, grave.includes(action.action) ? { color: 'danger' } : {})}
${linkButton(authority.officialName, back, { variant: 'tertiary' })}</p>
</form>`,
  }
}

function refusalOf(spec: Spec, { refusal }: Again): Html | null {
  const { t } = spec.call
  if (!refusal.problems) return banner('danger', t.refusal(refusal))
  return errorSummary(t, refusal.problems, {
    ...editLabels(spec),
    ...{ reason: t('exchange.reason.label'), successor: t('authority-admin.field.successor') },
    ...{ area: t('authority.filter.area'), procedures: t('authority-admin.field.procedures') },
    ...{ regions: t('authority-admin.field.regions'), field: t('authority-admin.field.field') },
    ...{ value: t('authority-admin.field.value'), language: t('exchange.language.label') },
  })
}

export const typedText = ({ typed }: Spec, name: string): string | undefined => {
  const value = typed[name]
  return typeof value === 'string' ? value : undefined
}

function fieldsOf(spec: Spec): Html | null {
  const { t } = spec.call
  const { areas } = spec.ports.choices
  const held = spec.view.authority.areas
  switch (spec.view.action.action) {
    case 'change':
      return html`${editFields(spec)}${reasonField(spec, false)}`
    case 'propose':
      return html`${proposalFields(spec)}${reasonField(spec, true)}`
    case 'suspend':
    case 'remove':
      return html`${reasonField(spec, true)}${successorField(spec)}`
    case 'grant':
      return html`${areaField(spec, areas)}${procedureField(spec)}`
    case 'withdraw':
      return html`${areaField(
        spec,
        held.filter(({ status }) => status !== 'withdrawn').map(({ area }) => area),
      )}${reasonField(spec, true)}`
    case 'delegate':
      return html`${areaField(spec, ['*', ...areas])}${textArea(t, {
        ...{ name: 'regions', label: t('authority-admin.field.regions'), rows: 3 },
        ...{ hint: t('authority-admin.regions.hint', { example: 'ES1' }), error: spec.errors.regions },
        value: typedText(spec, 'regions') ?? '',
      })}`
    case 'undelegate':
      return html`${areaField(
        spec,
        held
          .filter(({ role, status }) => role === 'coordinator' && status === 'active')
          .map(({ area }) => area),
      )}${reasonField(spec, true)}`
    case 'refuse':
    case 'return':
      return reasonField(spec, true)
    default:
      return null
  }
}

const reasonField = (spec: Spec, isRequired: boolean): Html =>
  textArea(spec.call.t, {
    ...{ name: 'reason', label: spec.call.t('exchange.reason.label'), isRequired, lengthMax: 4000 },
    ...{ value: typedText(spec, 'reason') ?? '', error: spec.errors.reason },
  })

const areaField = (spec: Spec, ids: readonly string[]): Html => {
  const { t } = spec.call
  return select(t, {
    ...{ name: 'area', label: t('authority.filter.area'), isRequired: true, error: spec.errors.area },
    ...{ value: typedText(spec, 'area') ?? ids[0] ?? '', options: sorted(t, ids, id => areaName(t, id)) },
  })
}

function procedureField(spec: Spec): Html {
  const { t } = spec.call
  const chosen = spec.typed.procedures
  return html`<details${spec.errors.procedures && html` open`}><summary>${t(
    'authority-admin.field.procedures',
  )}: ${t('authority.approval.all')}</summary>${choiceBoxes(t, {
    ...{ name: 'procedures', label: t('authority-admin.procedures.hint'), take: 'many' },
    options: sorted(t, spec.ports.choices.procedures, id => procedureName(t, id)),
    chosen: Array.isArray(chosen) ? chosen.map(String) : [String(chosen ?? '')],
    error: spec.errors.procedures,
  })}</details>`
}

/** Nobody named: the coordinator itself. */
function successorField(spec: Spec): Html {
  const { t } = spec.call
  const { area, country } = spec.view.authority
  const query = `area=${area}&country=${country}`
  const chosen = typedText(spec, 'successor')
  return authorityBox(t, {
    ...{ name: 'successor', label: t('authority-admin.field.successor') },
    ...{ hint: t('authority-admin.successor.hint'), error: spec.errors.successor },
    href: `/authorities?${query}`,
    pageHref: `/authorities?${query}`,
    chosen: chosen ? { id: chosen, name: chosen } : null,
  })
}

function proposalFields(spec: Spec): Html {
  const { t } = spec.call
  const { languages } = spec.ports.choices
  const options = proposable.map(value => ({ value, label: fieldLabel(t, value) }))
  const language = typedText(spec, 'language') ?? spec.view.authority.officialNameLang
  const about = t.list(proposable.filter(isByLanguage).map(one => fieldLabel(t, one)))
  return html`${select(t, {
    ...{ name: 'field', label: t('authority-admin.field.field'), options, isRequired: true },
    ...{ value: typedText(spec, 'field') ?? 'street', error: spec.errors.field },
  })}
${field(t, {
  ...{ name: 'value', label: t('authority-admin.field.value'), isRequired: true, lengthMax: 4000 },
  ...{ value: typedText(spec, 'value') ?? '', error: spec.errors.value },
})}
${select(t, {
  ...{
    name: 'language',
    label: t('exchange.language.label'),
    hint: about,
    value: language,
    isRequired: true,
  },
  options: sorted(t, languages, t.language),
  error: spec.errors.language,
})}`
}
