// The doors of the scoreboard: an edition's figures, the requests behind them, the scripts that prove them. Public.
import { z } from 'zod'
import { type AnyDoor, type Call, door } from '../base/door.ts'
import { done, type Result, refuse } from '../base/result.ts'
import type { Editions } from './editions.ts'
import type { EditionFigures, Figures } from './figures.ts'
import { requestsCsv } from './open-data.ts'
import { scoreboardPage } from './pages.ts'
import type { ScoreboardStore } from './store.ts'
import { type ScoreboardView, type Script, scoreboardSchema, scoreboardView } from './view.ts'

export type ScoreboardPorts = {
  readonly store: Pick<ScoreboardStore, 'lines'>
  readonly editions: Editions
  readonly figures: Figures
  readonly scripts: readonly Script[]
  readonly clock: () => string
}

/** `GET /scoreboard`, `/scoreboard/{edition}`, `…/requests.csv`, `…/recompute.py`, `…/recompute.sql`.
 *  Errors: scoreboard.edition.unknown. */
export function scoreboardDoors<Who>(ports: ScoreboardPorts): readonly AnyDoor<Who>[] {
  const view = viewsOf(ports)
  const page = (made: ScoreboardView, { t }: Call<Who>) => scoreboardPage(t, made)
  return [
    door<Who, unknown, unknown, ScoreboardView>({
      ...{ method: 'GET', path: '/scoreboard', summary: 'scoreboard.summary', isOpen: true },
      ...{ view: scoreboardSchema, page },
      run: async () => view(ports.editions.ids(ports.clock())[0] ?? ''),
    }),
    door<Who, unknown, unknown, ScoreboardView>({
      ...{ method: 'GET', path: '/scoreboard/:edition', summary: 'scoreboard.summary', isOpen: true },
      ...{ view: scoreboardSchema, page },
      run: async (_, { params }) => view(params.edition ?? ''),
    }),
    csvDoor(ports),
    ...ports.scripts.map(script => scriptDoor<Who>(ports, script)),
  ]
}

/** One view for all who ask while the figures stand. */
function viewsOf({ figures, editions, clock, scripts }: ScoreboardPorts) {
  const made = new WeakMap<EditionFigures, ScoreboardView>()
  return async (id: string): Promise<Result<ScoreboardView>> => {
    const found = await figures.of(id)
    if (!found) return refuse('scoreboard.edition.unknown', { edition: id })
    const today = clock().slice(0, 10)
    const known = made.get(found)
    // At midnight a period may be over, and a year begin.
    if (known && known.isOver === today > known.method.period.to && isListOf(known, editions.ids(today)))
      return done(known)
    const view = scoreboardView(found, { today, ids: editions.ids(today), scripts })
    made.set(found, view)
    return done(view)
  }
}

const isListOf = ({ links }: ScoreboardView, ids: readonly string[]): boolean =>
  links.editions.length === ids.length

const named = z.object({ edition: z.string() })

const csvDoor = <Who>({ store, editions, clock }: ScoreboardPorts): AnyDoor<Who> =>
  door<Who, unknown, unknown, z.infer<typeof named>>({
    ...{ method: 'GET', path: '/scoreboard/:edition/requests.csv', summary: 'scoreboard.csv.summary' },
    ...{ isOpen: true, view: named },
    run: async (_, { params }) => editionNamed(editions, params.edition ?? '', clock()),
    file: {
      ...{ type: 'text/csv; charset=utf-8', isAll: true },
      of: ({ edition }) => {
        const found = editions.byId(edition, clock())
        if (!found) return refuse('scoreboard.edition.unknown', { edition })
        return done({ name: 'requests.csv', body: bytesOf(requestsCsv(store, found)) })
      },
    },
  })

/** Read as fast as the caller takes it. */
const bytesOf = (pieces: AsyncIterator<string>): ReadableStream<Uint8Array> => {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      const { done: isDone, value } = await pieces.next()
      if (isDone) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
  })
}

const scriptDoor = <Who>({ editions, clock }: ScoreboardPorts, { name, text }: Script): AnyDoor<Who> =>
  door<Who, unknown, unknown, z.infer<typeof named>>({
    ...{ method: 'GET', path: `/scoreboard/:edition/${name}`, summary: 'scoreboard.script.summary' },
    ...{ isOpen: true, view: named },
    run: async (_, { params }) => editionNamed(editions, params.edition ?? '', clock()),
    file: { type: 'text/plain; charset=utf-8', isAll: true, of: () => done({ name, body: text }) },
  })

const editionNamed = (editions: Editions, id: string, today: string): Result<{ edition: string }> =>
  editions.byId(id, today) ? done({ edition: id }) : refuse('scoreboard.edition.unknown', { edition: id })
