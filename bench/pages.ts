// The pages against their statements: worklist and exchange, for programs and for browsers.
import { z } from 'zod'
import type { App } from './app.ts'
import { type Caller, openCallers } from './callers.ts'
import { recorded, replayer } from './record.ts'
import type { Sides } from './slices.ts'

export type Prepared = Sides & {
  readonly statements: { readonly ours: number; readonly peer: number }
  /** What one call brings, in words for the operator. */
  readonly about: string
}

export type Way = 'json' | 'html'
export type Visit = { readonly caller: Caller; readonly path: string }

const pageRows = 25
const listSchema = z.object({
  items: z.array(z.object({ number: z.string(), state: z.string(), title: z.string() })),
})

const listOf = async (caller: Caller, path: string) =>
  listSchema.parse(await (await caller.json(path)).json()).items

/** Each caller's worklist: what it must act on where that fills a page, else all that it has. */
export async function worklistPages(app: App, way: Way): Promise<Prepared> {
  const { visits, rows } = await worklists(app)
  const prepared = await over(app, visits, way)
  return { ...prepared, about: `${prepared.about}, ${(rows / visits.length).toFixed(1)} rows each` }
}

export async function worklists(app: App): Promise<{ visits: readonly Visit[]; rows: number }> {
  const visits: Visit[] = []
  let rows = 0
  for (const caller of await openCallers(app)) {
    const acts = await listOf(caller, '/worklist?view=act')
    const path = acts.length === pageRows ? '/worklist?view=act' : '/worklist?view=all'
    rows += (await listOf(caller, path)).length
    visits.push({ caller, path })
  }
  return { visits, rows }
}

/** Search in one's own exchanges: by a part of a number, by a subject, by a word of a text that stands in many. */
export async function searchPages(app: App, way: Way): Promise<Prepared> {
  const visits: Visit[] = []
  for (const caller of await openCallers(app)) {
    const [first] = await listOf(caller, '/worklist?view=all')
    if (!first) continue
    const subject = /\p{L}{6,}(?!.*\p{L}{6,})/u.exec(first.title)?.[0] ?? first.title
    for (const q of [first.number.slice(-4), subject, 'registr'])
      visits.push({ caller, path: `/exchanges?q=${encodeURIComponent(q)}` })
  }
  return over(app, visits, way)
}

const exchangesEach = 6

/** What each caller's authority had to do with last, but for drafts. */
export async function exchangePages(app: App, way: Way): Promise<Prepared> {
  const visits: Visit[] = []
  for (const caller of await openCallers(app)) {
    const items = (await listOf(caller, '/worklist?view=all')).filter(({ state }) => state !== 'draft')
    for (const { number } of items.slice(0, exchangesEach))
      visits.push({ caller, path: `/exchanges/${number}` })
  }
  return over(app, visits, way)
}

/** Visits each page until nothing is missing and nothing is new, writes down its statements, makes both sides. */
export async function over(app: App, visits: readonly Visit[], way: Way): Promise<Prepared> {
  for (const { caller, path } of visits) {
    await caller[way](path)
    await app.translate()
    await caller[way](path)
  }
  const peers: (() => Promise<string>)[] = []
  let [statements, bytes] = [0, 0]
  for (const { caller, path } of visits) {
    const page = await recorded(app.sql, async () => (await caller[way](path)).text())
    statements += page.statements.length
    bytes += Buffer.byteLength(page.value)
    peers.push(replayer(app.raw, page.statements))
  }
  const each = statements / visits.length
  return {
    ours: inTurn(
      visits.map(
        ({ caller, path }) =>
          () =>
            caller[way](path),
      ),
    ),
    peer: inTurn(peers),
    statements: { ours: each, peer: each },
    about: `${visits.length} pages, ${(bytes / visits.length / 1000).toFixed(1)} kB each`,
  }
}

/** One after another, and from the beginning. */
export function inTurn(calls: readonly (() => Promise<unknown>)[]): () => Promise<unknown> {
  let next = 0
  return async () => {
    const call = calls[next++ % calls.length]
    return call?.()
  }
}
