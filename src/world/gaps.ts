// Finds time between two steps of a story for something else: on a working day, in the office of who does it.
import type { Days } from './days.ts'
import { office, type Step } from './schedule.ts'
import type { Action, Doer } from './tempo.ts'

/** What is woven in between the steps of a schedule. */
export type Woven = 'approve' | 'return' | 'forward' | 'split' | 'opinion' | 'message' | 'attach' | 'remind'

/** A step of the whole story. */
export type Told = Omit<Step, 'action' | 'by'> & { readonly action: Action | Woven; readonly by: Doer }

/** Between two steps somebody needs at least this to read and act. Unit: milliseconds. */
const marginMs = 12 * 60_000
const dayMs = 86_400_000

export type Gap = { readonly fromMs: number; readonly untilMs: number }

/**
 * The moment at about this part of a gap (0 to 1) at which an office of a country is open; null where there is none.
 * The office of the other side may be open at other hours, so the days around are tried too.
 */
export function momentIn(
  days: Days,
  country: string,
  { fromMs, untilMs }: Gap,
  part: number,
): Pick<Told, 'day' | 'atMs'> | null {
  const wantedMs = fromMs + part * (untilMs - fromMs)
  const minute = office.opens + 10 + part * (office.closes - office.opens - 20)
  const near = days.shift(country, Math.floor(wantedMs / dayMs), 0)
  for (const day of [near, days.shift(country, near, -1), days.shift(country, near, 1)]) {
    const opensMs = days.at(country, day, office.opens)
    const closesMs = days.at(country, day, office.closes)
    const least = Math.max(fromMs + marginMs, opensMs)
    const most = Math.min(untilMs - marginMs, closesMs - 1)
    if (least <= most)
      return { day, atMs: Math.floor(Math.min(Math.max(days.at(country, day, minute), least), most)) }
  }
  return null
}

/** From a step to the one after it, or until now. */
export const gapAfter = (told: readonly Told[], at: number, nowMs: number): Gap => ({
  fromMs: told[at]?.atMs ?? nowMs,
  untilMs: told[at + 1]?.atMs ?? nowMs,
})

type Wanted = {
  readonly days: Days
  readonly country: string
  readonly action: Woven | Action
  readonly by: Doer
}

/** The story with one thing more after the step at `at`; unchanged where there is no time for it. */
export function insertAfter(
  told: readonly Told[],
  at: number,
  part: number,
  { days, country, action, by }: Wanted,
): readonly Told[] {
  const moment = momentIn(days, country, gapAfter(told, at, days.nowMs), part)
  return moment ? told.toSpliced(at + 1, 0, { action, by, ...moment, due: null }) : told
}
