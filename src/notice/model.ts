// What officials are told: one row a notice, when a mail about it may leave, and when a mail is tried again.
import { Temporal } from 'temporal-polyfill'

/**
/**
 * As what somebody is told: its office's part; one that the event names: the coordinator that it was escalated to, the
 * office that a coordinator reminded, the one from which it took the request; who handles it now; or the side opposite
 * to one that another office has taken over. `directory`: the notice is about an authority, not about an exchange.
 */
export const tolds = [
  ...(['sender', 'recipient', 'sender-coordinator', 'recipient-coordinator'] as const),
  ...(['coordinator', 'reminded', 'former', 'handler', 'opposite', 'directory'] as const),
] as const
export type Told = (typeof tolds)[number]

/** Where an event names an office; the parts are known without it. */
const places: Readonly<Partial<Record<Told, string>>> = {
  ...{ coordinator: 'coordinator', reminded: 'authority', former: 'from' },
}

/** The office that an event names; null where it names none. */
export function namedIn(data: unknown, told: Told): string | null {
  const value = ((data ?? {}) as Readonly<Record<string, unknown>>)[places[told] ?? '']
  return typeof value === 'string' ? value : null
}

/** A file that leaves with an answer which is still to be approved: the answer tells of it. */
export const leavesLater = (data: unknown): boolean =>
  ((data ?? {}) as Readonly<Record<string, unknown>>).withAnswer === true

type Row = {
  readonly event: string
  /**
   * Who is told: the side that did not do it; `other` where both may. Several rows tell several, each in its words.
   * `handler`: a colleague to whom an exchange was allocated; `successor`: who takes a part over; `awaited`: the
   * coordinator whose step is missing.
   */
  readonly to: Told | 'other' | 'successor' | 'awaited'
  /** Text key of what happened, as the told side sees it. */
  readonly key: string
  /** Told by mail whatever somebody chose: a duty with a day begins, changes or ends for the told side. */
  readonly isNeeded: boolean
}

/**
 * A new notice is one row here, and its text. Source of `isNeeded`: Regulation (EU) No 1024/2012 Art. 7(1): an answer
 * in time is a duty.
 */
