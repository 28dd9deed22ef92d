// Days, working days, terms: when a deadline ends in a country, and why. Regulation (EEC, Euratom) No 1182/71.
import { Temporal } from 'temporal-polyfill'
import { done, type Result, refuse } from '../base/result.ts'

export type Calendar = {
  /** Name of the public holiday in the country on an ISO day, or null. */
  readonly holidayOn: (country: string, day: string) => string | null
}

export type Step = {
  readonly day: string
  readonly counted: boolean
  readonly why: 'event-day' | 'counted' | 'saturday' | 'sunday' | 'holiday' | 'moved' | 'last'
}
export type Deadline = { readonly day: string; readonly steps: readonly Step[] }

type Rule = { readonly length: number; readonly unit: 'working-days' | 'calendar-days' | 'weeks' | 'months' }

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

/** Time zone of a country's seat of government. */
export const zoneOf = (country: string): string => zones[country] ?? 'Europe/Brussels'

/** The day that an instant falls on in a country. */
export function dayIn(country: string, at: string): string {
  const zone = zoneOf(country)
  const known = isoDays.get(zone) ?? new Intl.DateTimeFormat('sv', { dateStyle: 'short', timeZone: zone })
  isoDays.set(zone, known)
  return known.format(new Date(at))
}

/** Sweden writes days as ISO does; lists ask for a day on each row, so the formats are kept. */
const isoDays = new Map<string, Intl.DateTimeFormat>()

const dayMs = 86_400_000

/** Days from one ISO day to another; negative where `to` lies before. */
export const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / dayMs

export const addDays = (day: string, days: number): string =>
  Temporal.PlainDate.from(day).add({ days }).toString()

/** Why a day is no working day, or null. Source: Regulation 1182/71 Art. 2(2). */
export function freeDay(
  calendar: Calendar,
  country: string,
  day: string,
): 'saturday' | 'sunday' | 'holiday' | null {
  const weekday = Temporal.PlainDate.from(day).dayOfWeek
  if (weekday === 6) return 'saturday'
  if (weekday === 7) return 'sunday'
  return calendar.holidayOn(country, day) === null ? null : 'holiday'
}

/** First working day on or after a day. */
export function nextWorkingDay(calendar: Calendar, country: string, day: string): string {
  let at = day
  while (freeDay(calendar, country, at)) at = addDays(at, 1)
  return at
}

/** Errors: calendar.rule.invalid. */
export function readRule(text: string): Result<Rule> {
  const match = /^(\d{1,4})-(working-days|calendar-days|weeks|months)$/.exec(text)
  if (!match) return refuse('calendar.rule.invalid', { rule: text })
  return done({ length: Number(match[1]), unit: match[2] as Rule['unit'] })
}

/**
 * Last day of a term and how it was counted. Unit: day in the country's calendar. Errors: calendar.rule.invalid.
 * Source: Regulation 1182/71 Art. 3: the day of the event is not counted; a term in months ends on the day of the
 * same number, or the month's last; a term that ends on a free day ends with the next working day.
 */
export function deadline(calendar: Calendar, rule: string, from: string, country: string): Result<Deadline> {
  const read = readRule(rule)
  if (!read.ok) return read
  const start = dayIn(country, from)
  return done(
    read.value.unit === 'working-days'
      ? countWorkingDays(calendar, country, start, read.value.length)
      : countCalendar(calendar, country, start, read.value),
  )
}

function countWorkingDays(calendar: Calendar, country: string, start: string, length: number): Deadline {
  const steps: Step[] = [{ day: start, counted: false, why: 'event-day' }]
  let day = start
  for (let counted = 0; counted < length; ) {
    day = addDays(day, 1)
    const free = freeDay(calendar, country, day)
    if (!free) counted += 1
    steps.push({ day, counted: !free, why: free ?? (counted === length ? 'last' : 'counted') })
  }
  return { day, steps }
}

function countCalendar(calendar: Calendar, country: string, start: string, rule: Rule): Deadline {
  const plain = Temporal.PlainDate.from(start)
  const end = (
    rule.unit === 'months'
      ? plain.add({ months: rule.length })
      : rule.unit === 'weeks'
        ? plain.add({ weeks: rule.length })
        : plain.add({ days: rule.length })
  ).toString()
  const steps: Step[] = [{ day: start, counted: false, why: 'event-day' }]
  const last = nextWorkingDay(calendar, country, end)
  for (let day = addDays(start, 1); day < last; day = addDays(day, 1)) {
    const free = day >= end ? freeDay(calendar, country, day) : null
    steps.push({ day, counted: day <= end, why: free ?? 'counted' })
  }
  if (last > start) steps.push({ day: last, counted: true, why: last === end ? 'last' : 'moved' })
  return { day: last, steps }
}
