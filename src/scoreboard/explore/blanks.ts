// Which figures of which pairs of countries are not shown: judged in the table of all pairs, the same on every page.
import { countries } from '../../calendar/model.ts'
import type { Edition } from '../edition.ts'
import { termsOf } from '../model.ts'
import { ratiosFromPairs } from '../pair.ts'
import { hiddenPairs } from '../protect.ts'
import type { PairSums } from '../store/pairs.ts'

/** By indicator, in the order of the edition. */
export type BlankPairs = (sender: string, recipient: string) => readonly boolean[]

/**
 * Of each indicator by what it is a share of. A pair that has too few requests shows none of them; the totals of
 * senders and of recipients may be shown.
 */
export function blankPairs({ indicators, shownFrom }: Edition, pairs: readonly PairSums[]): BlankPairs {
  const terms = indicators.map(termsOf)
  const byPair = new Map(
    pairs.map(({ sender, recipient, sums }) => {
      const counts = ratiosFromPairs(terms, sums).map(({ denominator }) => denominator)
      return [`${sender} ${recipient}`, { received: sums[0] ?? 0, counts }]
    }),
  )
  type Pair = { readonly received: number; readonly counts: readonly number[] }
  const gridOf = (count: (pair: Pair) => number | undefined) =>
    countries.map(sender =>
      countries.map(recipient => {
        const pair = byPair.get(`${sender} ${recipient}`)
        return (pair && count(pair)) ?? 0
      }),
    )
  const received = hiddenPairs(
    gridOf(pair => pair.received),
    shownFrom,
  )
  const hidden = indicators.map((_, at) =>
    hiddenPairs(
      gridOf(({ counts }) => counts[at]),
      shownFrom,
      received,
    ),
  )
  return (sender, recipient) => {
    const [row, column] = [countries.indexOf(sender), countries.indexOf(recipient)]
    return hidden.map(grid => grid[row]?.[column] === true)
  }
}
