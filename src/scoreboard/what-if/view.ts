// What other rules would make of an edition, for programs and pages alike. Never official.
import { z } from 'zod'
import { done, type Problem, type Result, refuseFields } from '../../base/result.ts'
import type { Sheet } from '../country/sheets.ts'
import { type Edition, editionSchema } from '../edition.ts'
import type { EditionFigures } from '../figures.ts'
import { figureSchema } from '../figures-schema.ts'
import { bandNames } from '../model.ts'
import { sinceSchema } from '../since.ts'
import type { Spreads } from '../spread.ts'
import { type Between, type Counts, outcomeOf, type Rules, rulesOf, units } from './model.ts'

const band = z.enum(bandNames).nullable()

export const whatIfSchema = z.object({
  edition: z.string(),
  isOfficial: z.literal(false),
  rules: z.object({
    withinDays: z.int(),
    fasterDays: z.int(),
    unit: z.enum(units),
    bands: z.array(z.object({ better: z.enum(['high', 'low']), green: z.int(), yellow: z.int() })),
  }),
  /** How many countries have another colour than now; of those whose colour is sure. */
  changed: z.int(),
  countries: z.array(
    z.object({
      country: z.string(),
      now: z.object({ score: z.number(), colour: band }),
      would: z.object({ scoreLow: z.number(), scoreHigh: z.number(), colour: band, isSure: z.boolean() }),
      indicators: z.array(
        z.object({ id: z.string(), now: figureSchema, low: figureSchema, high: figureSchema, band }),
      ),
    }),
  ),
  /** Of a published edition; null: it is live. */
  since: sinceSchema.nullable(),
  method: editionSchema,
})
export type WhatIfView = Readonly<z.infer<typeof whatIfSchema>>

const border = z.int().min(0).max(1000).optional()
const days = z.int().min(0).max(366).optional()

/** What is not given is as in the edition. Borders by the place of the indicator, from 1 on. */
export const whatIfQuery = z.object({
  ...{ within: days, faster: days, unit: z.enum(units).optional() },
  ...{ green1: border, green2: border, green3: border, green4: border, green5: border },
  ...{ yellow1: border, yellow2: border, yellow3: border, yellow4: border, yellow5: border },
})
export type WhatIfTyped = Readonly<z.infer<typeof whatIfQuery>>
type BorderName = Extract<keyof WhatIfTyped, `${'green' | 'yellow'}${number}`>

/** Errors: base.fields.invalid, a problem for each pair of borders in the wrong order. */
export function rulesFrom(edition: Edition, typed: WhatIfTyped): Result<Rules> {
  const own = rulesOf(edition)
  const problems: Problem[] = []
  const bands = edition.indicators.map(({ bands: { better, green, yellow } }, at) => {
    const typedAs = (band: 'green' | 'yellow') => typed[`${band}${at + 1}` as BorderName]
    const other = { better, green: typedAs('green') ?? green, yellow: typedAs('yellow') ?? yellow }
    const isInOrder = better === 'high' ? other.green > other.yellow : other.green < other.yellow
    if (!isInOrder) problems.push({ path: `green${at + 1}`, code: 'scoreboard-beyond.border.invalid' })
    return other
  })
  if (problems.length > 0) return refuseFields('base.fields.invalid', problems)
  return done({
    withinDays: typed.within ?? own.withinDays,
    fasterDays: typed.faster ?? own.fasterDays,
    ...{ unit: typed.unit ?? own.unit, bands },
  })
}

/** What is now and what would be are worked out from the same counts: what differs, differs by the rules alone. */
export function whatIfView(
  { edition, countries }: EditionFigures,
  { spreads, since }: Pick<Sheet, 'spreads' | 'since'>,
  rules: Rules,
): WhatIfView {
  const counts = countsIn(spreads)
  const found = countries.map(({ country }) => {
    const own = counts.get(country) ?? {}
    const { indicators, scoreLow: score, colour } = outcomeOf(edition, rulesOf(edition), own)
    const { indicators: others, ...would } = outcomeOf(edition, rules, own)
    return {
      ...{ country, now: { score, colour }, would },
      indicators: others.flatMap(({ id, low, high, band: other }: Between, at) => {
        const now = indicators[at]
        return now ? [{ id, now: now.low, low, high, band: other }] : []
      }),
    }
  })
  return {
    ...{ edition: edition.id, isOfficial: false, since, method: edition },
    rules: { ...rules, bands: rules.bands.map(one => ({ ...one })) },
    changed: found.filter(({ now, would }) => would.isSure && now.colour !== would.colour).length,
    countries: found,
  }
}

const made = new WeakMap<Spreads, ReadonlyMap<string, Counts>>()

/** By country and measure; once for all who ask while the counts stand. */
function countsIn(spreads: Spreads): ReadonlyMap<string, Counts> {
  const known = made.get(spreads)
  if (known) return known
  const counts = new Map(
    [...Map.groupBy(spreads, one => one.country)].map(([country, own]) => [
      country,
      Object.fromEntries(Map.groupBy(own, one => one.measure)) as Counts,
    ]),
  )
  made.set(spreads, counts)
  return counts
}
