// The door to any period: what was asked for, found in the sums of pairs, remembered while they stand. Public.
import { z } from 'zod'
import { type AnyDoor, door } from '../../base/door.ts'
import { done, type Result, refuse } from '../../base/result.ts'
import { type Edition, proceduresOf } from '../edition.ts'
import type { Editions } from '../editions.ts'
import type { ScoreboardStore } from '../store.ts'
import { blanksOf } from './blanks.ts'
import { csvName, csvOfExplore } from './csv.ts'
import { type Asked, askedOf, editionFor, type Typed } from './model.ts'
import { explorePage } from './pages.ts'
import { type ExploreView, exploreSchema, exploreView, type Found } from './view.ts'

export type ExplorePorts = {
  readonly store: Pick<ScoreboardStore, 'versions' | 'cells' | 'quarterCells'>
  readonly editions: Editions
  readonly clock: () => string
}

const word = z.string().max(100).optional()
const exploreQuery = z.object({
  ...{ from: word, to: word, area: word, procedure: word, sender: word, recipient: word },
})

/** `GET /scoreboard/explore` and `…/explore.csv`. Errors: base.fields.invalid. */
export function exploreDoors<Who>(ports: ExplorePorts): readonly AnyDoor<Who>[] {
  const view = viewsOf(ports)
  return [
    door<Who, Typed, unknown, ExploreView>({
      ...{ method: 'GET', path: '/scoreboard/explore', summary: 'scoreboard-beyond.explore.title' },
      ...{ isOpen: true, query: exploreQuery, view: exploreSchema },
      run: (_, { query }) => view(query),
      page: (made, { t }) => explorePage(t, made),
    }),
    door<Who, Typed, unknown, ExploreView>({
      ...{ method: 'GET', path: '/scoreboard/explore.csv', summary: 'scoreboard-since.explore.csv' },
      ...{ isOpen: true, query: exploreQuery, view: exploreSchema },
      run: (_, { query }) => view(query),
      file: {
        ...{ type: 'text/csv; charset=utf-8', isAll: true },
        of: made => done({ name: csvName, body: csvOfExplore(made) }),
      },
    }),
  ]
}

const keptMax = 200
const periodsMax = 20

/** One statement for what was asked for before and still stands, else three; two where its period is known. */
function viewsOf({ store, editions, clock }: ExplorePorts) {
  const views = kept<ExploreView>(keptMax)
  const periods = kept<Pick<Found, 'cells' | 'blanks'>>(periodsMax)
  return async (typed: Typed): Promise<Result<ExploreView>> => {
    const edition = editions.byId(editionFor(editions.ids(clock()), typed.to), clock())
    if (!edition) return refuse('scoreboard.edition.unknown', { edition: typed.to ?? '' })
    const asked = askedOf(edition, typed)
    if (!asked.ok) return asked
    const { period, sender, recipient } = asked.value
    const version = await store.versions(period)
    const procedures = proceduresOf(edition)
    const view = await views(JSON.stringify(asked.value), version, async () => {
      const [whole, quarters] = await Promise.all([
        periods(JSON.stringify([edition.id, period]), version, () => wholeOf(store, edition, asked.value)),
        store.quarterCells({ period, procedures, sender, recipient }),
      ])
      return exploreView(edition, asked.value, { ...whole, quarters })
    })
    return done(view)
  }
}

async function wholeOf(store: ExplorePorts['store'], edition: Edition, { period }: Asked) {
  const cells = await store.cells({ period, procedures: proceduresOf(edition) })
  return { cells, blanks: blanksOf(edition, cells) }
}

/** Made once for all who ask, while its version stands. */
function kept<One>(most: number) {
  const known = new Map<string, { readonly version: string; readonly one: Promise<One> }>()
  return (key: string, version: string, make: () => Promise<One>): Promise<One> => {
    const held = known.get(key)
    if (held?.version === version) return held.one
    if (known.size >= most) known.clear()
    const one = make()
    known.set(key, { version, one })
    // What failed is tried again by the next one who asks.
    one.catch(() => known.delete(key))
    return one
  }
}
