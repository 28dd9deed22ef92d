// The method of an edition in words: what counts, how it is measured, which borders the bands have. Page and PDF say it.
import type { Texts } from '../base/text.ts'
import type { Indicator } from './edition.ts'
import type { ScoreboardView } from './view.ts'
import { nameOf } from './words.ts'

/** Every sentence holds for the edition that is shown. */
export function methodSentences(t: Texts, { method }: ScoreboardView): readonly string[] {
  const { areas, score } = method
  const { green, yellow, red } = score.points
  const areaNames = t.list(Object.keys(areas).map(area => t(`lexicon.area.${area}`)))
  const hasPosting = 'posting-of-workers' in areas
  return [
    t('scoreboard.method.areas', { areas: areaNames }),
    ...(hasPosting ? [t('scoreboard.method.posting')] : []),
    t('scoreboard.method.country'),
    t('scoreboard.method.within'),
    t('scoreboard.method.days'),
    t('scoreboard.method.rounding'),
    t('scoreboard.method.points', { green, yellow, red }),
    t(`scoreboard.method.${score.from}`, { above: score.green, average: score.yellow }),
    t('scoreboard.method.none'),
  ]
}

export const bandRows = (t: Texts, { method }: ScoreboardView) =>
  method.indicators.map((one, at) => ({
    ...{ name: `[${at + 1}] ${nameOf(t, one)}`, borders: rangesOf(t, one) },
  }))

/** Whole values of green, yellow and red. */
export function rangesOf(t: Texts, { measure, bands }: Indicator): readonly string[] {
  const { better, green, yellow } = bands
  const isDays = measure === 'answer-days'
  const shown = (value: number): string => (isDays ? t.number(value) : t.percent(value))
  const worst = isDays ? `> ${shown(yellow)}` : `≥ ${shown(yellow + 1)}`
  return better === 'high'
    ? [`≥ ${shown(green)}`, `${t.number(yellow)}–${shown(green - 1)}`, `< ${shown(yellow)}`]
    : [`< ${shown(green + 1)}`, `${t.number(green + 1)}–${shown(yellow)}`, worst]
}
