// What was found in the bytes of attachments, and which of them still wait for a check.
import type { Tx } from '../../base/sql.ts'
import { subject } from '../vault.ts'

export type WaitingScan = {
  readonly exchange: string
  readonly id: string
  readonly attempts: number
  readonly wrappedKey: Buffer
}

/** Of exchanges whose person was not erased. */
export const waitingScans = (sql: Tx, at: string, limit: number) => sql<WaitingScan[]>`
  select a.exchange, a.id, a.attempts, s.wrapped_key as "wrappedKey"
  from exchange_attachment a
  join exchange_subject s on s.exchange = a.exchange and s.subject = ${subject}
  where a.scan = 'waiting' and a.next_at <= ${at}::timestamptz
  order by a.next_at limit ${limit}`

export type Scanned = {
  readonly exchange: string
  readonly id: string
  readonly at: string
  readonly scan: 'waiting' | 'clean' | 'infected'
  readonly finding: string | null
  /** Of one that goes on waiting: not before. */
  readonly nextAt: string
}

/** A finding is never taken back. */
export async function noteScan(sql: Tx, given: Scanned): Promise<void> {
  await sql`
    update exchange_attachment set scan = ${given.scan}, scanned_at = ${given.at}, finding = ${given.finding},
      attempts = attempts + 1, next_at = ${given.nextAt}
    where exchange = ${given.exchange} and id = ${given.id} and scan = 'waiting'`
}

/** Whether a row tells of it. */
export async function isAttachment(sql: Tx, exchange: string, id: string): Promise<boolean> {
  const rows = await sql`select from exchange_attachment where exchange = ${exchange} and id = ${id}`
  return rows.length > 0
}
