// The overview of coordinators against the worklists of handlers: both through the whole application, the same world.
import { castCoordinators } from '../src/world/cast.ts'
import type { App } from './app.ts'
import { openCallers } from './callers.ts'
import { inTurn, type Prepared, type Visit, type Way, worklists } from './pages.ts'
import { recorded } from './record.ts'

/** Times are to be below three times those of the worklist: a ratio of throughputs above a third. */
export async function coordinationPages(app: App, way: Way): Promise<Prepared> {
  const callers = await openCallers(app, castCoordinators)
  const overviews = callers.map((caller): Visit => ({ caller, path: '/coordination' }))
  const { visits } = await worklists(app)
  const [ours, peer] = [await weighed(app, overviews, way), await weighed(app, visits, way)]
  return {
    ...{ ours: inTurn(callsOf(overviews, way)), peer: inTurn(callsOf(visits, way)) },
    statements: { ours: ours.statements, peer: peer.statements },
    about: `${overviews.length} overviews of ${ours.kB} kB each; the peer: ${visits.length} worklists of ${peer.kB} kB`,
  }
}

const callsOf = (visits: readonly Visit[], way: Way) =>
  visits.map(
    ({ caller, path }) =>
      () =>
        caller[way](path),
  )

/** Once more than needed, so that names are known; then what a call of each sends and brings. */
async function weighed(app: App, visits: readonly Visit[], way: Way) {
  let [statements, bytes] = [0, 0]
  for (const { caller, path } of visits) {
    await caller[way](path)
    const page = await recorded(app.sql, async () => (await caller[way](path)).text())
    statements += page.statements.length
    bytes += Buffer.byteLength(page.value)
  }
  return { statements: statements / visits.length, kB: (bytes / visits.length / 1000).toFixed(1) }
}
