// Indexes the persons of exchanges from before, each in a statement of its own: stopped at any point, it goes on.
import { z } from 'zod'
import type { Jobs } from '../base/job.ts'
import type { Log } from '../base/log.ts'
import type { Catalogue } from '../procedure/store.ts'
import { partsOf } from './current.ts'
import { replay } from './kinds/request.ts'
import { personsOf } from './person-index.ts'
import type { Unindexed } from './store/person-backfill.ts'
import type { ExchangeStore } from './store.ts'
import type { Vault } from './vault.ts'

export type BackfillPorts = {
  readonly store: Pick<ExchangeStore, 'unindexed' | 'indexOne'>
  readonly vault: Vault
  readonly catalogue: Catalogue
}

/** `failed`: could not be worked on and stay as they are. */
export type Backfilled = { readonly indexed: number; readonly failed: readonly string[] }

type Wanted = {
  /** At most so many of them; all where it is not given. */
  readonly limit?: number
  readonly tell?: (indexed: number) => void
  readonly onFault: (exchange: string, error: unknown) => void
}

const chunkRows = 100

/** One that cannot be worked on is told of and holds up no other. */
export async function indexPersons(ports: BackfillPorts, wanted: Wanted): Promise<Backfilled> {
  const { limit = Number.POSITIVE_INFINITY, tell = () => {}, onFault } = wanted
  const failed: string[] = []
  let indexed = 0
  for (let after = '', seen = 0; seen < limit; ) {
    const rows = await ports.store.unindexed({ after, limit: Math.min(chunkRows, limit - seen) })
    for (const row of rows)
      try {
        if (await indexRow(ports, row)) indexed += 1
      } catch (error) {
        failed.push(row.exchange)
        onFault(row.exchange, error)
      }
    tell(indexed)
    seen += rows.length
    after = rows.at(-1)?.exchange ?? ''
    if (after === '') break
  }
  return { indexed, failed }
}

async function indexRow({ store, vault, catalogue }: BackfillPorts, row: Unindexed): Promise<boolean> {
  const { exchange, log, wrappedKey } = row
  const procedure = catalogue.byId(row.procedure)
  if (!procedure) throw new Error(`procedure ${row.procedure} is not in the catalogue`)
  const request = replay(log)
  const key = wrappedKey ? vault.keyOf(exchange, wrappedKey) : Buffer.alloc(0)
  const personal = wrappedKey ? row.personal : null
  const told = { exchange, key, personal, request, procedure, log, parts: partsOf(log, request) }
  return store.indexOne({ exchange, version: request.version, persons: personsOf(vault, told) })
}

const runRows = 2000

/** After an update the servers do it by themselves, a part each quarter of an hour; then there is nothing to do. */
export function defineBackfill(jobs: Jobs, ports: BackfillPorts, log: Pick<Log, 'error'>): void {
  const cron = { expression: '*/15 * * * *', zone: 'UTC' }
  const onFault = (exchange: string, error: unknown): void =>
    log.error('person index failed', error, { exchange })
  jobs.define('person-index', { data: z.object({}), retryCountMax: 0, cron }, async () => {
    await indexPersons(ports, { limit: runRows, onFault })
  })
}
