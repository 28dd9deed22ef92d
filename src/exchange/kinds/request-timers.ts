// What the clock does in a request: reminders of the procedure's ladder, lateness, escalation, the end of reopening.
import { unreachable } from '../../base/result.ts'
import { addDays, type Calendar, dayIn, instantIn } from '../../calendar/model.ts'
import { workingDayFrom } from '../../calendar/span.ts'
import { type CoordinatorPart, sideOf } from '../../permission/model.ts'
import type { Procedure } from '../../procedure/model.ts'
import type { LogEntry } from '../model.ts'
import { lastReopenDay } from './request.ts'
import { hasSaid } from './request-referral.ts'
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
  /** The coordinator that it reminds; null: it is for the two sides. */
  readonly by: CoordinatorPart | null
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
 * A rung fires once, and never after a later one of the same wait. Each coordinator that is waited for has a ladder
 * of its own beside that of the two sides: what is due in one holds back nothing in another, it is due at once.
 */
export function nextTimer(standing: Standing, now: string): Next {
  const timers = timersOf(standing)
  const since = standing.log.slice(beginOf(standing.log))
  const dues = [...Map.groupBy(timers, one => one.by).values()].flatMap(ladder => {
    const latest = ladder.findLast(({ at }) => at <= now)
    return latest && !since.some(entry => rungIn(entry) === latest.rung) ? [latest] : []
  })
  // Last what may come to nothing: an escalation that finds no coordinator must not stand before the others for ever.
  const [due = null, further] = dues.toSorted((a, b) => Number(a.by === null) - Number(b.by === null))
  return { due, nextAt: (further ?? timers.find(({ at }) => at > now))?.at ?? null }
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
    case 'further-requested':
      return owedOf(standing)
    case 'awaiting-approval':
      return coordinating(standing, 'sender-coordinator', begin.at)
    case 'answer-awaiting-approval':
      return [...owedOf(standing), ...coordinating(standing, 'recipient-coordinator', begin.at)]
    case 'referred':
      return opinionsOf(standing)
    case 'answered':
    case 'refused':
      return sinceBegin(country.sender, 'closing-reminded', 'unclosed', unclosed)
    case 'closed':
      return reopeningOf(standing)
    case 'draft':
    case 'withdrawn':
      return []
    default:
      return unreachable(request.state)
  }
}

/** A coordinator is recalled like somebody to whom a request was put, in the calendar of its country. */
const coordinating = (standing: Standing, by: CoordinatorPart, sinceAt: string): readonly Rung[] => {
  const { request, procedure, country } = standing
  const isOpinion = request.state === 'referred'
  const place = country[sideOf(by)]
  return rungs(standing, {
    ...{ place, by, from: dayIn(place, sinceAt), days: procedure.reminders.unaccepted },
    event: isOpinion ? 'opinion-reminded' : 'approval-reminded',
    name: isOpinion ? `opinion-${sideOf(by)}` : 'approval',
    day: isOpinion ? null : dueDayOf(request),
  })
}

/** Each whose opinion is missing, since it was asked: what the other one said begins no new time. */
function opinionsOf(standing: Standing): readonly Rung[] {
  const { request, log } = standing
  const { sender, recipient } = request.coordinators
  const askedAt = log.findLast(({ event }) => event === 'referred')?.at ?? ''
  const wanted = [
    ...(sender === null ? [] : (['sender-coordinator'] as const)),
    ...(recipient === null || recipient === sender ? [] : (['recipient-coordinator'] as const)),
  ]
  return wanted.filter(by => !hasSaid(request, by)).flatMap(by => coordinating(standing, by, askedAt))
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
  readonly by?: CoordinatorPart | null
  readonly name: string
  readonly place: string
  readonly from: string
  /** Negative: before. Unit: working days. */
  readonly days: readonly number[]
}

/** A reminder falls on a working day, in the morning. */
const rungs = (
  { calendar }: Standing,
  { name, place, from, days, event, day, by = null }: Ladder,
): readonly Rung[] =>
  days.map(count => ({
    ...{ event, day, by, rung: `${name}-${Math.abs(count)}` },
    at: instantIn(place, workingDayFrom(calendar, place, from, count), reminderHour),
  }))

/** The day that decides on reopening is the recipient's; an acknowledged refusal cannot be reopened. */
function reopeningOf({ request, country }: Standing): readonly Rung[] {
  const { closedAt, rating } = request
  if (closedAt === null || rating === null) return []
  const day = lastReopenDay(closedAt)
  const at = instantIn(country.recipient, addDays(day, 1), 0)
  return [{ event: 'reopening-expired', rung: 'reopening', at, day, by: null }]
}
