// The finder against general search engines, interleaved in one run: how often right, how fast, how large.
import { join } from 'node:path'
import { readLexicons } from '../../src/authority/lexicons.ts'
import type { Progress } from '../../src/base/progress.ts'
import { library, readLanguages } from '../../src/base/text.ts'
import { inventDirectory } from '../../src/world/directory.ts'
import { frame, readWords } from '../../src/world/frame.ts'
import { nearestRank, type Row, rounded } from '../figures.ts'
import { type Asked, openAsked } from './asked.ts'
import { engineNames } from './engine.ts'
import { fits, readQueries } from './queries.ts'

/** What one engine did. `found`: the place of the first right one among the best five for each query, or -1. */
type Result = { readonly engine: Asked; readonly found: number[]; readonly ms: number[] }

export async function runFinderBench(
  root: string,
  databaseUrl: string,
  say: Progress,
): Promise<readonly Row[]> {
  const lexicons = readLexicons(root)
  const texts = library(readLanguages(root), new Map())
  const directory = inventDirectory({ frame, wordsOf: readWords(root), lexicons, library: texts })
  const byId = new Map(directory.map(authority => [authority.id, authority]))
  const queries = readQueries(join(root, 'test/queries')).map(one => ({ ...one, text: one.query }))
  const results: Result[] = []
  for (const name of engineNames) {
    say(`bench: building ${name}, then asking it for ${warmUpMs / 1000} s`)
    const engine = await openAsked(name, databaseUrl)
    for (const until = performance.now() + warmUpMs; performance.now() < until; )
      for (const { text, lang } of queries) if (performance.now() < until) await engine.find({ text, lang })
    results.push({ engine, found: [], ms: [] })
  }
  for (let at = 0; at < queries.length; at += turnQueries) {
    // Each in turn goes first, so that none always finds the machine as another left it.
    for (const { engine, found, ms } of turned(results, at / turnQueries))
      for (const { text, lang, ...labelled } of queries.slice(at, at + turnQueries)) {
        const answer = await engine.find({ text, lang })
        ms.push(answer.ms)
        found.push(answer.ids.findIndex(id => fits(byId.get(id) ?? nobody, { ...labelled, lang })))
      }
    say.part('bench: finder', Math.min(at + turnQueries, queries.length), queries.length)
  }
  for (const { engine } of results) engine.close()
  return rowsOf(results)
}

/** So many, then the next engine: one by one, what another did before is measured as much as the question. */
const turnQueries = 26
/** As long for each: a server has run for a while when somebody asks. */
const warmUpMs = 20_000
const nobody = { type: '', area: '', country: '', town: '', competences: [] } as never

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
  ['build', 's', ({ engine }) => engine.seconds],
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
