// The request: one authority asks, another answers. A table of rows, and two pure functions over it.
import { done, type Result, refuse, unreachable } from '../../base/result.ts'
import { addDays } from '../../calendar/model.ts'
import type { Part } from '../../permission/model.ts'
import type { LogEntry, Turn } from '../model.ts'
import type { Asked, Command, Request, RequestEvent, Round, State } from './request-shape.ts'

type Row = {
  readonly from: State
  readonly action: string
  readonly by: Part
  readonly to: State
  /** null: what was typed is kept, the log gains nothing. */
  readonly event: string | null
}

/** Source: domain of the request; buttons, permissions, the interface document and the exhaustive test read it. */
export const table = [
  { from: 'draft', action: 'save-draft', by: 'sender', to: 'draft', event: null },
  { from: 'draft', action: 'send', by: 'sender', to: 'sent', event: 'sent' },
  { from: 'draft', action: 'withdraw', by: 'sender', to: 'withdrawn', event: 'withdrawn' },
  { from: 'sent', action: 'accept', by: 'recipient', to: 'accepted', event: 'accepted' },
  { from: 'sent', action: 'propose-date', by: 'recipient', to: 'date-proposed', event: 'date-proposed' },
  { from: 'sent', action: 'refuse', by: 'recipient', to: 'refused', event: 'refused' },
  { from: 'sent', action: 'withdraw', by: 'sender', to: 'withdrawn', event: 'withdrawn' },
  { from: 'date-proposed', action: 'agree', by: 'sender', to: 'accepted', event: 'date-agreed' },
  { from: 'date-proposed', action: 'insist', by: 'sender', to: 'accepted', event: 'date-insisted' },
  { from: 'date-proposed', action: 'withdraw', by: 'sender', to: 'withdrawn', event: 'withdrawn' },
  { from: 'accepted', action: 'save-answer', by: 'recipient', to: 'accepted', event: null },
  { from: 'accepted', action: 'answer', by: 'recipient', to: 'answered', event: 'answered' },
  { from: 'accepted', action: 'withdraw', by: 'sender', to: 'withdrawn', event: 'withdrawn' },
  { from: 'answered', action: 'close', by: 'sender', to: 'closed', event: 'closed' },
  { from: 'answered', action: 'ask-further', by: 'sender', to: 'further-requested', event: 'further-asked' },
  { from: 'further-requested', action: 'save-answer', by: 'recipient', to: 'further-requested', event: null },
  { from: 'further-requested', action: 'answer', by: 'recipient', to: 'answered', event: 'answered' },
  { from: 'further-requested', action: 'close', by: 'sender', to: 'closed', event: 'closed' },
] as const satisfies readonly Row[]

export type Action = (typeof table)[number]['action']
export type EventName = Exclude<(typeof table)[number]['event'], null> | 'drafted'

export const states = [...new Set(table.flatMap(row => [row.from, row.to]))] as readonly State[]
export const actions = [...new Set(table.map(row => row.action))] as readonly Action[]

/** The row of the table for an action in a state, if there is one. */
export const rowOf = (state: State, action: string): (typeof table)[number] | undefined =>
  table.find(row => row.from === state && row.action === action)

/** The longest time that may be asked for or proposed. Unit: days. */
export const daysAheadMax = 366

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
 * exchange.questions.invalid, exchange.refusal-reason.invalid, and those of the days.
 */
export function decide(request: Request, command: Command): Result<readonly RequestEvent[]> {
  if (!rowOf(request.state, command.action))
    return refuse('exchange.action.invalid', { action: command.action, state: request.state })
  switch (command.action) {
    case 'save-draft':
    case 'save-answer':
      return done([])
    case 'send':
      return decideSend(request, command)
    case 'accept':
      return decideDay('accepted', request.askedDay, command.today)
    case 'propose-date': {
      const allowed = dayAllowed(command.day, command.today, null)
      if (!allowed.ok) return allowed
      if (command.day === request.askedDay) return refuse('exchange.day-same.invalid', { day: command.day })
      const { day, reason, language } = command
      return done([{ event: 'date-proposed', data: { day, reason, language } }])
    }
    case 'agree':
      return decideDay('date-agreed', request.proposedDay, command.today)
    case 'insist':
      return decideDay('date-insisted', request.askedDay, command.today)
    case 'refuse': {
      if (!command.reason) return refuse('exchange.refusal-reason.invalid')
      return done([{ event: 'refused', data: { reason: command.reason, language: command.language } }])
    }
    case 'withdraw':
      return done([{ event: 'withdrawn', data: { reason: command.reason, language: command.language } }])
    case 'answer':
      return done([{ event: 'answered', data: { language: command.language, answers: command.answers } }])
    case 'ask-further': {
      const { action: _, today, ...data } = command
      const allowed = dayAllowed(data.askedDay, today, null)
      if (!allowed.ok) return allowed
      if (data.asked.length === 0) return refuse('exchange.questions.invalid')
      return done([{ event: 'further-asked', data }])
    }
    case 'close': {
      const { timeliness, efforts } = command
      return done([{ event: 'closed', data: { timeliness, efforts } }])
    }
    default:
      return unreachable(command)
  }
}

