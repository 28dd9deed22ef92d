// The method of an edition in words: what counts, how it is measured, which borders the bands have.
import type { Texts } from '../base/text.ts'
import type { Edition, Indicator } from './edition.ts'
import type { ScoreboardView } from './view.ts'
import { nameOf } from './words.ts'

/** Every sentence holds for the edition that is shown. */
export function methodSentences(t: Texts, { method }: ScoreboardView): readonly string[] {
  const { areas, score, indicators } = method
  const { green, yellow, red } = score.points
  const areaNames = t.list(Object.keys(areas).map(area => t(`lexicon.area.${area}`)))
  const hasPosting = 'posting-of-workers' in areas
  const hasRatings = indicators.some(one => 'negative' in one)
  return [
    t('scoreboard.method.areas', { areas: areaNames }),
    ...(hasPosting ? [t('scoreboard.method.posting')] : []),
    t('scoreboard.method.country'),
    t('scoreboard.method.within'),
    t('scoreboard.method.days'),
    t('scoreboard.method.agreement'),
    ...(hasRatings ? [t('scoreboard.method.ratings')] : []),
    t('scoreboard.method.rounding'),
    t('scoreboard.method.points', { green, yellow, red }),
    t(`scoreboard.method.${score.from}`, { above: score.green, average: score.yellow }),
    t('scoreboard.method.none'),
  ]
}

export const bandRows = (t: Texts, { method }: ScoreboardView) =>
  method.indicators.map((one, at) => ({
    ...{ name: `[${at + 1}] ${nameOf(t, one)}${limitOf(t, one)}`, borders: rangesOf(t, one) },
  }))

const limitOf = (t: Texts, indicator: Indicator): string =>
  indicator.measure === 'acceptance' ? ` (≤ ${t.dayCount(indicator.withinDays)})` : ''

/** Whole values of green, yellow and red. */
export function rangesOf(t: Texts, { measure, bands }: Indicator): readonly string[] {
  const { better, green, yellow } = bands
  const isDays = measure === 'answer-days'
  const shown = (value: number): string => (isDays ? t.dayCount(value) : t.percent(value))
  const worst = isDays ? `> ${shown(yellow)}` : `≥ ${shown(yellow + 1)}`
  return better === 'high'
    ? [`≥ ${shown(green)}`, `${t.number(yellow)}–${shown(green - 1)}`, `< ${shown(yellow)}`]
    : [`< ${shown(green + 1)}`, `${t.number(green + 1)}–${shown(yellow)}`, worst]
}

/** Scores that are above, in and below the average. The mean of points need not be whole. */
export function scoreRanges(t: Texts, { score: { from, green, yellow } }: Edition): readonly string[] {
  const [above, average] = [t.number(green), t.number(yellow)]
  return from === 'sum'
    ? [`≥ ${above}`, `${average} … ${t.number(green - 1)}`, `≤ ${t.number(yellow - 1)}`]
    : [`≥ ${above}`, `≥ ${average}`, `< ${average}`]
}
