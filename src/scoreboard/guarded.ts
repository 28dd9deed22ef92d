// Figures that are shown only where enough requests stand behind them: of the parts of something whose total is shown.
import { z } from 'zod'
import type { Edition } from './edition.ts'
import { bandNames, type Figure, figureOf, type Ratio } from './model.ts'
import { hiddenIn } from './protect.ts'

/** `isFew`: not shown, because it comes from few requests or would give away another one that does. */
export const guardedSchema = z.object({
  id: z.string(),
  isFew: z.boolean(),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  value: z.number().nullable(),
  band: z.enum(bandNames).nullable(),
})
export type Guarded = Readonly<z.infer<typeof guardedSchema>>

const shown = (figure: Figure): Guarded => ({ ...figure, isFew: false })
const blank = (id: string): Guarded => ({
  ...{ id, isFew: true, numerator: null, denominator: null, value: null, band: null },
})

/** Figures of which it is known which are blank, by indicator. */
export const guardedFigures = (
  { indicators }: Pick<Edition, 'indicators'>,
  ratios: readonly Ratio[],
  hidden: readonly boolean[],
): readonly Guarded[] =>
  indicators.map((indicator, at) =>
    hidden[at]
      ? blank(indicator.id)
      : shown(figureOf(indicator, ratios[at] ?? { numerator: 0, denominator: 0 })),
  )

/**
 * Figures of parts, each indicator by itself: its total is shown beside them.
 */
export function guardedParts(
  { indicators, shownFrom }: Pick<Edition, 'indicators' | 'shownFrom'>,
  parts: readonly (readonly Ratio[])[],
): readonly (readonly Guarded[])[] {
  const columns = indicators.map((_, at) =>
    hiddenIn(
      parts.map(ratios => ratios[at]?.denominator ?? 0),
      shownFrom,
    ),
  )
  return parts.map((ratios, row) =>
    guardedFigures(
      { indicators },
      ratios,
      columns.map(column => column[row] === true),
    ),
  )
}
