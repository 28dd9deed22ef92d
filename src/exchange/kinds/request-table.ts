// The table of the request: which action leads from where to where, by whom, and whose turn it is then.
import { unreachable } from '../../base/result.ts'
import type { Part } from '../../permission/model.ts'
import type { Turn } from '../model.ts'
import type { Request, State, TimerEvent } from './request-shape.ts'

type Row = {
  readonly from: State
  readonly action: string
  readonly by: 'sender' | 'recipient' | 'either'
  readonly to: State
  /** null: what was typed is kept, the log gains nothing. */
  readonly event: string | null
}

/** While an exchange is open both sides may write to each other; no clock stops for it. */
const message = <S extends State>(from: S) =>
  ({ from, action: 'write-message', by: 'either', to: from, event: 'message' }) as const

/** Who has accepted goes on owing the whole answer: the state stays. */
const split = <S extends State>(from: S) =>
  ({ from, action: 'split', by: 'recipient', to: from, event: 'split' }) as const

/** Source: domain of the request; buttons, permissions, the interface document and the exhaustive test read it. */
export const table = [
  { from: 'draft', action: 'save-draft', by: 'sender', to: 'draft', event: null },
  { from: 'draft', action: 'send', by: 'sender', to: 'sent', event: 'sent' },
  { from: 'draft', action: 'withdraw', by: 'sender', to: 'withdrawn', event: 'withdrawn' },
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
  { from: 'accepted', action: 'answer', by: 'recipient', to: 'answered', event: 'answered' },
  { from: 'accepted', action: 'answer-part', by: 'recipient', to: 'accepted', event: 'partly-answered' },
  { from: 'accepted', action: 'forward', by: 'recipient', to: 'sent', event: 'forwarded' },
  split('accepted'),
  { from: 'accepted', action: 'withdraw', by: 'sender', to: 'withdrawn', event: 'withdrawn' },
  message('accepted'),
  { from: 'answered', action: 'close', by: 'sender', to: 'closed', event: 'closed' },
  { from: 'answered', action: 'ask-further', by: 'sender', to: 'further-requested', event: 'further-asked' },
  message('answered'),
  { from: 'further-requested', action: 'save-answer', by: 'recipient', to: 'further-requested', event: null },
  { from: 'further-requested', action: 'answer', by: 'recipient', to: 'answered', event: 'answered' },
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
/** What no action of a party makes: the beginning, and a part that goes over to another authority. */
export type EventName = Exclude<(typeof table)[number]['event'], null> | 'drafted' | 'handed-over'

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

/** Whether a row of the table is for this side: one that forwarded a request acts in it no more. */
export const isFor = ({ by }: Pick<Row, 'by'>, part: Part): boolean =>
  by === part || (by === 'either' && part !== 'former')

/** Whose turn it is, for the worklist of one side. */
export function turnOf(state: State, part: Part): Turn {
  if (part === 'former') return 'ended'
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
      return part === 'sender' ? 'close' : 'ended'
    case 'withdrawn':
    case 'closed':
      return 'ended'
    default:
      return unreachable(state)
  }
}

/** What a side has to do next, or waits for: the last words of a text key. `state` as it is stored. */
export function nextKey(state: string, part: Part): string {
  if (part === 'former') return state === 'handed-over' ? 'ended' : 'former'
  return turnOf(state as State, part) === 'ended' ? 'ended' : `${state}.${part}`
}

/** The day that a list is sorted by: agreed, else asked. */
export const dueDayOf = (request: Request): string | null =>
  request.answerByDay ?? request.proposedDay ?? request.askedDay
