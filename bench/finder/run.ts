// The finder against general search engines, interleaved in one run: how often right, how fast, how large.
import { join } from 'node:path'
import { openWords } from '../../src/authority/finder.ts'
import { readLexicons } from '../../src/authority/lexicons.ts'
import type { Progress } from '../../src/base/progress.ts'
import type { Sql } from '../../src/base/sql.ts'
import { library, readLanguages } from '../../src/base/text.ts'
import { inventDirectory } from '../../src/world/directory.ts'
import { frame, readWords } from '../../src/world/frame.ts'
import { nearestRank, type Row, rounded } from '../figures.ts'
import { documentsOf, type Engine } from './engine.ts'
import { openMiniSearch } from './minisearch.ts'
import { openOurs } from './ours.ts'
import { openPostgres } from './postgres.ts'
import { fits, readQueries } from './queries.ts'
import { openSqlite } from './sqlite.ts'

/** What one engine did. `found`: the place of the first right one among the best five for each query, or -1. */
type Result = {
  readonly engine: Engine
  readonly builtSeconds: number
  readonly found: number[]
  readonly ms: number[]
}

export async function runFinderBench(root: string, sql: Sql, say: Progress): Promise<readonly Row[]> {
  const texts = library(readLanguages(root), new Map())
  const lexicons = readLexicons(root)
  const directory = inventDirectory({ frame, wordsOf: readWords(root), lexicons, library: texts })
  const documents = documentsOf({ directory, lexicons, library: texts })
  const results = [
    await built(say, 'open-imi', () => openOurs(directory, () => openWords(texts, lexicons))),
    await built(say, 'minisearch', () => openMiniSearch(documents)),
    await built(say, 'sqlite-trigram', () => openSqlite(documents)),
    await built(say, 'postgresql', () => openPostgres(sql, documents)),
  ]
  const byId = new Map(directory.map(authority => [authority.id, authority]))
  const queries = readQueries(join(root, 'test/queries'))
  for (const { query, lang } of queries.slice(0, warmUp))
    for (const { engine } of results) await engine.find(query, lang)
  for (const [at, labelled] of queries.entries()) {
    // Each in turn goes first, so that none always finds the machine as another left it.
    for (const result of turned(results, at)) {
      const from = performance.now()
      const ids = await result.engine.find(labelled.query, labelled.lang)
      result.ms.push(performance.now() - from)
      result.found.push(ids.findIndex(id => fits(byId.get(id) ?? nobody, labelled)))
    }
    say.part('bench: finder', at + 1, queries.length)
  }
  for (const { engine } of results) await engine.close()
  return rowsOf(results)
}

const warmUp = 60
const nobody = { type: '', area: '', country: '', town: '', competences: [] } as never

async function built(say: Progress, name: string, open: () => Promise<Engine> | Engine): Promise<Result> {
  say(`bench: building ${name}`)
  const from = performance.now()
  const engine = await open()
  return { engine, builtSeconds: (performance.now() - from) / 1000, found: [], ms: [] }
}

const turned = <T>(all: readonly T[], by: number): readonly T[] => [
  ...all.slice(by % all.length),
  ...all.slice(0, by % all.length),
]

const measures: readonly (readonly [name: string, unit: string, of: (result: Result) => number])[] = [
  ['top1', '% of queries', ({ found }) => share(found, at => at === 0)],
  ['top5', '% of queries', ({ found }) => share(found, at => at >= 0)],
  ['p50', 'ms', ({ ms }) => nearestRank(ms, 0.5)],
  ['p99', 'ms', ({ ms }) => nearestRank(ms, 0.99)],
  ['memory', 'MB', ({ engine }) => engine.bytes / 1e6],
  ['build', 's', ({ builtSeconds }) => builtSeconds],
]

/** Ours against each peer; the last rows of a peer tell its own figures. */
function rowsOf([ours, ...peers]: readonly Result[]): readonly Row[] {
  if (!ours) return []
  return peers.flatMap(peer =>
    measures.map(([name, unit, of]) => ({
      ...{ name: `finder-${peer.engine.name}-${name}`, unit },
      ...{ ours: rounded(of(ours)), peer: rounded(of(peer)), ratio: rounded(of(ours) / of(peer)) },
    })),
  )
}

const share = (found: readonly number[], isRight: (at: number) => boolean): number =>
  (100 * found.filter(isRight).length) / found.length
