// The hash chain of an exchange's log, and the salted commitments by which personal data enter it.
import { createHash } from 'node:crypto'

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** What a link covers: who did what, when, for which authority, with which data. */
export type LinkedEvent = {
  readonly exchange: string
  readonly version: number
  readonly event: string
  /** ISO instant in UTC with milliseconds. */
  readonly at: string
  readonly authority: string
  readonly user: string
  readonly data: Json
}

/** JSON with sorted keys, so that the same content always gives the same bytes. */
export function canonical(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  const entries = Object.entries(value).filter(([, item]) => item !== undefined)
  entries.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`
}

/** The link of an event: SHA-256 over the link before it and the canonical event. Unit: 32 bytes in hex. */
export function link(previous: string, event: LinkedEvent): string {
  return createHash('sha256')
    .update(previous)
    .update(
      canonical({
        exchange: event.exchange,
        version: event.version,
        event: event.event,
        at: event.at,
        authority: event.authority,
        user: event.user,
        data: event.data,
      }),
    )
    .digest('hex')
}

/** Stands before the first event. */
export const chainStart = '0'.repeat(64)

/** First version whose link does not follow from the one before it, or null where the chain holds. */
export function brokenAt(events: readonly (LinkedEvent & { readonly hash: string })[]): number | null {
  let previous = chainStart
  let version = 0
  for (const event of events) {
    version += 1
    if (event.version !== version || link(previous, event) !== event.hash) return version
    previous = event.hash
  }
  return null
}

/**
 * What stands in the log in place of a personal value. Without the salt it tells nothing, so that
 * destroying key and salt erases the person while the chain still verifies.
 * Source: Regulation (EU) No 1024/2012 Art. 14.
 */
export const commitment = (salt: Buffer, value: Json): string =>
  createHash('sha256').update(salt).update(canonical(value)).digest('hex')
