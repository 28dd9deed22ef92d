// The request: one authority asks, another answers. Two pure functions over the table of its actions.
import { done, type Result, refuse, unreachable } from '../../base/result.ts'
import { addDays } from '../../calendar/model.ts'
import type { LogEntry } from '../model.ts'
import { beforeEvent, decideApproval, evolveApproval, isApproval } from './request-approval.ts'
import { decideReferral, evolveReferral, leaves } from './request-referral.ts'
import { askedIn, decideAnswer, type RoundEntry, roundsAfter } from './request-rounds.ts'
import type { Command, Request, RequestEvent } from './request-shape.ts'
import { type BesideEvent, isBeside, rowOf } from './request-table.ts'
import { decideSplit, openChildren } from './split.ts'

/** The longest time that may be asked for or proposed. Unit: days. */
export const daysAheadMax = 366

/** How long a closed exchange can be reopened. Unit: days. */
export const reopenDays = 30

const latest = (today: string): string => addDays(today, daysAheadMax)

/** Errors: exchange.day-past.invalid, exchange.day-far.invalid, exchange.day-late.invalid. */
function dayAllowed(day: string, today: string, latestDay: string | null): Result<true> {
  if (day < today) return refuse('exchange.day-past.invalid', { day })
  if (day > latest(today)) return refuse('exchange.day-far.invalid', { day, latestDay: latest(today) })
  if (latestDay !== null && day > latestDay) return refuse('exchange.day-late.invalid', { day, latestDay })
  return done(true)
}

/**
 * What follows from an action: the events to append, or why not. Permissions were asked before.
 * Errors: exchange.action.invalid (not in this state), exchange.self.invalid, exchange.urgent-reason.invalid,
 * exchange.questions.invalid, exchange.refusal-reason.invalid, exchange.reopen-late.invalid, those of the days, of
 * `decideApproval`, `decideReferral`, `decideSplit` and `decideAnswer`.
 */
export function decide(request: Request, command: Command): Decided {
  if (!rowOf(request.state, command.action))
    return refuse('exchange.action.invalid', { action: command.action, state: request.state })
  if (!leaves(request, command.action)) return refuse('exchange.referral.invalid')
  switch (command.action) {
    case 'save-draft':
    case 'save-answer':
      return done([])
    case 'send':
      return decideSend(request, command)
    case 'accept':
      return decideDay('accepted', standingDay(request), command.today)
    case 'propose-date':
      return decideProposal(request, command)
    case 'forward':
      return decideForward(request, command)
    case 'agree':
      return decideDay('date-agreed', request.proposedDay, command.today)
    case 'insist':
      return decideDay('date-insisted', standingDay(request), command.today)
    case 'refuse':
      return decideRefuse(command)
    case 'withdraw':
      return done([{ event: 'withdrawn', data: { reason: command.reason, language: command.language } }])
    case 'split':
      return decideSplit(request, command)
    case 'answer':
    case 'answer-part':
      return decideAnswer(request, command)
    case 'approve':
    case 'return':
    case 'take-back':
      return decideApproval(request, command)
    case 'not-satisfied':
    case 'give-opinion':
      return decideReferral(request, command)
    case 'write-message':
      return done([{ event: 'message', data: { text: command.text, language: command.language } }])
    case 'ask-further':
      return decideFurther(command)
    case 'close':
      return decideClose(command)
    case 'acknowledge':
      return done([{ event: 'acknowledged', data: {} }])
    case 'reopen':
      return decideReopen(request, command)
    default:
      return unreachable(command)
  }
}

/** The first date: the one that was agreed before the request was forwarded, else the one that was asked for. */
const standingDay = ({ answerByDay, askedDay }: Request): string | null => answerByDay ?? askedDay

type Of<A extends Command['action']> = Command & { readonly action: A }
type Decided = Result<readonly RequestEvent[]>

function decideRefuse({ reason, language }: Command & { readonly action: 'refuse' | 'withdraw' }): Decided {
  if (!reason) return refuse('exchange.refusal-reason.invalid')
  return done([{ event: 'refused', data: { reason, language } }])
}

const decideClose = ({ timeliness, efforts }: Of<'close'>): Decided =>
  done([{ event: 'closed', data: { timeliness, efforts } }])

function decideProposal(request: Request, { day, today, reason, language }: Of<'propose-date'>): Decided {
  const allowed = dayAllowed(day, today, null)
  if (!allowed.ok) return allowed
  if (day === standingDay(request)) return refuse('exchange.day-same.invalid', { day })
  return done([{ event: 'date-proposed', data: { day, reason, language } }])
}

function decideForward(request: Request, { recipient, reason, language, children }: Of<'forward'>): Decided {
  const open = openChildren(request, children)
  if (!open.ok) return open
  return done([{ event: 'forwarded', data: { recipient, reason, language } }])
}

function decideFurther({ action: _, today, ...data }: Of<'ask-further'>): Decided {
  const allowed = dayAllowed(data.askedDay, today, null)
  if (!allowed.ok) return allowed
  if (data.asked.length === 0) return refuse('exchange.questions.invalid')
  return done([{ event: 'further-asked', data }])
}

