// What the stored rows of an exchange say, as its log tells it: the current row, and one row for each party.
import { isCoordinator, type Part, sideOf } from '../permission/model.ts'
import type { Procedure } from '../procedure/model.ts'
import { replay } from './kinds/request.ts'
import { shownTo, toldOf } from './kinds/request-approval.ts'
import { hasSaid } from './kinds/request-referral.ts'
import type { Request } from './kinds/request-shape.ts'
import { dueDayOf, isTimer, turnOf } from './kinds/request-table.ts'
import { answerings, isAcceptance, type LogEntry, leaverOf, sendings, type Turn } from './model.ts'

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
    sentAt: firstAt(log, ...sendings),
    acceptedAt: log.find(isAcceptance)?.at ?? null,
    answeredAt: firstAt(log, ...answerings),
    endedAt: firstAt(sinceReopened(log), 'closed', 'refused', 'withdrawn'),
    askedDay: request.askedDay,
    answerByDay: request.answerByDay,
    ratingTimeliness: request.rating?.timeliness ?? null,
    ratingEfforts: request.rating?.efforts ?? null,
  }
}

/**
 * One row for each authority that may see the exchange: the recipient sees it only once it was sent; one that
 * forwarded it keeps what it saw; a coordinator has its part from what waits for it on, unless it has another.
 */
export function partsOf(log: readonly LogEntry[], request: Request = replay(log)): readonly PartRow[] {
  const { sender, recipient } = request
  const isSent = log.some(({ event }) => sendings.includes(event))
  const rows = [rowOf(log, request, { authority: sender, part: 'sender', counterpart: recipient })]
  if (recipient !== null && isSent)
    rows.push(rowOf(log, request, { authority: recipient, part: 'recipient', counterpart: sender }))
  const coordinators = coordinatorsOf(request).map(one => rowOf(log, request, one))
  for (const row of [...coordinators, ...formersOf(log, request)])
    if (!rows.some(({ authority }) => authority === row.authority)) rows.push(row)
  return rows
}

type PartOf = Pick<PartRow, 'authority' | 'part' | 'counterpart'>

/** As its part is shown the exchange, and told of its events. */
function rowOf(log: readonly LogEntry[], request: Request, one: PartOf): PartRow {
  const { authority, part } = one
  const shown = shownTo(request, part)
  // The clock changes nothing that somebody would have to look at.
  const told = toldOf(log, part).filter(({ event }) => !isTimer(event))
  const turn = turnOf(shown.state, part, isCoordinator(part) && hasSaid(request, part))
  return {
    ...one,
    turn,
    // Nobody is late with what was answered.
    dueDay: turn === 'ended' || shown.state === 'referred' ? null : dueDayOf(shown),
    state: shown.state,
    changedAt: told.at(-1)?.at ?? '',
    otherVersion: told.findLast(entry => entry.authority !== authority)?.version ?? 0,
    waitsSince: shown.movedAt,
  }
}

/** Each beside the office for which it coordinates; the one that is waited for first, as both may be the same. */
function coordinatorsOf({ state, coordinators, sender, recipient }: Request): readonly PartOf[] {
  const both = [
    { authority: coordinators.sender, part: 'sender-coordinator', counterpart: sender },
    { authority: coordinators.recipient, part: 'recipient-coordinator', counterpart: recipient },
  ] as const
  return both
    .flatMap(({ authority, ...one }) => (authority === null ? [] : { authority, ...one }))
    .toSorted((a, b) => Number(isWanted(state, b.part)) - Number(isWanted(state, a.part)))
}

const isWanted = (state: Request['state'], part: Part): boolean =>
  state === 'answer-awaiting-approval' && sideOf(part) === 'recipient'

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
