// Rounds of a request: what was asked, and the answers, whole or in parts, each in the language of its author.
import { done, type Result, refuse } from '../../base/result.ts'
import { canonical, type Json } from '../../evidence/model.ts'
import type {
  Answer,
  AnsweredData,
  Asked,
  Command,
  Given,
  Request,
  RequestEvent,
  Round,
  Value,
} from './request-shape.ts'

type Answering = Command & { readonly action: 'answer' | 'answer-part' }

/** Parts of an answer would pass by the coordinator that has to approve it. Errors: exchange.part-approval.invalid. */
export function decideAnswer(request: Request, command: Answering): Result<readonly RequestEvent[]> {
  const { action, approver } = command
  const data = answeredBy(request, command)
  if (approver === undefined)
    return done([action === 'answer' ? { event: 'answered', data } : { event: 'partly-answered', data }])
  if (action === 'answer-part') return refuse('exchange.part-approval.invalid')
  return done([{ event: 'answer-submitted', data: { ...data, approver } }])
}

/** What stands as it was written before, by another authority perhaps, keeps its language. */
function answeredBy({ rounds }: Request, { language, answers }: AnsweredData): AnsweredData {
  const before = rounds.at(-1)?.answers
  const kept = Object.entries(answers).map(([id, answer]): readonly [string, Answer] => {
    const known = before?.[id]
    return known && known.language !== language && isSameAnswer(known, answer) ? [id, known] : [id, answer]
  })
  return { language, answers: Object.fromEntries(kept) }
}

const isSameAnswer = (one: Answer, other: Answer): boolean =>
  one.answer === other.answer &&
  canonical((one.details ?? null) as Json) === canonical((other.details ?? null) as Json)

/** The answers of an event, each with its language. */
export const givenIn = ({ language, answers }: AnsweredData): Readonly<Record<string, Given>> =>
  Object.fromEntries(
    Object.entries(answers).map(([id, answer]) => [id, { ...answer, language: answer.language ?? language }]),
  )

/** A new round, nothing of it answered. */
export const asking = (
  data: { language: string; asked: readonly Asked[]; reason?: Value | undefined },
  at: string,
): Round => ({
  language: data.language,
  asked: data.asked,
  reason: data.reason ?? null,
  askedAt: at,
  answers: null,
  answeredAt: null,
})

/** The rounds with the last one changed. */
export const withLast = (
  rounds: readonly Round[],
  change: (last: Round) => Partial<Round>,
): readonly Round[] =>
  rounds.map((round, i) => (i === rounds.length - 1 ? { ...round, ...change(round) } : round))

/** What sending, or submitting for it, says. */
export function askedIn({
  data,
  at,
}: (RequestEvent & { readonly event: 'sent' | 'submitted' }) & { at: string }) {
  const { recipient, fields, isUrgent, urgentReason = null, askedDay } = data
  return { recipient, fields, isUrgent, urgentReason, askedDay, rounds: [asking(data, at)] }
}
