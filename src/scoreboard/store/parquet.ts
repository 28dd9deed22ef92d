// The requests of all years as one Parquet file, made by DuckDB; and DuckDB over such a file.
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { OperatorFault } from '../../base/fault.ts'
import type { Sql } from '../../base/sql.ts'
import { factsAsCsv } from './bulk.ts'
import { withoutTimeLimit } from './facts.ts'

/** Rows as DuckDB's own JSON: numbers of 64 bits are text. */
export type Explored = readonly Readonly<Record<string, unknown>>[]

/** DuckDB in this process. The table `requests` is the file, where one is given. */
export type Explorer = {
  ask(query: string): Promise<Explored>
  close(): void
}

const columns = {
  ...{ number: 'VARCHAR', area: 'VARCHAR', procedure: 'VARCHAR', sender_country: 'VARCHAR' },
  ...{ recipient_country: 'VARCHAR', sent_at: 'TIMESTAMPTZ', accepted_at: 'TIMESTAMPTZ' },
  ...{ withdrawn_at: 'TIMESTAMPTZ', proposed_day: 'DATE', agreed_day: 'DATE', answered_at: 'TIMESTAMPTZ' },
  ...{ rating_timeliness: 'TINYINT', rating_efforts: 'TINYINT' },
} as const

/** A query names the zone in which an instant becomes a date. Throws an OperatorFault where there is no DuckDB. */
export async function openExplorer(file: string | null): Promise<Explorer> {
  const { DuckDBInstance } = await import('@duckdb/node-api').catch(() => {
    throw new OperatorFault(
      'DuckDB is not installed.',
      'npm install @duckdb/node-api, where there is one for this system.',
    )
  })
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const explorer: Explorer = {
    ask: async query => (await connection.runAndReadAll(query)).getRowObjectsJson(),
    close() {
      connection.closeSync()
      instance.closeSync()
    },
  }
  await explorer.ask(`set TimeZone = 'UTC'`)
  if (file !== null) await explorer.ask(`create view requests as from read_parquet(${quoted(file)})`)
  return explorer
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** Whole or not at all; needs room for the same as CSV beside it meanwhile. Answers how many requests there are. */
export async function writeParquet(sql: Sql, file: string): Promise<number> {
  const [csv, part] = [`${file}.csv`, `${file}.part`]
  const explorer = await openExplorer(null)
  try {
    await sql.begin(async tx => {
      await withoutTimeLimit(tx)
      await pipeline(Readable.from(factsAsCsv(tx)), createWriteStream(csv))
    })
    const types = Object.entries(columns).map(([name, type]) => `'${name}': '${type}'`)
    await explorer.ask(`
      copy (from read_csv(${quoted(csv)}, header = false, columns = {${types.join(', ')}}))
      to ${quoted(part)} (format parquet, compression zstd)`)
    const [row] = await explorer.ask(`select count(*)::int as requests from read_parquet(${quoted(part)})`)
    await rename(part, file)
    return Number(row?.requests)
  } finally {
    explorer.close()
    await Promise.all([csv, part].map(one => rm(one, { force: true })))
  }
}
