// What a person may do in an exchange now, each action with the schema of what it takes.
import { jsonSchemaOf } from '../base/form.ts'
import type { Texts } from '../base/text.ts'
import type { Actor } from '../permission/model.ts'
import { formFor } from './forms.ts'
import { decide } from './kinds/request.ts'
import { type Action, isFor, table } from './kinds/request-table.ts'
import { answerable, openChildren, splittable } from './kinds/split.ts'
import type { Opened } from './open.ts'
import type { ExchangePorts } from './ports.ts'
import { mayIn } from './right.ts'
import type { ActionView } from './view-schema.ts'

/** In the order of the table; nothing for who may not act. */
export function actionsOf(ports: ExchangePorts, t: Texts, who: Actor, opened: Opened): ActionView[] {
  const { stored, request, procedure } = opened
  if (!mayIn(who, 'act', stored).ok || request.version !== stored.version) return []
  return table
    .filter(row => row.from === request.state && isFor(row, stored.part) && isPossible(row.action, opened))
    .map(({ action }) => ({
      action,
      method: 'POST',
      href: `/exchanges/${stored.exchange}/actions/${action}`,
      label: t(`exchange.action.${action}`),
      schema: jsonSchemaOf(formFor(action, procedure, ports.lists, opened)) as Record<string, unknown>,
    }))
}

/** A day that has passed cannot be accepted; nothing is reopened after its term; a child may hold up the rest. */
function isPossible(action: Action, { request, today, children }: Opened): boolean {
  const last = request.rounds.at(-1)
  switch (action) {
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
      return last !== undefined && answerable(last, children).length > 0
    case 'split':
      return last !== undefined && splittable(last, children).length > 0
    default:
      return true
  }
}
