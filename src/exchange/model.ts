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

/** The request left for its recipient: at once, or once a coordinator had approved it. The clock starts with it. */
export const sendings: readonly string[] = ['sent', 'approved']

/** An answer reached the sender: at once, or once a coordinator had approved it. */
export const answerings: readonly string[] = ['answered', 'answer-approved']

/** The authority that had the request before it was forwarded: it did so itself, or its coordinator for it. */
export const forwardedFrom = ({ authority, data }: Pick<LogEntry, 'authority' | 'data'>): string => {
  const { from } = (data ?? {}) as { readonly from?: unknown }
  return typeof from === 'string' ? from : authority
}

/** The authority whose part ended with this entry: it handed the request on, or its part went over; null: none. */
export function leaverOf(entry: Pick<LogEntry, 'event' | 'authority' | 'data'>): string | null {
  return isForward(entry) || entry.event === 'handed-over' ? forwardedFrom(entry) : null
}

/** The recipient took the request on, or the two sides settled the day that it had asked for instead. */
export const acceptances: readonly string[] = ['accepted', 'date-agreed', 'date-insisted']
export const isAcceptance = ({ event }: Pick<LogEntry, 'event'>): boolean => acceptances.includes(event)

/** Whether nothing came after a version but what changes nothing for the writer. */
export const isOnly = (
  isHarmless: (event: string) => boolean,
  log: readonly LogEntry[],
  version: number,
): boolean => version <= log.length && log.slice(version).every(({ event }) => isHarmless(event))

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
export const turns = ['draft', 'act', 'wait', 'close', 'ended'] as const
export type Turn = (typeof turns)[number]

const numberPattern = /^\d{4}-[A-Z]{2}-\d{8}$/

export const isNumber = (text: string): boolean => numberPattern.test(text)

/**
 * Number of a new exchange: year, country of the sender, eight digits. The digits follow from the seed, so that a
 * repeated command makes the same number; `attempt` moves on where another exchange has it already.
 */
export const numberOf = (year: number, country: string, seed: string, attempt: number): string =>
  `${year}-${country}-${digitsOf(`${seed}|${attempt}`)}`

/** Number of a new dossier, as `numberOf` makes one. */
export const dossierNumberOf = (year: number, country: string, seed: string, attempt: number): string =>
  `${year}-${country}-D-${digitsOf(`dossier|${seed}|${attempt}`)}`

const dossierPattern = /^\d{4}-[A-Z]{2}-D-\d{8}$/

export const isDossierNumber = (text: string): boolean => dossierPattern.test(text)

const digitsOf = (seed: string): string =>
  String(createHash('sha256').update(seed).digest().readUIntBE(0, 6) % 100_000_000).padStart(8, '0')
