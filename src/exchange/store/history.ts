// An exchange with all that happened in it, as it is written at once: a child of a split, the invented world.
import type { Current, PartRow } from '../current.ts'
import type { LogEntry } from '../model.ts'
import type { PersonalRow } from '../vault.ts'
import type { CountryOf } from './append.ts'
import type { AllocationEvent } from './inside.ts'
import type { PersonRow } from './person.ts'

/** An exchange from its first event to where it stands. */
export type HistoryRow = {
  readonly exchange: string
  readonly procedure: string
  readonly area: string
  readonly kind: string
  readonly log: readonly LogEntry[]
  readonly current: Current
  readonly parts: readonly PartRow[]
  readonly countryOf: CountryOf
  readonly wrappedKey: Buffer
  readonly personal: readonly PersonalRow[]
  /** By which it is found (words.ts); none where it is a draft. */
  readonly words: readonly string[]
  /** Who finds it by the person. */
  readonly persons: readonly PersonRow[]
  readonly nextTimerAt: string | null
  readonly drafts: readonly HistoryDraft[]
  /** The latest version that each official looked at. */
  readonly seen: readonly HistorySeen[]
  readonly allocations: readonly HistoryAllocation[]
}

/** Who handles it inside one authority: the first allocation there. */
export type HistoryAllocation = Pick<PartRow, 'authority' | 'turn'> & {
  readonly handler: string
  readonly event: AllocationEvent
  readonly by: string
  readonly at: string
}

export type HistorySeen = {
  readonly user: string
  readonly authority: string
  readonly version: number
  readonly at: string
}

export type HistoryDraft = {
  readonly authority: string
  readonly user: string
  readonly savedAt: string
  readonly sealed: Buffer
}
