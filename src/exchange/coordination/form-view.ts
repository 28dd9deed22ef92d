// An intervention with what it takes, as a page or a program gets it before it is done.
import { z } from 'zod'
import type { SignedCall } from '../../base/door.ts'
import { done, type Result, refuse } from '../../base/result.ts'
import type { Actor } from '../../permission/model.ts'
import type { ExchangePorts } from '../ports.ts'
import { actionSchema } from '../view-schema.ts'
import { namedOf, namedSchema } from './list-view.ts'
import { openInRemit } from './open.ts'
import { coordinatedSchema, coordinatedView } from './view.ts'

export const interventionFormSchema = z.object({
  action: actionSchema,
  exchange: coordinatedSchema,
  /** Of the remit: a request is forwarded within it. */
  country: z.string(),
  /** The authority that was chosen as the new recipient. */
  chosen: namedSchema.nullable(),
})
export type InterventionFormView = Readonly<z.infer<typeof interventionFormSchema>>

type Asked = { readonly number: string; readonly action: string; readonly recipient?: unknown }

/** Errors: those of `openInRemit`, exchange.action.invalid (not now, not by this person). */
export async function interventionForm(
  ports: ExchangePorts,
  call: SignedCall<Actor>,
  { number, action, recipient }: Asked,
): Promise<Result<InterventionFormView>> {
  const opened = await openInRemit(ports, call, number)
  if (!opened.ok) return opened
  const exchange = await coordinatedView(ports, call, opened.value)
  const found = exchange.actions.find(one => one.action === action)
  if (!found) return refuse('exchange.action.invalid', { action, state: exchange.state })
  const id = typeof recipient === 'string' ? recipient : ''
  const authority = id === '' ? undefined : (await ports.authorities([id])).get(id)
  return done({
    ...{ action: found, exchange, country: opened.value.remit.country },
    chosen: authority ? namedOf(call.t, authority, id) : null,
  })
}
