// A coordinator's reminder of who has to act, by the rule of the real one.
import { holderOf, mayRemind } from '../exchange/coordination/model.ts'
import type { Request, RequestEvent } from '../exchange/kinds/request-shape.ts'
import type { LogEntry } from '../exchange/model.ts'
import { type Seats, seatAt, seatOf } from './seats.ts'

/** Without words: the day says enough. */
export function reminded(seats: Seats, log: readonly LogEntry[], request: Request): RequestEvent {
  const { country, handler } = seatOf(seats, 'recipient-coordinator')
  const known = (authority: string) => {
    const seat = seatAt(seats, authority)
    return seat && { country: seat.country, status: 'active' }
  }
  const allowed = mayRemind({ request, log, country, known })
  if (!allowed.ok) throw new Error(`nobody is reminded: ${allowed.refusal.code}`)
  const authority = holderOf(log, request) ?? ''
  return { event: 'coordinator-reminded', data: { authority, language: handler.lang } }
}
