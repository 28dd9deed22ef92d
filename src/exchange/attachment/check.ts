// What is done later with the bytes of attachments: checked for viruses, and swept where no row tells of them.
import { z } from 'zod'
import type { Scanner } from '../../base/clamd.ts'
import type { Jobs } from '../../base/job.ts'
import type { Log } from '../../base/log.ts'
import type { Shelf } from '../../base/shelf.ts'
import type { ExchangeStore } from '../store.ts'
import type { Vault } from '../vault.ts'
import { bytesOf, idsIn } from './take-in.ts'

export type CheckPorts = {
  readonly store: Pick<ExchangeStore, 'waitingScans' | 'noteScan' | 'isAttachment'>
  readonly vault: Vault
  readonly shelf: Shelf
  /** Null: nothing is set up that could check. */
  readonly scanner: Scanner | null
  readonly clock: () => string
  readonly log: Pick<Log, 'error'>
}

const batchRows = 20
const minuteMs = 60_000
const pauseMinutesMax = 60
/** An upload takes five minutes at most; the statement that tells of it follows at once. */
const unclaimedMs = 60 * minuteMs

/**
 * Checks what waits, the longest waiting first. Nothing is opened before it was found clean: whatever goes wrong, it
 * goes on waiting. Where the scanner cannot be reached the rest waits for the next time.
 */
export async function checkWaiting(ports: CheckPorts): Promise<void> {
  const { scanner, store, vault, shelf, clock, log } = ports
  if (!scanner) return
  for (;;) {
    const rows = await store.waitingScans(clock(), batchRows)
    for (const row of rows) {
      // A file that is missing or was changed fails like one that the scanner cannot read.
      const key = vault.keyOf(row.exchange, row.wrappedKey)
      const verdict = await scanner.scan(bytesOf(shelf, key, row.exchange, row.id))
      if (verdict.state === 'failed')
        log.error('attachment check failed', new Error(verdict.reason), { id: row.id })
      await store.noteScan({
        ...{ exchange: row.exchange, id: row.id, at: clock() },
        scan: verdict.state === 'failed' ? 'waiting' : verdict.state,
        finding: verdict.state === 'infected' ? verdict.finding : null,
        nextAt: later(clock(), Math.min(2 ** row.attempts, pauseMinutesMax)),
      })
    }
    if (rows.length < batchRows) return
  }
}

const later = (at: string, minutes: number): string =>
  new Date(Date.parse(at) + minutes * minuteMs).toISOString()

/** Claims what a row tells of and removes what none does. */
export async function sweep({ store, shelf, clock }: CheckPorts): Promise<void> {
  for (const name of await shelf.unclaimed(later(clock(), -unclaimedMs / minuteMs))) {
    const { exchange, id } = idsIn(name)
    if (await store.isAttachment(exchange, id)) await shelf.claim(name)
    else await shelf.drop(name)
  }
}

const checking = 'attachment-check'
const nothing = z.object({})

/** The check runs each minute and after each upload, the sweep each quarter of an hour. */
export function defineFileJobs(jobs: Pick<Jobs, 'define'>, ports: CheckPorts): void {
  const cron = (expression: string) => ({ expression, zone: 'UTC' })
  jobs.define(
    checking,
    { data: nothing, isKeyed: true, retryCountMax: 0, runSecondsMax: 600, cron: cron('* * * * *') },
    () => checkWaiting(ports),
  )
  jobs.define('attachment-sweep', { data: nothing, cron: cron('*/15 * * * *') }, () => sweep(ports))
}

/** Asks for a check soon; one that waits already is enough. */
export const wakeCheck = (jobs: Pick<Jobs, 'send'>, scanner: Scanner | null) => async (): Promise<void> => {
  if (scanner) await jobs.send(checking, {}, { key: checking })
}
