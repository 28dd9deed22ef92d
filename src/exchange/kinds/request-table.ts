// The table of the request: which action leads from where to where, by whom, and whose turn it is then.
import { unreachable } from '../../base/result.ts'
import { isCoordinator, type Part } from '../../permission/model.ts'
import type { Turn } from '../model.ts'
import type { Request, State, TimerEvent } from './request-shape.ts'

type Row = {
  readonly from: State
  readonly action: string
  /** `either` of the two sides; `coordinator` of either. */
  readonly by:
    | 'sender'
    | 'recipient'
    | 'either'
    | 'sender-coordinator'
    | 'recipient-coordinator'
    | 'coordinator'
  readonly to: State
  /** null: what was typed is kept, the log gains nothing. */
  readonly event: string | null
  /** Where a coordinator has to approve first. */
  readonly first?: { readonly to: State; readonly event: string }
}

/** While an exchange is open both sides may write to each other; no clock stops for it. */
const message = <S extends State>(from: S) =>
  ({ from, action: 'write-message', by: 'either', to: from, event: 'message' }) as const

const answer = <S extends State>(from: S) =>
  ({
    from,
    action: 'answer',
    by: 'recipient',
    to: 'answered',
    event: 'answered',
    first: { to: 'answer-awaiting-approval', event: 'answer-submitted' },
  }) as const

/** What happens to an answer that waits for approval. */
const onAnswer = <A extends string, B extends Row['by'], S extends State, E extends string>(
  action: A,
  by: B,
  to: S,
  event: E,
) => ({ from: 'answer-awaiting-approval', action, by, to, event }) as const

/** Who has accepted goes on owing the whole answer: the state stays. */
const split = <S extends State>(from: S) =>
  ({ from, action: 'split', by: 'recipient', to: from, event: 'split' }) as const

/** Source: domain of the request; buttons, permissions, the interface document and the exhaustive test read it. */
export const table = [
  { from: 'draft', action: 'save-draft', by: 'sender', to: 'draft', event: null },
  {
    from: 'draft',
    action: 'send',
    by: 'sender',
    to: 'sent',
    event: 'sent',
    first: { to: 'awaiting-approval', event: 'submitted' },
  },
  { from: 'draft', action: 'withdraw', by: 'sender', to: 'withdrawn', event: 'withdrawn' },
  { from: 'awaiting-approval', action: 'approve', by: 'sender-coordinator', to: 'sent', event: 'approved' },
  { from: 'awaiting-approval', action: 'return', by: 'sender-coordinator', to: 'draft', event: 'returned' },
  { from: 'awaiting-approval', action: 'take-back', by: 'sender', to: 'draft', event: 'taken-back' },
  { from: 'sent', action: 'accept', by: 'recipient', to: 'accepted', event: 'accepted' },
  { from: 'sent', action: 'propose-date', by: 'recipient', to: 'date-proposed', event: 'date-proposed' },
  { from: 'sent', action: 'forward', by: 'recipient', to: 'sent', event: 'forwarded' },
  { from: 'sent', action: 'refuse', by: 'recipient', to: 'refused', event: 'refused' },
  { from: 'sent', action: 'withdraw', by: 'sender', to: 'withdrawn', event: 'withdrawn' },
  message('sent'),
  { from: 'date-proposed', action: 'agree', by: 'sender', to: 'accepted', event: 'date-agreed' },
  { from: 'date-proposed', action: 'insist', by: 'sender', to: 'accepted', event: 'date-insisted' },
  { from: 'date-proposed', action: 'forward', by: 'recipient', to: 'sent', event: 'forwarded' },
  { from: 'date-proposed', action: 'withdraw', by: 'sender', to: 'withdrawn', event: 'withdrawn' },
  message('date-proposed'),
  { from: 'accepted', action: 'save-answer', by: 'recipient', to: 'accepted', event: null },
  answer('accepted'),
  { from: 'accepted', action: 'answer-part', by: 'recipient', to: 'accepted', event: 'partly-answered' },
  { from: 'accepted', action: 'forward', by: 'recipient', to: 'sent', event: 'forwarded' },
  split('accepted'),
  { from: 'accepted', action: 'withdraw', by: 'sender', to: 'withdrawn', event: 'withdrawn' },
  message('accepted'),
  // Return and taking back lead to where it was submitted; the sender acts on what it sees: the state before.
  onAnswer('approve', 'recipient-coordinator', 'answered', 'answer-approved'),
  onAnswer('return', 'recipient-coordinator', 'accepted', 'answer-returned'),
  onAnswer('take-back', 'recipient', 'accepted', 'answer-taken-back'),
  message('answer-awaiting-approval'),
  { from: 'answered', action: 'close', by: 'sender', to: 'closed', event: 'closed' },
  { from: 'answered', action: 'ask-further', by: 'sender', to: 'further-requested', event: 'further-asked' },
  { from: 'answered', action: 'not-satisfied', by: 'sender', to: 'referred', event: 'referred' },
  message('answered'),
  // With the last opinion it is answered again.
  { from: 'referred', action: 'give-opinion', by: 'coordinator', to: 'referred', event: 'opinion-given' },
  { from: 'referred', action: 'close', by: 'sender', to: 'closed', event: 'closed' },
  message('referred'),
  { from: 'further-requested', action: 'save-answer', by: 'recipient', to: 'further-requested', event: null },
  answer('further-requested'),
  {
    from: 'further-requested',
    action: 'answer-part',
    by: 'recipient',
    to: 'further-requested',
    event: 'partly-answered',
  },
  { from: 'further-requested', action: 'forward', by: 'recipient', to: 'sent', event: 'forwarded' },
  split('further-requested'),
  { from: 'further-requested', action: 'close', by: 'sender', to: 'closed', event: 'closed' },
  message('further-requested'),
  { from: 'refused', action: 'acknowledge', by: 'sender', to: 'closed', event: 'acknowledged' },
  { from: 'closed', action: 'reopen', by: 'sender', to: 'answered', event: 'reopened' },
] as const satisfies readonly Row[]

