// How the distributions of an edition are signed: of each country and measure, how many requests have which value.
import { z } from 'zod'
import { measures } from './fact.ts'
import type { Spreads } from './spread.ts'

/** `counts` by value: days, or the step of a rating. */
export const spreadsSchema = z.array(
  z.object({
    country: z.string(),
    measure: z.enum(measures),
    counts: z.record(z.string().regex(/^-?\d+$/), z.int()),
  }),
)
export type SignedSpreads = z.infer<typeof spreadsSchema>

export const signedSpreads = (spreads: Spreads): SignedSpreads =>
  [...Map.groupBy(spreads, ({ country, measure }) => `${country} ${measure}`).values()].flatMap(own =>
    own.slice(0, 1).map(({ country, measure }) => ({
      ...{ country, measure },
      counts: Object.fromEntries(own.map(({ value, count }) => [String(value), count])),
    })),
  )

/** In the order of the values: an object holds those below zero last. */
export const readSpreads = (signed: SignedSpreads): Spreads =>
  signed.flatMap(({ country, measure, counts }) =>
    Object.entries(counts)
      .map(([value, count]) => ({ country, measure, value: Number(value), count }))
      .toSorted((a, b) => a.value - b.value),
  )
