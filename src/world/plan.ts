// What a size means: how many exchanges are whole, when they were sent, and of how many only the fact is left.
import type { PastWanted } from './past.ts'

/** A year past: its exchanges whole, and of `before` exchanges from the year `from` on the facts that are left. */
export type YearPast = {
  readonly year: number
  readonly exchanges: number
  readonly before: number
  readonly from: number
}

/** `tiny`: 300 authorities and 60 exchanges. `demo`: 12,000 authorities and 2,000 exchanges. Or so many exchanges. */
export type Size = 'tiny' | 'demo' | number | YearPast

/** Source: figures published for 2020: 81,700 exchanges sent in it, 296,000 since 2008. */
export const published2020: YearPast = { year: 2020, exchanges: 81_700, before: 296_000 - 81_700, from: 2008 }

/**
 * Published for 2020 too, and not there: no kind of exchange can hold them yet. A request does not stand in for them.
 */
export const notBuilt2020 = { notifications: 44_600, alerts: 8_400, 'card decisions': 1_828 } as const

export type Plan = {
  /** Whole ones. */
  readonly exchanges: number
  /** In which they were sent; null: in the last twelve months, so that there is something of every state today. */
  readonly year: number | null
  /** Instant: here their histories end. */
  readonly now: string
  readonly past: Pick<PastWanted, 'count' | 'years'> | null
}

const counts = { tiny: 60, demo: 2000 } as const
const firstYear = 2008
/** Before any year that the whole ones may have been drafted in. */
const yearsApart = 2

/** `now`: instant, for all but a year past. `past`: so many facts of closed years before the whole exchanges. */
export function planOf({ size, now, past = 0 }: PlanWanted): Plan {
  if (typeof size === 'object') {
    const { year, exchanges, before, from } = size
    // A year later everything has come to its end.
    const end = `${year + 1}-12-31T12:00:00.000Z`
    return { exchanges, year, now: end, past: { count: before, years: { from, to: year - 1 } } }
  }
  const exchanges = typeof size === 'number' ? size : counts[size]
  const years = { from: firstYear, to: Number(now.slice(0, 4)) - yearsApart }
  return { exchanges, year: null, now, past: past > 0 ? { count: past, years } : null }
}

export type PlanWanted = { readonly size: Size; readonly now: string; readonly past?: number | undefined }
