// Invents the past: of each request of closed years the fact that the scoreboard keeps, once the exchange is deleted.
import type { Fact } from '../scoreboard/fact.ts'
import { type Chance, chanceOf } from './chance.ts'
import { type DayNumber, isoDay } from './days.ts'
import { frame } from './frame.ts'
import { procedureWeights } from './matters.ts'
import { type Pace, paceOf } from './pace.ts'

export type PastWanted = {
  readonly count: number
  /** Both included. */
  readonly years: { readonly from: number; readonly to: number }
  /** Which legal area a procedure is of. */
  readonly areaOf: (procedure: string) => string
}

/** A month of the past. */
export type PastMonth = { readonly year: number; readonly month: number; readonly count: number }

/** Thousands of exchanges by year, from 2019 on. Source: published figures, where there are none the mean between. */
const published = [55.6, 81.7, 81.7, 107.3, 112.5, 117] as const
/** Until 2019: with it 214 thousand come together from 2008 on, and 114 thousand until 2017, as published. */
const growth = 1.35
const firstPublished = 2019

const weightOfYear = (year: number): number =>
  year < firstPublished
    ? published[0] * growth ** (year - firstPublished)
    : (published[year - firstPublished] ?? published.at(-1) ?? 0)

/** Fewer are sent in summer and at the end of the year. */
const weightsOfMonth = [8, 8.5, 9.2, 8.3, 8.6, 8.8, 7.6, 6.2, 9, 9.6, 9.2, 7] as const

/** How many were sent in each month: all together exactly as many as wanted. */
export function monthsOf({ count, years }: Pick<PastWanted, 'count' | 'years'>): readonly PastMonth[] {
  const weights = Array.from({ length: years.to - years.from + 1 }, (_, i) => years.from + i).flatMap(year =>
    weightsOfMonth.map((weight, at) => ({ year, month: at + 1, weight: weight * weightOfYear(year) })),
  )
  const total = weights.reduce((sum, one) => sum + one.weight, 0)
  let [sum, made] = [0, 0]
  return weights.map(({ year, month, weight }) => {
    sum += weight
    const until = Math.round((count * sum) / total)
    const own = until - made
    made = until
    return { year, month, count: own }
  })
}

/** In universal time: never near midnight in Brussels. Unit: minutes. */
const office = { opens: 7 * 60, length: 9 * 60 } as const
const dayMs = 86_400_000

/** Each minute of the office as it is written: millions of instants are put together from few pieces. */
const minutes = Array.from({ length: office.length }, (_, at) =>
  new Date((office.opens + at) * 60_000).toISOString().slice(10),
)
const isoDays = new Map<DayNumber, string>()

function isoOf(day: DayNumber): string {
  const known = isoDays.get(day)
  if (known !== undefined) return known
  const iso = isoDay(day)
  isoDays.set(day, iso)
  return iso
}

/** `part`: of the office hours, from 0 to below 1. */
const instant = (day: DayNumber, part: number): string =>
  isoOf(day) + (minutes[Math.floor(part * office.length)] ?? '')

/** Everything of a month, in the order in which it was sent; the same each time. `ofCountry` counts on over a year. */
export function* inventMonth(
  { areaOf }: Pick<PastWanted, 'areaOf'>,
  { year, month, count }: PastMonth,
  ofCountry: Map<string, number>,
): Generator<Fact, void, undefined> {
  const chance = chanceOf(`past|${year}|${month}`)
  const days = workingDays(year, month)
  for (let at = 0; at < count; at++) {
    // Evenly spread, each a little off its place: in order without sorting.
    const place = ((at + chance.next()) / count) * days.length
    const day = days[Math.floor(place)] ?? 0
    const senderCountry = chance.weighted(weights)
    const recipientCountry = otherThan(senderCountry, chance)
    const nth = (ofCountry.get(senderCountry) ?? 0) + 1
    ofCountry.set(senderCountry, nth)
    const procedure = chance.weighted(procedureWeights)
    yield {
      ...{ number: `${year}-${senderCountry}-${String(nth).padStart(8, '0')}`, area: areaOf(procedure) },
      ...{ procedure, senderCountry, recipientCountry, sentAt: instant(day, place % 1) },
      ...courseOf(paceOf(recipientCountry), { day, part: place % 1 }, chance),
    }
  }
}

