// Goal: a request adds one to exactly what it counts for, by days in Brussels; moving it moves its own counts only.
// Method: a table of cases at midnight and in summer time; fast-check moves one of many invented requests.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countsOf, type Fact } from './fact.ts'
import { movesOf } from './follow.ts'
import { inventedFact } from './small-facts.ts'

const valuesOf = (fact: Fact): Record<string, number> =>
  Object.fromEntries(countsOf(fact).map(({ measure, value }) => [measure, value]))

test.each<[string, Partial<Fact>, Record<string, number>]>([
  ['only received', {}, {}],
  ['accepted after seven days', { acceptedAt: '2020-03-09T22:59:59.999Z' }, { 'days-to-accept': 7 }],
  [
    'and a moment later, the next day in Brussels',
    { acceptedAt: '2020-03-09T23:00:00.000Z' },
    { 'days-to-accept': 8 },
  ],
  [
    'in summer time the day ends an hour earlier',
    { acceptedAt: '2020-03-29T22:00:00.000Z' },
    { 'days-to-accept': 28 },
  ],
  ['withdrawn', { withdrawnAt: '2020-03-09T10:00:00.000Z' }, { 'days-to-withdraw': 7 }],
  [
    'withdrawn after acceptance is no withdrawal that is left out',
    { acceptedAt: '2020-03-02T10:00:00.000Z', withdrawnAt: '2020-03-03T10:00:00.000Z' },
    { 'days-to-accept': 0 },
  ],
  [
    'answered on the agreed day, however late',
    { agreedDay: '2020-03-20', answeredAt: '2020-03-20T22:59:00.000Z' },
    { 'days-to-answer': 18, 'days-late': 0 },
  ],
  ['an answer without an agreed day', { answeredAt: '2020-03-20T12:00:00.000Z' }, { 'days-to-answer': 18 }],
  ['rated in part', { ratingEfforts: 3 }, { efforts: 3 }],
])('%s', (_, more, values) => {
  expect(valuesOf(inventedFact(more))).toEqual({ received: 0, ...values })
})

test('the month is that of the day in Brussels', () => {
  const monthOf = (sentAt: string) => countsOf(inventedFact({ sentAt }))[0]?.month
  expect(monthOf('2020-12-31T22:59:59.999Z')).toBe('2020-12-01')
  expect(monthOf('2020-12-31T23:00:00.000Z')).toBe('2021-01-01')
})

const at = fc
  .integer({ min: 0, max: 400 * 24 })
  .map(hours => new Date(Date.UTC(2020, 0, 1, hours)).toISOString())
const fact = fc.record({
  number: fc.constant('2020-PL-00000001'),
  recipientCountry: fc.constantFrom('ES', 'MT', 'EL'),
  procedure: fc.constantFrom('a', 'b'),
  sentAt: at,
  acceptedAt: fc.option(at),
  withdrawnAt: fc.option(at),
  answeredAt: fc.option(at),
  agreedDay: fc.option(at.map(text => text.slice(0, 10))),
  ratingTimeliness: fc.option(fc.integer({ min: 1, max: 4 })),
  ratingEfforts: fc.option(fc.integer({ min: 1, max: 4 })),
})

test('moving a request moves its own counts, there and back', () => {
  fc.assert(
    fc.property(fact, fact, (one, other) => {
      const [before, after] = [inventedFact(one), inventedFact(other)]
      const there = movesOf([{ before, after }])
      const keyOf = (count: object) => JSON.stringify(count)
      const [old, fresh] = [before, after].map(each => new Set(countsOf(each).map(keyOf)))
      const expected = [
        ...[...(old ?? [])].filter(key => !fresh?.has(key)).map(key => [key, -1]),
        ...[...(fresh ?? [])].filter(key => !old?.has(key)).map(key => [key, 1]),
      ]
      expect(there.map(({ by, ...count }) => [keyOf(count), by]).toSorted()).toEqual(expected.toSorted())
      const both = movesOf([
        { before, after },
        { before: after, after: before },
      ])
      expect(both).toEqual([])
    }),
  )
})
