// What stands in an edition's PDF, in the order in which one reads it: words and numbers; the template gives the form.
import type { Texts } from '../base/text.ts'
import { bordersOf, scaleEnd } from './bar.ts'
import { countsOf, told } from './drawing.ts'
import type { Indicator } from './edition.ts'
import { bandRows, methodSentences } from './method.ts'
import { type Band, bandNames } from './model.ts'
import type { CountryView, FigureView, ScoreboardView } from './view.ts'
import { aboutOf, nameOf, partsOf, scoreText, sortedIn, statusOf, valueText } from './words.ts'

type Cell = { readonly band: Band | null; readonly words: string; readonly bandName: string }
/** Unit of `share` and `borders`: of the whole width of a bar. */
type BarRow = {
  readonly name: string
  readonly cell: Cell
  readonly share: number | null
  readonly totals: readonly string[]
}
type Table = {
  readonly title: string
  readonly heads: readonly string[]
  readonly rows: readonly { readonly name: string; readonly cells: readonly Cell[] }[]
}
type Chart = {
  readonly title: string
  readonly about: string
  readonly heads: readonly string[]
  readonly borders: readonly number[]
  readonly rows: readonly BarRow[]
}

export type ScoreSheet = {
  readonly lang: string
  readonly title: string
  readonly author: string
  readonly kicker: string
  readonly lead: readonly string[]
  readonly country: string
  readonly map: { readonly title: string; readonly told: string; readonly legend: readonly Legend[] }
  readonly overall: Table
  readonly charts: readonly Chart[]
  readonly byArea: Table | null
  readonly method: {
    readonly title: string
    readonly sentences: readonly string[]
    readonly bands: Omit<Table, 'title'>
  }
  readonly source: { readonly text: string; readonly lang: string }
  readonly data: { readonly title: string; readonly facts: readonly (readonly [string, string])[] }
}
type Legend = { readonly band: Band | null; readonly words: string }

/** `home`: before the addresses that are written out. */
export function sheetOf(t: Texts, view: ScoreboardView, home: string): ScoreSheet {
  const { edition, method, publication } = view
  const { from, to } = method.period
  const legend = countsOf(t, view)
  return {
    ...{ lang: t.lang, title: t('scoreboard.edition.title', { edition }), author: 'Open IMI' },
    kicker: home + view.links.permanent,
    lead: [
      t('scoreboard.lead'),
      `${t('scoreboard.period', { fromDay: from, toDay: to })} ${statusOf(t, view)}`,
      ...(method.status === 'reconstructed' ? [t('scoreboard.reconstructed')] : []),
    ],
    country: t('scoreboard.country'),
    map: {
      ...{ title: t('scoreboard.overall'), told: told(t, legend) },
      legend: legend.map(({ name, colour, count, range }) => ({
        ...{ band: colour, words: `${name}${range ? ` (${range})` : ''}: ${t.number(count)}` },
      })),
    },
    overall: overallOf(t, view),
    charts: method.indicators.map((one, at) => chartOf(t, view, one, at)),
    byArea: byAreaOf(t, view),
    method: {
      title: t('scoreboard.method.title'),
      sentences: methodSentences(t, view),
      bands: {
        heads: bandNames.map(band => t(`scoreboard.band.${band}`)),
        rows: bandRows(t, view).map(({ name, borders }) => ({
          name,
          cells: borders.map((words, i) => ({ band: bandNames[i] ?? null, words, bandName: '' })),
        })),
      },
    },
    source: { text: method.source, lang: 'en' },
    data: {
      title: t('scoreboard.data.title'),
      facts: [
        ...(view.csv ? [[home + view.links.requests, `SHA-256 ${view.csv.sha256}`] as const] : []),
        ...view.scripts.map(({ href, sha256 }) => [home + href, `SHA-256 ${sha256}`] as const),
        ...(publication ? [[home + view.links.figures, `SHA-256 ${publication.sha256}`] as const] : []),
      ],
    },
  }
}

const cellOf = (t: Texts, indicator: Indicator | undefined, figure: FigureView | undefined): Cell =>
  figure?.band
    ? {
        ...{ band: figure.band, words: valueText(t, indicator, figure) },
        bandName: t(`scoreboard.band.${figure.band}`),
      }
    : { band: null, words: t('scoreboard.colour.none'), bandName: '' }

const scoreCell = (t: Texts, country: CountryView): Cell => ({
  band: country.colour,
  words: [scoreText(t, country), t(`scoreboard.colour.${country.colour ?? 'none'}`)]
    .filter(Boolean)
    .join(' '),
  bandName: '',
})

const overallOf = (t: Texts, { method, countries }: ScoreboardView): Table => ({
  title: t('scoreboard.overall'),
  heads: [...method.indicators.map((one, at) => `[${at + 1}] ${nameOf(t, one)}`), t('scoreboard.score')],
  rows: sortedIn(t, countries).map(one => ({
    name: t.country(one.country),
    cells: [
      ...one.indicators.map((figure, at) => cellOf(t, method.indicators[at], figure)),
      scoreCell(t, one),
    ],
  })),
})

function chartOf(t: Texts, { countries }: ScoreboardView, indicator: Indicator, at: number): Chart {
  const end = scaleEnd(
    indicator,
    countries.map(one => one.indicators[at]),
  )
  return {
    title: `[${at + 1}] ${nameOf(t, indicator)}`,
    about: aboutOf(t, indicator),
    heads: partsOf[indicator.measure].map(part => t(`scoreboard.part.${part}`)),
    borders: bordersOf(indicator).map(border => border.at / end),
    rows: sortedIn(t, countries).map(({ country, indicators }) => {
      const figure = indicators[at]
      return {
        ...{ name: t.country(country), cell: cellOf(t, indicator, figure) },
        share: figure?.value == null ? null : figure.value / end,
        totals: [figure?.denominator ?? 0, figure?.numerator ?? 0].map(one => t.number(one)),
      }
    }),
  }
}

/** The days to the answer for each legal area; null where the edition does not measure them. */
function byAreaOf(t: Texts, { method, areas, countries }: ScoreboardView): Table | null {
  const at = method.indicators.findIndex(one => one.measure === 'answer-days')
  const indicator = method.indicators[at]
  if (!indicator) return null
  return {
    title: `${nameOf(t, indicator)}: ${t('scoreboard.by-area')}`,
    heads: areas.map(({ area }) => t(`lexicon.area.${area}`)),
    rows: sortedIn(t, countries).map(({ country }) => ({
      name: t.country(country),
      cells: areas.map(one =>
        cellOf(t, indicator, one.countries.find(other => other.country === country)?.indicators[at]),
      ),
    })),
  }
}
