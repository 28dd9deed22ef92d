// An action that takes more than a click has a page of its own; and any refused action comes back with what was typed.
import { z } from 'zod'
import { officialNameOf } from '../authority/model.ts'
import type { Call, Page, SignedCall } from '../base/door.ts'
import { done, type Result, refuse } from '../base/result.ts'
import type { Actor } from '../permission/model.ts'
import type { Action } from './kinds/request-table.ts'
import { noteLook } from './look.ts'
import { openExchange } from './open.ts'
import { actionPage } from './page-action.ts'
import { type Again, exchangePage } from './page-exchange.ts'
import type { ExchangePorts } from './ports.ts'
import { viewOf } from './view.ts'
import { actionSchema, type ExchangeView, exchangeSchema, partySchema } from './view-schema.ts'

export const actionFormSchema = z.object({
  action: actionSchema,
  exchange: exchangeSchema,
  /** The authority that was chosen for a field of the form. */
  chosen: partySchema.omit({ title: true }).nullable(),
})
export type ActionFormView = Readonly<z.infer<typeof actionFormSchema>>

/** Errors: those of `openExchange`, exchange.action.invalid (not now, not by this person). */
export async function actionForm(
  ports: ExchangePorts,
  call: SignedCall<Actor>,
  number: string,
  { action, recipient }: { readonly action: string; readonly recipient?: string | undefined },
): Promise<Result<ActionFormView>> {
  const opened = await openExchange(ports, call, number)
  if (!opened.ok) return opened
  const exchange = await viewOf(ports, call, opened.value)
  await noteLook(ports, call, opened.value, exchange)
  const found = exchange.actions.find(one => one.action === action)
  return found
    ? done({ action: found, exchange, chosen: await chosenOf(ports, call, recipient) })
    : refuse('exchange.action.invalid', { action, state: exchange.state })
}

/** What was chosen or typed as an authority; nothing where there is no such. */
export async function chosenOf(
  { authorities }: ExchangePorts,
  { t }: Pick<Call<Actor>, 't'>,
  id: unknown,
): Promise<ActionFormView['chosen']> {
  const found = typeof id === 'string' && id !== '' ? (await authorities([id])).get(id) : undefined
  if (!found) return null
  return { authority: found.id, ...officialNameOf(found, t.lang), country: found.country }
}

/** Actions whose fields stand on the exchange's own page. */
export const onPage: ReadonlySet<string> = new Set<Action>([
  'send',
  'save-draft',
  'answer',
  'answer-part',
  'save-answer',
  'accept',
  'agree',
  'insist',
  'acknowledge',
  'approve',
  'take-back',
])

type Sent = Again & {
  readonly view: ExchangeView
  readonly action: string
  readonly chosen: ActionFormView['chosen']
}

/** The page that the form was on, with what was typed; the way it is now where the action is over. */
export function actionAgain(
  ports: ExchangePorts,
  call: Call<Actor>,
  { view, action, chosen, ...again }: Sent,
): Page {
  const found = view.actions.find(one => one.action === action)
  if (onPage.has(action) || !found) return exchangePage(ports, call, view, again)
  return actionPage(ports, call, { action: found, exchange: view, chosen }, again)
}
