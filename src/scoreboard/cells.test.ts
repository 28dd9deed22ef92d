// Goal: moving one request changes exactly the cells that it should: no figure, score or colour of anybody else.
// Method: some hundred invented requests on a real database; fast-check changes, adds or takes away one of them through
//   the counts that the follower moves; all cells before and after against the long way round (small-facts.ts).
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { readEditions } from './editions.ts'
import type { Fact } from './fact.ts'
import { type FiguresNow, figuresNow } from './figures.ts'
import { movesOf } from './follow.ts'
import { inventedFact, ratiosFrom } from './small-facts.ts'
import { moveCounts } from './store/counts.ts'
import { scoreboardStore } from './store.ts'

const edition = readEditions(new URL('../..', import.meta.url).pathname).byId('2020', '2026-11-26')
if (!edition) throw new Error('no edition')

const at = fc
  .integer({ min: 0, max: 366 * 24 })
  .map(hours => new Date(Date.UTC(2019, 11, 31, 20 + hours)).toISOString())
const later = (from: string, hours: number | null): string | null =>
  hours === null ? null : new Date(Date.parse(from) + hours * 3_600_000).toISOString()
const hours = fc.option(fc.integer({ min: 0, max: 60 * 24 }))
const rating = fc.option(fc.integer({ min: 1, max: 4 }))
/** `nowhere` counts in no edition. */
const procedures = ['pq-information-request', 'services-information-request', 'posting-information-request']
const fact = fc
  .record({
    recipientCountry: fc.constantFrom('ES', 'MT', 'EL', 'LI'),
    procedure: fc.constantFrom(...procedures, 'nowhere'),
    sentAt: at,
    ...{ accepted: hours, withdrawn: hours, answered: hours, agreed: hours },
    ...{ ratingTimeliness: rating, ratingEfforts: rating },
  })
  .map(({ accepted, withdrawn, answered, agreed, ...rest }) =>
    inventedFact({
      ...rest,
      ...{ acceptedAt: later(rest.sentAt, accepted), withdrawnAt: later(rest.sentAt, withdrawn) },
      answeredAt: later(rest.sentAt, answered),
      agreedDay: later(rest.sentAt, agreed)?.slice(0, 10) ?? null,
    }),
  )

let database: TestDatabase
let facts: readonly Fact[]
beforeAll(async () => {
  database = await freshDatabase()
  facts = fc.sample(fact, { numRuns: 200, seed: 6 })
  await moveCounts(database.sql, movesOf(facts.map(after => ({ before: null, after }))))
})
afterAll(() => database.drop())

const areaOf = (procedure: string): string =>
  Object.entries(edition.areas).find(([, all]) => all.includes(procedure))?.[0] ?? ''
const isOf = ({ sentAt }: Fact): boolean =>
  new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Brussels' }).format(new Date(sentAt)).startsWith('2020')

/** Every cell of the page: place, indicator and what stands there; score and colour of each country. */
function cellsOf({ countries, areas }: FiguresNow): Record<string, string> {
  const tables = [{ area: 'all', countries }, ...areas]
  return Object.fromEntries(
    tables.flatMap(({ area, countries: all }) =>
      all.flatMap(({ country, indicators, score, colour }) => [
        ...indicators.map(({ id, ...one }) => [`${area} ${country} ${id}`, JSON.stringify(one)] as const),
        [`${area} ${country} score`, `${score} ${colour}`] as const,
      ]),
    ),
  )
}

/** The ratios of a cell's place, the long way round. */
function expectRatios(now: FiguresNow, counted: readonly Fact[]): void {
  const mine = counted.filter(one => isOf(one) && areaOf(one.procedure) !== '')
  for (const { area, countries } of [{ area: 'all', countries: now.countries }, ...now.areas])
    for (const { country, indicators } of countries) {
      const here = mine.filter(
        one => one.recipientCountry === country && (area === 'all' || areaOf(one.procedure) === area),
      )
      const ratios = indicators.map(({ numerator, denominator }) => [numerator, denominator])
      expect(ratios, `${area} ${country}`).toEqual(ratiosFrom(here))
    }
}

test('and every cell it changes is one of its own places', async () => {
  const store = scoreboardStore(database.sql)
  const change = fc.record({ which: fc.nat(199), to: fc.option(fact), isNew: fc.boolean() })
  let changed = 0
  await fc.assert(
    fc.asyncProperty(change, async ({ which, to, isNew }) => {
      const before = isNew ? null : (facts[which] ?? null)
      const moves = movesOf([{ before, after: to }])
      const old = await figuresNow(store, edition)
      if (moves.length > 0) await moveCounts(database.sql, moves)
      const fresh = await figuresNow(store, edition)
      expectRatios(fresh, [...facts.filter(one => one !== before), ...(to ? [to] : [])])
      const places = [before, to].flatMap(one =>
        one && isOf(one)
          ? [`all ${one.recipientCountry}`, `${areaOf(one.procedure)} ${one.recipientCountry}`]
          : [],
      )
      const [oldCells, cells] = [cellsOf(old), cellsOf(fresh)]
      const moved = Object.keys(cells).filter(cell => cells[cell] !== oldCells[cell])
      expect(moved.filter(cell => !places.some(place => cell.startsWith(`${place} `)))).toEqual([])
      changed += moved.length
      const back = movesOf([{ before: to, after: before }])
      if (back.length > 0) await moveCounts(database.sql, back)
      expect(cellsOf(await figuresNow(store, edition))).toEqual(oldCells)
    }),
    { numRuns: 60 },
  )
  expect(changed).toBeGreaterThan(100)
}, 60_000)
