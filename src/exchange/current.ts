// What the stored rows of an exchange say, as its log tells it: the current row, and one row for each party.
import type { Procedure } from '../procedure/model.ts'
import { dueDayOf, replay, turnOf } from './kinds/request.ts'
import type { Request } from './kinds/request-shape.ts'
import type { LogEntry, Turn } from './model.ts'

export type Current = {
  readonly state: string
  readonly version: number
  readonly hash: string
  readonly recipient: string | null
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
  readonly part: 'sender' | 'recipient'
  readonly counterpart: string | null
  readonly turn: Turn
  readonly dueDay: string | null
  readonly state: string
  readonly changedAt: string
  readonly otherVersion: number
}

const firstAt = (log: readonly LogEntry[], ...events: readonly string[]): string | null =>
  log.find(entry => events.includes(entry.event))?.at ?? null

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
    recipient: request.recipient,
    isUrgent: request.isUrgent,
    titleValue: typeof title === 'string' ? title : null,
    sentAt: firstAt(log, 'sent'),
    acceptedAt: firstAt(log, 'accepted', 'date-agreed', 'date-insisted'),
    answeredAt: firstAt(log, 'answered'),
    endedAt: firstAt(log, 'closed', 'refused', 'withdrawn'),
    askedDay: request.askedDay,
    answerByDay: request.answerByDay,
    ratingTimeliness: request.rating?.timeliness ?? null,
    ratingEfforts: request.rating?.efforts ?? null,
  }
}

/** One row for each authority that may see the exchange: the recipient sees it only once it was sent. */
export function partsOf(log: readonly LogEntry[], request: Request = replay(log)): readonly PartRow[] {
  const last = log[log.length - 1]
  const row = (authority: string, part: 'sender' | 'recipient', counterpart: string | null): PartRow => {
    const turn = turnOf(request.state, part)
    return {
      authority,
      part,
      counterpart,
      turn,
      dueDay: turn === 'ended' ? null : dueDayOf(request),
      state: request.state,
      changedAt: last?.at ?? '',
      otherVersion: log.findLast(entry => entry.authority !== authority)?.version ?? 0,
    }
  }
  const sender = row(request.sender, 'sender', request.recipient)
  const seenByRecipient = request.recipient !== null && log.some(entry => entry.event === 'sent')
  return seenByRecipient && request.recipient
    ? [sender, row(request.recipient, 'recipient', request.sender)]
    : [sender]
}
