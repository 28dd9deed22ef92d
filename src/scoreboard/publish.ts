// Publishes an edition: its figures, its requests.csv and its scripts are frozen and signed, once, in one transaction.
import { isUniqueViolation, type Sql, sqlState, type Tx } from '../base/sql.ts'
import type { Signer } from '../evidence/signature.ts'
import { type Edition, proceduresOf } from './edition.ts'
import { figuresNow } from './figures.ts'
import { readVersions } from './held.ts'
import { freezeCsv, printOf, requestsCsv } from './open-data.ts'
import { type Document, type Published, readPublished, saysSame, textOf } from './publication.ts'
import { summed } from './spread.ts'
import { signedSpreads } from './spread-schema.ts'
import { areExact } from './store/counts.ts'
import { withoutTimeLimit } from './store/facts.ts'
import { insertPublished } from './store/published.ts'
import { inOneMoment, type ScoreboardStore } from './store.ts'
import type { Script } from './view.ts'

/** What the scoreboard's signing key is derived for. */
export const signingPurpose = 'scoreboard-signature'

export type Refused = {
  /**
   * `running`: requests may still be sent in it. `inexact`: the counts are not what the requests add up to. `taken`:
   * somebody else published it at the same time.
   */
  readonly refused: 'running' | 'inexact' | 'unchanged' | 'reason-missing' | 'taken'
  /** The newest version that there is; 0: none. */
  readonly version: number
}

type Ports = {
  readonly sql: Sql
  readonly scripts: readonly Script[]
  readonly signer: Signer
  readonly clock: () => string
}
type Asked = { readonly edition: Edition; readonly reason: string | null }

/** A correction is a new version; it names the one that it replaces and says why. */
export async function publishEdition(ports: Ports, asked: Asked): Promise<Published | Refused> {
  const at = ports.clock()
  if (at.slice(0, 10) <= asked.edition.period.to) return { refused: 'running', version: 0 }
  try {
    return await inOneMoment(ports.sql, async (store, tx) => {
      await withoutTimeLimit(tx)
      return published(ports, { ...asked, at }, store, tx)
    })
  } catch (error) {
    // Both wanted to write the same version: the first one's stands.
    if (isUniqueViolation(error) || sqlState(error) === '40001') return { refused: 'taken', version: 0 }
    throw error
  }
}

async function published(
  { scripts, signer }: Ports,
  { edition, reason, at }: Asked & { readonly at: string },
  store: ScoreboardStore,
  tx: Tx,
): Promise<Published | Refused> {
  const { published: version } = await store.stand(edition)
  const row = version > 0 ? await store.published({ edition: edition.id, version }) : null
  const before = row && readPublished(row)
  if (!(await areExact(tx, edition.period))) return { refused: 'inexact', version }
  const { countries, areas } = await figuresNow(store, edition)
  const shown = (all: typeof countries) => all.map(one => ({ ...one, indicators: [...one.indicators] }))
  const document: Document = {
    ...{ edition: edition.id, version: version + 1, publishedAt: at },
    supersedes: before && { version, sha256: before.sha256, reason: reason ?? '' },
    csv: await printOf(requestsCsv(store, edition)),
    scripts: scripts.map(({ name, sha256 }) => ({ name, sha256 })),
    method: edition,
    countries: shown(countries),
    areas: areas.map(({ area, countries: all }) => ({ area, countries: shown(all) })),
    spreads: await spreadsNow(store, edition),
  }
  if (before && saysSame(before.document, document)) return { refused: 'unchanged', version }
  if (before && !reason) return { refused: 'reason-missing', version }
  const text = textOf(document)
  const written = {
    ...{ edition: edition.id, version: version + 1, publishedAt: at, document: text },
    ...{ signature: signer.sign(text), publicKey: signer.publicKey },
    scripts: scripts.map(({ name, text: script }) => ({ name, text: script })),
  }
  await insertPublished(tx, written)
  await freezeCsv(store, { edition: edition.id, version: version + 1 }, requestsCsv(store, edition))
  return readPublished(written)
}

async function spreadsNow(store: ScoreboardStore, edition: Edition): Promise<Document['spreads']> {
  const months = readVersions(await store.versions(edition.period)).map(one => one.month)
  return signedSpreads(summed(await store.spreads({ months, procedures: proceduresOf(edition) })))
}
