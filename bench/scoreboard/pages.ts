// Public pages through the socket, against the rows themselves: PostgreSQL over the facts, DuckDB over Parquet.
import type { Progress } from '../../src/base/progress.ts'
import type { Sql } from '../../src/base/sql.ts'
import type { Explorer } from '../../src/scoreboard/store/parquet.ts'
import { nearestRank, type Row, rounded } from '../figures.ts'
import { type Target, targets } from './targets.ts'
import type { Visitors } from './visitors.ts'

export type PagesWanted = {
  readonly sql: Sql
  readonly explorer: Explorer
  readonly visitors: Visitors
  readonly pace: { readonly lanes: number; readonly sliceMs: number; readonly rounds: number }
  readonly say: Progress
}

const sides = ['warm', 'busy', 'cold', 'sql', 'duckdb'] as const
/** Units: milliseconds. `warm`: one caller, as the peers have; `busy`: many; `cold`: first after a count moved. */
type Times = Readonly<Record<(typeof sides)[number], number[]>>

const noTimes = (): Times => ({ warm: [], busy: [], cold: [], sql: [], duckdb: [] })

/** `absent`: pages that this program does not have. */
export async function measurePages(
  wanted: PagesWanted,
): Promise<{ readonly rows: readonly Row[]; readonly absent: readonly string[] }> {
  const { pace, say } = wanted
  const there: { readonly target: Target; readonly times: Times; bytes: number }[] = []
  for (const target of targets) {
    const { status, bytes } = await visitOnce(wanted, target)
    if (status === 200) there.push({ target, times: noTimes(), bytes })
  }
  // The first round is not counted: caches fill and code gets compiled, on every side.
  for (let round = 0; round <= pace.rounds; round++) {
    for (const { target, times } of there)
      for (const side of turned(round)) {
        const taken = await ways[side](wanted, target)
        if (round > 0) times[side].push(...taken)
      }
    say.part('bench: scoreboard', round, pace.rounds)
  }
  const names = there.map(one => one.target.path)
  return {
    rows: there.flatMap(({ target, times }) => rowsOf(target, times)),
    absent: targets.map(one => one.path).filter(path => !names.includes(path)),
  }
}

/** Each goes first in its turn. */
const turned = (by: number) => [...sides.slice(by % sides.length), ...sides.slice(0, by % sides.length)]

const visitOnce = ({ visitors }: PagesWanted, { path, accept }: Target) =>
  visitors.visit({ path, accept, lanes: 1, ms: 0 })

const ways: Readonly<
  Record<keyof Times, (wanted: PagesWanted, target: Target) => Promise<readonly number[]>>
> = {
  warm: (wanted, target) => visitAgain(wanted, target, 1),
  busy: (wanted, target) => visitAgain(wanted, target, wanted.pace.lanes),
  async cold(wanted, target) {
    await wanted.sql`update scoreboard_month set version = version + 1 where month = '2020-05-01'`
    return (await visitOnce(wanted, target)).latencies
  },
  sql: ({ sql }, { raw }) => timed(() => sql.unsafe(raw('scoreboard_fact'))),
  duckdb: ({ explorer }, { raw }) => timed(() => explorer.ask(raw('requests'))),
}

async function visitAgain(wanted: PagesWanted, target: Target, lanes: number): Promise<readonly number[]> {
  await visitOnce(wanted, target)
  const { path, accept } = target
  return (await wanted.visitors.visit({ path, accept, lanes, ms: wanted.pace.sliceMs })).latencies
}

async function timed(run: () => Promise<unknown>): Promise<readonly number[]> {
  const from = performance.now()
  await run()
  return [performance.now() - from]
}

/** Times of a page as ours, those of the peer beside them: the ratio says how small a part they are. */
function rowsOf({ name }: Target, { warm, busy, cold, sql, duckdb }: Times): readonly Row[] {
  const row = (of: string, own: number, peer: number): Row => ({
    ...{ name: `scoreboard-${name}-${of}`, ours: rounded(own), peer: rounded(peer) },
    ...{ ratio: rounded(own / peer), unit: 'ms' },
  })
  const [half, most] = [0.5, 0.99]
  return [
    row('sql-p50', nearestRank(warm, half), nearestRank(sql, half)),
    row('sql-p99', nearestRank(warm, most), nearestRank(sql, most)),
    row('duckdb-p50', nearestRank(warm, half), nearestRank(duckdb, half)),
    row('duckdb-p99', nearestRank(warm, most), nearestRank(duckdb, most)),
    row('busy-sql-p50', nearestRank(busy, half), nearestRank(sql, half)),
    row('busy-sql-p99', nearestRank(busy, most), nearestRank(sql, most)),
    row('cold-sql-p50', nearestRank(cold, half), nearestRank(sql, half)),
    row('cold-duckdb-p50', nearestRank(cold, half), nearestRank(duckdb, half)),
  ]
}
