// Follows the log of exchanges: whoever's fact changes, its old counts go and its new ones come.
import { type Followed, follow, untilNone } from '../base/follow.ts'
import type { Sql, Tx } from '../base/sql.ts'
import { countsOf, type Fact } from './fact.ts'
import { pairCountOf } from './pair.ts'
import { type Move, moveCounts } from './store/counts.ts'
import { type Change, changesOf, removeFacts, writeFacts } from './store/facts.ts'
import { movePairs, type PairMove } from './store/pairs.ts'
import { countUse } from './store/usage.ts'

export const scoreboardFollower = { name: 'scoreboard', log: 'exchange_event', batchRows: 2000 } as const

/** Counts all that has happened since; answers how many entries there were. */
export const catchUp = (sql: Sql): Promise<number> =>
  untilNone(() => follow(sql, scoreboardFollower, countWhatHappened))

/**
 * What `follow` applies, in the transaction that moves the follower on. A fact is made from the exchange as it stands,
 * which may be later than the entries at hand: what comes then finds the fact as it is and changes nothing.
 */
export async function countWhatHappened(tx: Tx, entries: readonly Followed[]): Promise<void> {
  const exchanges = [...new Set(entries.map(one => one.exchange))]
  const changes = await changesOf(tx, exchanges)
  await countUse(tx, exchanges, changes)
  if (changes.length === 0) return
  const gone = changes.flatMap(({ before, after }) => (before && !after ? [before.number] : []))
  const facts = changes.flatMap(({ after }) => (after ? [after] : []))
  if (gone.length > 0) await removeFacts(tx, gone)
  if (facts.length > 0) await writeFacts(tx, facts)
  const moves = movesOf(changes)
  if (moves.length > 0) await moveCounts(tx, moves)
  const pairs = pairMovesOf(changes)
  if (pairs.length > 0) await movePairs(tx, pairs)
}

/** Each count once; what goes and comes again does not move. */
export function movesOf(changes: readonly Change[]): readonly Move[] {
  const moves = new Map<string, Move>()
  const add = (fact: Fact | null, by: 1 | -1): void => {
    for (const count of fact ? countsOf(fact) : []) {
      const key = Object.values(count).join('|')
      moves.set(key, { ...count, by: (moves.get(key)?.by ?? 0) + by })
    }
  }
  for (const { before, after } of changes) {
    add(before, -1)
    add(after, 1)
  }
  return [...moves.values()].filter(({ by }) => by !== 0)
}

/** The same for pairs of countries: each row once. */
export function pairMovesOf(changes: readonly Change[]): readonly PairMove[] {
  const moves = new Map<string, PairMove>()
  const add = (fact: Fact | null, by: 1 | -1): void => {
    if (!fact) return
    const { sums, ...place } = pairCountOf(fact)
    const key = Object.values(place).join('|')
    const known = moves.get(key)?.sums ?? []
    moves.set(key, { ...place, sums: sums.map((sum, at) => (known[at] ?? 0) + by * sum) })
  }
  for (const { before, after } of changes) {
    add(before, -1)
    add(after, 1)
  }
  return [...moves.values()].filter(({ sums }) => sums.some(sum => sum !== 0))
}
