// What the clock does in a request: reminders of the procedure's ladder, lateness, escalation, the end of reopening.
import { unreachable } from '../../base/result.ts'
import { addDays, type Calendar, dayIn, instantIn } from '../../calendar/model.ts'
import { workingDayFrom } from '../../calendar/span.ts'
import type { Procedure } from '../../procedure/model.ts'
import type { LogEntry } from '../model.ts'
import { lastReopenDay } from './request.ts'
import type { Request, TimerEvent } from './request-shape.ts'
import { dueDayOf, isBeside } from './request-table.ts'

export type Timer = {
  readonly event: TimerEvent
  /** Its place in the ladder, such as `overdue-5`; fires once in each wait. */
  readonly rung: string
  /** Names rung and wait: of two processes only one acts on it. */
  readonly key: string
  /** Instant from which it is due. */
  readonly at: string
  /** What it is about. Unit: day in the recipient's calendar. */
  readonly day: string | null
}

/** A request with what its timers follow from. `country`: of both sides. */
export type Standing = {
  readonly request: Request
  readonly log: readonly LogEntry[]
  readonly procedure: Pick<Procedure, 'reminders'>
  readonly calendar: Calendar
  readonly country: { readonly sender: string; readonly recipient: string }
}

/** Before there is a recipient nothing waits. */
export const standingOf = (
  given: Omit<Standing, 'country'>,
  countryOf: (authority: string) => string,
): Standing => ({
  ...given,
  country: { sender: countryOf(given.request.sender), recipient: countryOf(given.request.recipient ?? '') },
})

/** Reminders come with the working day. Unit: hour of the local day. */
export const reminderHour = 7

/** What is due now, if anything, and the instant to look again; null: nothing more comes. */
export type Next = { readonly due: Timer | null; readonly nextAt: string | null }

/**
 * Of all that is due the latest rung alone: after a week without a server nobody gets a whole ladder at once.
 * A rung fires once, and never after a later one of the same wait.
 */
export function nextTimer(standing: Standing, now: string): Next {
  const timers = timersOf(standing)
  const latest = timers.findLast(({ at }) => at <= now)
  const isDone = standing.log.slice(beginOf(standing.log)).some(entry => rungIn(entry) === latest?.rung)
  return {
    due: latest && !isDone ? latest : null,
    nextAt: timers.find(({ at }) => at > now)?.at ?? null,
  }
}

const rungIn = ({ data }: LogEntry): string | null =>
  typeof data === 'object' && data !== null && 'rung' in data && typeof data.rung === 'string'
    ? data.rung
    : null

/** Neither a part of the answers nor a split ends a wait. */
const waitingOn: readonly string[] = ['partly-answered', 'split']

/** Whether an entry changes something, so that a new wait begins with it. */
export const beginsWait = ({ event }: Pick<LogEntry, 'event'>): boolean =>
  !isBeside(event) && !waitingOn.includes(event)

/** Where the present wait began. */
const beginOf = (log: readonly LogEntry[]): number => log.findLastIndex(beginsWait)

/** The timers of the present state alone, in their order; none that was due before the state began. */
export function timersOf(standing: Standing): readonly Timer[] {
  const begin = standing.log[beginOf(standing.log)]
  if (!begin) return []
  return ladderOf(standing, begin)
    .filter(({ at }) => at > begin.at)
    .map(timer => ({ ...timer, key: `timer ${timer.rung} ${begin.version}` }))
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))
}

type Rung = Omit<Timer, 'key'>

function ladderOf(standing: Standing, begin: LogEntry): readonly Rung[] {
  const { request, procedure, country } = standing
  const { unaccepted, unclosed, escalate } = procedure.reminders
  const sinceBegin = (place: string, event: TimerEvent, name: string, days: readonly number[]) =>
    rungs(standing, { place, event, name, days, from: dayIn(place, begin.at), day: owedDayOf(request) })
  switch (request.state) {
    case 'sent':
      return [
        ...sinceBegin(country.recipient, 'acceptance-reminded', 'unaccepted', unaccepted),
        ...sinceBegin(country.recipient, 'escalated', 'escalate', asList(escalate.unaccepted)),
      ]
    case 'date-proposed':
      return sinceBegin(country.sender, 'date-reminded', 'undecided', unaccepted)
    case 'accepted':
    case 'answer-awaiting-approval':
    case 'further-requested':
      return owedOf(standing)
    case 'answered':
    case 'refused':
      return sinceBegin(country.sender, 'closing-reminded', 'unclosed', unclosed)
    case 'closed':
      return reopeningOf(standing)
    case 'draft':
    case 'awaiting-approval':
    case 'referred':
    case 'withdrawn':
      return []
    default:
      return unreachable(request.state)
  }
}

/** Nobody owes anything by a day once it was answered. */
const owedDayOf = (request: Request): string | null =>
  request.state === 'answered' || request.state === 'refused' ? null : dueDayOf(request)

const asList = (days: number | undefined): readonly number[] => (days === undefined ? [] : [days])

/** Around the answer-by day, in the calendar of who owes the answer. */
function owedOf(standing: Standing): readonly Rung[] {
  const { before, overdue, escalate } = standing.procedure.reminders
  const { answerByDay: from } = standing.request
  if (from === null) return []
  const owed = { place: standing.country.recipient, from, day: from }
  return [
    ...rungs(standing, {
      ...owed,
      event: 'answer-reminded',
      name: 'before',
      days: before.map(days => -days),
    }),
    ...rungs(standing, { ...owed, event: 'overdue', name: 'overdue', days: overdue }),
    ...rungs(standing, { ...owed, event: 'escalated', name: 'escalate', days: asList(escalate.overdue) }),
  ]
}

type Ladder = Pick<Rung, 'event' | 'day'> & {
  readonly name: string
  readonly place: string
  readonly from: string
  /** Negative: before. Unit: working days. */
  readonly days: readonly number[]
}

/** A reminder falls on a working day, in the morning. */
const rungs = ({ calendar }: Standing, { name, place, from, days, event, day }: Ladder): readonly Rung[] =>
  days.map(count => ({
    ...{ event, day, rung: `${name}-${Math.abs(count)}` },
    at: instantIn(place, workingDayFrom(calendar, place, from, count), reminderHour),
  }))

/** The day that decides on reopening is the recipient's; an acknowledged refusal cannot be reopened. */
function reopeningOf({ request, country }: Standing): readonly Rung[] {
  const { closedAt, rating } = request
  if (closedAt === null || rating === null) return []
  const day = lastReopenDay(closedAt)
  const at = instantIn(country.recipient, addDays(day, 1), 0)
  return [{ event: 'reopening-expired', rung: 'reopening', at, day }]
}
