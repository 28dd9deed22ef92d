// For tests: facts of invented requests, and the figures of edition 2020 worked out from them the long way round.
import { Temporal } from 'temporal-polyfill'
import type { Fact } from './fact.ts'

export const inventedFact = (more: Partial<Fact> = {}): Fact => ({
  ...{ number: '2020-PL-00000001', area: 'services', procedure: 'services-information-request' },
  ...{ senderCountry: 'PL', recipientCountry: 'ES', sentAt: '2020-03-02T09:00:00.000Z' },
  ...{ acceptedAt: null, withdrawnAt: null, proposedDay: '2020-04-01', agreedDay: null, answeredAt: null },
  ...{ ratingTimeliness: null, ratingEfforts: null },
  ...more,
})

const brussels = (at: string): Temporal.PlainDate =>
  Temporal.Instant.from(at).toZonedDateTimeISO('Europe/Brussels').toPlainDate()
const days = (from: string, to: string): number => brussels(from).until(brussels(to)).days

/** The five ratios of edition 2020 as its page defines them, one sentence of it a line. */
export function ratiosFrom(facts: readonly Fact[]): readonly (readonly [number, number])[] {
  const soon = ({ sentAt, acceptedAt }: Fact): boolean => acceptedAt !== null && days(sentAt, acceptedAt) <= 7
  const gone = ({ sentAt, acceptedAt, withdrawnAt }: Fact): boolean =>
    withdrawnAt !== null && acceptedAt === null && days(sentAt, withdrawnAt) <= 7
  const answered = facts.filter(one => one.answeredAt !== null)
  const onTime = ({ agreedDay, answeredAt }: Fact): boolean =>
    agreedDay !== null && Temporal.PlainDate.compare(brussels(answeredAt ?? ''), agreedDay) <= 0
  const rated = (name: 'ratingTimeliness' | 'ratingEfforts') => {
    const all = facts.flatMap(one => one[name] ?? [])
    return [all.filter(step => step === 3 || step === 4).length, all.length] as const
  }
  return [
    [facts.filter(soon).length, facts.filter(one => !gone(one)).length],
    [answered.reduce((sum, one) => sum + days(one.sentAt, one.answeredAt ?? ''), 0), answered.length],
    [answered.filter(onTime).length, answered.length],
    rated('ratingTimeliness'),
    rated('ratingEfforts'),
  ]
}
