// What a coordinator learns from a log: who has to act, how long each authority had it, and when stepping in is right.
import { done, type Result, refuse } from '../../base/result.ts'
import { partsOf } from '../current.ts'
import { evolve, replay } from '../kinds/request.ts'
import type { Request, RequestEvent } from '../kinds/request-shape.ts'
import { rowOf } from '../kinds/request-table.ts'
import type { LogEntry } from '../model.ts'

export const interventions = ['remind', 'forward'] as const
/** What a coordinator may do in an exchange to which it is no party. */
export type Intervention = (typeof interventions)[number]

/** The authority that has to act or to close; null where nothing is to be done any more. */
export const holderOf = (log: readonly LogEntry[], request: Request): string | null =>
  partsOf(log, request).find(({ turn }) => turn === 'act' || turn === 'close')?.authority ?? null

/** How long an authority had to act, all its turns together. Unit: milliseconds. */
export type OwnTime = { readonly authority: string; readonly ms: number }

/** Each authority's own time until `now`, in the order in which they had their first turn. A draft is nobody's turn. */
export function ownTimes(log: readonly LogEntry[], now: string): readonly OwnTime[] {
  const times = new Map<string, number>()
  let request = replay([])
  for (const [i, entry] of log.entries()) {
    request = evolve(request, entry as unknown as RequestEvent & { at: string })
    const holder = holderOf(log.slice(0, i + 1), request)
    const until = log[i + 1]?.at ?? now
    if (holder !== null)
      times.set(holder, (times.get(holder) ?? 0) + Date.parse(until) - Date.parse(entry.at))
  }
  return [...times].map(([authority, ms]) => ({ authority, ms }))
}

/** What stepping in depends on. */
export type Standing = {
  readonly request: Request
  readonly log: readonly LogEntry[]
  /** The coordinator's. */
  readonly country: string
  /** Country and status by authority; null where the directory does not know it. */
  readonly known: (authority: string) => { readonly country: string; readonly status: string } | null
}

/** Errors: exchange-coordinator.remind.invalid (nobody has to act, or an authority of another country). */
export function mayRemind({ request, log, country, known }: Standing): Result<true> {
  const holder = holderOf(log, request)
  return holder !== null && known(holder)?.country === country
    ? done(true)
    : refuse('exchange-coordinator.remind.invalid')
}

/**
 * A coordinator takes a request away only where it lies: not accepted yet, or with an authority that does not work.
 * Errors: exchange.action.invalid (not in this state), exchange-coordinator.forward.invalid.
 */
export function mayForward({ request, country, known }: Standing): Result<true> {
  const { state } = request
  if (!rowOf(state, 'forward')) return refuse('exchange.action.invalid', { action: 'forward', state })
  const recipient = known(request.recipient ?? '')
  const lies = state === 'sent' || recipient?.status !== 'active'
  return recipient?.country === country && lies ? done(true) : refuse('exchange-coordinator.forward.invalid')
}
