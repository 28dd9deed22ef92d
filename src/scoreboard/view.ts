// What an edition's page says, for programs and pages alike.
import { z } from 'zod'
import { editionSchema } from './edition.ts'
import type { EditionFigures } from './figures.ts'
import { bandNames } from './model.ts'

const band = z.enum(bandNames).nullable()
const figure = z.object({
  id: z.string(),
  numerator: z.number(),
  denominator: z.number(),
  value: z.number().nullable(),
  band,
})
const country = z.object({
  country: z.string(),
  indicators: z.array(figure),
  score: z.number(),
  colour: band,
})

export const scoreboardSchema = z.object({
  edition: z.string(),
  countries: z.array(country),
  areas: z.array(z.object({ area: z.string(), countries: z.array(country) })),
  /** By which all this was worked out. */
  method: editionSchema,
  /** Every request of the period has been sent: figures still move, but by late answers only. */
  isOver: z.boolean(),
  scripts: z.array(z.object({ name: z.string(), href: z.string(), sha256: z.string() })),
  links: z.object({
    requests: z.string(),
    editions: z.array(z.object({ edition: z.string(), href: z.string() })),
  }),
})
export type ScoreboardView = Readonly<z.infer<typeof scoreboardSchema>>
export type CountryView = ScoreboardView['countries'][number]
export type FigureView = CountryView['indicators'][number]

/** A script with which anybody works the figures out anew. */
export type Script = { readonly name: string; readonly text: string; readonly sha256: string }

export const pathOf = (edition: string): string => `/scoreboard/${edition}`

export function scoreboardView(
  { edition, countries, areas }: EditionFigures,
  { today, ids, scripts }: { today: string; ids: readonly string[]; scripts: readonly Script[] },
): ScoreboardView {
  const path = pathOf(edition.id)
  const shown = (all: EditionFigures['countries']) =>
    all.map(one => ({ ...one, indicators: [...one.indicators] }))
  return {
    edition: edition.id,
    countries: shown(countries),
    areas: areas.map(({ area, countries: all }) => ({ area, countries: shown(all) })),
    method: edition,
    isOver: today > edition.period.to,
    scripts: scripts.map(({ name, sha256 }) => ({ name, href: `${path}/${name}`, sha256 })),
    links: {
      requests: `${path}/requests.csv`,
      editions: ids.map(id => ({ edition: id, href: pathOf(id) })),
    },
  }
}
