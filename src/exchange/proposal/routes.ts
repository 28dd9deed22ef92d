// The door of proposals: for programs what the page of a draft shows below its recipient.
import { z } from 'zod'
import { type AnyDoor, door, type SignedCall } from '../../base/door.ts'
import { done, type Result, refuse } from '../../base/result.ts'
import type { Actor } from '../../permission/model.ts'
import { noteLook } from '../look.ts'
import { openExchange } from '../open.ts'
import type { ExchangePorts } from '../ports.ts'
import { signed } from '../signed.ts'
import { viewOf } from '../view.ts'
import { type ProposalsView, proposalsSchema } from './schema.ts'

/** `GET /exchanges/:number/proposals`. */
export const proposalDoors = (ports: ExchangePorts): readonly AnyDoor<Actor>[] => [
  door({
    method: 'GET',
    path: '/exchanges/:number/proposals',
    summary: 'authority-bycase.title',
    query: z.object({ country: z.enum(ports.lists.countries as [string, ...string[]]).optional() }),
    view: proposalsSchema,
    run: (call, { params, query }): Promise<Result<ProposalsView>> =>
      signed(call, one => proposals(ports, one, params.number ?? '', query.country)),
  }),
]

/**
 * `country`: in place of the one that the draft names. What the draft says of a place stands in the reasons: asking
 * counts as a reading. Errors: those of `openExchange`, exchange.action.invalid (no draft, or not theirs to write).
 */
async function proposals(
  ports: ExchangePorts,
  call: SignedCall<Actor>,
  number: string,
  country: string | undefined,
): Promise<Result<ProposalsView>> {
  const found = await openExchange(ports, call, number)
  if (!found.ok) return found
  const { draft } = found.value
  const opened =
    country === undefined || !draft
      ? found.value
      : { ...found.value, draft: { ...draft, content: { ...draft.content, country } } }
  const view = await viewOf(ports, call, opened)
  await noteLook(ports, call, opened, view)
  if (view.proposals) return done(view.proposals)
  return refuse('exchange.action.invalid', { action: 'send', state: view.state })
}
