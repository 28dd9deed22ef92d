// Public holidays of the 30 countries and their regions, from the holiday library; calendars/ tells what it calls them.
import Holidays, { type HolidaysTypes } from 'date-holidays'
import regionData from '../../calendars/regions.json' with { type: 'json' }
import { type Calendar, countryOf, type HolidayName, type Place } from './model.ts'

type Year = ReadonlyMap<string, HolidayName>

const regions: Readonly<Record<string, string>> = regionData.regions

/** The library's code of a region, or of the region that contains it; null where only the country is known. */
function stateOf(place: Place): string | null {
  for (let length = place.length; length > 2; length--) {
    const found = regions[place.slice(0, length)]
    if (found) return found
  }
  return null
}

/** The library writes GR and no; the Union's institutions write EL, and this system nb. */
const libraryCountry = (country: string): string => (country === 'EL' ? 'GR' : country)
const libraryLang = (lang: string): string => (lang === 'nb' ? 'no' : lang)
const ownLang = (lang: string): string => (lang === 'no' ? 'nb' : lang)

function openLibrary(place: Place): Holidays {
  const country = libraryCountry(countryOf(place))
  const state = stateOf(place)
  return state === null
    ? new Holidays(country, { types: ['public'] })
    : new Holidays(country, state, { types: ['public'] })
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** The days of a holiday: two for one of two days, none for half a day. Clocks may change on it. */
function daysOf({ date, start, end }: HolidaysTypes.Holiday): readonly string[] {
  const length = Math.floor((end.getTime() - start.getTime() + hourMs) / dayMs)
  const first = Date.parse(date.slice(0, 10))
  return Array.from({ length }, (_, i) => new Date(first + i * dayMs).toISOString().slice(0, 10))
}

/** Only full official public holidays count: no bank days, no school days, no half days. */
function loadYear(place: Place, year: number, lang: string | null): Year {
  const library = openLibrary(place)
  const own = [...library.getLanguages()]
  const langs = lang === null ? own : [libraryLang(lang), ...own]
  const rules = library.getRules() as unknown as readonly HolidaysTypes.HolidayRule[]
  const names = new Map(rules.map(({ rule, name }) => [rule, name]))
  const langOf = (rule: string): string => {
    const name = names.get(rule)
    const found = langs.find(one => typeof name === 'object' && name[one])
    return ownLang(found ?? own[0] ?? 'en')
  }
  const days = new Map<string, HolidayName>()
  for (const holiday of library.getHolidays(year, langs[0]))
    if (holiday.type === 'public')
      for (const day of daysOf(holiday))
        if (!days.has(day)) days.set(day, { name: holiday.name, lang: langOf(holiday.rule) })
  return days
}

/** Years are read once for each place, and once more for each language in which they are shown. */
export function openCalendar(): Calendar {
  const years = new Map<string, Year>()
  const find = (place: Place, day: string, lang: string | null): HolidayName | null => {
    const year = day.slice(0, 4)
    const key = `${countryOf(place)}${stateOf(place) ?? ''}|${year}${lang ?? ''}`
    const known = years.get(key) ?? loadYear(place, Number(year), lang)
    years.set(key, known)
    return known.get(day) ?? null
  }
  return {
    holidayOn: (place, day) => find(place, day, null)?.name ?? null,
    holidayIn: (place, day, lang) => find(place, day, lang),
  }
}
