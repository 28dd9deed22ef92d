// A second calculation of deadlines, day by day and written apart: it shares nothing with the first but the holidays.

export type Case = {
  readonly length: number
  readonly unit: 'working-days' | 'calendar-days' | 'weeks' | 'months'
  /** Instant. Unit: milliseconds. */
  readonly at: number
  readonly place: string
  /** Days on which the clock stands, as `2026-12-24`, first and last. */
  readonly stop: readonly [string, string] | null
}

const west = ['IE', 'PT']
const east = ['BG', 'CY', 'EE', 'EL', 'FI', 'LT', 'LV', 'RO']
const hour = 3_600_000

/** Summer time in Europe: last Sunday of March to last Sunday of October, 01:00 UTC; Iceland has none. */
function localTime(place: string, at: number): Date {
  const country = place.slice(0, 2)
  if (country === 'IS') return new Date(at)
  const year = new Date(at).getUTCFullYear()
  const change = (month: number): number => {
    const last = new Date(Date.UTC(year, month, 31, 1))
    return last.getTime() - last.getUTCDay() * 24 * hour
  }
  const summer = at >= change(2) && at < change(9) ? 1 : 0
  const winter = west.includes(country) ? 0 : east.includes(country) ? 2 : 1
  return new Date(at + (winter + summer) * hour)
}

type Days = { year: number; month: number; day: number }

const lengthOf = ({ year, month }: Days): number => {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

function next(at: Days): Days {
  if (at.day < lengthOf(at)) return { ...at, day: at.day + 1 }
  return at.month < 12 ? { ...at, month: at.month + 1, day: 1 } : { year: at.year + 1, month: 1, day: 1 }
}

const written = ({ year, month, day }: Days): string =>
  `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`

/** Zeller's congruence: Saturday is 0, Sunday 1. */
function isWeekend({ year, month, day }: Days): boolean {
  const [y, m] = month < 3 ? [year - 1, month + 12] : [year, month]
  const inCentury = y % 100
  const century = Math.floor(y / 100)
  const sum =
    day + Math.floor((13 * (m + 1)) / 5) + inCentury + Math.floor(inCentury / 4) + Math.floor(century / 4)
  return (sum + 5 * century) % 7 < 2
}

/** The last day of the term. */
export function secondCount({ length, unit, at, place, stop }: Case, isHoliday: (day: string) => boolean) {
  const local = localTime(place, at)
  let now: Days = { year: local.getUTCFullYear(), month: local.getUTCMonth() + 1, day: local.getUTCDate() }
  const stands = (): boolean => stop !== null && written(now) >= stop[0] && written(now) <= stop[1]
  const works = (): boolean => !isWeekend(now) && !isHoliday(written(now)) && !stands()
  const target = unit === 'months' ? sameNumber(now, length) : ''
  let toGo = unit === 'months' ? Number.POSITIVE_INFINITY : unit === 'weeks' ? 7 * length : length
  let stood = 0
  while (toGo > 0) {
    now = next(now)
    if (unit === 'working-days' ? works() : !stands()) toGo--
    if (unit !== 'months') continue
    if (toGo === Number.POSITIVE_INFINITY && stands()) stood++
    if (written(now) === target) toGo = stood
  }
  while (!works()) now = next(now)
  return written(now)
}

function sameNumber(from: Days, months: number): string {
  let { year, month } = from
  for (let i = 0; i < months; i++) [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1]
  return written({ year, month, day: Math.min(from.day, lengthOf({ year, month, day: 1 })) })
}

/** Numbers from a seed: the same cases each time. */
function chance(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const units = ['working-days', 'calendar-days', 'weeks', 'months'] as const
const longest = { 'working-days': 60, 'calendar-days': 120, weeks: 26, months: 12 }

/** Cases of all units and places over the years 2020 to 2031; one in five with a stopped clock. */
export function* casesOf(seed: number, count: number, places: readonly string[]): Generator<Case> {
  const pick = chance(seed)
  const first = Date.UTC(2020, 0, 1)
  for (let i = 0; i < count; i++) {
    const unit = units[pick(4)] ?? 'weeks'
    const at = first + pick(12 * 365) * 24 * hour + pick(24 * 60) * 60_000
    const from = at + pick(90) * 24 * hour
    const day = (ms: number) => new Date(ms).toISOString().slice(0, 10)
    const stop = pick(5) === 0 ? ([day(from), day(from + pick(40) * 24 * hour)] as const) : null
    yield { unit, at, stop, length: 1 + pick(longest[unit]), place: places[pick(places.length)] ?? 'PL' }
  }
}
