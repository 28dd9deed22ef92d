// What all kinds of exchange share: the number, the log entry, parts, and a commitment in place of personal data.
import { createHash } from 'node:crypto'
import type { Json } from '../evidence/model.ts'

/** An entry of an exchange's log. Versions count from 1. */
export type LogEntry = {
  readonly version: number
  readonly event: string
  /** Instant in UTC. */
  readonly at: string
  readonly authority: string
  readonly user: string
  readonly data: Json
  readonly hash: string
}

/** Who did what the clock did: no official, and no authority of the directory. */
export const system = { user: 'system', authority: 'system' } as const

/** An authority of the recipient's country handed the request on to another. */
export const isForward = ({ event }: Pick<LogEntry, 'event'>): boolean => event === 'forwarded'

/** The authority whose part ended with this entry: it handed the request on, or its part went over; null: none. */
export function leaverOf(entry: Pick<LogEntry, 'event' | 'authority' | 'data'>): string | null {
  if (isForward(entry)) return entry.authority
  return entry.event === 'handed-over' ? (entry.data as { readonly from: string }).from : null
}

/** The recipient took the request on, or the two sides settled the day that it had asked for instead. */
export const isAcceptance = ({ event }: Pick<LogEntry, 'event'>): boolean =>
  ['accepted', 'date-agreed', 'date-insisted'].includes(event)

/** Stands in the log where a personal value was entered; the value itself is stored apart. */
export type Sealed = { readonly sealed: string }

export const isSealed = (value: unknown): value is Sealed =>
  typeof value === 'object' && value !== null && 'sealed' in value && typeof value.sealed === 'string'

/** A message of the log with its text in the clear; null: erased. */
export type Message = {
  readonly entry: LogEntry
  readonly text: string | null
  readonly language: string
}

/** Counts of lists stop here: the page says that there are more. */
export const countMax = 500

/** Where an exchange stands on the worklist of one of its authorities. */
export type Turn = 'draft' | 'act' | 'wait' | 'close' | 'ended'

const numberPattern = /^\d{4}-[A-Z]{2}-\d{8}$/

export const isNumber = (text: string): boolean => numberPattern.test(text)

/**
 * Number of a new exchange: year, country of the sender, eight digits. The digits follow from the seed, so that a
 * repeated command makes the same number; `attempt` moves on where another exchange has it already.
 */
export function numberOf(year: number, country: string, seed: string, attempt: number): string {
  const digest = createHash('sha256').update(`${seed}|${attempt}`).digest()
  const digits = String(digest.readUIntBE(0, 6) % 100_000_000).padStart(8, '0')
  return `${year}-${country}-${digits}`
}
