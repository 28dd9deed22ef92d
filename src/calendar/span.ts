// What lies between two days in two calendars: free days, holidays by their names, working days counted one by one.
import { addDays, type Calendar, daysBetween, freeDay, type HolidayName, type Place } from './model.ts'

export type SpanSide = {
  readonly free: 'saturday' | 'sunday' | 'holiday' | null
  readonly holiday: HolidayName | null
}
export type SpanDay = {
  readonly day: string
  /** Working days of the recipient so far; the first day is not counted. */
  readonly working: number
  readonly recipient: SpanSide
  readonly sender: SpanSide
}

type Span = {
  readonly recipient: Place
  readonly sender: Place
  readonly fromDay: string
  readonly toDay: string
  readonly lang: string
}

/** Every day from the first to the last, both included. */
export function spanOf(calendar: Calendar, { recipient, sender, fromDay, toDay, lang }: Span): SpanDay[] {
  const side = (place: Place, day: string): SpanSide => ({
    free: freeDay(calendar, place, day),
    holiday: calendar.holidayIn(place, day, lang),
  })
  let working = 0
  return Array.from({ length: Math.max(daysBetween(fromDay, toDay), 0) + 1 }, (_, i) => {
    const day = addDays(fromDay, i)
    const theirs = side(recipient, day)
    if (i > 0 && !theirs.free) working += 1
    return { day, working, recipient: theirs, sender: side(sender, day) }
  })
}

/** So many working days after a day, or before it where `count` is negative. */
export function workingDayFrom(calendar: Calendar, place: Place, day: string, count: number): string {
  const step = count < 0 ? -1 : 1
  let at = day
  for (let left = Math.abs(count); left > 0; ) {
    at = addDays(at, step)
    if (!freeDay(calendar, place, at)) left -= 1
  }
  return at
}

/** Working days after the first day, up to the last. */
export const workingDays = (calendar: Calendar, place: Place, fromDay: string, toDay: string): number => {
  let count = 0
  for (let day = addDays(fromDay, 1); day <= toDay; day = addDays(day, 1))
    if (!freeDay(calendar, place, day)) count += 1
  return count
}
