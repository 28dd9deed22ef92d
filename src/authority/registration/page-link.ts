// The page to which a link leads: where the registration stands, and the form while it can be filled in.
import type { Call, Page } from '../../base/door.ts'
import { type Html, html } from '../../base/html.ts'
import { inLanguage } from '../../base/respond.ts'
import type { Problem, Refusal } from '../../base/result.ts'
import { banner } from '../../base/ui/banner.ts'
import { button, linkButton } from '../../base/ui/button.ts'
import { errorSummary, errorsByPath } from '../../base/ui/error-summary.ts'
import { hidden } from '../../base/ui/hidden.ts'
import { facts } from '../../base/ui/page-parts.ts'
import type { Actor } from '../../permission/model.ts'
import { areaName, fieldLabel, lines } from '../keeping/labels.ts'
import { isOpen, type Stage } from './model.ts'
import { type FormParts, formFields, formLabels } from './page-form.ts'
import type { RegistrationPorts } from './ports.ts'
import { areasIn, type RegistrationView } from './view.ts'

type Again = { readonly typed: Readonly<Record<string, unknown>>; readonly refusal: Refusal }

const tones = {
  ...({ open: 'info', returned: 'warning', sent: 'success', refused: 'danger' } as const),
  ...({ validated: 'success', expired: 'warning' } as const),
} as const satisfies Readonly<Record<Stage, string>>

/** `GET /registration/:token`. */
export function linkPage(
  ports: RegistrationPorts,
  call: Call<Actor>,
  view: RegistrationView,
  again?: Again,
): Page {
  const { t, url } = call
  const typed = again?.typed ?? view.typed
  const problems = (again?.refusal.problems ?? []).map(one => placed(one, typed, t.lang))
  const form: FormParts = {
    ...{ t, choices: ports.choices, typed, errors: errorsByPath(t, problems) },
    view: { ...view, areas: areasIn(typed, { areas: view.areas, choices: ports.choices.areas }) },
  }
  const isSaved = url.searchParams.has('saved') && !again
  return {
    title: t('authority-register.title'),
    look: 'public',
    main: html`<h1>${t('authority-register.title')}</h1>
${again && problems.length === 0 && banner('danger', t.refusal(again.refusal))}
${errorSummary(t, problems, formLabels(form))}
${isSaved ? banner('success', t('authority-register.saved')) : !again && stagePart(t, view)}
${facts([
  [t('authority.filter.country'), t.country(view.country)],
  ...(isOpen(view.stage)
    ? []
    : [[t('authority-register.areas'), lines(view.areas.map(area => areaName(t, area)))] as const]),
  [
    fieldLabel(t, 'validatingCoordinator'),
    html`<span lang="${view.coordinator.lang}">${view.coordinator.name}</span>`,
  ],
  [t('authority-register.until'), t.day(t.dayAt(view.expiresAt))],
])}
${isOpen(view.stage) && formPart(call, form)}
${view.stage === 'expired' && linkButton(t('authority-register.again'), '/registration', { variant: 'secondary' })}`,
  }
}

function stagePart(t: Call<Actor>['t'], { stage, coordinator, reason }: RegistrationView): Html {
  return banner(
    tones[stage],
    html`<p>${t(`authority-register.stage.${stage}`, { office: coordinator.name })}</p>${
      reason && html`<p class="prose">${reason}</p>`
    }`,
  )
}

/** Enter saves; it sends only where that is chosen. */
const formPart = (call: Call<Actor>, form: FormParts): Html => {
  const { t, view } = form
  return html`<form method="post" action="${inLanguage(call.url.pathname, t.lang)}" class="narrow registration"
 novalidate>${hidden(call)}<input type="hidden" name="version" value="${view.version}">
${formFields(form)}
<p class="buttons">${button(t('authority-register.save'), { name: 'intent', value: 'save', variant: 'secondary' })}
${button(t('authority-register.send'), { name: 'intent', value: 'send' })}</p></form>`
}

/** A text in some language is missing: the field of the first one says so. */
function placed(problem: Problem, typed: Again['typed'], lang: string): Problem {
  const { path } = problem
  if (path !== 'officialNames' && path !== 'description') return problem
  const first = Object.keys((typed.officialNames ?? {}) as object)[0] ?? lang
  return { ...problem, path: `${path}.${first}` }
}
