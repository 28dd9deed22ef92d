// What a country's page says beyond its figures: the way to the next band, and what moved since the edition before.
import type { Indicator } from '../edition.ts'
import { type Band, type CountryFigures, type Figure, figureOf, scaleOf } from '../model.ts'
import type { Spread } from '../spread.ts'

/** `requests`: of those that counted, so many would have had to go well for the band. */
export type Way = { readonly band: 'green' | 'yellow'; readonly requests: number }

/**
 * How far a country is from the next band. Of shares: requests that would have had to go well. Of days: the slowest
 * requests, had they been answered within the border. Null: there is no better band, or nothing was measured.
 */
export function wayTo(indicator: Indicator, figure: Figure, spread: Spread): Way | null {
  const { band, numerator, denominator } = figure
  if (band === null || band === 'green') return null
  const next = band === 'red' ? 'yellow' : 'green'
  const most = limitOf(indicator, indicator.bands[next], denominator)
  // Of a few requests one may be enough for more than the next band.
  const reached = figureOf(indicator, { numerator: most, denominator }).band === 'green' ? 'green' : next
  if (indicator.bands.better === 'high') return { band: reached, requests: most - numerator }
  if (scaleOf(indicator) === 100) return { band: reached, requests: numerator - most }
  return { band: next, requests: slowestIn(spread, indicator.bands[next], numerator - most) }
}

/**
 * The numerator that just reaches a border: at least that for what is better high, at most that for what is better low.
 * In whole numbers, as the band itself is found: half is rounded up.
 */
function limitOf(indicator: Indicator, border: number, denominator: number): number {
  const unit = 2 * scaleOf(indicator)
  return indicator.bands.better === 'high'
    ? Math.ceil((denominator * (2 * border - 1)) / unit)
    : Math.ceil((denominator * (2 * border + 1)) / unit) - 1
}

/** How many of the slowest come down to a border until so many days are saved. */
function slowestIn(spread: Spread, border: number, days: number): number {
  let [left, requests] = [days, 0]
  for (const { value, count } of spread.toReversed()) {
    if (left <= 0 || value <= border) break
    const needed = Math.min(count, Math.ceil(left / (value - border)))
    requests += needed
    left -= needed * (value - border)
  }
  return requests
}

export type Moved = {
  readonly id: string
  readonly before: Figure
  readonly now: Figure
  /** Points more or less than before. */
  readonly points: number
}

/** Indicators of both editions whose band is another one, those that moved the score most first. */
export function movedSince(
  before: CountryFigures,
  now: CountryFigures,
  points: Readonly<Record<Band, number>>,
): readonly Moved[] {
  const worth = ({ band }: Figure): number => (band === null ? 0 : points[band])
  return now.indicators
    .flatMap(figure => {
      const old = before.indicators.find(one => one.id === figure.id)
      if (!old || old.band === figure.band) return []
      return [{ id: figure.id, before: old, now: figure, points: worth(figure) - worth(old) }]
    })
    .toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points))
}
