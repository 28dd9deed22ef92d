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

/**
 * Figures of parts, each indicator by itself: its total is shown beside them. `forced`: what is not shown for another
 * reason, by part and indicator.
 */
export function guardedParts(
  { indicators, shownFrom }: Pick<Edition, 'indicators' | 'shownFrom'>,
  parts: readonly (readonly Ratio[])[],
  forced: readonly (readonly boolean[])[] = [],
): readonly (readonly Guarded[])[] {
  const ratioAt = (ratios: readonly Ratio[], at: number): Ratio =>
    ratios[at] ?? { numerator: 0, denominator: 0 }
  const columns = indicators.map((_, at) =>
    hiddenIn(
      parts.map(ratios => ratioAt(ratios, at).denominator),
      shownFrom,
      parts.map((_, row) => forced[row]?.[at] === true),
    ),
  )
  return parts.map((ratios, row) =>
    indicators.map((indicator, at) =>
      columns[at]?.[row] ? blank(indicator.id) : shown(figureOf(indicator, ratioAt(ratios, at))),
    ),
  )
}
