// What was found for any period and pair, as programs and pages get it: nothing that comes from few requests.
import { z } from 'zod'
import { countries } from '../../calendar/model.ts'
import { type Edition, editionSchema } from '../edition.ts'
import { guardedParts, guardedSchema } from '../guarded.ts'
import { type Ratio, termsOf } from '../model.ts'
import { ratiosFromPairs } from '../pair.ts'
import { hiddenPairs } from '../protect.ts'
import type { PairSums, PartSums } from '../store/pairs.ts'
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

export function exploreView(edition: Edition, asked: Asked, { pairs, parts }: Found): ExploreView {
  const { sender, recipient, area, procedure, period } = asked
  const terms = edition.indicators.map(termsOf)
  const ratiosIn = (all: readonly { readonly sums: readonly number[] }[]): readonly Ratio[] =>
    ratiosFromPairs(terms, summed(all.map(({ sums }) => sums)))
  const own = pairs.filter(
    one => (sender === null || one.sender === sender) && (recipient === null || one.recipient === recipient),
  )
  const isBlank = blankPairs(pairs, edition.shownFrom)
  const isWhole = !(sender && recipient && isBlank(sender, recipient))
  /** Where the whole is not shown, no part of it is. */
  const guarded = (rows: Rows, forced: readonly boolean[] = []) =>
    guardedParts(edition, rows, isWhole ? forced : rows.map(() => true)).map(row => [...row])
  const quarters = parts.filter(one => one.quarter !== null)
  const byQuarter = guarded(quarters.map(one => ratiosIn([one])))
  const areas = Object.entries(edition.areas)
  const byArea = guarded(
    areas.map(([, procedures]) => ratiosIn(parts.filter(one => procedures.includes(one.procedure ?? '')))),
  )
  return {
    asked: { from: period.from.slice(0, 7), to: period.to.slice(0, 7), area, procedure, sender, recipient },
    ...{ edition: edition.id, method: edition, isOfficial: false },
    total: totalOf(edition, ratiosIn(own), isWhole),
    countries: countriesView(asked, { own, isBlank, ratiosIn, guarded }),
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

/** Alone it has no company: what comes from few requests is not shown, and where all is blank nothing is. */
const totalOf = (edition: Edition, ratios: readonly Ratio[], isWhole: boolean) => [
  ...(guardedParts(edition, [ratios], [!isWhole])[0] ?? []),
]

/** Of the table of all pairs, in which both totals may be shown: the same cells are blank on every page. */
function blankPairs(pairs: readonly PairSums[], below: number) {
  const received = new Map(pairs.map(one => [`${one.sender} ${one.recipient}`, one.sums[0] ?? 0]))
  const hidden = hiddenPairs(
    countries.map(sender => countries.map(recipient => received.get(`${sender} ${recipient}`) ?? 0)),
    below,
  )
  const placeOf = (country: string): number => countries.indexOf(country)
  return (sender: string, recipient: string): boolean =>
    hidden[placeOf(sender)]?.[placeOf(recipient)] === true
}

type Parts = {
  readonly own: readonly PairSums[]
  readonly isBlank: (sender: string, recipient: string) => boolean
  readonly ratiosIn: (all: readonly PairSums[]) => readonly Ratio[]
  readonly guarded: (rows: Rows, forced: readonly boolean[]) => ExploreView['total'][]
}

function countriesView(
  { sender, recipient }: Asked,
  { own, isBlank, ratiosIn, guarded }: Parts,
): ExploreView['countries'] {
  if (sender !== null && recipient !== null) return null
  const side = recipient === null ? 'recipient' : 'sender'
  const forced = countries.map(one => {
    if (sender !== null) return isBlank(sender, one)
    return recipient !== null && isBlank(one, recipient)
  })
  const rows = guarded(
    countries.map(country => ratiosIn(own.filter(one => one[side] === country))),
    forced,
  )
  return { side, rows: countries.map((country, at) => ({ country, indicators: rows[at] ?? [] })) }
}
