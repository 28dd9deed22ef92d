// Working days and office hours of every country around one instant, counted once: the histories ask for them often.

import { Temporal } from 'temporal-polyfill'
import { type Calendar, countries, dayIn, deadline, freeDay, zoneOf } from '../calendar/model.ts'

/** A day as a number: days since 1 January 1970. */
export type DayNumber = number

export type Days = {
  /** Instant at which the histories end. Unit: milliseconds. */
  readonly nowMs: number
  today(country: string): DayNumber
  /** So many working days later, or earlier where negative; 0: the day itself, or the next working day. */
  shift(country: string, day: DayNumber, by: number): DayNumber
  /** The last day of a term that begins on a day; null where the procedure sets none (`agreed-date`). */
  latest(rule: string, country: string, day: DayNumber): DayNumber | null
  /** The instant of a local time of day. Units: minutes since midnight, milliseconds. */
  at(country: string, day: DayNumber, minute: number): number
}

const dayMs = 86_400_000
/** How far the calendars reach. Unit: days. */
export type Reach = { readonly back: number; readonly ahead: number }
const usualReach: Reach = { back: 560, ahead: 240 }

export const isoDay = (day: DayNumber): string => new Date(day * dayMs).toISOString().slice(0, 10)
export const dayNumber = (iso: string): DayNumber => Date.parse(iso) / dayMs

/** `now`: instant. Reaches a year and a half back and half a year ahead where nothing else is asked for. */
export function openDays(calendar: Calendar, now: string, reach: Reach = usualReach): Days {
  const nowMs = Date.parse(now)
  const first = Math.floor(nowMs / dayMs) - reach.back
  const tables = new Map(
    countries.map(country => [country, tableOf(calendar, country, first, reach.back + reach.ahead)]),
  )
  const terms = new Map<string, DayNumber>()
  const table = (country: string): Table => {
    const found = tables.get(country)
    if (!found) throw new Error(`no calendar of ${country}`)
    return found
  }
  return {
    nowMs,
    today: country => dayNumber(dayIn(country, now)),
    shift(country, day, by) {
      const { working, next } = table(country)
      const at = next[day - first] ?? Number.NaN
      const isWorking = working[at] === day
      const found = working[by > 0 && !isWorking ? at + by - 1 : at + by]
      if (found === undefined) throw new Error(`day ${isoDay(day)} ${by} is out of reach`)
      return found
    },
    latest(rule, country, day) {
      if (rule === 'agreed-date') return null
      const key = `${rule} ${country} ${day}`
      const known = terms.get(key) ?? lastDay(calendar, rule, country, day)
      terms.set(key, known)
      return known
    },
    at(country, day, minute) {
      const { midnights } = table(country)
      const known = midnights.get(day) ?? midnightOf(country, day)
      midnights.set(day, known)
      return known + Math.floor(minute * 60_000)
    },
  }
}

/** Noon of the universal time falls on the same day in every country. */
function lastDay(calendar: Calendar, rule: string, country: string, day: DayNumber): DayNumber {
  const last = deadline(calendar, rule, `${isoDay(day)}T12:00:00Z`, country)
  if (!last.ok) throw new Error(`${rule} is no rule`)
  return dayNumber(last.value.day)
}

type Table = {
  /** All working days in their order. */
  readonly working: readonly DayNumber[]
  /** For each day from the first on, the place of the first working day on or after it. */
  readonly next: readonly number[]
  readonly midnights: Map<DayNumber, number>
}

function tableOf(calendar: Calendar, country: string, first: DayNumber, length: number): Table {
  const working: DayNumber[] = []
  const next: number[] = []
  for (let day = first; day < first + length; day++) {
    next.push(working.length)
    if (!freeDay(calendar, country, isoDay(day))) working.push(day)
  }
  return { working, next, midnights: new Map() }
}

/** Clocks change at night: the time of noon holds for office hours. */
function midnightOf(country: string, day: DayNumber): number {
  const noon = Temporal.PlainDate.from(isoDay(day)).toZonedDateTime({
    timeZone: zoneOf(country),
    plainTime: '12:00',
  })
  return noon.epochMilliseconds - dayMs / 2
}