const weights: Readonly<Record<string, number>> = Object.fromEntries(
  Object.entries(frame.countries).map(([country, { weight }]) => [country, weight]),
)

function otherThan(country: string, chance: Chance): string {
  for (;;) {
    const other = chance.weighted(weights)
    if (other !== country) return other
  }
}

/** Monday to Friday. */
function workingDays(year: number, month: number): readonly DayNumber[] {
  const first = Date.UTC(year, month - 1, 1) / dayMs
  const length = Date.UTC(year, month, 1) / dayMs - first
  return Array.from({ length }, (_, i) => first + i).filter(day => !isWeekend(day))
}

/** Day 0 was a Thursday. */
const isWeekend = (day: DayNumber): boolean => (day + 4) % 7 === 0 || (day + 4) % 7 === 6
const workingFrom = (day: DayNumber): DayNumber => day + ([1, 0, 0, 0, 0, 0, 2][(day + 4) % 7] ?? 0)

type Course = Omit<Fact, 'number' | 'area' | 'procedure' | 'senderCountry' | 'recipientCountry' | 'sentAt'>

const shares = { withdrawn: 0.035, refused: 0.03, unanswered: 0.012, laterDay: 0.13, rated: 0.7 } as const

type Sent = { readonly day: DayNumber; readonly part: number }

/** What came of it. */
function courseOf(pace: Pace, { day: sent, part }: Sent, chance: Chance): Course {
  /** On the day on which it was sent, after that. */
  const at = (day: DayNumber): string => {
    const begin = day === sent ? part : 0
    return instant(day, begin + (1 - begin) * chance.next())
  }
  const soon = chance.isIn(pace.acceptedSoon) ? chance.between(0, 5) : chance.between(10, 24)
  const accepted = workingFrom(sent + soon)
  const wanted = sent + Math.round(pace.daysToAnswer * spread(chance))
  const answered = workingFrom(Math.max(accepted + 1, wanted))
  // The day by which it was agreed to answer lies around the answer: that is what the offices agree on.
  const agreed = chance.isIn(pace.onTime) ? answered + chance.between(2, 9) : answered - chance.between(1, 9)
  const agreedDay = Math.max(agreed, sent + 1)
  const asked = chance.isIn(shares.laterDay)
    ? Math.max(agreedDay - chance.between(3, 10), sent + 1)
    : agreedDay
  const course = {
    ...{ acceptedAt: null, withdrawnAt: null, proposedDay: isoOf(asked), agreedDay: null },
    ...{ answeredAt: null, ratingTimeliness: null, ratingEfforts: null },
  }
  const end = chance.next()
  if (end < shares.withdrawn) {
    const withdrawn = workingFrom(sent + chance.between(1, 20))
    const isAccepted = withdrawn > accepted
    return {
      ...{ ...course, withdrawnAt: at(withdrawn) },
      ...(isAccepted && { acceptedAt: at(accepted), agreedDay: isoOf(agreedDay) }),
    }
  }
  if (end < shares.withdrawn + shares.refused) return course
  const acceptance = { acceptedAt: at(accepted), agreedDay: isoOf(agreedDay) }
  if (end < shares.withdrawn + shares.refused + shares.unanswered) return { ...course, ...acceptance }
  return {
    ...{ ...course, ...acceptance, answeredAt: at(Math.max(answered, accepted + 1)) },
    ...(chance.isIn(shares.rated) && {
      ratingTimeliness: ratingIn(pace.badTimeliness, chance),
      ratingEfforts: ratingIn(pace.badEfforts, chance),
    }),
  }
}

/** Around 1, never below a quarter, with a long tail. */
const spread = (chance: Chance): number => 0.25 - 0.75 * Math.log(1 - chance.next())

/** 1 very good to 4 very poor. */
const ratingIn = (bad: number, chance: Chance): number =>
  chance.isIn(bad) ? (chance.isIn(0.7) ? 3 : 4) : chance.isIn(0.6) ? 1 : 2
