// Counts the days of a story: each step on a working day and in the office hours of the country that acts.
import type { Side } from '../permission/model.ts'
import type { Chance } from './chance.ts'
import type { DayNumber, Days } from './days.ts'
import { agoOf, anchorOf, duesOf, type Scheduling } from './dues.ts'
import { type Action, partOf, storyOf } from './tempo.ts'

export type Step = {
  readonly action: Action
  readonly by: Side
  readonly day: DayNumber
  readonly atMs: number
  /** The day that the step asks for or proposes; for others null. */
  readonly due: DayNumber | null
}

export const office = { opens: 8 * 60, closes: 17 * 60 } as const
const attemptsMax = 120

/** The steps, all before now. Where they would not be, everything began a day earlier; of a year past, a day later. */
export function scheduleOf(given: Scheduling, chance: Chance): readonly Step[] {
  const { days, country, tempo, aim } = given
  const story = storyOf(aim, tempo, chance.isIn(0.4))
  const minutes = story.map(() => office.opens + chance.next() * (office.closes - office.opens - 1))
  const anchor = aim.due === null ? null : anchorOf(aim.due, given, chance)
  const isFixed = given.sent !== undefined
  let sent =
    given.sent ?? days.shift(country.sender, days.today(country.sender), -agoOf(given, anchor, chance))
  for (let attempt = 0; attempt < attemptsMax; attempt++) {
    const steps = stepsFrom(given, { story, minutes, sent, anchor: anchor?.day ?? null })
    if (steps && (steps.at(-1)?.atMs ?? 0) < days.nowMs) return steps
    sent = days.shift(country.sender, sent, isFixed ? 1 : -1)
  }
  throw new Error(`no place in the calendar for a story that ends ${aim.state}`)
}

type Begun = {
  readonly story: readonly Action[]
  readonly minutes: readonly number[]
  readonly sent: DayNumber
  readonly anchor: DayNumber | null
}

/** Null where a day would have passed before it is agreed: holidays may lie so. */
function stepsFrom(given: Scheduling, { story, minutes, sent, anchor }: Begun): readonly Step[] | null {
  const { days, country } = given
  const dues = duesOf(given, sent, anchor)
  const steps: Step[] = []
  let agreed = dues.asked
  for (const [at, told] of story.entries()) {
    const by = partOf(told)
    const last = steps.at(-1)
    const isSecond = steps.some(step => step.action === 'ask-further')
    const wanted = wantedDay(given, { action: told, last, sent, asked: dues.asked, agreed, isSecond })
    const { day, atMs } = placed(days, country[by], {
      day: wanted,
      minute: minutes[at] ?? office.opens,
      last,
    })
    // Nobody insists on a day that has passed: then the other one is agreed.
    const action = told === 'insist' && day > dues.asked ? 'agree' : told
    if (day > (agreedBy(action, dues) ?? day)) return null
    const due = action === 'ask-further' ? dues.further(day) : dueOf(action, dues)
    if (action === 'agree') agreed = dues.proposed
    if (action === 'ask-further') agreed = due ?? agreed
    steps.push({ action, by, day, atMs, due })
  }
  return steps
}

/** The last day on which a day can be agreed: that day itself. */
const agreedBy = (action: Action, dues: { asked: DayNumber; proposed: DayNumber }): DayNumber | null =>
  action === 'accept' ? dues.asked : action === 'agree' ? dues.proposed : null

const dueOf = (action: Action, dues: { asked: DayNumber; proposed: DayNumber }): DayNumber | null =>
  action === 'send' || action === 'submit' ? dues.asked : action === 'propose-date' ? dues.proposed : null

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
  const later = (by: Side, working: number) => days.shift(country[by], before, working)
  switch (action) {
    case 'draft':
      return days.shift(country.sender, sent, -tempo.draftToSend)
    case 'send':
    case 'submit':
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
    case 'refer':
      return later('sender', tempo.respond)
    case 'withdraw':
      return later('sender', tempo.respond + 1)
    case 'answer':
    case 'submit-answer': {
      const offset = isSecond ? (tempo.further?.answer ?? 0) : tempo.answer
      return Math.max(later('recipient', 0), days.shift(country.recipient, agreed, offset))
    }
    case 'ask-further':
      return later('sender', tempo.further?.after ?? 1)
    case 'close':
      return later('sender', tempo.close)
  }
}

/** So long somebody needs at least to read and act. Unit: minutes. */
const minutesMin = 9

/** After the step before it; where that leaves no time in the office, on the next working day. */
function placed(
  days: Days,
  country: string,
  { day, minute, last }: { day: DayNumber; minute: number; last: Step | undefined },
): { readonly day: DayNumber; readonly atMs: number } {
  const atMs = days.at(country, day, minute)
  if (!last || atMs >= last.atMs + minutesMin * 60_000) return { day, atMs }
  const soonMs = Math.floor(last.atMs + (minutesMin + (minute % 50)) * 60_000)
  // The other side may have acted before one's own office opens, or after it closes.
  if (soonMs >= days.at(country, day, office.opens) && soonMs < days.at(country, day, office.closes))
    return { day, atMs: soonMs }
  const next = days.shift(country, day, 1)
  return { day: next, atMs: days.at(country, next, office.opens + (minute % 90)) }
}
