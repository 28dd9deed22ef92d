// From what is counted to a country's colour: numerator, denominator, value, band, score. Editions say by which rules.
import type { Bands, Edition, Indicator } from './edition.ts'
import type { Measure } from './fact.ts'

export const bandNames = ['green', 'yellow', 'red'] as const
export type Band = (typeof bandNames)[number]

/** A part of a sum: counts of a measure between two values, as they are or times the value. */
export type Term = {
  readonly measure: Measure
  readonly from: number | null
  readonly to: number | null
  readonly weight: 'one' | 'value'
  readonly sign: 1 | -1
}

export type Ratio = { readonly numerator: number; readonly denominator: number }
export type Terms = { readonly numerator: readonly Term[]; readonly denominator: readonly Term[] }

const count = (measure: Measure, more: Partial<Term> = {}): Term => ({
  ...{ measure, from: null, to: null, weight: 'one', sign: 1 },
  ...more,
})

/** What an indicator is a ratio of: one expression an indicator, over the same counts for all editions. */
export function termsOf(indicator: Indicator): Terms {
  switch (indicator.measure) {
    case 'acceptance': {
      const { withinDays, leftOut } = indicator
      const withdrawn = leftOut
        ? [count('days-to-withdraw', { to: leftOut.withdrawnWithinDays, sign: -1 })]
        : []
      return {
        numerator: [count('days-to-accept', { to: withinDays })],
        denominator: [count('received'), ...withdrawn],
      }
    }
    case 'answer-days':
      return {
        numerator: [count('days-to-answer', { weight: 'value' })],
        denominator: [count('days-to-answer')],
      }
    case 'punctuality':
      return { numerator: [count('days-late', { to: 0 })], denominator: [count('days-to-answer')] }
    case 'timeliness':
    case 'efforts': {
      const { measure, negative } = indicator
      return {
        numerator: negative.map(step => count(measure, { from: step, to: step })),
        denominator: [count(measure)],
      }
    }
  }
}

/** By how much the ratio is multiplied to be the value: shares are percentages, days are days. */
export const scaleOf = ({ measure }: Pick<Indicator, 'measure'>): 1 | 100 =>
  measure === 'answer-days' ? 1 : 100

/** Unit: percent, or days. Null: nothing to measure. */
export const measuredAs = (scale: 1 | 100, { numerator, denominator }: Ratio): number | null =>
  denominator === 0 ? null : (numerator * scale) / denominator

/**
 * The value as a whole number, half rounded up: the one place where the scoreboard rounds. From whole numbers only, so
 * that no fraction of the machine decides a colour. Source: bands of the seed are written in whole numbers.
 */
export const wholeOf = (scale: 1 | 100, { numerator, denominator }: Ratio): number | null =>
  denominator === 0 ? null : Math.floor((2 * scale * numerator + denominator) / (2 * denominator))

/** The band of a whole value; a border belongs to the better band. */
export function bandOf({ better, green, yellow }: Bands, whole: number): Band {
  const reaches = (border: number): boolean => (better === 'high' ? whole >= border : whole <= border)
  if (reaches(green)) return 'green'
  return reaches(yellow) ? 'yellow' : 'red'
}

export type Figure = Ratio & {
  readonly id: string
  readonly value: number | null
  /** Null: no requests. */
  readonly band: Band | null
}

export function figureOf(indicator: Indicator, ratio: Ratio): Figure {
  const scale = scaleOf(indicator)
  const whole = wholeOf(scale, ratio)
  return {
    id: indicator.id,
    ...ratio,
    value: measuredAs(scale, ratio),
    band: whole === null ? null : bandOf(indicator.bands, whole),
  }
}

/**
 * Points of a country's bands, and its colour. An indicator without requests gives no points; a country without any
 * has no colour.
 */
export function scoreOf(
  { points, from, green, yellow }: Edition['score'],
  bands: readonly (Band | null)[],
): { readonly score: number; readonly colour: Band | null } {
  const known = bands.filter(band => band !== null)
  const sum = known.reduce((all, band) => all + points[band], 0)
  if (known.length === 0) return { score: 0, colour: null }
  const score = from === 'sum' ? sum : sum / known.length
  return { score, colour: score >= green ? 'green' : score >= yellow ? 'yellow' : 'red' }
}

/** What one country received in one procedure: a ratio for each indicator of the edition, in its order. */
export type Tally = {
  readonly country: string
  readonly procedure: string
  readonly ratios: readonly Ratio[]
}

export type CountryFigures = {
  readonly country: string
  readonly indicators: readonly Figure[]
  readonly score: number
  readonly colour: Band | null
}

/** Every country's figures, those without requests too, in the order of the countries given. */
export function figuresOf(
  { indicators, score }: Edition,
  countries: readonly string[],
  tallies: readonly Tally[],
): readonly CountryFigures[] {
  const byCountry = Map.groupBy(tallies, one => one.country)
  return countries.map(country => {
    const own = byCountry.get(country) ?? []
    const figures = indicators.map((indicator, at) => figureOf(indicator, sumOf(own, at)))
    const bands = figures.map(one => one.band)
    return { country, indicators: figures, ...scoreOf(score, bands) }
  })
}

function sumOf(tallies: readonly Tally[], at: number): Ratio {
  const all = (part: keyof Ratio): number =>
    tallies.reduce((sum, one) => sum + (one.ratios[at]?.[part] ?? 0), 0)
  return { numerator: all('numerator'), denominator: all('denominator') }
}
