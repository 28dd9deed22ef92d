// Counts the days of a story: each step on a working day and in the office hours of the country that acts.
import type { Part } from '../permission/model.ts'
import type { Chance } from './chance.ts'
import type { DayNumber, Days } from './days.ts'
import { type Action, type Aim, type Due, partOf, storyOf, type Tempo } from './tempo.ts'

export type Step = {
  readonly action: Action
  readonly by: Part
  readonly day: DayNumber
  readonly atMs: number
  /** The day that the step asks for or proposes; for others null. */
  readonly due: DayNumber | null
}

export type Scheduling = {
  readonly days: Days
  readonly aim: Aim
  readonly tempo: Tempo
  /** Country of each side. */
  readonly country: Readonly<Record<Part, string>>
  /** The last day that may be asked for when it is sent on a day; null where the procedure sets none. */
  readonly latest: (sent: DayNumber) => DayNumber | null
}

const office = { opens: 8 * 60, closes: 17 * 60 } as const
const attemptsMax = 120
/** A year. Unit: working days. */
const daysBackMax = 245

/** The steps, all before now. Where they would not be, everything began a day earlier. */
export function scheduleOf(given: Scheduling, chance: Chance): readonly Step[] {
  const { days, country, tempo, aim } = given
  const story = storyOf(aim, tempo, chance.isIn(0.4))
  const minutes = story.map(() => office.opens + chance.next() * (office.closes - office.opens - 1))
  const anchor = aim.due === null ? null : anchorOf(aim.due, given, chance)
  let sent = days.shift(country.sender, days.today(country.sender), -agoOf(given, anchor, chance))
  for (let attempt = 0; attempt < attemptsMax; attempt++) {
    const steps = stepsFrom(given, { story, minutes, sent, anchor: anchor?.day ?? null })
    if ((steps.at(-1)?.atMs ?? 0) < days.nowMs) return steps
    sent = days.shift(country.sender, sent, -1)
  }
  throw new Error(`no place in the calendar for a story that ends ${aim.state}`)
}

type Anchor = { readonly day: DayNumber; readonly fromToday: number }

/** The day on which the answer is to be late, due or still to come. */
function anchorOf(due: Due, { days, country }: Scheduling, chance: Chance): Anchor {
  const ranges = { late: [-9, -1], today: [0, 0], soon: [1, 4], later: [6, 14] } as const
  const [least, most] = ranges[due]
  const fromToday = chance.between(least, most)
  return { day: days.shift(country.recipient, days.today(country.recipient), fromToday), fromToday }
}

/** How long ago it was sent. Unit: working days, at least. */
function agoOf({ aim, tempo }: Scheduling, anchor: Anchor | null, chance: Chance): number {
  const { term, react, answer, further, draftToSend } = tempo
  const fromToday = anchor?.fromToday ?? 0
  const isAgreedLater = tempo.longer !== null && !tempo.isInsisted
  const untilAnswer = Math.max(term + answer, react) + (further ? further.after + further.term : 0)
  switch (aim.state) {
    case 'draft':
      return chance.between(0, 15)
    case 'sent':
      return chance.between(0, 8) + draftToSend
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
    case 'answered':
      return untilAnswer + chance.between(0, 14)
    case 'refused':
    case 'withdrawn':
      return react + chance.between(3, daysBackMax - 10)
    case 'closed':
      // More of late than a year ago: use grows.
      return Math.min(untilAnswer + tempo.close + 2 + Math.floor(205 * chance.next() ** 1.2), daysBackMax)
  }
}

type Begun = {
  readonly story: readonly Action[]
  readonly minutes: readonly number[]
  readonly sent: DayNumber
  readonly anchor: DayNumber | null
}

function stepsFrom(given: Scheduling, { story, minutes, sent, anchor }: Begun): readonly Step[] {
  const { days, country } = given
  const dues = duesOf(given, sent, anchor)
  const steps: Step[] = []
  let agreed = dues.asked
  for (const [at, action] of story.entries()) {
    const by = partOf(action)
    const last = steps.at(-1)
    const isSecond = steps.some(step => step.action === 'ask-further')
    const wanted = wantedDay(given, { action, last, sent, asked: dues.asked, agreed, isSecond })
    const { day, atMs } = placed(days, country[by], {
      day: wanted,
      minute: minutes[at] ?? office.opens,
      last,
    })
    const due = action === 'ask-further' ? dues.further(day) : dueOf(action, dues)
    if (action === 'agree') agreed = dues.proposed
    if (action === 'ask-further') agreed = due ?? agreed
    steps.push({ action, by, day, atMs, due })
  }
  return steps
}

const dueOf = (action: Action, dues: { asked: DayNumber; proposed: DayNumber }): DayNumber | null =>
  action === 'send' ? dues.asked : action === 'propose-date' ? dues.proposed : null

/** The days that are asked for and proposed, so that the one agreed in the end is the anchor where there is one. */
function duesOf(given: Scheduling, sent: DayNumber, anchor: DayNumber | null) {
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

type Asked = {
  readonly action: Action
  readonly last: Step | undefined
  readonly sent: DayNumber
  readonly asked: DayNumber
  readonly agreed: DayNumber
  readonly isSecond: boolean
}

function wantedDay(given: Scheduling, { action, last, sent, asked, agreed, isSecond }: Asked): DayNumber {
  const { days, country, tempo } = given
  const before = last?.day ?? sent
  const later = (by: Part, working: number) => days.shift(country[by], before, working)
  switch (action) {
    case 'draft':
      return days.shift(country.sender, sent, -tempo.draftToSend)
    case 'send':
      return sent
    case 'accept':
    case 'propose-date':
      // After the day asked for nothing can be accepted any more.
      return Math.min(later('recipient', tempo.react), Math.max(asked, later('recipient', 0)))
    case 'refuse':
      return later('recipient', tempo.react)
    case 'agree':
    case 'insist':
      return later('sender', tempo.respond)
    case 'withdraw':
      return later('sender', tempo.respond + 1)
    case 'answer': {
      const offset = isSecond ? (tempo.further?.answer ?? 0) : tempo.answer
      return Math.max(later('recipient', 0), days.shift(country.recipient, agreed, offset))
    }
    case 'ask-further':
      return later('sender', tempo.further?.after ?? 1)
    case 'close':
      return later('sender', tempo.close)
  }
}

/** After the step before it; where that leaves no time in the office, on the next working day. */
function placed(
  days: Days,
  country: string,
  { day, minute, last }: { day: DayNumber; minute: number; last: Step | undefined },
): { readonly day: DayNumber; readonly atMs: number } {
  const atMs = days.at(country, day, minute)
  if (!last || atMs > last.atMs) return { day, atMs }
  const soonMs = last.atMs + (4 + (minute % 50)) * 60_000
  if (soonMs < days.at(country, day, office.closes)) return { day, atMs: Math.floor(soonMs) }
  const next = days.shift(country, day, 1)
  return { day: next, atMs: days.at(country, next, office.opens + (minute % 90)) }
}
