// Referral: the sender is not satisfied with an answer, and the coordinators of both sides give their opinion.
import { done, type Result, refuse } from '../../base/result.ts'
import type { Part } from '../../permission/model.ts'
import type { Command, Referral, Request, RequestEvent } from './request-shape.ts'

type Of<A extends Command['action']> = Command & { readonly action: A }
type Decided = Result<readonly RequestEvent[]>
type Entry = RequestEvent & { readonly at: string }

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

/** What a referral is after it began, or after one more opinion; with the last one it is answered again. */
export function evolveReferral(
  request: Request,
  entry: Extract<Entry, { event: 'referred' | 'opinion-given' }>,
): Partial<Request> {
  if (entry.event === 'referred') {
    const { coordinators } = entry.data
    const { sender, recipient } = coordinators
    const wanted = new Set([sender, recipient].filter(one => one !== null)).size
    const referral = { round: request.rounds.length, wanted, opinions: [] }
    return { state: 'referred', referral, coordinators }
  }
  const { by, verdict } = entry.data
  const before: Referral = request.referral ?? { round: request.rounds.length, wanted: 1, opinions: [] }
  const referral = { ...before, opinions: [...before.opinions, { by, verdict }] }
  return { state: referral.opinions.length >= referral.wanted ? 'answered' : 'referred', referral }
}
