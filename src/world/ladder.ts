// What the clock did in an invented exchange: each rung of the ladder on its day, as the job would have written it.

import type { TimerData } from '../exchange/kinds/request-shape.ts'
import { type Standing, type Timer, timersOf } from '../exchange/kinds/request-timers.ts'

export type Ladder = {
  /** After something that changed how the request stands. */
  stand(standing: Standing): void
  /** What was due by an instant and was not told yet. */
  until(at: string): readonly Rung[]
}
export type Rung = Pick<Timer, 'event' | 'at'> & { readonly data: TimerData }

/** By then it is after the hour of reminders in every country. Unit: hour of UTC. */
const lateHour = '08'

const isAnotherMorning = (from: string, at: string): boolean =>
  at.slice(0, 10) !== from.slice(0, 10) || from.slice(11, 13) < lateHour

/** `coordinator`: who is told where nothing else helped; null: nobody, and nothing is written then. */
export function openLadder(coordinator: string | null): Ladder {
  let timers: readonly Timer[] = []
  let standing: Standing | null = null
  return {
    stand(given) {
      standing = given
      timers = []
    },
    until(at) {
      // Reminders come in the morning: what follows on the same day, later than that, finds none.
      if (standing && isAnotherMorning(standing.request.movedAt, at)) {
        timers = timersOf(standing)
        standing = null
      }
      const due = timers.filter(one => one.at <= at)
      timers = timers.slice(due.length)
      // Of two that are due at one instant for the same ones the job writes the latest.
      const isSame = (one: Timer, other: Timer) => one.at === other.at && one.by === other.by
      const latest = due.filter((one, place) => !due.slice(place + 1).some(later => isSame(one, later)))
      return latest.flatMap(({ event, rung, day, by, at: dueAt }): readonly Rung[] => {
        if (event !== 'escalated') return [{ event, at: dueAt, data: { rung, day, ...(by && { by }) } }]
        return coordinator === null ? [] : [{ event, at: dueAt, data: { rung, day, coordinator } }]
      })
    },
  }
}
