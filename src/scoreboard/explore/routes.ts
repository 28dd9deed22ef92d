// The door to any period: what was asked for, found in the sums of pairs, remembered while they stand. Public.
import { z } from 'zod'
import { type AnyDoor, door } from '../../base/door.ts'
import { done, type Result, refuse } from '../../base/result.ts'
import type { Edition } from '../edition.ts'
import type { Editions } from '../editions.ts'
import type { ScoreboardStore } from '../store.ts'
import { type Asked, askedOf, editionFor, type Typed } from './model.ts'
import { explorePage } from './pages.ts'
import { type ExploreView, exploreSchema, exploreView } from './view.ts'

export type ExplorePorts = {
  readonly store: Pick<ScoreboardStore, 'version' | 'pairs' | 'parts'>
  readonly editions: Editions
  readonly clock: () => string
}

const word = z.string().max(100).optional()
const exploreQuery = z.object({
  ...{ from: word, to: word, area: word, procedure: word, sender: word, recipient: word },
})

/** `GET /scoreboard/explore`. Errors: base.fields.invalid. */
export function exploreDoors<Who>(ports: ExplorePorts): readonly AnyDoor<Who>[] {
  const view = viewsOf(ports)
  return [
    door<Who, Typed, unknown, ExploreView>({
      ...{ method: 'GET', path: '/scoreboard/explore', summary: 'scoreboard-beyond.explore.title' },
      ...{ isOpen: true, query: exploreQuery, view: exploreSchema },
      run: (_, { query }) => view(query),
      page: (made, { t }) => explorePage(t, made),
    }),
  ]
}

const keptMax = 200

/** One statement for what was asked for before and still stands, else three. */
function viewsOf({ store, editions, clock }: ExplorePorts) {
  const known = new Map<string, { readonly version: string; readonly view: ExploreView }>()
  return async (typed: Typed): Promise<Result<ExploreView>> => {
    const edition = editions.byId(editionFor(editions.ids(clock()), typed.to), clock())
    if (!edition) return refuse('scoreboard.edition.unknown', { edition: typed.to ?? '' })
    const asked = askedOf(edition, typed)
    if (!asked.ok) return asked
    const version = await store.version(asked.value.period)
    const key = JSON.stringify(asked.value)
    const held = known.get(key)
    if (held?.version === version) return done(held.view)
    const view = await found(store, edition, asked.value)
    if (known.size >= keptMax) known.clear()
    known.set(key, { version, view })
    return done(view)
  }
}

async function found(store: ExplorePorts['store'], edition: Edition, asked: Asked): Promise<ExploreView> {
  const [pairs, parts] = await Promise.all([store.pairs(asked), store.parts(asked)])
  return exploreView(edition, asked, { pairs, parts })
}
