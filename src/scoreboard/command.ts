// The operator's commands `scoreboard` and `export`: an edition's figures, its open data, and making both anew.
import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import { type Answer, WrongUse } from '../base/command.ts'
import type { Progress } from '../base/progress.ts'
import type { Sql } from '../base/sql.ts'
import type { Edition } from './edition.ts'
import type { Editions } from './editions.ts'
import type { Figures } from './figures.ts'
import { catchUp } from './follow.ts'
import type { CountryFigures } from './model.ts'
import { requestsCsv } from './open-data.ts'
import { rebuildScoreboard } from './rebuild.ts'
import { writeParquet } from './store/parquet.ts'
import type { ScoreboardStore } from './store.ts'

export const scoreboardUsage = 'scoreboard --edition YEAR | --rebuild'
export const exportUsage = 'export requests --edition YEAR | --format parquet --to FILE'

type Ports = {
  readonly sql: Sql
  readonly store: ScoreboardStore
  readonly editions: Editions
  readonly figures: Figures
  readonly clock: () => string
}

/** Counts first what has happened since: the answer is complete whether a server runs or not. Throws WrongUse. */
export async function runScoreboard(
  { sql, figures, editions, clock }: Ports,
  asked: { readonly edition: string | undefined; readonly isRebuild: boolean },
  say: Pick<Progress, 'part'>,
): Promise<Answer> {
  if (asked.isRebuild) {
    const rebuilt = await rebuildScoreboard(sql, (at, all) => say.part('scoreboard: months', at, all))
    const { facts, counts } = rebuilt
    return { json: rebuilt, text: `facts that were others: ${facts}; counts: ${counts}`, exit: 0 }
  }
  const edition = editionOf(editions, asked.edition, clock())
  await catchUp(sql)
  const countries = (await figures.of(edition.id))?.countries ?? []
  return { json: { edition: edition.id, countries }, text: tableOf(edition, countries), exit: 0 }
}

function editionOf(editions: Editions, id: string | undefined, today: string): Edition {
  if (id === undefined) throw new WrongUse('--edition is missing')
  const edition = editions.byId(id, today)
  if (!edition) throw new WrongUse(`there is no edition ${id}: ${editions.ids(today).join(', ')}`)
  return edition
}

/** One line a country: values as whole numbers would hide what decided, so they stand with one decimal. */
function tableOf({ indicators }: Edition, countries: readonly CountryFigures[]): string {
  const lines = countries.map(({ country, indicators: figures, score, colour }) =>
    [
      country,
      ...figures.map(({ value, band }) => `${value?.toFixed(1) ?? '-'} ${band ?? ''}`.padEnd(14)),
      `${score} ${colour ?? ''}`,
    ].join('  '),
  )
  return [indicators.map(one => one.id).join(', '), ...lines].join('\n')
}

/** Throws WrongUse, where what is asked for is not there. */
export async function runExport(
  { sql, store, editions, clock }: Ports,
  asked: {
    readonly what: string | undefined
    readonly edition: string | undefined
    readonly format?: string | undefined
    readonly to?: string | undefined
    readonly isJson: boolean
  },
): Promise<Answer> {
  if (asked.what !== 'requests') throw new WrongUse('what to export is missing: requests')
  const { format = 'csv', to } = asked
  if (format === 'parquet') return exportParquet(sql, asked)
  if (format !== 'csv') throw new WrongUse(`${format} is not a format: csv, parquet`)
  if (to !== undefined) throw new WrongUse('CSV goes to the standard output; --to is for Parquet')
  const edition = editionOf(editions, asked.edition, clock())
  await catchUp(sql)
  const csv = requestsCsv(store, edition)
  if (!asked.isJson) return { json: null, text: '', file: csv, exit: 0 }
  const hash = createHash('sha256')
  let requests = -1
  for await (const piece of csv) {
    hash.update(piece)
    requests += piece.split('\n').length - 1
  }
  return { json: { edition: edition.id, requests, sha256: hash.digest('hex') }, text: '', exit: 0 }
}

/** All years at once: a query says which. */
async function exportParquet(
  sql: Sql,
  { edition, to }: { readonly edition: string | undefined; readonly to?: string | undefined },
): Promise<Answer> {
  if (to === undefined) throw new WrongUse('--to is missing: the file')
  if (edition !== undefined) throw new WrongUse('a Parquet file holds all years; leave out --edition')
  await catchUp(sql)
  const requests = await writeParquet(sql, resolve(to))
  return { json: { file: resolve(to), requests }, text: `${requests} requests in ${resolve(to)}`, exit: 0 }
}
