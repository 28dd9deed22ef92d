// What was found for any period and pair, as programs and pages get it: nothing that comes from few requests.
import { z } from 'zod'
import { countries } from '../../calendar/model.ts'
import { type Edition, editionSchema } from '../edition.ts'
import { guardedParts, guardedSchema } from '../guarded.ts'
import { type Ratio, termsOf } from '../model.ts'
import { ratiosFromPairs } from '../pair.ts'
import type { PairSums, PartSums } from '../store/pairs.ts'
import { type BlankPairs, blankPairs } from './blanks.ts'
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
})
export type ExploreView = Readonly<z.infer<typeof exploreSchema>>

type Found = { readonly pairs: readonly PairSums[]; readonly parts: readonly PartSums[] }
type Rows = readonly (readonly Ratio[])[]
type Blanks = readonly (readonly boolean[])[]

export function exploreView(edition: Edition, asked: Asked, { pairs, parts }: Found): ExploreView {
  const { sender, recipient, area, procedure, period } = asked
  const terms = edition.indicators.map(termsOf)
  const ratiosIn = (all: readonly { readonly sums: readonly number[] }[]): readonly Ratio[] =>
    ratiosFromPairs(terms, summed(all.map(({ sums }) => sums)))
  const own = pairs.filter(
    one => (sender === null || one.sender === sender) && (recipient === null || one.recipient === recipient),
  )
  const blankOf = blankPairs(edition, pairs)
  const blank = sender !== null && recipient !== null ? blankOf(sender, recipient) : []
  /** Where a figure of the whole is not shown, none of its parts is. */
  const guarded = (rows: Rows, forced: Blanks = []) =>
    guardedParts(
      edition,
      rows,
      rows.map((row, at) => row.map((_, i) => blank[i] === true || forced[at]?.[i] === true)),
    ).map(row => [...row])
  const quarters = parts.filter(one => one.quarter !== null)
  const byQuarter = guarded(quarters.map(one => ratiosIn([one])))
  const areas = Object.entries(edition.areas)
  const byArea = guarded(
    areas.map(([, procedures]) => ratiosIn(parts.filter(one => procedures.includes(one.procedure ?? '')))),
  )
  return {
    asked: { from: period.from.slice(0, 7), to: period.to.slice(0, 7), area, procedure, sender, recipient },
    ...{ edition: edition.id, method: edition, isOfficial: false },
    total: guarded([ratiosIn(own)])[0] ?? [],
    countries: countriesView(asked, { own, blankOf, ratiosIn, guarded }),
    areas:
      area === null && procedure === null
        ? areas.map(([id], at) => ({ area: id, indicators: byArea[at] ?? [] }))
        : null,
    quarters: quarters.map(({ quarter }, at) => ({
      ...{ quarter: quarter ?? '', indicators: byQuarter[at] ?? [] },
    })),
    choices: {
      areas: areas.map(([id, procedures]) => ({ area: id, procedures: [...procedures] })),
      countries: [...countries],
    },
  }
}

const summed = (all: readonly (readonly number[])[]): readonly number[] =>
  all.reduce<readonly number[]>((sums, one) => one.map((value, at) => value + (sums[at] ?? 0)), [])

type Parts = {
  readonly own: readonly PairSums[]
  readonly blankOf: BlankPairs
  readonly ratiosIn: (all: readonly PairSums[]) => readonly Ratio[]
  readonly guarded: (rows: Rows, forced: Blanks) => ExploreView['total'][]
}

function countriesView(
  { sender, recipient }: Asked,
  { own, blankOf, ratiosIn, guarded }: Parts,
): ExploreView['countries'] {
  if (sender !== null && recipient !== null) return null
  const side = recipient === null ? 'recipient' : 'sender'
  const forced = countries.map(one => {
    if (sender !== null) return blankOf(sender, one)
    return recipient === null ? [] : blankOf(one, recipient)
  })
  const rows = guarded(
    countries.map(country => ratiosIn(own.filter(one => one[side] === country))),
    forced,
  )
  return { side, rows: countries.map((country, at) => ({ country, indicators: rows[at] ?? [] })) }
}
