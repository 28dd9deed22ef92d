// What a country's page says, for programs and pages alike.
import { z } from 'zod'
import { type Edition, editionSchema } from '../edition.ts'
import type { EditionFigures } from '../figures.ts'
import { figureSchema } from '../figures-schema.ts'
import { guardedParts, guardedSchema } from '../guarded.ts'
import { bandNames, type CountryFigures, type Figure } from '../model.ts'
import { type Since, sinceSchema } from '../since.ts'
import type { Spreads } from '../spread.ts'
import { countIn, quantileOf, type Spread, weeksOf } from '../spread.ts'
import type { QuarterTally } from '../store/spreads.ts'
import { pathOf } from '../view.ts'
import { type Moved, movedSince, wayTo } from './model.ts'
import { explorePath, whatIfPath } from './path.ts'
import type { Sheet } from './sheets.ts'

const band = z.enum(bandNames).nullable()
const way = z.object({ band: z.enum(['green', 'yellow']), requests: z.int() }).nullable()

export const countrySchema = z.object({
  edition: z.string(),
  country: z.string(),
  /** `way`: what it would take to the next band. */
  indicators: z.array(figureSchema.extend({ way })),
  score: z.number(),
  colour: band,
  /** Null: there was no edition before, or nothing was measured in it. */
  before: z
    .object({
      edition: z.string(),
      score: z.number(),
      colour: band,
      /** What has another band than before. */
      moved: z.array(
        z.object({ id: z.string(), before: figureSchema, now: figureSchema, points: z.number() }),
      ),
    })
    .nullable(),
  areas: z.array(z.object({ area: z.string(), indicators: z.array(guardedSchema) })),
  /** By the first day of each quarter, the earliest first. */
  quarters: z.array(z.object({ quarter: z.string(), indicators: z.array(guardedSchema) })),
  /** Days until the answer; null: too few were answered to show more than their average. */
  answers: z
    .object({
      answered: z.int(),
      median: z.number(),
      ninetieth: z.number(),
      weeks: z.array(z.object({ from: z.int(), to: z.int().nullable(), count: z.int() })),
    })
    .nullable(),
  /** Of a published edition; null: it is live. Quarters always follow the requests of today. */
  since: sinceSchema.nullable(),
  method: editionSchema,
  links: z.object({
    edition: z.string(),
    explore: z.string(),
    whatIf: z.string(),
    /** Null: who asks is no coordinator of the country. */
    authorities: z.string().nullable(),
  }),
})
export type CountryPageView = Readonly<z.infer<typeof countrySchema>>

/** Null: no such country. */
export function countryView(
  { edition, countries: all, areas }: EditionFigures,
  { before, since, spreads, quarters }: Sheet,
  country: string,
): CountryPageView | null {
  const figures = all.find(one => one.country === country)
  if (!figures) return null
  const old = before?.countries.find(one => one.country === country)
  const days = spreadIn(spreads, country)
  return {
    ...{ edition: edition.id, country, score: figures.score, colour: figures.colour },
    indicators: edition.indicators.flatMap((indicator, at) => {
      const figure = figures.indicators[at]
      return figure ? [{ ...figure, way: wayTo(indicator, figure, days) }] : []
    }),
    before:
      old && before && old.colour !== null ? beforeView(before.edition.id, old, figures, edition) : null,
    areas: areasView(edition, areas, country),
    quarters: quartersView(
      edition,
      quarters.filter(one => one.country === country),
    ),
    answers: answersView(edition, days),
    since: since && ofCountry(since, country),
    method: edition,
    links: {
      edition: pathOf(edition.id),
      explore: explorePath(edition.period, { recipient: country }),
      whatIf: whatIfPath(edition.id),
      authorities: null,
    },
  }
}

const ofCountry = (since: Since, country: string): Since => ({
  ...since,
  changed: since.changed.filter(one => one.country === country),
})

const spreadIn = (spreads: Spreads, country: string): Spread =>
  spreads.filter(one => one.country === country && one.measure === 'days-to-answer')

function beforeView(id: string, old: CountryFigures, now: CountryFigures, { score }: Edition) {
  const plain = ({ before, now: after, ...moved }: Moved) => ({
    ...moved,
    before: { ...before },
    now: { ...after },
  })
  return {
    ...{ edition: id, score: old.score, colour: old.colour },
    moved: movedSince(old, now, score.points).map(plain),
  }
}

function areasView(edition: Edition, areas: EditionFigures['areas'], country: string) {
  const figuresOf = (all: readonly CountryFigures[]): readonly Figure[] =>
    all.find(one => one.country === country)?.indicators ?? []
  const guarded = guardedParts(
    edition,
    areas.map(({ countries: all }) => figuresOf(all)),
  )
  return areas.map(({ area }, at) => ({ area, indicators: [...(guarded[at] ?? [])] }))
}

/** The quarters of a year stand beside the figures of that year: each year is a line of its own. */
function quartersView(edition: Edition, quarters: readonly QuarterTally[]) {
  const years = [...Map.groupBy(quarters, ({ quarter }) => quarter.slice(0, 4)).values()]
  return years.flatMap(own => {
    const guarded = guardedParts(
      edition,
      own.map(({ ratios }) => ratios),
    )
    return own.map(({ quarter }, at) => ({ quarter, indicators: [...(guarded[at] ?? [])] }))
  })
}

function answersView({ shownFrom }: Edition, days: Spread): CountryPageView['answers'] {
  const [answered, median, ninetieth] = [countIn(days), quantileOf(days, 0.5), quantileOf(days, 0.9)]
  if (answered < shownFrom || median === null || ninetieth === null) return null
  return { answered, median, ninetieth, weeks: weeksOf(days).map(one => ({ ...one })) }
}
