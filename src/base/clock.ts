// The time that everything is told: the machine's, or in a demonstration whole days ahead of it.

export type Clock = {
  /** Instant in UTC. */
  readonly now: () => string
  /** How far it stands ahead; it never goes back. Unit: days of 24 hours. */
  readonly setAhead: (days: number) => void
}

const dayMs = 86_400_000

export function openClock(): Clock {
  let aheadMs = 0
  return {
    now: () => new Date(Date.now() + aheadMs).toISOString(),
    setAhead(days) {
      aheadMs = Math.max(aheadMs, days * dayMs)
    },
  }
}
