// What the stored rows of an exchange say, as its log tells it: the current row, and one row for each party.
import type { Part, Side } from '../permission/model.ts'
import type { Procedure } from '../procedure/model.ts'
import { replay } from './kinds/request.ts'
import type { Request } from './kinds/request-shape.ts'
import { dueDayOf, isTimer, turnOf } from './kinds/request-table.ts'
import { isAcceptance, type LogEntry, leaverOf, type Turn } from './model.ts'

export type Current = {
  readonly state: string
  readonly version: number
  readonly hash: string
  readonly sender: string
  readonly recipient: string | null
  /** Number of the exchange that was split. */
  readonly parent: string | null
  readonly isUrgent: boolean
  readonly titleValue: string | null
  readonly sentAt: string | null
  readonly acceptedAt: string | null
  readonly answeredAt: string | null
  readonly endedAt: string | null
  readonly askedDay: string | null
  readonly answerByDay: string | null
  readonly ratingTimeliness: number | null
  readonly ratingEfforts: number | null
}

export type PartRow = {
  readonly authority: string
  readonly part: Part
  readonly counterpart: string | null
  readonly turn: Turn
  readonly dueDay: string | null
  readonly state: string
  readonly changedAt: string
  readonly otherVersion: number
  /** Since when the exchange is in its state with its authority. */
  readonly waitsSince: string
}

const firstAt = (log: readonly LogEntry[], ...events: readonly string[]): string | null =>
  log.find(entry => events.includes(entry.event))?.at ?? null

/** After it was taken up again, an exchange has not ended. */
const sinceReopened = (log: readonly LogEntry[]): readonly LogEntry[] =>
  log.slice(log.findLastIndex(entry => entry.event === 'reopened') + 1)

/** The current row. The first answer counts for the scoreboard, later ones do not move it. */
export function currentOf(
  log: readonly LogEntry[],
  procedure: Procedure,
  request: Request = replay(log),
): Current {
  const last = log[log.length - 1]
  const title = request.fields[procedure.titleField]
  return {
    state: request.state,
    version: request.version,
    hash: last?.hash ?? '',
    sender: request.sender,
    recipient: request.recipient,
    parent: request.parent?.exchange ?? null,
    isUrgent: request.isUrgent,
    titleValue: typeof title === 'string' ? title : null,
    sentAt: firstAt(log, 'sent'),
    acceptedAt: log.find(isAcceptance)?.at ?? null,
    answeredAt: firstAt(log, 'answered'),
    endedAt: firstAt(sinceReopened(log), 'closed', 'refused', 'withdrawn'),
    askedDay: request.askedDay,
    answerByDay: request.answerByDay,
    ratingTimeliness: request.rating?.timeliness ?? null,
    ratingEfforts: request.rating?.efforts ?? null,
  }
}

/**
 * One row for each authority that may see the exchange: the recipient sees it only once it was sent; one that
 * forwarded it keeps what it saw.
 */
export function partsOf(log: readonly LogEntry[], request: Request = replay(log)): readonly PartRow[] {
  // The clock changes nothing that somebody would have to look at.
  const deeds = log.filter(entry => !isTimer(entry.event))
  const last = deeds.at(-1)
  const row = (authority: string, part: Side, counterpart: string | null): PartRow => {
    const turn = turnOf(request.state, part)
    return {
      authority,
      part,
      counterpart,
      turn,
      dueDay: turn === 'ended' ? null : dueDayOf(request),
      state: request.state,
      changedAt: last?.at ?? '',
      otherVersion: deeds.findLast(entry => entry.authority !== authority)?.version ?? 0,
      waitsSince: request.movedAt,
    }
  }
  const { sender: asking, recipient } = request
  const sender = row(asking, 'sender', recipient)
  const formers = formersOf(log, request)
  if (recipient === null || !log.some(entry => entry.event === 'sent')) return [sender, ...formers]
  return [sender, row(recipient, 'recipient', asking), ...formers]
}

/** Nothing that happened after its part ended is news for an authority. */
function formersOf(log: readonly LogEntry[], { sender, recipient }: Request): readonly PartRow[] {
  const last = new Map<string, LogEntry>()
  for (const entry of log) {
    const authority = leaverOf(entry)
    if (authority !== null && authority !== sender && authority !== recipient) last.set(authority, entry)
  }
  return [...last].map(([authority, { event, at, version }]) => {
    const then = replay(log, version - 1)
    const counterpart = then.sender === authority ? then.recipient : then.sender
    return {
      ...({ authority, part: 'former', counterpart, turn: 'ended', dueDay: null } as const),
      ...{ state: event, changedAt: at, otherVersion: 0, waitsSince: at },
    }
  })
}