export const table = [
  { event: 'sent', to: 'recipient', key: 'exchange.new.title', isNeeded: true },
  { event: 'submitted', to: 'sender-coordinator', key: 'exchange.event.submitted', isNeeded: true },
  { event: 'returned', to: 'sender', key: 'exchange.event.returned', isNeeded: true },
  { event: 'taken-back', to: 'sender-coordinator', key: 'exchange.event.taken-back', isNeeded: false },
  { event: 'approved', to: 'recipient', key: 'exchange.new.title', isNeeded: true },
  { event: 'approved', to: 'sender', key: 'exchange.event.approved', isNeeded: false },
  { event: 'accepted', to: 'sender', key: 'exchange.event.accepted', isNeeded: false },
  { event: 'forwarded', to: 'recipient', key: 'exchange.new.title', isNeeded: true },
  {
    ...{ event: 'forwarded', to: 'former', key: 'exchange-coordinator.event.forwarded' },
    isNeeded: true,
  },
  { event: 'forwarded', to: 'sender', key: 'exchange-timers.notice.forwarded', isNeeded: false },
  { event: 'handed-over', to: 'successor', key: 'exchange-split.taken-over', isNeeded: true },
  { event: 'handed-over', to: 'opposite', key: 'exchange-timers.notice.forwarded', isNeeded: false },
  { event: 'message', to: 'other', key: 'exchange.event.message', isNeeded: false },
  { event: 'attached', to: 'other', key: 'exchange.event.attached', isNeeded: false },
  { event: 'attachment-withdrawn', to: 'other', key: 'exchange.event.attachment-withdrawn', isNeeded: false },
  { event: 'date-proposed', to: 'sender', key: 'exchange.event.date-proposed', isNeeded: false },
  { event: 'date-agreed', to: 'recipient', key: 'exchange.event.date-agreed', isNeeded: false },
  { event: 'date-insisted', to: 'recipient', key: 'exchange.event.date-insisted', isNeeded: true },
  { event: 'refused', to: 'sender', key: 'exchange.event.refused', isNeeded: false },
  { event: 'withdrawn', to: 'recipient', key: 'exchange.event.withdrawn', isNeeded: true },
  { event: 'answered', to: 'sender', key: 'notice.event.answered', isNeeded: false },
  { event: 'answer-submitted', to: 'recipient-coordinator', key: 'exchange.event.submitted', isNeeded: true },
  { event: 'answer-returned', to: 'recipient', key: 'exchange.event.returned', isNeeded: true },
  {
    event: 'answer-taken-back',
    to: 'recipient-coordinator',
    key: 'exchange.event.taken-back',
    isNeeded: false,
  },
  { event: 'answer-approved', to: 'sender', key: 'notice.event.answered', isNeeded: false },
  { event: 'answer-approved', to: 'recipient', key: 'exchange.event.approved', isNeeded: false },
  { event: 'referred', to: 'sender-coordinator', key: 'exchange.event.referred', isNeeded: true },
  { event: 'referred', to: 'recipient-coordinator', key: 'exchange.event.referred', isNeeded: true },
  { event: 'referred', to: 'recipient', key: 'exchange.event.referred', isNeeded: false },
  { event: 'opinion-given', to: 'sender', key: 'exchange.event.opinion-given', isNeeded: false },
  { event: 'opinion-given', to: 'recipient', key: 'exchange.event.opinion-given', isNeeded: false },
  { event: 'partly-answered', to: 'sender', key: 'exchange.event.partly-answered', isNeeded: false },
  { event: 'further-asked', to: 'recipient', key: 'notice.event.further-asked', isNeeded: true },
  { event: 'closed', to: 'recipient', key: 'exchange.event.closed', isNeeded: false },
  { event: 'acknowledged', to: 'recipient', key: 'exchange.event.acknowledged', isNeeded: false },
  { event: 'reopened', to: 'recipient', key: 'exchange.event.reopened', isNeeded: false },
  {
    ...{ event: 'coordinator-reminded', to: 'reminded', key: 'exchange.event.coordinator-reminded' },
    isNeeded: true,
  },
  { event: 'allocated', to: 'handler', key: 'notice.event.allocated', isNeeded: false },
  clock('acceptance-reminded', 'recipient'),
  clock('date-reminded', 'sender'),
  clock('answer-reminded', 'recipient'),
  clock('closing-reminded', 'sender'),
  clock('approval-reminded', 'awaited'),
  clock('opinion-reminded', 'awaited'),
  { ...clock('overdue', 'recipient'), isNeeded: true },
  clock('overdue', 'sender'),
  {
    ...{ event: 'escalated', to: 'coordinator', key: 'exchange-timers.notice.escalated-coordinator' },
    isNeeded: true,
  },
  { event: 'escalated', to: 'recipient', key: 'exchange-timers.notice.escalated', isNeeded: false },
  { event: 'escalated', to: 'sender', key: 'exchange-timers.notice.escalated', isNeeded: false },
] as const satisfies readonly Row[]

/** What the clock does reads the same in the history and in a notice. */
function clock<E extends string, T extends Told | 'awaited'>(event: E, to: T) {
  return { event, to, key: `exchange-timers.event.${event}`, isNeeded: false } as const
}

/** Events about which nobody is told. Of a split the child's recipient hears by the child; the sender owes nothing. */
export const silent: readonly string[] = ['drafted', 'split', 'reopening-expired']

/** Who is told of an event. */
export const rowsOf = (event: string): readonly Row[] => table.filter(row => row.event === event)

/** How one that was told of an event is told; null: from before this was noted. */
export function rowOf(event: string, told: Told | null): Row | undefined {
  if (told === 'directory') return { event, to: told, key: `authority-admin.event.${event}`, isNeeded: false }
  const rows = rowsOf(event)
  return rows.find(row => row.to === told) ?? rows[0]
}

/** Where a notice leads: a coordinator sees where the exchange stands, and nothing more. */
export function pathOf({ number, told }: { readonly number: string; readonly told: Told | null }): string {
  if (told === 'directory') return `/authorities/${encodeURIComponent(number)}`
  return told === 'coordinator' ? `/coordination/exchanges/${number}` : `/exchanges/${number}`
}

