// Makes the scoreboard anew from the exchanges: the proof that the follower missed nothing, and the remedy if it did.
import { holdFollower } from '../base/follow.ts'
import type { Sql, Tx } from '../base/sql.ts'
import { scoreboardFollower } from './follow.ts'
import { type OnMonth, rebuildCounts } from './store/counts.ts'
import { rebuildFacts, withoutTimeLimit } from './store/facts.ts'
import { rebuildPairs } from './store/pairs.ts'
import { rebuildUse } from './store/usage.ts'

/** How many facts, counts and sums of pairs, and entries and counts of use, were others than they should be. */
export type Rebuilt = {
  readonly facts: number
  readonly counts: number
  readonly pairs: number
  readonly use: number
}

/** One transaction; whoever reads meanwhile sees what was there before, and the follower waits. */
export const rebuildScoreboard = (sql: Sql, onMonth?: OnMonth): Promise<Rebuilt> =>
  sql.begin(async tx => {
    await withoutTimeLimit(tx)
    await holdFollower(tx, scoreboardFollower.name)
    return rebuildWithin(tx, onMonth)
  })

/** In a transaction that holds the follower, or of a database that nobody follows yet. */
export async function rebuildWithin(tx: Tx, onMonth?: OnMonth): Promise<Rebuilt> {
  const facts = await rebuildFacts(tx)
  const [counts, pairs] = [await rebuildCounts(tx, onMonth), await rebuildPairs(tx)]
  return { facts, counts, pairs, use: await rebuildUse(tx) }
}
