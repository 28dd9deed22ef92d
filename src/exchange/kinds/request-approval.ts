// A coordinator's part in a request: approval before it or its answer leaves, and opinions where one is not satisfied.
import { done, type Result, refuse, unreachable } from '../../base/result.ts'
import type { Part } from '../../permission/model.ts'
import { sideOf } from '../../permission/model.ts'
import type { LogEntry } from '../model.ts'
import type { Command, Referral, Request, RequestEvent } from './request-shape.ts'

type Of<A extends Command['action']> = Command & { readonly action: A }
type Decided = Result<readonly RequestEvent[]>

/**
 * What a coordinator's approval, or going back, makes of what waits for it. The day asked for may have passed
 * meanwhile; the day of an answer that is late does not keep it from leaving. Errors: exchange.approval-day.invalid.
 */
export function decideApproval(
  { state, askedDay }: Request,
  command: Of<'approve' | 'return' | 'take-back'>,
): Decided {
  const isAnswer = state === 'answer-awaiting-approval'
  switch (command.action) {
    case 'approve':
      if (isAnswer) return done([{ event: 'answer-approved', data: {} }])
      if (askedDay === null) throw new Error('a request that was submitted has its day')
      if (askedDay < command.today) return refuse('exchange.approval-day.invalid', { day: askedDay })
      return done([{ event: 'approved', data: { askedDay } }])
    case 'return': {
      const { reason, language } = command
      return done([{ event: isAnswer ? 'answer-returned' : 'returned', data: { reason, language } }])
    }
    case 'take-back':
      return done([{ event: isAnswer ? 'answer-taken-back' : 'taken-back', data: {} }])
    default:
      return unreachable(command)
  }
}

/**
 * The sender asks the coordinators of both sides about the answers, once for each round; each of them says once what
 * it thinks. Errors: exchange.referral.invalid, exchange.coordinator.invalid, exchange.opinion.invalid.
 */
export function decideReferral(request: Request, command: Of<'not-satisfied' | 'give-opinion'>): Decided {
  if (command.action === 'not-satisfied') {
    const { reason, language, coordinators } = command
    if (isReferred(request)) return refuse('exchange.referral.invalid')
    if (!coordinators.sender && !coordinators.recipient) return refuse('exchange.coordinator.invalid')
    return done([{ event: 'referred', data: { reason, language, coordinators } }])
  }
  const { by, verdict, reason, language } = command
  if (hasSaid(request, by)) return refuse('exchange.opinion.invalid')
  return done([{ event: 'opinion-given', data: { by, verdict, reason, language } }])
}

/** The coordinators were asked about the answers of this round. */
const isReferred = ({ referral, rounds }: Request): boolean => referral?.round === rounds.length

/** Whether all coordinators said that the answers suffice: then only closing is left. */
export const isSettled = (request: Request): boolean =>
  isReferred(request) &&
  request.referral?.opinions.length === request.referral?.wanted &&
  request.referral?.opinions.every(({ verdict }) => verdict === 'answer-suffices') === true

export const hasSaid = ({ referral }: Request, part: Part): boolean =>
  referral?.opinions.some(({ by }) => by === part) === true

/** Whether the opinions leave an action open that they can close. Errors: exchange.referral.invalid. */
export const leaves = (request: Request, action: Command['action']): boolean =>
  action === 'not-satisfied'
    ? !isReferred(request)
    : !(isSettled(request) && (action === 'ask-further' || action === 'reopen'))

type Entry = RequestEvent & { readonly at: string }

/** What a referral is after it began, or after one more opinion; with the last one it is answered again. */
export function evolveReferral(
  request: Request,
  entry: Extract<Entry, { event: 'referred' | 'opinion-given' }>,
): Pick<Request, 'state' | 'referral'> {
  if (entry.event === 'referred') {
    const { sender, recipient } = entry.data.coordinators
    const wanted = new Set([sender, recipient].filter(one => one !== null)).size
    return { state: 'referred', referral: { round: request.rounds.length, wanted, opinions: [] } }
  }
  const { by, verdict } = entry.data
  const before: Referral = request.referral ?? { round: request.rounds.length, wanted: 1, opinions: [] }
  const referral = { ...before, opinions: [...before.opinions, { by, verdict }] }
  return { state: referral.opinions.length >= referral.wanted ? 'answered' : 'referred', referral }
}

/** What keeps an answer that waits: it is approved, or the two sides write to each other. All else undoes it. */
const keepsHeld: readonly string[] = ['message', 'answer-approved'] satisfies readonly RequestEvent['event'][]

/** Before an event: an answer that waited for approval and does not get it is not there any more. */
export const beforeEvent = (request: Request, { event }: Pick<Entry, 'event'>): Request =>
  request.held && !keepsHeld.includes(event) ? { ...request, ...request.held, held: null } : request

/** The request as one part is shown it: the sender's side learns nothing of an answer that waits for approval. */
export const shownTo = (request: Request, part: Part): Request =>
  sideOf(part) === 'sender' && request.held ? { ...request, ...request.held } : request

/** What stays on one side: what it submitted and how that came back. */
const inner = {
  sender: ['submitted', 'returned', 'taken-back'],
  recipient: ['answer-submitted', 'answer-returned', 'answer-taken-back'],
} satisfies Readonly<Record<string, readonly RequestEvent['event'][]>>

/** Whether a part of the exchange is told of an event at all. */
export function isTold({ event }: Pick<LogEntry, 'event'>, part: Part): boolean {
  const other: readonly string[] = inner[sideOf(part) === 'sender' ? 'recipient' : 'sender']
  return !other.includes(event)
}
