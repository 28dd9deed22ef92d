// What was found for any period and pair, as programs and pages get it: nothing that comes from few requests.
import { z } from 'zod'
import { countries } from '../../calendar/model.ts'
import { type Edition, editionSchema } from '../edition.ts'
import { guardedFigures, guardedSchema } from '../guarded.ts'
import { termsOf } from '../model.ts'
import { ratiosFromPairs } from '../pair.ts'
import type { CellSums, QuarterSums } from '../store/cells.ts'
import type { Blanks } from './blanks.ts'
import type { Asked } from './model.ts'

const figures = z.array(guardedSchema)

export const exploreSchema = z.object({
  asked: z.object({
    /** First and last month. */
    from: z.string(),
    to: z.string(),
    area: z.string().nullable(),
    procedure: z.string().nullable(),
    sender: z.string().nullable(),
    recipient: z.string().nullable(),
  }),
  /** By whose rules it was measured. */
  edition: z.string(),
  method: editionSchema,
  isOfficial: z.literal(false),
  total: figures,
  /** The countries that asked, where who answered is said; else those that answered. Null: both are said. */
  countries: z
    .object({
      side: z.enum(['sender', 'recipient']),
      rows: z.array(z.object({ country: z.string(), indicators: figures })),
    })
    .nullable(),
  /** Null: one area or procedure is asked for. */
  areas: z.array(z.object({ area: z.string(), indicators: figures })).nullable(),
  quarters: z.array(z.object({ quarter: z.string(), indicators: figures })),
  /** What can be asked for. */
  choices: z.object({
    areas: z.array(z.object({ area: z.string(), procedures: z.array(z.string()) })),
    countries: z.array(z.string()),
  }),
  links: z.object({ csv: z.string() }),
})
export type ExploreView = Readonly<z.infer<typeof exploreSchema>>

/** Of a period: everything in it; `quarters`: of the selection, in all procedures. */
export type Found = {
  readonly cells: readonly CellSums[]
  readonly blanks: Blanks
  readonly quarters: readonly QuarterSums[]
}
type Sums = readonly { readonly sums: readonly number[] }[]
type FiguresOf = (own: Sums, hidden: readonly boolean[]) => z.infer<typeof figures>

export function exploreView(edition: Edition, asked: Asked, found: Found): ExploreView {
  const { sender, recipient, area, procedure, period, procedures } = asked
  const { cells, blanks, quarters } = found
  const terms = edition.indicators.map(termsOf)
  const figuresOf: FiguresOf = (own, hidden) => [
    ...guardedFigures(edition, ratiosFromPairs(terms, summed(own)), hidden),
  ]
  const own = cells.filter(
    one =>
      (sender === null || one.sender === sender) &&
      (recipient === null || one.recipient === recipient) &&
      procedures.includes(one.procedure),
  )
  const areas = Object.entries(edition.areas)
  const query = queryOf(asked)
  return {
    asked: { from: period.from.slice(0, 7), to: period.to.slice(0, 7), area, procedure, sender, recipient },
    ...{ edition: edition.id, method: edition, isOfficial: false },
    total: figuresOf(own, blanks.of(sender, recipient, asked)),
    countries: countriesView(asked, own, blanks, figuresOf),
    areas:
      area === null && procedure === null
        ? areas.map(([id, all]) => ({
            area: id,
            indicators: figuresOf(
              own.filter(one => all.includes(one.procedure)),
              blanks.of(sender, recipient, { area: id, procedure: null }),
            ),
          }))
        : null,
    quarters: quartersView(asked, quarters, blanks, figuresOf),
    choices: {
      areas: areas.map(([id, all]) => ({ area: id, procedures: [...all] })),
      countries: [...countries],
    },
    links: { csv: `/scoreboard/explore.csv?${query}` },
  }
}

/** The address of what was asked, without what was left open. */
const queryOf = ({ period, area, procedure, sender, recipient }: Asked): string =>
  new URLSearchParams(
    Object.entries({
      ...{ from: period.from.slice(0, 7), to: period.to.slice(0, 7), area, procedure, sender, recipient },
    }).filter((one): one is [string, string] => one[1] !== null),
  ).toString()

const summed = (all: Sums): readonly number[] =>
  all.reduce<readonly number[]>((sums, { sums: one }) => one.map((value, at) => value + (sums[at] ?? 0)), [])

function countriesView(
  asked: Asked,
  own: readonly CellSums[],
  blanks: Blanks,
  figuresOf: FiguresOf,
): ExploreView['countries'] {
  const { sender, recipient } = asked
  if (sender !== null && recipient !== null) return null
  const side = recipient === null ? 'recipient' : 'sender'
  const bySide = Map.groupBy(own, one => one[side])
  const rows = countries.map(country => {
    const hidden =
      side === 'sender' ? blanks.of(country, recipient, asked) : blanks.of(sender, country, asked)
    return { country, indicators: figuresOf(bySide.get(country) ?? [], hidden) }
  })
  return { side, rows }
}

function quartersView(
  asked: Asked,
  quarters: readonly QuarterSums[],
  blanks: Blanks,
  figuresOf: FiguresOf,
): ExploreView['quarters'] {
  const hiddenIn = blanks.ofQuarters(asked.sender, asked.recipient, quarters)
  const own = quarters.filter(one => asked.procedures.includes(one.procedure))
  return [...Map.groupBy(own, one => one.quarter)].map(([quarter, sums]) => ({
    ...{ quarter, indicators: figuresOf(sums, hiddenIn(quarter, asked)) },
  }))
}
