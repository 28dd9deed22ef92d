// The part of a form in which roles are given: a group of boxes for each legal area.
import { areaName } from '../../authority/keeping/labels.ts'
import { type Html, html } from '../../base/html.ts'
import type { Texts } from '../../base/text.ts'
import { choiceBoxes } from '../../base/ui/choice.ts'
import type { InviteView } from './view-schema.ts'

type Givable = InviteView['givable']
type Held = Readonly<Record<string, readonly string[]>>

/** So many groups stand open. */
const openMax = 4

/** Areas that are the caller's to give can be changed; of the others what is held is sent along. */
export function rolesForm(
  t: Texts,
  givable: Givable,
  held: Held,
  errors: Readonly<Record<string, string>>,
): Html {
  const groups = givable.map(one => groupOf(t, one, held[one.area] ?? [], errors[`roles.${one.area}`]))
  const isOpen = (at: number): boolean => {
    const area = givable[at]?.area ?? ''
    return at < openMax || (held[area] ?? []).length > 0 || errors[`roles.${area}`] !== undefined
  }
  const closed = groups.filter((_, at) => !isOpen(at))
  return html`<div id="f-roles"><h2>${t('user-people.roles')}</h2>${
    errors.roles && html`<p class="ds-validation-message" data-field="validation">${errors.roles}</p>`
  }
${groups.filter((_, at) => isOpen(at))}
${
  closed.length > 0 &&
  html`<details class="ds-details"><summary>${t('user-people.areas.more')}</summary><div>${closed}</div></details>`
}</div>`
}

function groupOf(
  t: Texts,
  { area, roles, isMine }: Givable[number],
  chosen: readonly string[],
  error: string | undefined,
): Html | null {
  const options = roles.map(value => ({ value, label: t(`user.role.${value}`) }))
  const name = `roles.${area}`
  if (isMine)
    return choiceBoxes(t, {
      ...{ name, label: areaName(t, area), take: 'many', isRequired: true, options, chosen },
      ...(error !== undefined && { error }),
    })
  return chosen.length === 0
    ? null
    : html`<p><b>${areaName(t, area)}</b>: ${t.list(chosen.map(role => t(`user.role.${role}`)))}</p>${chosen.map(
        role => html`<input type="hidden" name="${name}" value="${role}">`,
      )}`
}

/** What the error summary calls them. */
export const areaLabels = (t: Texts, givable: Givable): Readonly<Record<string, string>> => ({
  roles: t('user-people.roles'),
  ...Object.fromEntries(givable.map(({ area }) => [`roles.${area}`, areaName(t, area)])),
})
