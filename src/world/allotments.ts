// To whom exchanges are allocated inside an invented authority: by its allocator, or taken over by who acted first.
import type { HistoryAllocation, HistoryRow } from '../exchange/store/history.ts'
import { cast } from './cast.ts'
import type { Chance } from './chance.ts'
import { habitsOf } from './habits.ts'
import type { HistorySources } from './histories.ts'
import { type Seats, seatAt } from './seats.ts'

/** Where several could act; never a draft, and only where the authority did something in it. */
export function allotmentsOf(
  { handlers }: Pick<HistorySources, 'handlers'>,
  { log, parts, procedure, current }: HistoryRow,
  { seats, chance }: { readonly seats: Seats; readonly chance: Chance },
): readonly HistoryAllocation[] {
  if (current.state === 'draft') return []
  return parts.flatMap(({ authority, part, turn }): readonly HistoryAllocation[] => {
    const seat = seatAt(seats, authority)
    const own = log.find(entry => entry.authority === authority)
    const share = seat ? habitsOf(procedure, seat.country).allocated : 0
    const isShared = (handlers.get(authority) ?? []).length > 1
    if (!chance.isIn(share) || !seat || !own || !isShared || (part !== 'sender' && part !== 'recipient'))
      return []
    const allocator = allocatorAt(authority)
    const [event, by] = allocator
      ? (['allocated', allocator] as const)
      : (['taken-over', seat.handler.user] as const)
    return [{ authority, handler: seat.handler.user, event, by, at: own.at, turn }]
  })
}

const allocatorAt = (authority: string): string | null =>
  cast.find(({ roles }) => roles.some(one => one.authority === authority && one.role === 'allocator'))
    ?.user ?? null
