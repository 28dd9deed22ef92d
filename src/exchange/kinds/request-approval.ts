// Approval by a coordinator before a request, or its answer, leaves; and who is told of it.
import { done, type Result, refuse, unreachable } from '../../base/result.ts'
import { type Part, sideOf } from '../../permission/model.ts'
import { answerings, type LogEntry } from '../model.ts'
import { askedIn, givenIn, withLast } from './request-rounds.ts'
import type { Command, Request, RequestEvent } from './request-shape.ts'
import { isBeside } from './request-table.ts'

type Of<A extends Command['action']> = Command & { readonly action: A }
type Decided = Result<readonly RequestEvent[]>

/**
 * What a coordinator's approval, or going back, makes of what waits for it. The day asked for may have passed
 * meanwhile; the day of an answer that is late does not keep it from leaving. Errors: exchange.approval-day.invalid.
 */
export function decideApproval(
  { state, askedDay, rounds }: Request,
  command: Of<'approve' | 'return' | 'take-back'>,
): Decided {
  const isAnswer = state === 'answer-awaiting-approval'
  switch (command.action) {
    case 'approve':
      if (isAnswer) {
        const questions = Object.keys(rounds.at(-1)?.answers ?? {})
        return done([{ event: 'answer-approved', data: { questions } }])
      }
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

type Entry = RequestEvent & { readonly at: string }
type ApprovalEntry = Extract<
  Entry,
  { readonly event: `${'' | 'answer-'}${'submitted' | 'approved' | 'returned' | 'taken-back'}` }
>

export const isApproval = (entry: Entry): entry is ApprovalEntry =>
  /^(answer-)?(submitted|approved|returned|taken-back)$/.test(entry.event)

/** What changes with a submission, or what became of it. A returned answer was undone by `beforeEvent`. */
export function evolveApproval(request: Request, entry: ApprovalEntry): Partial<Request> {
  const { coordinators, state, rounds, movedAt } = request
  switch (entry.event) {
    case 'submitted':
      return {
        ...askedIn(entry),
        ...{ state: 'awaiting-approval', coordinators: { ...coordinators, sender: entry.data.approver } },
      }
    case 'approved':
      return { state: 'sent', rounds: withLast(rounds, () => ({ askedAt: entry.at })) }
    case 'returned':
    case 'taken-back':
      return { state: 'draft' }
    case 'answer-submitted':
      return {
        state: 'answer-awaiting-approval',
        rounds: withLast(rounds, last => ({ answers: { ...last.answers, ...givenIn(entry.data) } })),
        held: { state, rounds, movedAt },
        coordinators: { ...coordinators, recipient: entry.data.approver },
      }
    case 'answer-approved':
      return { state: 'answered', held: null, rounds: withLast(rounds, () => ({ answeredAt: entry.at })) }
    case 'answer-returned':
    case 'answer-taken-back':
      return {}
    default:
      return unreachable(entry)
  }
}

/**
 * Before an event: an answer that waited for approval and does not get it is not there any more. What the two sides
 * write to each other, and the clock, change nothing.
 */
export const beforeEvent = (request: Request, { event }: Pick<Entry, 'event'>): Request =>
  request.held && event !== 'answer-approved' && !isBeside(event)
    ? { ...request, ...request.held, held: null }
    : request

/** The request as one part is shown it: the sender's side learns nothing of an answer that waits for approval. */
export const shownTo = (request: Request, part: Part): Request =>
  sideOf(part) === 'sender' && request.held ? { ...request, ...request.held } : request

/** What stays on one side: what it submitted and how that came back. */
const inner = {
  sender: ['submitted', 'returned', 'taken-back'],
  recipient: ['answer-submitted', 'answer-returned', 'answer-taken-back'],
} satisfies Readonly<Record<string, readonly RequestEvent['event'][]>>

/**
 * What a part of the exchange is told of a log. Files that the recipient adds while its answer needs approval leave
 * with the answer: until then the sender's side learns nothing of them.
 */
export function toldOf(log: readonly LogEntry[], part: Part): readonly LogEntry[] {
  const isSender = sideOf(part) === 'sender'
  const other: readonly string[] = inner[isSender ? 'recipient' : 'sender']
  const stays = (entry: LogEntry): boolean => other.includes(entry.event) || isReminderFor(entry, !isSender)
  const kept = isSender ? keptBack(log) : new Set<string>()
  return log.filter(entry => !stays(entry) && !(isFile(entry) && kept.has(entry.data.id)))
}

/** That a coordinator of this side is reminded of what waits for its approval. */
const isReminderFor = ({ event, data }: LogEntry, isSender: boolean): boolean =>
  event === 'approval-reminded' &&
  isObject(data) &&
  data.by === (isSender ? 'sender-coordinator' : 'recipient-coordinator')

const isObject = (data: unknown): data is Readonly<Record<string, unknown>> =>
  typeof data === 'object' && data !== null

type FileEntry = LogEntry & { readonly data: { readonly id: string; readonly withAnswer?: true } }

const isFile = (entry: LogEntry): entry is FileEntry =>
  entry.event === 'attached' || entry.event === 'attachment-withdrawn'

/** Files that wait for an answer to leave. */
export function keptBack(log: readonly LogEntry[]): ReadonlySet<string> {
  const left = log.findLastIndex(({ event }) => answerings.includes(event))
  return new Set(
    log
      .slice(left + 1)
      .filter(isFile)
      .flatMap(({ event, data }) => (event === 'attached' && data.withAnswer ? [data.id] : [])),
  )
}
