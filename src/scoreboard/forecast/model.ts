// How long the next answer will take: an interval that holds whatever the distribution, from the latest answers alone.
import { countIn, type Spread, valueAt } from '../spread.ts'

/** In so many of a hundred cases at least the answer comes within the interval, as long as habits stay. */
export const levelPercent = 80
/** With fewer answers the ends would be the quickest and the slowest ever, and say little. */
export const answersMin = 20

export type Forecast = {
  readonly procedure: string
  /** Whose answers it is made from: the authority's own or, where they are too few, those of its country. */
  readonly from: 'authority' | 'country'
  readonly answers: number
  readonly medianDays: number
  readonly lowDays: number
  readonly highDays: number
}

/**
 * The places of the two values between which the next one falls in at least `percent` of a hundred cases: of n values
 * in order that come in any order, the next one is between the low-th and the high-th with a chance of
 * (high - low) / (n + 1), whatever the distribution; values that are equal make it more. Null: n is too small.
 * Source: Wilks, Determination of sample sizes for setting tolerance limits (1941).
 */
export function placesFor(n: number, percent: number): readonly [low: number, high: number] | null {
  const cut = Math.floor(((n + 1) * (100 - percent)) / 200)
  const [low, high] = [cut, n + 1 - cut]
  return cut < 1 ? null : [low, high]
}

/** Own answers where there are enough, else the country's, else none. Unit: days. */
export function forecastOf(procedure: string, own: Spread, country: Spread): Forecast | null {
  const [from, spread] =
    countIn(own) >= answersMin ? (['authority', own] as const) : (['country', country] as const)
  const answers = countIn(spread)
  const places = answers < answersMin ? null : placesFor(answers, levelPercent)
  if (!places) return null
  const [low, high, median] = [places[0], places[1], Math.ceil(answers / 2)].map(
    at => valueAt(spread, at) ?? 0,
  )
  return {
    ...{ procedure, from, answers },
    ...{ medianDays: median ?? 0, lowDays: low ?? 0, highDays: high ?? 0 },
  }
}
