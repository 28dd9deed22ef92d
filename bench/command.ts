// The operator's command `bench`: measures the product against the raw driver on this machine, in one run.
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Closers, openClosers } from '../src/base/closers.ts'
import { type Answer, type Command, type Typed, WrongUse } from '../src/base/command.ts'
import { openDatabase } from '../src/base/postgres.ts'
import type { Progress } from '../src/base/progress.ts'
import { openApp } from './app.ts'
import { type Figures, type Row, rounded } from './figures.ts'
import { runFinderBench } from './finder/run.ts'
import { openPlace } from './place.ts'
import { benchScoreboard } from './scoreboard/run.ts'
import { benches, namesFor, runBenches } from './table.ts'

export const benchCommand: Command = {
  summary: 'measures pages and a transition against their statements raw, in one run',
  usage: 'bench [NAME] [--exchanges N] [--past N] [--data DIR] [--rounds N] [--seconds N]',
  options: {
    exchanges: { type: 'string', help: 'size of the world; 300000 otherwise, 2000 for a quick try' },
    past: {
      type: 'string',
      help: 'facts of so many exchanges before them, for scoreboard; 30000000 otherwise',
    },
    data: { type: 'string', help: 'where worlds are kept for the next run; a temporary folder otherwise' },
    rounds: { type: 'string', help: 'how often each side has its turn; 10 otherwise' },
    seconds: { type: 'string', help: 'how long a turn is; 2 otherwise' },
  },
  handlesSignals: true,
  async run(typed, { root, say }): Promise<Answer> {
    const [wanted] = typed.words
    if (wanted === 'finder') return benchFinder(typed, root, say)
    if (wanted === 'scoreboard') return benchLarge(typed, root, say)
    const names = namesFor(wanted)
    if (names.length === 0)
      throw new WrongUse(
        `${wanted} is not measured; there are: ${Object.keys(benches).join(', ')}, finder, scoreboard`,
      )
    const exchanges = numberOf(typed, 'exchanges', 300_000, 3_000_000)
    const rounds = numberOf(typed, 'rounds', 10, 1000)
    const sliceMs = 1000 * numberOf(typed, 'seconds', 2, 600)
    const folder = resolve(typed.text('data') ?? join(tmpdir(), 'open-imi-bench'))
    return closing(async closers => {
      const place = await openPlace({ root, folder, exchanges, say }, closers)
      const app = await openApp({ root, ...place })
      closers.add(app.close)
      const figures = await runBenches(app, names, { pace: { lanes, sliceMs, rounds }, say })
      return answerOf(figures, { exchanges, rounds, builtSeconds: place.builtSeconds })
    })
  },
}

/** Quality and speed of the finder against general engines. Needs no world: the directory alone is searched. */
const benchFinder = (typed: Typed, root: string, say: Progress): Promise<Answer> =>
  closing(async closers => {
    const folder = resolve(typed.text('data') ?? join(tmpdir(), 'open-imi-bench'))
    const database = await openDatabase({ dataDir: join(folder, 'finder'), databaseUrl: null }, say)
    closers.add(() => database.stop())
    const rows = await runFinderBench(root, database.url, say)
    const text = rows.map(
      ({ name, ours, peer, ratio, unit }) =>
        `${name.padEnd(34)}${column(ours)}${column(peer)}${column(ratio)}  ${unit}`,
    )
    return {
      json: rows,
      text: [`${''.padEnd(34)}${column('ours')}${column('peer')}${column('ratio')}`, ...text].join('\n'),
      exit: 0,
    }
  })

/** The scoreboard on a large past, beside a world of the demo's size. */
const benchLarge = (typed: Typed, root: string, say: Progress): Promise<Answer> =>
  closing(async closers => {
    const past = numberOf(typed, 'past', 30_000_000, 100_000_000)
    const exchanges = numberOf(typed, 'exchanges', 2000, 3_000_000)
    const rounds = numberOf(typed, 'rounds', 10, 1000)
    const sliceMs = 1000 * numberOf(typed, 'seconds', 2, 600)
    const folder = resolve(typed.text('data') ?? join(tmpdir(), 'open-imi-bench'))
    const place = await openPlace({ root, folder, exchanges, past, say }, closers)
    const app = await openApp({ root, ...place })
    closers.add(app.close)
    const pace = { lanes, sliceMs, rounds }
    const { rows, about } = await benchScoreboard(
      app,
      { folder: place.dataDir, pace, exchangesFollowed, say },
      closers,
    )
    const built = place.builtSeconds === null ? [] : [`The world took ${place.builtSeconds} s to build.`]
    const head = `${past} facts of the past, ${lanes} calls at a time, ${rounds} rounds, ${machine()}`
    return { json: rows, text: [head, ...built, ...about, ...linesOf(rows)].join('\n'), exit: 0 }
  })

/** A few seconds of work for the follower. */
const exchangesFollowed = 3000

const linesOf = (rows: readonly Row[]): readonly string[] => [
  `${''.padEnd(42)}${['ours', 'peer', 'ratio', 'times'].map(column).join('')}`,
  ...rows.map(
    ({ name, ours, peer, ratio, unit }) =>
      `${name.padEnd(42)}${[ours, peer, ratio, rounded(1 / ratio)].map(column).join('')}  ${unit}`,
  ),
]

const machine = (): string =>
  `${availableParallelism()} cores, ${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}`

/** Calls under way at any time. */
const lanes = 8

function numberOf(typed: Typed, option: string, otherwise: number, max: number): number {
  const value = Number(typed.text(option) ?? otherwise)
  if (Number.isInteger(value) && value >= 1 && value <= max) return value
  throw new WrongUse(`--${option} ${typed.text(option)} is not a number from 1 to ${max}`)
}

/** Closes what was opened, in the end and when a signal comes. */
async function closing<T>(run: (closers: Closers) => Promise<T>): Promise<T> {
  const closers = openClosers(() => {})
  const leave = (): void => void closers.close().finally(() => process.exit(130))
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const signal of signals) process.once(signal, leave)
  try {
    return await run(closers)
  } finally {
    await closers.close()
    for (const signal of signals) process.off(signal, leave)
  }
}

type Told = { readonly exchanges: number; readonly rounds: number; readonly builtSeconds: number | null }

function answerOf(figures: readonly Figures[], { exchanges, rounds, builtSeconds }: Told): Answer {
  const head = [`${exchanges} exchanges`, `${lanes} calls at a time`, `${rounds} rounds`, machine()].join(
    ', ',
  )
  const built = builtSeconds === null ? [] : [`The world took ${builtSeconds} s to build.`]
  const lines = figures.flatMap(({ name, rows, spread, about }) => [
    `${name}: ${about}; rounds from ${spread[0]} to ${spread[1]}`,
    ...rows.map(
      ({ unit, ours, peer, ratio }, i) =>
        `  ${`${labels[i] ?? ''}`.padEnd(11)}${column(ours)}${column(peer)}${column(ratio)}  ${unit}`,
    ),
  ])
  const title = `  ${''.padEnd(11)}${column('ours')}${column('peer')}${column('ratio')}`
  return {
    json: figures.flatMap(({ rows }) => rows),
    text: [head, ...built, title, ...lines].join('\n'),
    exit: 0,
  }
}

const labels = ['throughput', 'p50', 'p99', 'statements'] as const
const column = (value: number | string): string => String(value).padStart(9)
