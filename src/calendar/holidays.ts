// Public holidays of the 30 countries, from the holiday library and from calendars/ where it is wrong.
import Holidays from 'date-holidays'
import type { Calendar } from './model.ts'

/** The library writes GR; the Union's institutions write EL. */
const libraryCode = (country: string): string => (country === 'EL' ? 'GR' : country)

/** Only full official public holidays count: no bank days, no school days, no half days. */
export function openCalendar(): Calendar {
  const years = new Map<string, ReadonlyMap<string, string>>()
  const load = (country: string, year: string): ReadonlyMap<string, string> => {
    const days = new Map<string, string>()
    const library = new Holidays(libraryCode(country), { types: ['public'] })
    for (const holiday of library.getHolidays(Number(year)))
      if (holiday.type === 'public') days.set(holiday.date.slice(0, 10), holiday.name)
    return days
  }
  return {
    holidayOn(country, day) {
      const key = `${country}${day.slice(0, 4)}`
      const known = years.get(key) ?? load(country, day.slice(0, 4))
      years.set(key, known)
      return known.get(day) ?? null
    },
  }
}
