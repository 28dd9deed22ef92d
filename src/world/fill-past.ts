// Brings a past into a database: the facts of closed years by COPY, month by month, then all that they add up to.
import type { Progress } from '../base/progress.ts'
import type { Tx } from '../base/sql.ts'
import { rebuildWithin } from '../scoreboard/rebuild.ts'
import { analyseFacts, copyFacts } from '../scoreboard/store/bulk.ts'
import { inventMonth, monthsOf, type PastWanted } from './past.ts'

export async function fillPast(tx: Tx, wanted: PastWanted, say: Progress): Promise<void> {
  const from = performance.now()
  const paceNow = (done: number): string =>
    `${Math.round((1000 * done) / (performance.now() - from))} a second`
  let [done, year] = [0, 0]
  let ofCountry = new Map<string, number>()
  for (const month of monthsOf(wanted)) {
    if (month.year !== year) ofCountry = new Map()
    year = month.year
    await copyFacts(tx, inventMonth(wanted, month, ofCountry))
    done += month.count
    say.part(`world: facts of the past, ${paceNow(done)}`, done, wanted.count)
  }
  say('world: looking at how they are spread')
  await analyseFacts(tx)
  await rebuildWithin(tx, (at, all) => say.part('world: counting months', at, all))
}