/** A day that has passed cannot be agreed: another one is proposed, or the request withdrawn. */
function decideDay(
  event: 'accepted' | 'date-agreed' | 'date-insisted',
  day: string | null,
  today: string,
): Result<readonly RequestEvent[]> {
  if (day === null) throw new Error('a request that was sent has its day')
  if (event === 'accepted' && day < today) return refuse('exchange.asked-day-past.invalid', { day })
  if (day < today) return refuse('exchange.day-past.invalid', { day })
  return done([{ event, data: { answerByDay: day } }])
}

function decideSend(
  request: Request,
  command: Command & { action: 'send' },
): Result<readonly RequestEvent[]> {
  const { action: _, today, latestDay, ...data } = command
  if (data.recipient === request.sender) return refuse('exchange.self.invalid')
  if (data.asked.length === 0) return refuse('exchange.questions.invalid')
  if (data.isUrgent && !data.urgentReason) return refuse('exchange.urgent-reason.invalid')
  const allowed = dayAllowed(data.askedDay, today, latestDay)
  if (!allowed.ok) return allowed
  return done([{ event: 'sent', data }])
}

const blank: Request = {
  state: 'draft',
  version: 0,
  procedure: '',
  sender: '',
  recipient: null,
  fields: {},
  isUrgent: false,
  urgentReason: null,
  askedDay: null,
  proposedDay: null,
  answerByDay: null,
  rounds: [],
  rating: null,
}

const asking = (
  data: { language: string; asked: readonly Asked[]; reason?: string | undefined },
  at: string,
): Round => ({
  language: data.language,
  asked: data.asked,
  reason: data.reason ?? null,
  askedAt: at,
  answerLanguage: null,
  answers: null,
  answeredAt: null,
})

/** The request after one more event. */
export function evolve(request: Request, entry: RequestEvent & { readonly at: string }): Request {
  const next = { ...request, version: request.version + 1 }
  switch (entry.event) {
    case 'drafted':
      return { ...next, procedure: entry.data.procedure, sender: entry.data.sender }
    case 'sent': {
      const { recipient, fields, isUrgent, urgentReason, askedDay } = entry.data
      const rounds = [asking(entry.data, entry.at)]
      return {
        ...next,
        state: 'sent',
        recipient,
        fields,
        isUrgent,
        urgentReason: urgentReason ?? null,
        askedDay,
        rounds,
      }
    }
    case 'accepted':
    case 'date-agreed':
    case 'date-insisted':
      return { ...next, state: 'accepted', answerByDay: entry.data.answerByDay }
    case 'date-proposed':
      return { ...next, state: 'date-proposed', proposedDay: entry.data.day }
    case 'refused':
    case 'withdrawn':
      return { ...next, state: entry.event }
    case 'answered': {
      const { language, answers } = entry.data
      const answered = { answerLanguage: language, answers, answeredAt: entry.at }
      const rounds = request.rounds.map((round, i) =>
        i === request.rounds.length - 1 ? { ...round, ...answered } : round,
      )
      return { ...next, state: 'answered', rounds }
    }
    case 'further-asked': {
      const rounds = [...request.rounds, asking(entry.data, entry.at)]
      return { ...next, state: 'further-requested', answerByDay: entry.data.askedDay, rounds }
    }
    case 'closed':
      return { ...next, state: 'closed', rating: entry.data }
    default:
      return unreachable(entry)
  }
}

/** The request as its log tells it, up to a version where one is given. */
export function replay(log: readonly LogEntry[], version = Number.POSITIVE_INFINITY): Request {
  let request = blank
  for (const entry of log)
    if (entry.version <= version) request = evolve(request, entry as unknown as RequestEvent & { at: string })
  return request
}

/** Whose turn it is, for the worklist of one side. */
export function turnOf(state: State, part: Part): Turn {
  switch (state) {
    case 'draft':
      return 'draft'
    case 'sent':
    case 'accepted':
    case 'further-requested':
      return part === 'recipient' ? 'act' : 'wait'
    case 'date-proposed':
      return part === 'sender' ? 'act' : 'wait'
    case 'answered':
      return part === 'sender' ? 'close' : 'wait'
    case 'refused':
    case 'withdrawn':
    case 'closed':
      return 'ended'
    default:
      return unreachable(state)
  }
}

/** The day that a list is sorted by: agreed, else asked. */
export const dueDayOf = (request: Request): string | null =>
  request.answerByDay ?? request.proposedDay ?? request.askedDay
