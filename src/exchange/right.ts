// Whether an official may do a deed in a stored exchange: asks the permissions with what the exchange's rows say.
import type { Result } from '../base/result.ts'
import { type Actor, type Allocation, type Deed, may } from '../permission/model.ts'
import type { HandledBy, Stored } from './store/load.ts'

/** Whose task it is, seen by one official. Who covers an absent handler acts in its place. */
export function allocationOf(
  handlers: readonly Pick<HandledBy, 'user' | 'covers'>[],
  user: string,
): Allocation {
  if (handlers.length === 0) return 'nobody'
  return handlers.some(one => one.user === user || one.covers.includes(user)) ? 'mine' : 'others'
}

/** Errors: those of `may`. */
export const mayIn = (
  who: Actor,
  deed: Deed,
  { area, part, inside }: Pick<Stored, 'area' | 'part' | 'inside'>,
): Result<true> => may(who, deed, area, part, allocationOf(inside.handlers, who.user))

/** The code that says why personal data are hidden: the own role, else that the request is not accepted yet. */
export function whyHidden(who: Actor, stored: Pick<Stored, 'area' | 'part' | 'inside'>): string {
  const allowed = mayIn(who, 'read-personal', stored)
  return allowed.ok || stored.part === 'former' ? 'exchange.person.hidden' : allowed.refusal.code
}
