// Days, working days, terms: when a deadline ends in a country, and why. Regulation (EEC, Euratom) No 1182/71.
import { Temporal } from 'temporal-polyfill'
import { done, type Result, refuse } from '../base/result.ts'

/** A country, `ES`, or one of its regions as NUTS writes them, `ES11`: each begins with its country. */
export type Place = string

export type HolidayName = { readonly name: string; readonly lang: string }

export type Calendar = {
  /** Name of the public holiday at a place on an ISO day, or null. */
  readonly holidayOn: (place: Place, day: string) => string | null
  /** The same in a language where it is known in it, else in a language of the country. */
  readonly holidayIn: (place: Place, day: string, lang: string) => HolidayName | null
}

export type Step = {
  readonly day: string
  readonly counted: boolean
  readonly why: 'event-day' | 'counted' | 'saturday' | 'sunday' | 'holiday' | 'stopped' | 'moved' | 'last'
}
export type Deadline = {
  readonly day: string
  /** Where the term ends before it moves off a free day. */
  readonly plannedDay: string
  readonly steps: readonly Step[]
}

/** Days on which the clock stands, the first and the last included. */
export type Stop = { readonly fromDay: string; readonly toDay: string; readonly reason: string }

export type Rule = {
  readonly length: number
  readonly unit: 'working-days' | 'calendar-days' | 'weeks' | 'months'
}

const zones: Readonly<Record<string, string>> = {
  AT: 'Europe/Vienna',
  BE: 'Europe/Brussels',
  BG: 'Europe/Sofia',
  CY: 'Asia/Nicosia',
  CZ: 'Europe/Prague',
  DE: 'Europe/Berlin',
  DK: 'Europe/Copenhagen',
  EE: 'Europe/Tallinn',
  EL: 'Europe/Athens',
  ES: 'Europe/Madrid',
  FI: 'Europe/Helsinki',
  FR: 'Europe/Paris',
  HR: 'Europe/Zagreb',
  HU: 'Europe/Budapest',
  IE: 'Europe/Dublin',
  IS: 'Atlantic/Reykjavik',
  IT: 'Europe/Rome',
  LI: 'Europe/Vaduz',
  LT: 'Europe/Vilnius',
  LU: 'Europe/Luxembourg',
  LV: 'Europe/Riga',
  MT: 'Europe/Malta',
  NL: 'Europe/Amsterdam',
  NO: 'Europe/Oslo',
  PL: 'Europe/Warsaw',
  PT: 'Europe/Lisbon',
  RO: 'Europe/Bucharest',
  SE: 'Europe/Stockholm',
  SI: 'Europe/Ljubljana',
  SK: 'Europe/Bratislava',
}

export const countries = Object.keys(zones)

export const countryOf = (place: Place): string => place.slice(0, 2)

/** Time zone of the seat of government of a place's country. */
export const zoneOf = (place: Place): string => zones[countryOf(place)] ?? 'Europe/Brussels'

/** The day that an instant falls on at a place. */
export function dayIn(place: Place, at: string): string {
  const zone = zoneOf(place)
  // Lists ask for the same day on each row; in all these zones days begin on a full hour of UTC.
  const hour = at.endsWith('Z') ? zone + at.slice(0, 13) : null
  const known = hour === null ? undefined : days.get(hour)
  if (known !== undefined) return known
  const format = isoDays.get(zone) ?? new Intl.DateTimeFormat('sv', { dateStyle: 'short', timeZone: zone })
  isoDays.set(zone, format)
  const day = format.format(new Date(at))
  if (days.size >= daysMax) days.clear()
  if (hour !== null) days.set(hour, day)
  return day
}

/** The instant at which a day has come to a full hour at a place. */
export function instantIn(place: Place, day: string, hour: number): string {
  const timeZone = zoneOf(place)
  // Each step of an exchange asks for the mornings of its reminders.
  const key = `${timeZone} ${day} ${hour}`
  const instant =
    instants.get(key) ??
    Temporal.PlainDate.from(day)
      .toZonedDateTime({ timeZone, plainTime: { hour } })
      .toInstant()
      .toString({ fractionalSecondDigits: 3 })
  if (instants.size >= daysMax) instants.clear()
  instants.set(key, instant)
  return instant
}

/** Sweden writes days as ISO does. Formats are kept, and days and instants: those of a year in every country. */
const isoDays = new Map<string, Intl.DateTimeFormat>()
const days = new Map<string, string>()
const instants = new Map<string, string>()
const daysMax = 50_000

const dayMs = 86_400_000

/** Days from one ISO day to another; negative where `to` lies before. */
export const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / dayMs

/** Days have no clock: 24 hours each, summer time or not. */
export const addDays = (day: string, days: number): string => isoOf(Date.parse(day) / dayMs + days)

