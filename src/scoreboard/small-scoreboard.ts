// For tests: some thousand invented requests of several years, near midnight and in small numbers too.
import { countries } from '../calendar/model.ts'
import type { Fact } from './fact.ts'
import { inventedFact } from './small-facts.ts'

/** The same numbers each time. */
export function chance(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return Math.floor((state / 2 ** 31) * below)
  }
}

const procedures = [
  ...['pq-information-request', 'services-information-request', 'posting-information-request'],
] as const
const areaOf: Readonly<Record<string, string>> = {
  'pq-information-request': 'professional-qualifications',
  'services-information-request': 'services',
  'posting-information-request': 'posting-of-workers',
}
const hour = 3_600_000

/** Of a year. Malta receives little, Liechtenstein nothing; habits differ by country and get better each year. */
export function inventedYear(year: number, count: number): readonly Fact[] {
  const next = chance(year)
  const [first, last] = [Date.parse(`${year}-01-01T00:00:00Z`), Date.parse(`${year}-12-31T22:00:00Z`)]
  const instantAfter = (at: string, days: number): string =>
    new Date(Date.parse(at) + next(days * 24) * hour).toISOString()
  const receivers = countries.filter(one => one !== 'LI')
  return Array.from({ length: count }, (_, i) => {
    const recipientCountry = i % 97 === 0 ? 'MT' : (receivers.filter(one => one !== 'MT')[next(28)] ?? 'AT')
    const senders = countries.filter(one => one !== recipientCountry)
    const senderCountry = senders[next(4) === 0 ? next(29) : next(6)] ?? 'PL'
    const sentAt = new Date(first + next((last - first) / hour) * hour).toISOString()
    const habit = (countries.indexOf(recipientCountry) + year) % 3
    const acceptedAt = next(10) > habit ? instantAfter(sentAt, 7 + 4 * habit) : null
    const answeredAt = acceptedAt && next(10) > 1 ? instantAfter(acceptedAt, 20 + 20 * habit) : null
    const rating = () =>
      answeredAt && next(3) > 0 ? 1 + (next(20) < 4 * habit ? 2 + next(2) : next(2)) : null
    const procedure = procedures[next(3)] ?? 'pq-information-request'
    return inventedFact({
      ...{ number: `${year}-PL-${String(i).padStart(8, '0')}`, procedure, area: areaOf[procedure] ?? '' },
      ...{ senderCountry, recipientCountry, sentAt, acceptedAt, answeredAt },
      agreedDay: acceptedAt && instantAfter(acceptedAt, 90 - 30 * habit).slice(0, 10),
      ...{ ratingTimeliness: rating(), ratingEfforts: rating() },
      withdrawnAt: !answeredAt && next(2) > 0 ? instantAfter(acceptedAt ?? sentAt, 20) : null,
    })
  })
}
