// What a person may do in an exchange now, each action with the schema of what it takes.
import { jsonSchemaOf } from '../base/form.ts'
import type { Texts } from '../base/text.ts'
import type { Actor } from '../permission/model.ts'
import { formFor } from './forms.ts'
import { decide } from './kinds/request.ts'
import { hasSaid, leaves } from './kinds/request-referral.ts'
import { type Action, isFor, table } from './kinds/request-table.ts'
import { answerable, openChildren, splittable } from './kinds/split.ts'
import type { Opened } from './open.ts'
import type { ExchangePorts } from './ports.ts'
import { mayIn } from './right.ts'
import type { ActionView } from './view-schema.ts'

/** In the order of the table; nothing for who may not act. */
export function actionsOf(ports: ExchangePorts, t: Texts, who: Actor, opened: Opened): ActionView[] {
  const { stored, request, procedure } = opened
  if (!mayIn(who, 'act', stored).ok || !opened.isNow) return []
  return table
    .filter(row => row.from === request.state && isFor(row, stored.part) && isPossible(row.action, opened))
    .map(({ action }) => ({
      action,
      method: 'POST',
      href: `/exchanges/${stored.exchange}/actions/${action}`,
      label: t(labelOf(action, opened)),
      schema: jsonSchemaOf(formFor(action, procedure, ports.lists, opened)) as Record<string, unknown>,
    }))
}

/** Where a coordinator has to approve first, the button says so. */
const labelOf = (action: Action, { stored }: Opened): string =>
  (action === 'send' || action === 'answer') && stored.approvers[action]
    ? 'exchange.action.submit'
    : `exchange.action.${action}`

/**
 * What `decide` would refuse whatever is typed: a day that has passed, a term that is over, an opinion given, a child
 * that holds up the rest.
 */
function isPossible(action: Action, { request, today, stored, children }: Opened): boolean {
  const last = request.rounds.at(-1)
  switch (action) {
    case 'ask-further':
    case 'not-satisfied':
      return leaves(request, action)
    case 'give-opinion':
      return !hasSaid(request, stored.part)
    case 'approve':
    case 'accept':
    case 'agree':
    case 'insist':
      return decide(request, { action, today }).ok
    case 'reopen':
      return decide(request, { action, today, language: '' }).ok
    case 'answer':
    case 'forward':
      return openChildren(request, children).ok
    case 'answer-part':
      return (
        stored.approvers.answer === undefined && last !== undefined && answerable(last, children).length > 0
      )
    case 'split':
      return last !== undefined && splittable(last, children).length > 0
    default:
      return true
  }
}