const isoDayOf = new Map<number, string>()

/** Terms are counted day by day, and mostly of the same years. */
function isoOf(day: number): string {
  const known = isoDayOf.get(day)
  if (known !== undefined) return known
  const iso = new Date(day * dayMs).toISOString().slice(0, 10)
  if (isoDayOf.size >= daysMax) isoDayOf.clear()
  isoDayOf.set(day, iso)
  return iso
}

/** Monday is 1, Sunday 7. Day 0 of the count was a Thursday. */
const weekdayOf = (day: string): number => ((((Date.parse(day) / dayMs + 3) % 7) + 7) % 7) + 1

/** Why a day is no working day, or null. Source: Regulation 1182/71 Art. 2(2). */
export function freeDay(
  calendar: Calendar,
  place: Place,
  day: string,
): 'saturday' | 'sunday' | 'holiday' | null {
  const weekday = weekdayOf(day)
  if (weekday === 6) return 'saturday'
  if (weekday === 7) return 'sunday'
  return calendar.holidayOn(place, day) === null ? null : 'holiday'
}

/** First working day on or after a day. */
export function nextWorkingDay(calendar: Calendar, place: Place, day: string): string {
  let at = day
  while (freeDay(calendar, place, at)) at = addDays(at, 1)
  return at
}

/** Errors: calendar.rule.invalid. */
export function readRule(text: string): Result<Rule> {
  const match = /^(\d{1,4})-(working-days|calendar-days|weeks|months)$/.exec(text)
  if (!match) return refuse('calendar.rule.invalid', { rule: text })
  return done({ length: Number(match[1]), unit: match[2] as Rule['unit'] })
}

type Term = {
  readonly calendar: Calendar
  readonly place: Place
  readonly start: string
  readonly rule: Rule
  readonly stops: readonly Stop[]
}

/**
 * Last day of a term and how it was counted. Unit: day in the place's calendar. Errors: calendar.rule.invalid.
 * Source: Regulation 1182/71 Art. 3: the day of the event is not counted; a term in months ends on the day of the
 * same number, or the month's last; a term that ends on a free day ends with the next working day.
 * While the clock stands no day counts: the term ends as many days later.
 */
export function deadline(
  calendar: Calendar,
  rule: string,
  from: string,
  place: Place,
  stops: readonly Stop[] = [],
): Result<Deadline> {
  const read = readRule(rule)
  if (!read.ok) return read
  const term = { calendar, place, start: dayIn(place, from), rule: read.value, stops }
  return done(term.rule.unit === 'working-days' ? countWorkingDays(term) : countCalendar(term))
}

const isStopped = ({ stops }: Term, day: string): boolean =>
  stops.some(({ fromDay, toDay }) => day >= fromDay && day <= toDay)

function countWorkingDays(term: Term): Deadline {
  const { calendar, place, start, rule } = term
  const steps: Step[] = [{ day: start, counted: false, why: 'event-day' }]
  let day = start
  for (let counted = 0; counted < rule.length; ) {
    day = addDays(day, 1)
    const free = freeDay(calendar, place, day) ?? (isStopped(term, day) ? 'stopped' : null)
    if (!free) counted += 1
    steps.push({ day, counted: !free, why: free ?? (counted === rule.length ? 'last' : 'counted') })
  }
  return { day, plannedDay: day, steps }
}

function countCalendar(term: Term): Deadline {
  const { calendar, place, start } = term
  const end = plannedEnd(term)
  let last = nextWorkingDay(calendar, place, end)
  while (isStopped(term, last)) last = nextWorkingDay(calendar, place, addDays(last, 1))
  const steps: Step[] = [{ day: start, counted: false, why: 'event-day' }]
  for (let day = addDays(start, 1); day < last; day = addDays(day, 1)) {
    const stopped = isStopped(term, day)
    const free = day >= end ? freeDay(calendar, place, day) : null
    steps.push({ day, counted: day <= end && !stopped, why: free ?? (stopped ? 'stopped' : 'counted') })
  }
  if (last > start) steps.push({ day: last, counted: true, why: last === end ? 'last' : 'moved' })
  return { day: last, plannedDay: end, steps }
}

/** The day of the term's length, later by each day on which the clock stood. */
function plannedEnd(term: Term): string {
  const { start, rule } = term
  let end =
    rule.unit === 'months'
      ? Temporal.PlainDate.from(start).add({ months: rule.length }).toString()
      : addDays(start, rule.unit === 'weeks' ? rule.length * 7 : rule.length)
  if (term.stops.length === 0) return end
  let missing = 0
  for (let day = addDays(start, 1); day <= end; day = addDays(day, 1)) if (isStopped(term, day)) missing += 1
  while (missing > 0) {
    end = addDays(end, 1)
    if (!isStopped(term, end)) missing -= 1
  }
  return end
}
