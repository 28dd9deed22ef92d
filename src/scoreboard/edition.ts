// What an edition of the scoreboard says: which requests count, its indicators, bands and colours. Data in editions/.
import { z } from 'zod'
import { addDays } from '../calendar/model.ts'

const id = z.string().regex(/^[a-z][a-z0-9-]*$/)
const day = z.iso.date()

/** Borders of the bands. Unit: of the value, a whole number; each border belongs to the better band. */
const bands = z
  .strictObject({ better: z.enum(['high', 'low']), green: z.int(), yellow: z.int() })
  .refine(({ better, green, yellow }) => (better === 'high' ? green > yellow : green < yellow), {
    error: 'green has to be better than yellow',
  })

/** Steps of a rating that are negative: 1 is very good, 4 very poor. */
const negative = z.array(z.int().min(1).max(4)).min(1)
const days = z.int().min(0).max(366)

const indicator = z.discriminatedUnion('measure', [
  z.strictObject({
    id,
    measure: z.literal('acceptance'),
    /** Unit: days from the one on which it was sent. */
    withinDays: days,
    /** A request that its sender withdrew so soon and nobody had accepted; null: all count. */
    leftOut: z.strictObject({ withdrawnWithinDays: days }).nullable(),
    bands,
  }),
  z.strictObject({ id, measure: z.literal('answer-days'), bands }),
  z.strictObject({ id, measure: z.literal('punctuality'), bands }),
  z.strictObject({ id, measure: z.literal('timeliness'), negative, bands }),
  z.strictObject({ id, measure: z.literal('efforts'), negative, bands }),
])

/** Which colour a country gets from its indicators: points of each band, summed up or their mean. */
const score = z.strictObject({
  points: z.strictObject({ green: z.int(), yellow: z.int(), red: z.int() }),
  from: z.enum(['sum', 'mean']),
  /** From so many points on. */
  green: z.number(),
  yellow: z.number(),
})

/** The first day of a month to the last day of one: what is counted stands by the month. */
const period = z
  .strictObject({ from: day, to: day })
  .refine(({ from, to }) => from < to && from.endsWith('-01') && addDays(to, 1).endsWith('-01'), {
    error: 'whole months',
  })

const unique = (ids: readonly string[]): boolean => new Set(ids).size === ids.length

export const editionSchema = z.strictObject({
  id: z.string().regex(/^\d{4}$/),
  /** `reconstructed`: in part this project's reading, see source. */
  status: z.enum(['published', 'reconstructed']),
  source: z.string().min(1),
  /** In which a request was sent. */
  period,
  /** In which an instant is turned into a day. */
  zone: z.literal('Europe/Brussels'),
  /** The procedures of each legal area that count. */
  areas: z
    .record(id, z.array(id))
    .refine(areas => unique(Object.values(areas).flat()), { error: 'a procedure stands in one area' }),
  rounding: z.literal('half-up-to-whole'),
  indicators: z
    .array(indicator)
    .min(1)
    .refine(all => unique(all.map(one => one.id)), { error: 'each indicator once' }),
  score,
  /** In tables by quarter, area or pair of countries nothing is shown that comes from fewer requests. */
  shownFrom: z.int().min(2).max(100),
})

export type Edition = z.infer<typeof editionSchema>
export type Indicator = Edition['indicators'][number]
export type Bands = Indicator['bands']

/** All procedures that count in an edition. */
export const proceduresOf = ({ areas }: Pick<Edition, 'areas'>): readonly string[] =>
  Object.values(areas).flat()