/** The day that an event sets, as its data tell it. */
export function dayOf(data: unknown): string | null {
  if (typeof data !== 'object' || data === null) return null
  const { answerByDay, day, askedDay } = data as Readonly<Record<string, unknown>>
  const found = answerByDay ?? day ?? askedDay
  return typeof found === 'string' && /^\d{4}-\d\d-\d\d$/.test(found) ? found : null
}

/** How somebody wants to be told by mail. `digest`: once a day; what is urgent or needed comes at once all the same. */
export const choices = ['at-once', 'digest', 'none'] as const
export type Choice = (typeof choices)[number]

/** What somebody has set; procedures that are not named follow `choice`. Hours of the authority's local day. */
export type Setting = {
  readonly choice: Choice
  readonly procedures: Readonly<Record<string, Choice>>
  readonly quiet: { readonly from: number; readonly to: number } | null
}

export const standard: Setting = { choice: 'digest', procedures: {}, quiet: { from: 20, to: 7 } }

/** Hour of the local day at which the daily mail leaves. */
export const digestHour = 7

/** Of one authority at most so many are told of one event; no office has so many handlers for a legal area. */
export const toldMax = 50
/** What happened longer ago makes no notice: it would bury what is new where telling begins. Unit: days. */
export const newDays = 14
/** So long a notice is kept, read or not; and a mail. Unit: days. */
export const keptDays = { notice: 180, mail: 30 } as const
/** At most one mail for a person in this time: what comes meanwhile goes together. Unit: minutes. */
export const pauseMinutes = 15
/** A mail names so many notices and counts the others. */
export const namedMax = 40

export type ToTell = {
  readonly at: string
  readonly procedure: string
  readonly isUrgent: boolean
  readonly isNeeded: boolean
  readonly zone: string
}

/** Instant from which a mail about a notice may leave; null: no mail. */
export function mailAfter(setting: Setting, notice: ToTell): string | null {
  const choice = setting.procedures[notice.procedure] ?? setting.choice
  if (choice === 'none' && !notice.isNeeded) return null
  const isAtOnce = choice === 'at-once' || notice.isNeeded || notice.isUrgent
  const local = Temporal.Instant.from(notice.at).toZonedDateTimeISO(notice.zone)
  const after = isAtOnce ? afterQuiet(local, setting.quiet) : nextHour(local, digestHour)
  return after.toInstant().toString({ fractionalSecondDigits: 3 })
}

/** The next time that a local clock shows this full hour. */
function nextHour(local: Temporal.ZonedDateTime, hour: number): Temporal.ZonedDateTime {
  const today = local.with({ hour, minute: 0, second: 0, millisecond: 0, microsecond: 0, nanosecond: 0 })
  return Temporal.ZonedDateTime.compare(today, local) > 0 ? today : today.add({ days: 1 })
}

function afterQuiet(local: Temporal.ZonedDateTime, quiet: Setting['quiet']): Temporal.ZonedDateTime {
  if (!quiet || quiet.from === quiet.to) return local
  const { from, to } = quiet
  const isQuiet = from < to ? local.hour >= from && local.hour < to : local.hour >= from || local.hour < to
  return isQuiet ? nextHour(local, to) : local
}

/** Pauses between the attempts to hand over one mail: two days altogether. Unit: minutes. */
const pauses = [1, 5, 15, 30, 60, 120, 240, 480, 720, 1200] as const

/** When a mail is tried again after so many attempts; null: it is given up. Unit: instant. */
export function nextAttempt(at: string, attempts: number): string | null {
  const minutes = pauses[attempts - 1]
  return minutes === undefined ? null : later(at, minutes)
}

/** An instant so many minutes later. */
export const later = (at: string, minutes: number): string =>
  Temporal.Instant.from(at).add({ minutes }).toString({ fractionalSecondDigits: 3 })

/** An instant so many days of 24 hours earlier. */
export const daysBefore = (at: string, days: number): string => later(at, -days * 24 * 60)
