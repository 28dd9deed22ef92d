// What indicators and their values are called in the reader's language.
import type { Texts } from '../base/text.ts'
import type { Indicator } from './edition.ts'
import { type Ratio, scaleOf, wholeOf } from './model.ts'
import type { CountryView, ScoreboardView } from './view.ts'

/** Above, in, or below the band: also where a low value is good. */
export const glyphs = { green: '▲', yellow: '●', red: '▼' } as const

export const nameOf = (t: Texts, { id }: Indicator): string => t(`scoreboard.indicator.${id}`)

/** The whole number that decided the colour. */
export function valueText(t: Texts, indicator: Indicator | undefined, figure: Ratio): string {
  const scale = indicator ? scaleOf(indicator) : 1
  const whole = wholeOf(scale, figure)
  if (whole === null) return ''
  return scale === 100 ? t.percent(whole) : t.number(whole)
}

/** Points of a country; nothing where it has no colour. */
export const scoreText = (t: Texts, { score, colour }: CountryView): string =>
  colour === null ? '' : `${score > 0 ? '+' : ''}${t.number(Math.round(score * 10) / 10)}`

/** What an indicator measures, with the limits of this edition; of ratings the steps that are asked for. */
export function aboutOf(t: Texts, indicator: Indicator): string {
  const { measure } = indicator
  if (measure === 'timeliness' || measure === 'efforts') {
    const steps = [1, 2, 3, 4].map(step => `${step} ${t(`exchange.rating.${measure}.${step}`)}`)
    return `${t(`scoreboard.about.${measure}`)} (${steps.join(' · ')})`
  }
  if (measure !== 'acceptance') return t(`scoreboard.about.${measure}`)
  const { withinDays, leftOut } = indicator
  const about = t('scoreboard.about.acceptance', { limit: t.dayCount(withinDays) })
  if (!leftOut) return about
  const { withdrawnWithinDays } = leftOut
  return `${about} ${t('scoreboard.about.left-out', { limit: t.dayCount(withdrawnWithinDays) })}`
}

/** The value, then what stands below and above the line of its fraction: on a phone the value is seen first. */
export const partsOf = {
  acceptance: ['share', 'received', 'accepted'],
  'answer-days': ['average', 'answered', 'days'],
  punctuality: ['share', 'answered', 'on-time'],
  timeliness: ['share', 'ratings', 'negative'],
  efforts: ['share', 'ratings', 'negative'],
} as const satisfies Readonly<Record<Indicator['measure'], readonly string[]>>

/** In the order of the reader's alphabet. */
export const sortedIn = (t: Texts, countries: readonly CountryView[]): readonly CountryView[] =>
  countries.toSorted((a, b) => t.compare(t.country(a.country), t.country(b.country)))

/** Whether the figures may still move. */
export function statusOf(t: Texts, { publication, isOver }: ScoreboardView): string {
  if (!publication) return t(isOver ? 'scoreboard-frozen.closed' : 'scoreboard.live')
  const { version, publishedAt } = publication
  return t('scoreboard-frozen.published', { version, publishedAt })
}

/** The same in a word, for what is small. */
export const markOfVersion = (t: Texts, { publication }: ScoreboardView): string =>
  publication
    ? t('scoreboard-frozen.version', { version: publication.version })
    : t('scoreboard-frozen.provisional')
