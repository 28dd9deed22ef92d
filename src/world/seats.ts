// Who takes part in an exchange: an authority with the official who acts for it, for each side and those around it.
import type { Authority } from '../authority/model.ts'
import { isCoordinator } from './cast.ts'
import type { Chance } from './chance.ts'
import { kindOf } from './pairs.ts'
import type { Handler } from './people.ts'
import type { Doer } from './tempo.ts'

export type Seat = { readonly authority: string; readonly country: string; readonly handler: Handler }

/** `helper`: who is given some of the questions. Only those are there that the story needs. */
export type Seats = Partial<Readonly<Record<Doer | 'helper', Seat>>>

export function seatOf(seats: Seats, doer: Doer | 'helper'): Seat {
  const seat = seats[doer]
  if (!seat) throw new Error(`nobody sits as ${doer}`)
  return seat
}

/** Of an authority among those that take part; null: it does not. */
export const seatAt = (seats: Seats, authority: string): Seat | null =>
  Object.values(seats).find(seat => seat.authority === authority) ?? null

/** Authorities that could have been asked instead: of the country and legal area, of the same kind where there are. */
export type Others = (one: Authority, but: readonly string[], chance: Chance) => Authority | null

export function othersIn(directory: readonly Authority[]): Others {
  const working = directory.filter(({ id, status }) => status === 'active' && !isCoordinator(id))
  const kinds = Map.groupBy(working, one => `${one.country} ${kindOf(one)}`)
  const areas = Map.groupBy(working, one => `${one.country} ${one.area}`)
  return (one, but, chance) => {
    const found = [kinds.get(`${one.country} ${kindOf(one)}`), areas.get(`${one.country} ${one.area}`)]
    for (const group of found) {
      const others = (group ?? []).filter(({ id }) => id !== one.id && !but.includes(id))
      if (others.length > 0) return chance.pick(others)
    }
    return null
  }
}

const firstHandlerShare = 0.75

/** Of several handlers the first one does most; at the cast's authorities that is the cast. */
export function handlerAt(
  handlers: ReadonlyMap<string, readonly Handler[]>,
  authority: string,
  chance: Chance,
): Handler {
  const all = handlers.get(authority) ?? []
  const [first] = all
  if (!first) throw new Error(`nobody handles requests at ${authority}`)
  return chance.isIn(firstHandlerShare) ? first : chance.pick(all)
}
