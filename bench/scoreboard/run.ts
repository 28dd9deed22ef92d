// The scoreboard on a large history: pages, follower, rebuild; DuckDB over the same rows in a Parquet file.
import { createHash } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Closers } from '../../src/base/closers.ts'
import type { Progress } from '../../src/base/progress.ts'
import { rebuildScoreboard } from '../../src/scoreboard/rebuild.ts'
import { type Explorer, openExplorer, writeParquet } from '../../src/scoreboard/store/parquet.ts'
import type { App } from '../app.ts'
import { type Row, rounded } from '../figures.ts'
import { measureFollower } from './follower.ts'
import { measurePages } from './pages.ts'
import { ratiosOfEdition } from './targets.ts'
import { openVisitors } from './visitors.ts'

export type ScoreboardWanted = {
  /** Where the Parquet file is kept for the next run. */
  readonly folder: string
  readonly pace: { readonly lanes: number; readonly sliceMs: number; readonly rounds: number }
  /** Real ones, made for the follower and taken away again. */
  readonly exchangesFollowed: number
  readonly say: Progress
}

export type ScoreboardBench = { readonly rows: readonly Row[]; readonly about: readonly string[] }

/** Facts a second that a rebuild has to count. */
const rebuildAim = 200_000

export async function benchScoreboard(
  app: App,
  { folder, pace, exchangesFollowed, say }: ScoreboardWanted,
  closers: Closers,
): Promise<ScoreboardBench> {
  const about: string[] = []
  const [sizes] = await app.sql<{ facts: number; counts: number; factBytes: number; countBytes: number }[]>`
    select (select count(*)::int from scoreboard_fact) as facts, (select count(*)::int from scoreboard_count) as counts,
      pg_total_relation_size('scoreboard_fact')::float8 as "factBytes",
      pg_total_relation_size('scoreboard_count')::float8 as "countBytes"`
  const facts = sizes?.facts ?? 0
  about.push(
    `${facts} facts, ${gigabytes(sizes?.factBytes)}; ${sizes?.counts} counts, ${gigabytes(sizes?.countBytes)}`,
  )
  const rebuild = await measureRebuild(app, facts, about, say)
  const explorer = await openParquet(app, join(folder, 'requests.parquet'), about, say)
  closers.add(async () => explorer.close())
  about.push(`DuckDB and PostgreSQL find the same: ${await haveSame(app, explorer)}`)
  const visitors = openVisitors(await openSocket(app, closers))
  closers.add(visitors.close)
  const pages = await measurePages({ sql: app.raw, explorer, visitors, pace, say })
  if (pages.absent.length > 0) about.push(`Not there yet: ${pages.absent.join(', ')}`)
  say('bench: follower')
  const follower = await measureFollower(app, exchangesFollowed)
  return { rows: [...pages.rows, ...follower, rebuild], about }
}

async function measureRebuild({ sql }: App, facts: number, about: string[], say: Progress): Promise<Row> {
  const from = performance.now()
  const changed = await rebuildScoreboard(sql, (at, all) => say.part('bench: rebuild', at, all))
  const rate = (1000 * facts) / (performance.now() - from)
  about.push(`The rebuild took ${seconds(from)} s and found ${JSON.stringify(changed)} to change.`)
  return {
    ...{
      name: 'scoreboard-rebuild',
      ours: rounded(rate),
      peer: rebuildAim,
      ratio: rounded(rate / rebuildAim),
    },
    unit: 'facts per second; the peer is the aim',
  }
}

/** Written once, and kept for the next run. */
async function openParquet({ sql }: App, file: string, about: string[], say: Progress): Promise<Explorer> {
  if (!existsSync(file)) {
    say('bench: writing the Parquet file')
    const from = performance.now()
    await writeParquet(sql, file)
    about.push(`The Parquet file took ${seconds(from)} s.`)
  }
  about.push(`The Parquet file has ${gigabytes(statSync(file).size)}.`)
  return openExplorer(file)
}

const seconds = (from: number): number => Math.round((performance.now() - from) / 100) / 10
const gigabytes = (bytes = 0): string => `${(bytes / 1e9).toFixed(2)} GB`

/** The server as it listens, with the application in this process. */
async function openSocket({ listener }: App, closers: Closers): Promise<number> {
  const server = createServer(listener)
  // Visitors pause while the peers are asked: a connection that is closed meanwhile would be a fault of the bench.
  server.keepAliveTimeout = 0
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  closers.add(async () => {
    server.closeAllConnections()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

/** The figures of the edition as both peers find them. */
async function haveSame({ raw }: App, explorer: Explorer): Promise<boolean> {
  const hashOf = (rows: Iterable<object>): string => {
    const lines = [...rows].map(row => Object.values(row).map(String).join(' ')).toSorted()
    return createHash('sha256').update(lines.join('\n')).digest('hex')
  }
  const ofSql = await raw.unsafe(ratiosOfEdition('scoreboard_fact'))
  return hashOf(ofSql) === hashOf(await explorer.ask(ratiosOfEdition('requests')))
}
