// The rules of attachments: who may attach and withdraw, what the log tells of them, when one may be opened.
import { done, type Result, refuse } from '../../base/result.ts'
import type { Part } from '../../permission/model.ts'
import type { AttachedData, State } from '../kinds/request-shape.ts'
import { isFor, rowOf } from '../kinds/request-table.ts'
import type { LogEntry } from '../model.ts'

/** What a document is. Their names are texts. */
export const kinds = ['extract', 'certificate', 'qualification', 'decision', 'letter', 'other'] as const

/** Of one file. Unit: bytes. */
export const bytesMax = 20_000_000
/** Of one authority in one exchange, withdrawn ones counted: their bytes stay as evidence. */
export const countMax = 50
export const titleMax = 200

/** An attachment as the log tells it. */
export type Attachment = AttachedData & { readonly entry: LogEntry; readonly withdrawn: LogEntry | null }

/** Oldest first. */
export function attachmentsIn(log: readonly LogEntry[]): readonly Attachment[] {
  const gone = new Map<string, LogEntry>()
  for (const entry of log)
    if (entry.event === 'attachment-withdrawn') gone.set((entry.data as { readonly id: string }).id, entry)
  return log
    .filter(({ event }) => event === 'attached')
    .map(entry => {
      const data = entry.data as unknown as AttachedData
      return { ...data, entry, withdrawn: gone.get(data.id) ?? null }
    })
}

/** Where the two sides may write to each other they may attach; to a draft its sender may. */
export function canAttach(state: State, part: Part): boolean {
  if (state === 'draft') return part === 'sender'
  const row = rowOf(state, 'write-message')
  return row !== undefined && isFor(row, part)
}

/** Errors: exchange-attachments.full.invalid. */
export function roomFor(log: readonly LogEntry[], authority: string): Result<true> {
  const own = attachmentsIn(log).filter(({ entry }) => entry.authority === authority)
  return own.length < countMax ? done(true) : refuse('exchange-attachments.full.invalid', { count: countMax })
}

/** One's own attachments that stand. */
export const withdrawable = (log: readonly LogEntry[], authority: string): readonly Attachment[] =>
  attachmentsIn(log).filter(one => one.entry.authority === authority && one.withdrawn === null)

/** `unchecked`: nothing is set up that could check it. */
export type Check = 'clean' | 'unchecked' | 'waiting' | 'infected'

/** What is known of the bytes. Where a check is set up, what it has not seen yet is waiting, whenever it came. */
export const checkOf = (scan: 'waiting' | 'clean' | 'infected', isScanned: boolean): Check =>
  scan === 'waiting' && !isScanned ? 'unchecked' : scan

/**
 * Whether the bytes may be handed out. Errors: exchange-attachments.withdrawn.unknown, what `personal` says where it is
 * hidden, exchange.person.erased, exchange-attachments.waiting.unavailable, exchange-attachments.infected.invalid.
 */
export function mayOpen(
  { withdrawn }: Pick<Attachment, 'withdrawn'>,
  personal: 'shown' | { readonly hidden: string } | 'erased',
  check: Check,
): Result<true> {
  if (withdrawn) return refuse('exchange-attachments.withdrawn.unknown')
  if (personal === 'erased') return refuse('exchange.person.erased')
  if (personal !== 'shown') return refuse(personal.hidden)
  if (check === 'waiting') return refuse('exchange-attachments.waiting.unavailable')
  if (check === 'infected') return refuse('exchange-attachments.infected.invalid')
  return done(true)
}
