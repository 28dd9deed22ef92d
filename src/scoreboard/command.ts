// The operator's commands `scoreboard` and `export`: figures and open data of an edition, publishing, counting anew.
import { resolve } from 'node:path'
import { type Answer, WrongUse } from '../base/command.ts'
import type { Progress } from '../base/progress.ts'
import type { Sql } from '../base/sql.ts'
import type { Signer } from '../evidence/signature.ts'
import type { Edition } from './edition.ts'
import type { Editions } from './editions.ts'
import type { Figures } from './figures.ts'
import { catchUp } from './follow.ts'
import type { CountryFigures } from './model.ts'
import { frozenCsv, printOf, requestsCsv } from './open-data.ts'
import { publishEdition, type Refused } from './publish.ts'
import { rebuildScoreboard } from './rebuild.ts'
import { writeParquet } from './store/parquet.ts'
import type { ScoreboardStore } from './store.ts'
import { type Script, versionPathOf } from './view.ts'

export const scoreboardUsage = 'scoreboard --edition YEAR [--publish [--reason TEXT]] | --rebuild'
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
    const { facts, counts, pairs, use } = rebuilt
    const text = `facts that were others: ${facts}; counts: ${counts}; pairs: ${pairs}; of use: ${use}`
    return { json: rebuilt, text, exit: 0 }
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
  { sql, store, editions, figures, clock }: Ports,
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
  const frozen = (await figures.of(edition.id))?.frozen
  const csv = frozen ? frozenCsv(store, frozen.document) : requestsCsv(store, edition)
  if (!asked.isJson) return { json: null, text: '', file: csv, exit: 0 }
  const { requests, sha256 } = await printOf(csv)
  return { json: { edition: edition.id, requests, sha256 }, text: '', exit: 0 }
}

const refusals: Readonly<Record<Refused['refused'], string>> = {
  running: 'its period is not over: requests of it may still be sent',
  inexact: 'its counts are not what its requests add up to: run imi scoreboard --rebuild first',
  unchanged: 'nothing has changed since',
  'reason-missing': 'the figures are others now: --reason says why a new version replaces the published one',
  taken: 'somebody else published it at the same time',
}

/** Freezes and signs what the counts say once all that has happened is counted. Throws WrongUse. */
export async function runPublish(
  ports: Ports & { readonly signer: Signer; readonly scripts: readonly Script[] },
  asked: { readonly edition: string | undefined; readonly reason: string | undefined },
): Promise<Answer> {
  const edition = editionOf(ports.editions, asked.edition, ports.clock())
  await catchUp(ports.sql)
  const done = await publishEdition(ports, { edition, reason: asked.reason?.trim() || null })
  if ('refused' in done) {
    const version = done.version > 0 ? `, version ${done.version}` : ''
    return { json: done, text: `${edition.id}${version}: ${refusals[done.refused]}`, exit: 1 }
  }
  const { sha256, document } = done
  const { version, publishedAt, csv } = document
  const path = versionPathOf(edition.id, version)
  const lines = [`published: ${path}`, `figures.json  ${sha256}`, `requests.csv  ${csv.sha256}`]
  return {
    json: { edition: edition.id, version, publishedAt, sha256, csv, path },
    text: lines.join('\n'),
    exit: 0,
  }
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
