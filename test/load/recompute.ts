// Recomputes the edition 2020 of a database in three ways from its open data alone: Python, PostgreSQL, DuckDB.
// Run: DATA_DIR=… node scripts/run.mjs test/load/recompute.ts. After `imi world --size 2020` it takes about a minute.
import { spawnSync } from 'node:child_process'
import { createReadStream, createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { readSettings } from '../../src/base/settings.ts'
import type { Sql } from '../../src/base/sql.ts'
import { openProgram } from '../../src/open.ts'
import { runExport, runScoreboard } from '../../src/scoreboard/command.ts'
import { openExplorer, writeParquet } from '../../src/scoreboard/store/parquet.ts'
import { openScoring } from '../../src/scoring.ts'

const root = resolve(import.meta.dirname, '..', '..')
const edition = '2020'

type Figures = {
  readonly countries: readonly { readonly country: string; readonly indicators: readonly object[] }[]
}

const settings = readSettings(process.env)
if (!settings.ok) throw new Error(settings.problems.join(' '))
const folder = mkdtempSync(join(tmpdir(), 'open-imi-recompute-'))
const program = openProgram(root, settings.settings)
try {
  const { sql } = await program.open.database()
  const scoring = openScoring(sql, root, () => new Date().toISOString())
  const { json } = await runScoreboard(scoring, { edition, isRebuild: false }, program.open.say)
  const csv = join(folder, 'requests.csv')
  const { file = [] as never } = await runExport(scoring, { what: 'requests', edition, isJson: false })
  await pipeline(Readable.from(file), createWriteStream(csv))
  const requests = readFileSync(csv, 'utf8').split('\n').length - 2
  const ours = json as Figures
  const told = {
    requests,
    python: (await byPython(csv)) === `${JSON.stringify(json, null, 2)}\n`,
    postgresql:
      (await bySql(sql, csv)).join('\n') === ours.countries.map(one => JSON.stringify(one)).join('\n'),
    duckdb: (await byDuckdb(sql)) === flat(ours),
  }
  console.log(JSON.stringify(told))
  process.exitCode = told.python && told.postgresql && told.duckdb ? 0 : 1
} finally {
  await program.close()
  rmSync(folder, { recursive: true })
}

async function byPython(csv: string): Promise<string> {
  const args = [join(root, 'docs/recompute/recompute.py'), join(root, `editions/${edition}.json`), csv]
  return spawnSync('python3', args, { encoding: 'utf8', maxBuffer: 2 ** 26 }).stdout
}

/** With the table and the COPY that the head of the script names. */
function bySql(sql: Sql, csv: string): Promise<readonly string[]> {
  return sql.begin(async tx => {
    await tx`create temp table requests (number text, area text, procedure text, sender_country text,
      recipient_country text, sent_at timestamptz, accepted_at timestamptz, withdrawn_at timestamptz,
      proposed_day date, agreed_day date, answered_at timestamptz, rating_timeliness int, rating_efforts int)`
    const table = await tx`copy requests from stdin with (format csv, header)`.writable()
    await pipeline(createReadStream(csv), table)
    const script = readFileSync(join(root, 'docs/recompute/recompute.sql'), 'utf8')
    return (await tx.unsafe(script).values()).map(([line]) => JSON.stringify(line))
  })
}

async function byDuckdb(sql: Sql): Promise<string> {
  const file = join(folder, 'requests.parquet')
  await writeParquet(sql, file)
  const explorer = await openExplorer(file)
  const rows = await explorer.ask(readFileSync(join(root, `docs/explore/edition-${edition}.sql`), 'utf8'))
  explorer.close()
  return lines(rows)
}

function flat({ countries }: Figures): string {
  return lines(countries.flatMap(({ country, indicators }) => indicators.map(one => ({ country, ...one }))))
}

/** One line an indicator, with numbers as numbers: DuckDB writes large ones as text. */
function lines(rows: readonly Readonly<Record<string, unknown>>[]): string {
  const told = rows.map(({ country, id, numerator, denominator, value, band }) =>
    JSON.stringify([country, id, Number(numerator), Number(denominator), value, band]),
  )
  return told.toSorted().join('\n')
}
