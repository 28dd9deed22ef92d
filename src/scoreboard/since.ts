// What lies between a published edition and the requests of today, for programs and pages alike.
import { z } from 'zod'
import type { EditionFigures } from './figures.ts'
import { figureSchema } from './figures-schema.ts'
import type { CountryFigures } from './model.ts'
import { versionPathOf } from './view.ts'

export const sinceSchema = z.object({
  version: z.int(),
  href: z.string(),
  /**
   * From which requests distributions, ways and other rules are worked out. `today`: what was signed before
   * distributions were part of it.
   */
  basis: z.enum(['published', 'today']),
  /** Figures that would be others today. */
  changed: z.array(z.object({ country: z.string(), published: figureSchema, today: figureSchema })),
})
export type Since = Readonly<z.infer<typeof sinceSchema>>

/** Null: the edition is not published. `today`: its figures as they would be now, in the same order. */
export function sinceOf(
  { edition, countries, frozen }: EditionFigures,
  today: readonly CountryFigures[],
): Since | null {
  if (!frozen) return null
  const { version, spreads } = frozen.document
  const changed = countries.flatMap(({ country, indicators }) => {
    const now = today.find(one => one.country === country)?.indicators ?? []
    return indicators.flatMap((published, at) => {
      const figure = now[at]
      const isSame = figure?.numerator === published.numerator && figure.denominator === published.denominator
      return figure && !isSame ? [{ country, published: { ...published }, today: { ...figure } }] : []
    })
  })
  const href = versionPathOf(edition.id, version)
  return { version, href, basis: spreads ? 'published' : 'today', changed }
}
