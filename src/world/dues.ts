// The days that a story is built around: when it was sent, and by when an answer is asked for, proposed and agreed.
import type { Side } from '../permission/model.ts'
import type { Chance } from './chance.ts'
import type { DayNumber, Days } from './days.ts'
import type { Aim, Due, Tempo } from './tempo.ts'

export type Scheduling = {
  readonly days: Days
  readonly aim: Aim
  readonly tempo: Tempo
  /** Country of each side. */
  readonly country: Readonly<Record<Side, string>>
  /** The last day that may be asked for when it is sent on a day; null where the procedure sets none. */
  readonly latest: (sent: DayNumber) => DayNumber | null
  /** Of a year past: the working day on which it was sent. Not given: so long ago that it stands as it should today. */
  readonly sent?: DayNumber
}

/** A year. Unit: working days. */
const daysBackMax = 245

export type Anchor = { readonly day: DayNumber; readonly fromToday: number }

/** The day on which the answer is to be late, due or still to come. */
export function anchorOf(due: Due, { days, country }: Scheduling, chance: Chance): Anchor {
  const late = chance.isIn(0.2) ? ([-14, -10] as const) : ([-9, -1] as const)
  const ranges = { late, today: [0, 0], soon: [1, 4], later: [6, 14] } as const
  const [least, most] = ranges[due]
  const fromToday = chance.between(least, most)
  return { day: days.shift(country.recipient, days.today(country.recipient), fromToday), fromToday }
}

/** How long ago it was sent. Unit: working days, at least. */
export function agoOf({ aim, tempo }: Scheduling, anchor: Anchor | null, chance: Chance): number {
  const { term, react, answer, further, draftToSend } = tempo
  const fromToday = anchor?.fromToday ?? 0
  const isAgreedLater = tempo.longer !== null && !tempo.isInsisted
  const untilAnswer = Math.max(term + answer, react) + (further ? further.after + further.term : 0)
  switch (aim.state) {
    case 'draft':
      return chance.between(0, 15)
    case 'awaiting-approval':
      return chance.between(0, 4) + draftToSend
    case 'sent':
      // Now and then one lies until its coordinator is told.
      return (chance.isIn(0.12) ? chance.between(11, 14) : chance.between(0, 8)) + draftToSend
    case 'date-proposed':
      return react + chance.between(0, 5)
    case 'accepted':
      return Math.max(
        react + tempo.respond,
        chance.between(10, 15) - fromToday + (isAgreedLater ? (tempo.longer ?? 0) : 0),
      )
    case 'further-requested':
      return (
        Math.max(term + answer, react) + (further?.after ?? 0) + chance.between(2, 7) - Math.min(fromToday, 0)
      )
    case 'answer-awaiting-approval':
      return untilAnswer + chance.between(0, 3)
    case 'answered':
      return untilAnswer + chance.between(0, 14)
    case 'referred':
      return untilAnswer + tempo.respond + chance.between(2, 9)
    case 'refused':
    case 'withdrawn':
      return react + chance.between(3, daysBackMax - 10)
    case 'closed':
      // More of late than a year ago: use grows.
      return Math.min(untilAnswer + tempo.close + 2 + Math.floor(205 * chance.next() ** 1.2), daysBackMax)
  }
}

/** The days that are asked for and proposed, so that the one agreed in the end is the anchor where there is one. */
export function duesOf(given: Scheduling, sent: DayNumber, anchor: DayNumber | null) {
  const { days, aim, tempo, latest } = given
  const shift = (day: DayNumber, by: number) => days.shift(given.country.recipient, day, by)
  const isFurther = aim.state === 'further-requested'
  const agreed = isFurther ? null : anchor
  const isAgreedLater = tempo.longer !== null && !tempo.isInsisted
  const wanted =
    agreed === null ? shift(sent, tempo.term) : shift(agreed, isAgreedLater ? -(tempo.longer ?? 0) : 0)
  const asked = Math.min(wanted, latest(sent) ?? wanted)
  const later = agreed !== null && isAgreedLater ? agreed : shift(asked, tempo.longer ?? 1)
  const further = (day: DayNumber): DayNumber =>
    isFurther && anchor !== null ? Math.max(anchor, day) : shift(day, tempo.further?.term ?? 8)
  return { asked, proposed: later === asked ? shift(asked, 1) : later, further }
}
