// Other rules over the same counts: other limits and bands, answers earlier, weekdays in place of calendar days.
import type { Bands, Edition, Indicator } from '../edition.ts'
import type { Measure } from '../fact.ts'
import { type Band, type Figure, figureOf, type Ratio, scoreOf, type Term, termsOf } from '../model.ts'
import type { Spread } from '../spread.ts'

export const units = ['calendar-days', 'weekdays'] as const

export type Rules = {
  /** Within which a request is to be accepted. */
  readonly withinDays: number
  /** By which each answer comes earlier, at the earliest on the day of sending. */
  readonly fasterDays: number
  /** `weekdays`: Monday to Friday; holidays are not taken out, because counts do not tell them. */
  readonly unit: (typeof units)[number]
  /** Of each indicator, in the order of the edition. */
  readonly bands: readonly Bands[]
}

/** The rules of an edition as it is. */
export const rulesOf = ({ indicators }: Pick<Edition, 'indicators'>): Rules => ({
  withinDays: indicators.flatMap(one => (one.measure === 'acceptance' ? [one.withinDays] : []))[0] ?? 7,
  ...{ fasterDays: 0, unit: 'calendar-days' },
  bands: indicators.map(({ bands }) => bands),
})

/** How many requests of a country have which value of a measure. */
export type Counts = Readonly<Partial<Record<Measure, Spread>>>

/** A value lies between two that the counts allow; `band` null: they differ, or nothing was measured. */
export type Between = {
  readonly id: string
  readonly low: Figure
  readonly high: Figure
  readonly band: Band | null
}

export type Outcome = {
  readonly indicators: readonly Between[]
  readonly scoreLow: number
  readonly scoreHigh: number
  readonly colour: Band | null
  /** Whether the counts decide the colour. */
  readonly isSure: boolean
}

/** What other rules would have made of a country. Exact for calendar days; for weekdays between two limits. */
export function outcomeOf({ indicators, score }: Edition, rules: Rules, counts: Counts): Outcome {
  const figures = indicators.map((indicator, at) => {
    const other = withRules(indicator, rules, at)
    const ends = (['fewest', 'most'] as const).map(end => figureOf(other, ratioIn(other, rules, end, counts)))
    const [low, high] = ends.toSorted((a, b) => (a.value ?? 0) - (b.value ?? 0))
    return { id: indicator.id, ...between(low, high) }
  })
  const scores = [figures.map(one => worse(one.low, one.high)), figures.map(one => better(one.low, one.high))]
  const [worst, best] = scores.map(bands => scoreOf(score, bands))
  const isSure = worst?.colour === best?.colour
  return {
    indicators: figures,
    ...{ scoreLow: worst?.score ?? 0, scoreHigh: best?.score ?? 0, isSure },
    colour: isSure ? (worst?.colour ?? null) : null,
  }
}

const nothing = { id: '', numerator: 0, denominator: 0, value: null, band: null }
const between = (low: Figure = nothing, high: Figure = low) => ({
  ...{ low, high, band: low.band === high.band ? low.band : null },
})

const rank: Readonly<Record<Band, number>> = { green: 2, yellow: 1, red: 0 }
const rankOf = ({ band }: Figure): number => (band === null ? 0 : rank[band])
const worse = (a: Figure, b: Figure): Band | null => (rankOf(a) <= rankOf(b) ? a.band : b.band)
const better = (a: Figure, b: Figure): Band | null => (rankOf(a) >= rankOf(b) ? a.band : b.band)

function withRules(indicator: Indicator, { withinDays, bands }: Rules, at: number): Indicator {
  const own = bands[at] ?? indicator.bands
  return indicator.measure === 'acceptance'
    ? { ...indicator, withinDays, bands: own }
    : { ...indicator, bands: own }
}

type End = 'fewest' | 'most'

function ratioIn(indicator: Indicator, rules: Rules, end: End, counts: Counts): Ratio {
  const { numerator, denominator } = termsOf(indicator)
  const of = (terms: readonly Term[]): number =>
    terms.reduce((sum, term) => sum + sumOf(term, rules, end, counts), 0)
  return { numerator: of(numerator), denominator: of(denominator) }
}

function sumOf({ measure, from, to, weight, sign }: Term, rules: Rules, end: End, counts: Counts): number {
  let sum = 0
  for (const { value, count } of counts[measure] ?? []) {
    const moved = movedBy(measure, value, rules, end)
    if ((from === null || moved >= from) && (to === null || moved <= to))
      sum += count * (weight === 'value' ? moved : 1)
  }
  return sign * sum
}

/** What a value would have been. Days late are dates: an answer that came earlier is less late, in whatever unit. */
function movedBy(measure: Measure, value: number, { fasterDays, unit }: Rules, end: End): number {
  if (measure === 'days-late') return value - fasterDays
  if (measure !== 'days-to-answer' && measure !== 'days-to-accept') return value
  const days = measure === 'days-to-answer' ? Math.max(0, value - fasterDays) : value
  return unit === 'weekdays' ? weekdaysIn(days, end) : days
}

/**
 * How many of the days after a day are Monday to Friday, whatever weekday that was: the fewest or the most. Unit: days.
 */
export function weekdaysIn(days: number, end: End): number {
  const [weeks, rest] = [Math.floor(days / 7), days % 7]
  return 5 * weeks + (end === 'most' ? Math.min(rest, 5) : Math.max(0, rest - 2))
}
