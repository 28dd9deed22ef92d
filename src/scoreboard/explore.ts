// The operator's command `explore`: any query of DuckDB over a Parquet file of requests. Needs no database.
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Command, WrongUse } from '../base/command.ts'
import { type Explored, openExplorer } from './store/parquet.ts'

export const exploreCommand: Command = {
  summary: 'answers a query over exported requests',
  usage: 'explore FILE.parquet QUERY.sql|"select …"',
  options: {},
  async run({ words: [file, query] }) {
    if (file === undefined || query === undefined) throw new WrongUse('a file and a query are needed')
    if (!existsSync(file)) throw new WrongUse(`there is no file ${file}`)
    const explorer = await openExplorer(resolve(file))
    try {
      const rows = await explorer.ask(query.endsWith('.sql') ? readFileSync(query, 'utf8') : query)
      return { json: rows, text: tableOf(rows), exit: 0 }
    } finally {
      explorer.close()
    }
  },
}

/** Columns as wide as what stands in them. */
function tableOf(rows: Explored): string {
  const names = Object.keys(rows[0] ?? {})
  const lines = [names, ...rows.map(row => names.map(name => `${row[name] ?? ''}`))]
  const widths = names.map((_, at) => Math.max(...lines.map(line => line[at]?.length ?? 0)))
  return lines
    .map(line =>
      line
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
