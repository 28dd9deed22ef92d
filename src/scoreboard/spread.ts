// How values are distributed: how many requests have each value, and what can be said of that without the requests.
import type { Measure } from './fact.ts'

/** In the order of the values; each value once. */
export type Spread = readonly { readonly value: number; readonly count: number }[]

export const countIn = (spread: Spread): number => spread.reduce((sum, one) => sum + one.count, 0)

/** The value at a place in the order, from 1 on. Null: there are not so many. */
export function valueAt(spread: Spread, place: number): number | null {
  let passed = 0
  for (const { value, count } of spread) {
    passed += count
    if (passed >= place && place >= 1) return value
  }
  return null
}

/** The smallest value that at least this share of all do not exceed. Null: there are none. */
export const quantileOf = (spread: Spread, share: number): number | null =>
  valueAt(spread, Math.max(1, Math.ceil(countIn(spread) * share - 1e-9)))

/** From `from` to `to`, both included; `to` null: and all above. */
export type Bin = { readonly from: number; readonly to: number | null; readonly count: number }

const binDays = 7
const binsMax = 10

/** Weeks of days: seven days each, ten of them, and what took longer. The day of sending belongs to the first. */
export function weeksOf(spread: Spread): readonly Bin[] {
  const counts = Array.from({ length: binsMax + 1 }, () => 0)
  for (const { value, count } of spread) {
    const at = Math.min(binsMax, Math.max(0, Math.ceil(value / binDays) - 1))
    counts[at] = (counts[at] ?? 0) + count
  }
  return counts.map((count, at) => ({
    from: at === 0 ? 0 : at * binDays + 1,
    to: at === binsMax ? null : (at + 1) * binDays,
    count,
  }))
}

type Place = { readonly country: string; readonly measure: Measure; readonly value: number }

/** How many requests of a country have which value of a measure, in this order. */
export type Spreads = readonly (Place & { readonly count: number })[]

/** From rows of several quarters. */
export function summed(rows: Spreads): Spreads {
  const sums = new Map<string, Place & { count: number }>()
  for (const { country, measure, value, count } of rows) {
    const key = `${country} ${measure} ${value}`
    const known = sums.get(key)
    if (known) known.count += count
    else sums.set(key, { country, measure, value, count })
  }
  return [...sums.values()].toSorted(
    (a, b) => compare(a.country, b.country) || compare(a.measure, b.measure) || a.value - b.value,
  )
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
