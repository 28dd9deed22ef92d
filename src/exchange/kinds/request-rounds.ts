// Rounds of a request: what was asked, and the answers, whole or in parts, each in the language of its author.
import { done, type Result, refuse, unreachable } from '../../base/result.ts'
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
import { openChildren } from './split.ts'

type Answering = Command & { readonly action: 'answer' | 'answer-part' }

/** Parts of an answer would pass by the coordinator that has to approve it. Errors: exchange.part-approval.invalid,
 *  exchange.split-open.invalid. */
export function decideAnswer(request: Request, command: Answering): Result<readonly RequestEvent[]> {
  const { action, approver } = command
  const open = action === 'answer' ? openChildren(request, command.children) : done(true)
  if (!open.ok) return open
  const data = answeredBy(request, command)
  if (approver === undefined)
    return done([action === 'answer' ? { event: 'answered', data } : { event: 'partly-answered', data }])
  if (action === 'answer-part') return refuse('exchange.part-approval.invalid')
  return done([{ event: 'answer-submitted', data: { ...data, approver } }])
}

/** What stands as it was written before, by another authority perhaps, keeps its language. */
function answeredBy({ rounds }: Request, { language, answers, children = [] }: Answering): AnsweredData {
  const returned: readonly Round['answers'][] = children.map(child => child.answers ?? null)
  const before: Round['answers'] = Object.assign({}, ...returned, rounds.at(-1)?.answers)
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
  children: [],
})

/** The rounds with the last one changed. */
export const withLast = (
  rounds: readonly Round[],
  change: (last: Round) => Partial<Round>,
): readonly Round[] =>
  rounds.map((round, i) => (i === rounds.length - 1 ? { ...round, ...change(round) } : round))

type RoundEvent = 'answered' | 'partly-answered' | 'further-asked' | 'split' | 'forwarded'
export type RoundEntry = Extract<RequestEvent, { readonly event: RoundEvent }> & { readonly at: string }

/** The rounds after an answer, another question, or a change of who owes what. */
export function roundsAfter(rounds: readonly Round[], { event, data, at }: RoundEntry): readonly Round[] {
  switch (event) {
    case 'further-asked':
      return [...rounds, asking(data, at)]
    case 'answered':
      return withLast(rounds, () => ({ answers: givenIn(data), answeredAt: at }))
    case 'partly-answered':
      return withLast(rounds, last => ({ answers: { ...last.answers, ...givenIn(data) } }))
    case 'split': {
      const { exchange, recipient, questions } = data
      return withLast(rounds, last => ({ children: [...last.children, { exchange, recipient, questions }] }))
    }
    case 'forwarded':
      // Whoever takes over owes the whole: what the children of the former recipient answered is theirs.
      return withLast(rounds, () => ({ children: [] }))
    default:
      return unreachable(event)
  }
}

/** What sending, or submitting for it, says. */
export function askedIn({
  data,
  at,
}: (RequestEvent & { readonly event: 'sent' | 'submitted' }) & { at: string }) {
  const { recipient, fields, isUrgent, urgentReason = null, askedDay } = data
  return { recipient, fields, isUrgent, urgentReason, askedDay, rounds: [asking(data, at)] }
}
