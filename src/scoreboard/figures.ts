// The figures of an edition: worked out when something changed, otherwise remembered.
import { countries } from '../calendar/model.ts'
import { type Edition, proceduresOf } from './edition.ts'
import type { Editions } from './editions.ts'
import { type CountryFigures, figuresOf, termsOf } from './model.ts'
import type { ScoreboardStore } from './store.ts'

export type AreaFigures = { readonly area: string; readonly countries: readonly CountryFigures[] }

export type EditionFigures = {
  readonly edition: Edition
  /** All areas together. */
  readonly countries: readonly CountryFigures[]
  readonly areas: readonly AreaFigures[]
}

export type Figures = {
  /** Undefined where there is no such edition. One statement, two where something changed. */
  of(id: string): Promise<EditionFigures | undefined>
}

type Ports = {
  readonly store: Pick<ScoreboardStore, 'version' | 'tallies'>
  readonly editions: Editions
  readonly clock: () => string
}

export function openFigures({ store, editions, clock }: Ports): Figures {
  const known = new Map<string, { readonly version: string; readonly figures: Promise<EditionFigures> }>()
  return {
    async of(id) {
      const edition = editions.byId(id, clock())
      if (!edition) return undefined
      const version = await store.version(edition.period)
      const held = known.get(id)
      if (held?.version === version) return held.figures
      const figures = worked(store, edition)
      known.set(id, { version, figures })
      // What failed is tried again by the next one who asks.
      figures.catch(() => known.delete(id))
      return figures
    },
  }
}

async function worked(store: Pick<ScoreboardStore, 'tallies'>, edition: Edition): Promise<EditionFigures> {
  const { period, areas, indicators } = edition
  const terms = indicators.map(termsOf)
  const tallies = await store.tallies({ period, procedures: proceduresOf(edition), terms })
  return {
    edition,
    countries: figuresOf(edition, countries, tallies),
    areas: Object.entries(areas).map(([area, procedures]) => ({
      area,
      countries: figuresOf(
        edition,
        countries,
        tallies.filter(one => procedures.includes(one.procedure)),
      ),
    })),
  }
}