export type Action = (typeof table)[number]['action']
/** With what no action of a party makes: the beginning, what waits for approval, a part that goes over to another. */
export type EventName =
  | Exclude<(typeof table)[number]['event'], null>
  | 'drafted'
  | 'submitted'
  | 'answer-submitted'
  | 'handed-over'

export const states = [...new Set(table.flatMap(row => [row.from, row.to]))] as readonly State[]
export const actions = [...new Set(table.map(row => row.action))] as readonly Action[]

/** The row of the table for an action in a state, if there is one. */
export const rowOf = (state: State, action: string): (typeof table)[number] | undefined =>
  table.find(row => row.from === state && row.action === action)

/** What the clock does, not somebody (request-timers.ts). */
export const timerEvents = [
  'acceptance-reminded',
  'date-reminded',
  'answer-reminded',
  'closing-reminded',
  'approval-reminded',
  'opinion-reminded',
  'overdue',
  'escalated',
  'reopening-expired',
] as const satisfies readonly TimerEvent[]

/** The clock did it: nothing changes, and nothing that somebody does conflicts with it. */
export const isTimer = (event: string): event is TimerEvent =>
  (timerEvents as readonly string[]).includes(event)

/** What is added beside the workflow: the state stays. */
export const addedEvents = ['message', 'attached', 'attachment-withdrawn', 'coordinator-reminded'] as const
export type BesideEvent = TimerEvent | (typeof addedEvents)[number]

/** Leaves what somebody is typing as it is: the clock's events, words and attachments, which are read beside it. */
export const isBeside = (event: string): event is BesideEvent =>
  (addedEvents as readonly string[]).includes(event) || isTimer(event)

/** Whether a row of the table is for this part: one that forwarded a request acts in it no more. */
export const isFor = ({ by }: Pick<Row, 'by'>, part: Part): boolean =>
  by === part ||
  (by === 'either' && (part === 'sender' || part === 'recipient')) ||
  (by === 'coordinator' && isCoordinator(part))

/** Whose turn it is, for the worklist of one part. `hasSaid`: this coordinator gave its opinion. */
export function turnOf(state: State, part: Part, hasSaid = false): Turn {
  if (part === 'former') return 'ended'
  if (isCoordinator(part)) return state === 'referred' && hasSaid ? 'wait' : coordinatorTurn(state, part)
  switch (state) {
    case 'draft':
      return 'draft'
    case 'awaiting-approval':
    case 'answer-awaiting-approval':
    case 'referred':
      return 'wait'
    case 'sent':
    case 'accepted':
    case 'further-requested':
      return part === 'recipient' ? 'act' : 'wait'
    case 'date-proposed':
      return part === 'sender' ? 'act' : 'wait'
    case 'answered':
      return part === 'sender' ? 'close' : 'wait'
    case 'refused':
      return part === 'sender' ? 'close' : 'ended'
    case 'withdrawn':
    case 'closed':
      return 'ended'
    default:
      return unreachable(state)
  }
}

/** A coordinator has something to do only while its approval or its opinion is waited for. */
const coordinatorTurn = (state: State, part: Part): Turn =>
  table.some(row => row.from === state && isFor(row, part)) ? 'act' : 'ended'

/** What a part has to do next, or waits for: the last words of a text key. `state` as it is stored. */
export function nextKey(state: string, part: Part, turn: Turn): string {
  if (part === 'former') return state === 'handed-over' ? 'ended' : 'former'
  if (turn === 'ended') return 'ended'
  if (state === 'referred') return `referred.${turn}`
  return state.endsWith('awaiting-approval') ? `awaiting-approval.${turn}` : `${state}.${part}`
}

/** The day that a list is sorted by: agreed, else asked. */
export const dueDayOf = (request: Request): string | null =>
  request.answerByDay ?? request.proposedDay ?? request.askedDay
