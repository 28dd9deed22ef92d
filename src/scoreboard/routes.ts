// The doors of the scoreboard: an edition's figures as page and JSON, and with them all files of an edition. Public.
import { type AnyDoor, type Call, door } from '../base/door.ts'
import { done, type Result, refuse } from '../base/result.ts'
import type { Editions } from './editions.ts'
import type { EditionFigures, Figures } from './figures.ts'
import { fileDoors } from './file-routes.ts'
import { scoreboardPage } from './pages.ts'
import { pictureDoors } from './picture-routes.ts'
import type { Prints } from './prints.ts'
import type { ScoreboardStore } from './store.ts'
import { type ScoreboardView, type Script, scoreboardSchema, scoreboardView } from './view.ts'

export type ScoreboardPorts = {
  readonly store: Pick<ScoreboardStore, 'lines' | 'piece'>
  readonly editions: Editions
  readonly figures: Figures
  readonly prints: Prints
  readonly scripts: readonly Script[]
  readonly clock: () => string
}

/** One view for all who ask while the figures stand. Errors: scoreboard.edition.unknown. */
export type Views = (id: string) => Promise<Result<ScoreboardView>>

/** `GET /scoreboard`, `/scoreboard/{edition}` and its files; `{edition}` may name a version: `2020-v1`.
 *  Errors: scoreboard.edition.unknown. */
export function scoreboardDoors<Who>(ports: ScoreboardPorts, publicUrl: string): readonly AnyDoor<Who>[] {
  const views = viewsOf(ports)
  const page = (made: ScoreboardView, { t }: Call<Who>) => scoreboardPage(t, made, publicUrl)
  return [
    door<Who, unknown, unknown, ScoreboardView>({
      ...{ method: 'GET', path: '/scoreboard', summary: 'scoreboard.summary', isOpen: true },
      ...{ view: scoreboardSchema, page },
      run: async () => views(ports.editions.ids(ports.clock())[0] ?? ''),
    }),
    door<Who, unknown, unknown, ScoreboardView>({
      ...{ method: 'GET', path: '/scoreboard/:edition', summary: 'scoreboard.summary', isOpen: true },
      ...{ view: scoreboardSchema, page },
      run: async (_, { params }) => views(params.edition ?? ''),
    }),
    ...fileDoors<Who>(ports, views),
    ...pictureDoors<Who>(views, ports.clock, publicUrl),
  ]
}

function viewsOf({ figures, editions, prints, clock, scripts }: ScoreboardPorts): Views {
  const made = new WeakMap<EditionFigures, ScoreboardView>()
  return async id => {
    const found = await figures.of(id)
    if (!found) return refuse('scoreboard.edition.unknown', { edition: id })
    const today = clock().slice(0, 10)
    const ids = editions.ids(today)
    const print = found.frozen ? null : prints.of(found.edition, found.stand.counts)
    const known = made.get(found)
    const isSame = known && isAt(known, today) && known.links.editions.length === ids.length
    if (isSame && (found.frozen || known.csv === print)) return done(known)
    const view = scoreboardView(found, { today, ids, scripts, print })
    made.set(found, view)
    return done(view)
  }
}

/** At midnight a period may be over, and a year begin. */
const isAt = ({ isOver, method }: ScoreboardView, today: string): boolean =>
  isOver === today > method.period.to
