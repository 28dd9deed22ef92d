// Makes the scoreboard anew from the exchanges: the proof that the follower missed nothing, and the remedy if it did.
import { holdFollower } from '../base/follow.ts'
import type { Sql, Tx } from '../base/sql.ts'
import { scoreboardFollower } from './follow.ts'
import { recountMonth } from './store/counts.ts'
import { rebuildFacts, withoutTimeLimit } from './store/facts.ts'
import { inMonths, type OnMonth } from './store/months.ts'
import { recountPairs } from './store/pairs.ts'
import { rebuildEntries, recountUse, sumEntries } from './store/usage.ts'

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
  const [facts, entries] = [await rebuildFacts(tx), await rebuildEntries(tx)]
  const counted = await recount(tx, onMonth)
  return { facts, ...counted, use: entries + counted.use }
}

/** What the facts and entries add up to, as they are written down. */
export async function recount(tx: Tx, onMonth?: OnMonth): Promise<Omit<Rebuilt, 'facts'>> {
  const changed = { counts: 0, pairs: 0, use: 0 }
  await sumEntries(tx)
  await inMonths(
    tx,
    async month => {
      changed.counts += await recountMonth(tx, month)
      changed.pairs += await recountPairs(tx, month)
      changed.use += await recountUse(tx, month)
    },
    onMonth && { onMonth },
  )
  return changed
}
