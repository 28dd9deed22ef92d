// The figures of an edition: as they were published, else worked out when something changed and then remembered.
import { countries } from '../calendar/model.ts'
import { type Edition, proceduresOf } from './edition.ts'
import type { Editions } from './editions.ts'
import { type CountryFigures, figuresOf, termsOf } from './model.ts'
import { type Published, readPublished } from './publication.ts'
import type { Stand } from './store/published.ts'
import type { ScoreboardStore } from './store.ts'

export type AreaFigures = { readonly area: string; readonly countries: readonly CountryFigures[] }

export type FiguresNow = {
  readonly edition: Edition
  /** All areas together. */
  readonly countries: readonly CountryFigures[]
  readonly areas: readonly AreaFigures[]
}

export type EditionFigures = FiguresNow & {
  readonly stand: Stand
  /** Null: they are live. */
  readonly frozen: Published | null
}

export type Figures = {
  /**
   * By id: `2020`, or `2020-v1` for one version of what was published. Undefined where there is none. One statement,
   * two where something changed.
   */
  of(id: string): Promise<EditionFigures | undefined>
}

type Ports = {
  readonly store: Pick<ScoreboardStore, 'stand' | 'tallies' | 'published'>
  readonly editions: Editions
  readonly clock: () => string
}

export function openFigures({ store, editions, clock }: Ports): Figures {
  type Held = { readonly by: string; readonly figures: Promise<EditionFigures | undefined> }
  const known = new Map<string, Held>()
  return {
    async of(id) {
      const { year, version } = partsOf(id)
      const edition = editions.byId(year, clock())
      if (!edition) return undefined
      const stand = await store.stand(edition)
      const wanted = version ?? stand.published
      if (wanted > stand.published) return undefined
      // A published one stays, but has to say when there is a newer one.
      const by = wanted > 0 ? `${wanted}/${stand.published}` : stand.counts
      const held = known.get(id)
      if (held?.by === by) return held.figures
      const figures =
        wanted > 0
          ? frozen(store, stand, { edition: year, version: wanted })
          : figuresNow(store, edition).then(now => ({ ...now, stand, frozen: null }))
      known.set(id, { by, figures })
      // What failed is tried again by the next one who asks.
      figures.catch(() => known.delete(id))
      return figures
    },
  }
}

function partsOf(id: string): { readonly year: string; readonly version: number | null } {
  const [, year, version] = /^(.*)-v([1-9]\d{0,5})$/.exec(id) ?? []
  return year === undefined ? { year: id, version: null } : { year, version: Number(version) }
}

async function frozen(
  { published }: Pick<ScoreboardStore, 'published'>,
  stand: Stand,
  asked: { readonly edition: string; readonly version: number },
): Promise<EditionFigures | undefined> {
  const row = await published(asked)
  if (!row) return undefined
  const read = readPublished(row)
  const { method, countries: all, areas } = read.document
  return { edition: method, countries: all, areas, stand, frozen: read }
}

/** Worked out from the counts as they are. */
export async function figuresNow(
  store: Pick<ScoreboardStore, 'tallies'>,
  edition: Edition,
): Promise<FiguresNow> {
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