/** The last day on which an exchange that was closed then can be reopened. */
export const lastReopenDay = (closedAt: string): string => addDays(closedAt.slice(0, 10), reopenDays)

/** What was closed after an answer can be taken up again; an acknowledged refusal, which has no rating, cannot. */
function decideReopen(request: Request, { action, today, reason, language }: Of<'reopen'>): Decided {
  const { closedAt, rating, state } = request
  if (closedAt === null || rating === null) return refuse('exchange.action.invalid', { action, state })
  const day = lastReopenDay(closedAt)
  if (today > day) return refuse('exchange.reopen-late.invalid', { day })
  return done([{ event: 'reopened', data: { reason, language } }])
}

/** A day that has passed cannot be agreed: another one is proposed, or the request withdrawn. */
function decideDay(
  event: 'accepted' | 'date-agreed' | 'date-insisted',
  day: string | null,
  today: string,
): Decided {
  if (day === null) throw new Error('a request that was sent has its day')
  if (event === 'accepted' && day < today) return refuse('exchange.asked-day-past.invalid', { day })
  if (day < today) return refuse('exchange.day-past.invalid', { day })
  return done([{ event, data: { answerByDay: day } }])
}

function decideSend(
  request: Request,
  { action: _, today, latestDay, approver, ...data }: Of<'send'>,
): Decided {
  if (data.recipient === request.sender) return refuse('exchange.self.invalid')
  if (data.asked.length === 0) return refuse('exchange.questions.invalid')
  if (data.isUrgent && !data.urgentReason) return refuse('exchange.urgent-reason.invalid')
  const allowed = dayAllowed(data.askedDay, today, latestDay)
  if (!allowed.ok) return allowed
  return done([approver ? { event: 'submitted', data: { ...data, approver } } : { event: 'sent', data }])
}

const blank: Request = {
  state: 'draft',
  version: 0,
  procedure: '',
  sender: '',
  recipient: null,
  parent: null,
  fields: {},
  isUrgent: false,
  urgentReason: null,
  askedDay: null,
  proposedDay: null,
  answerByDay: null,
  rounds: [],
  rating: null,
  held: null,
  coordinators: { sender: null, recipient: null },
  referral: null,
  closedAt: null,
  movedAt: '',
}

/** The request after one more event. */
export function evolve(before: Request, entry: Entry): Request {
  if (changesNothing(entry)) return { ...before, version: before.version + 1 }
  const request = beforeEvent(before, entry)
  const next = evolved(request, entry)
  const stays = next.state === request.state && next.recipient === request.recipient && request.version > 0
  return stays ? next : { ...next, movedAt: entry.at }
}

function evolved(request: Request, entry: Exclude<Entry, Still>): Request {
  const next = { ...request, version: request.version + 1 }
  if (isApproval(entry)) return { ...next, ...evolveApproval(request, entry) }
  const rounds = (told: RoundEntry) => ({ rounds: roundsAfter(request.rounds, told) })
  switch (entry.event) {
    case 'drafted': {
      const { procedure, sender, parent = null } = entry.data
      return { ...next, procedure, sender, parent }
    }
    case 'sent':
      return { ...next, state: 'sent', ...askedIn(entry) }
    case 'accepted':
    case 'date-agreed':
    case 'date-insisted':
      return { ...next, state: 'accepted', answerByDay: entry.data.answerByDay }
    case 'date-proposed':
      return { ...next, state: 'date-proposed', proposedDay: entry.data.day }
    case 'forwarded':
      return { ...next, ...rounds(entry), state: 'sent', recipient: entry.data.recipient, proposedDay: null }
    case 'handed-over':
      return { ...next, [entry.data.side]: entry.data.to }
    case 'split':
    case 'partly-answered':
      return { ...next, ...rounds(entry) }
    case 'refused':
    case 'withdrawn':
      return { ...next, state: entry.event }
    case 'answered':
      return { ...next, ...rounds(entry), state: 'answered' }
    case 'referred':
    case 'opinion-given':
      return { ...next, ...evolveReferral(request, entry) }
    case 'further-asked':
      return { ...next, ...rounds(entry), state: 'further-requested', answerByDay: entry.data.askedDay }
    case 'closed':
      return { ...next, state: 'closed', rating: entry.data, closedAt: entry.at }
    case 'acknowledged':
      return { ...next, state: 'closed', closedAt: entry.at }
    case 'reopened':
      return { ...next, state: 'answered', rating: null, closedAt: null }
    default:
      return unreachable(entry)
  }
}

type Entry = RequestEvent & { readonly at: string }
type Still = { readonly event: BesideEvent }

const changesNothing = (entry: Entry): entry is Entry & Still => isBeside(entry.event)

/** The request as its log tells it, up to a version where one is given. */
export function replay(log: readonly LogEntry[], version = Number.POSITIVE_INFINITY): Request {
  let request = blank
  for (const entry of log) if (entry.version <= version) request = evolve(request, entry as unknown as Entry)
  return request
}
