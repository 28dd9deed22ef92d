// Who asks whom: what is kept of a month, a pair of countries and a procedure, and how indicators are read from it.
import { countsOf, type Fact, type Measure } from './fact.ts'
import type { Ratio, Term, Terms } from './model.ts'

type Column = Omit<Term, 'sign'> & { readonly name: string }

const column = (name: string, measure: Measure, more: Partial<Column> = {}): Column => ({
  ...{ name, measure, from: null, to: null, weight: 'one' },
  ...more,
})

const steps = (measure: 'timeliness' | 'efforts'): readonly Column[] =>
  [1, 2, 3, 4].map(step => column(`${measure}_${step}`, measure, { from: step, to: step }))

/** Sums that the indicators of all editions need, and no more: the table stays small. */
export const pairColumns: readonly Column[] = [
  column('received', 'received'),
  column('accepted_in_7', 'days-to-accept', { to: 7 }),
  column('withdrawn_in_7', 'days-to-withdraw', { to: 7 }),
  column('answered', 'days-to-answer'),
  column('answer_days', 'days-to-answer', { weight: 'value' }),
  column('on_time', 'days-late', { to: 0 }),
  ...steps('timeliness'),
  ...steps('efforts'),
]

/** Where a request is summed up, and what it adds to each column. */
export type PairCount = {
  readonly month: string
  readonly sender: string
  readonly recipient: string
  readonly procedure: string
  readonly sums: readonly number[]
}

/** Source: the same counts as everywhere (`countsOf`, decision 0029). */
export function pairCountOf(fact: Fact): PairCount {
  const counts = countsOf(fact)
  const { senderCountry: sender, recipientCountry: recipient, procedure } = fact
  const sums = pairColumns.map(({ measure, from, to, weight }) =>
    counts
      .filter(one => one.measure === measure)
      .filter(({ value }) => (from === null || value >= from) && (to === null || value <= to))
      .reduce((sum, { value }) => sum + (weight === 'value' ? value : 1), 0),
  )
  return { month: counts[0]?.month ?? '', sender, recipient, procedure, sums }
}

/** Ratios of an edition's indicators from sums of the columns. A term that no columns hold is a fault. */
export const ratiosFromPairs = (terms: readonly Terms[], sums: readonly number[]): readonly Ratio[] => {
  const of = (all: readonly Term[]): number =>
    all.reduce(
      (sum, term) => sum + term.sign * placesOf(term).reduce((some, at) => some + (sums[at] ?? 0), 0),
      0,
    )
  return terms.map(({ numerator, denominator }) => ({
    numerator: of(numerator),
    denominator: of(denominator),
  }))
}

/** The column that is just the term, else, of all ratings, those of the steps. */
function placesOf(term: Term): readonly number[] {
  const same = ({ measure, weight }: Column): boolean => measure === term.measure && weight === term.weight
  const places = [...pairColumns.entries()].filter(([, one]) => same(one))
  const exact = places.filter(([, one]) => one.from === term.from && one.to === term.to)
  const isRating = term.measure === 'timeliness' || term.measure === 'efforts'
  const found = exact.length > 0 ? exact : isRating && term.from === null && term.to === null ? places : []
  if (found.length === 0) throw new Error(`pairs do not hold ${JSON.stringify(term)}`)
  return found.map(([at]) => at)
}
