// For the coordinator of a country: which authorities of its remit hold back which indicator, and what is open there.
import { z } from 'zod'
import { type AuthorityRecord, officialNameOf } from '../../authority/model.ts'
import { type AnyDoor, type Call, door } from '../../base/door.ts'
import type { Remembered } from '../../base/remember.ts'
import { done, type Result, refuse } from '../../base/result.ts'
import type { Actor } from '../../permission/model.ts'
import { isWithin, remitFor } from '../../permission/remit.ts'
import { type Edition, editionSchema, type Indicator } from '../edition.ts'
import type { Editions } from '../editions.ts'
import { figureSchema } from '../figures-schema.ts'
import { figureOf, type Ratio, termsOf } from '../model.ts'
import type { ScoreboardStore } from '../store.ts'
import { authoritiesPage } from './page-authorities.ts'
import { countryPath } from './path.ts'

export type AuthoritiesPorts = {
  readonly store: Pick<ScoreboardStore, 'authorities'>
  readonly editions: Editions
  readonly authorities: Remembered<AuthorityRecord>
  readonly clock: () => string
}

export const authoritiesSchema = z.object({
  edition: z.string(),
  country: z.string(),
  /** Legal areas of the edition that belong to the remit. */
  areas: z.array(z.string()),
  indicators: z.array(
    z.object({
      id: z.string(),
      /** Of all authorities of the remit. */
      total: figureSchema,
      /** Those that hold most of it back, most first. */
      items: z.array(
        z.object({
          authority: z.object({ authority: z.string(), name: z.string(), lang: z.string() }),
          figure: figureSchema,
          /** Requests that did not go well; for days: days above the green border. */
          short: z.number(),
          /** What is open there and may be seen. */
          href: z.string(),
        }),
      ),
    }),
  ),
  method: editionSchema,
  links: z.object({ country: z.string() }),
})
export type AuthoritiesView = Readonly<z.infer<typeof authoritiesSchema>>

/** `GET /scoreboard/{edition}/countries/{country}/authorities`. Errors: permission.sign-in, permission.coordinator,
 *  permission.area, scoreboard.edition.unknown, scoreboard-beyond.country.unknown (not the coordinator's own). */
export const authoritiesDoor = (ports: AuthoritiesPorts): AnyDoor<Actor> =>
  door<Actor, unknown, unknown, AuthoritiesView>({
    ...{ method: 'GET', path: '/scoreboard/:edition/countries/:country/authorities' },
    ...{ summary: 'scoreboard-beyond.authorities.title', view: authoritiesSchema },
    run: (call, { params }) => found(ports, call, params.edition ?? '', params.country ?? ''),
    page: (view, { t }) => authoritiesPage(t, view),
  })

async function found(
  { store, editions, authorities, clock }: AuthoritiesPorts,
  { who, t }: Call<Actor>,
  id: string,
  country: string,
): Promise<Result<AuthoritiesView>> {
  if (!who) return refuse('permission.sign-in')
  const edition = editions.byId(id, clock())
  if (!edition) return refuse('scoreboard.edition.unknown', { edition: id })
  const remit = remitFor(who, (await authorities([who.authority])).get(who.authority), 'see')
  if (!remit.ok) return remit
  if (remit.value.country !== country) return refuse('scoreboard-beyond.country.unknown', { code: country })
  const areas = Object.keys(edition.areas).filter(area => isWithin(remit.value, area))
  const rows = await store.authorities({
    ...{ country, period: edition.period, terms: edition.indicators.map(termsOf) },
    procedures: areas.flatMap(area => edition.areas[area] ?? []),
  })
  const names = await authorities(shownIn(edition, rows))
  const nameOf = (authority: string) => {
    const known = names.get(authority)
    return { authority, ...(known ? officialNameOf(known, t.lang) : { name: authority, lang: t.lang }) }
  }
  return done({
    ...{ edition: edition.id, country, areas, method: edition },
    indicators: edition.indicators.map((indicator, at) => ({
      ...{ id: indicator.id, total: figureOf(indicator, totalOf(rows, at)) },
      items: worst(indicator, rows, at).map(one => ({
        ...{ authority: nameOf(one.authority), figure: figureOf(indicator, one.ratio), short: one.short },
        href: `/coordination?${new URLSearchParams({ authority: one.authority }).toString()}`,
      })),
    })),
    links: { country: countryPath(edition.id, country) },
  })
}

export type AuthorityRatios = { readonly authority: string; readonly ratios: readonly Ratio[] }

const shownMax = 10

const shownIn = ({ indicators }: Edition, rows: readonly AuthorityRatios[]): readonly string[] => [
  ...new Set(indicators.flatMap((one, at) => worst(one, rows, at).map(({ authority }) => authority))),
]

const totalOf = (rows: readonly AuthorityRatios[], at: number): Ratio => ({
  numerator: rows.reduce((sum, { ratios }) => sum + (ratios[at]?.numerator ?? 0), 0),
  denominator: rows.reduce((sum, { ratios }) => sum + (ratios[at]?.denominator ?? 0), 0),
})

/** Those with most that did not go well: there help brings most. */
function worst(indicator: Indicator, rows: readonly AuthorityRatios[], at: number) {
  return rows
    .map(({ authority, ratios }) => {
      const ratio = ratios[at] ?? { numerator: 0, denominator: 0 }
      return { authority, ratio, short: shortOf(indicator, ratio) }
    })
    .filter(({ short }) => short > 0)
    .toSorted((a, b) => b.short - a.short || (a.authority < b.authority ? -1 : 1))
    .slice(0, shownMax)
}

function shortOf({ measure, bands }: Indicator, { numerator, denominator }: Ratio): number {
  if (measure === 'answer-days') return numerator - denominator * bands.green
  return bands.better === 'high' ? denominator - numerator : numerator
}
