// Goal: edition 2020 colours exactly as the seed says, at every border and in every combination; others by their data.
// Method: a table of borders a row each; all 4^5 combinations of bands against points counted by hand.
import { describe, expect, test } from 'vitest'
import { countries } from '../calendar/model.ts'
import { editionSchema } from './edition.ts'
import { readEditions } from './editions.ts'
import { type Band, figureOf, figuresOf, scoreOf, wholeOf } from './model.ts'

const editions = readEditions(new URL('../..', import.meta.url).pathname)
const editionOf = (id: string) => {
  const edition = editions.byId(id, '2026-11-26')
  if (!edition) throw new Error(`no edition ${id}`)
  return edition
}
const edition = editionOf('2020')
const indicator = (number: number) => {
  const found = edition.indicators[number - 1]
  if (!found) throw new Error(`no indicator ${number}`)
  return found
}

/** Of each indicator: tenths of the value | band. Both sides of each border, before and after rounding; and the ends. */
const shares: readonly (readonly [number, Band])[] = [
  ...([
    [1000, 'green'],
    [801, 'green'],
    [800, 'green'],
    [799, 'green'],
    [795, 'green'],
  ] as const),
  ...([
    [794, 'yellow'],
    [790, 'yellow'],
    [601, 'yellow'],
    [600, 'yellow'],
    [599, 'yellow'],
  ] as const),
  ...([
    [595, 'yellow'],
    [594, 'red'],
    [590, 'red'],
    [1, 'red'],
    [0, 'red'],
  ] as const),
]
const days: readonly (readonly [number, Band])[] = [
  ...([
    [0, 'green'],
    [150, 'green'],
    [154, 'green'],
    [155, 'yellow'],
    [159, 'yellow'],
  ] as const),
  ...([
    [160, 'yellow'],
    [164, 'yellow'],
    [250, 'yellow'],
    [254, 'yellow'],
    [255, 'red'],
  ] as const),
  ...([
    [260, 'red'],
    [3660, 'red'],
  ] as const),
]
const negatives: readonly (readonly [number, Band])[] = [
  ...([
    [0, 'green'],
    [40, 'green'],
    [44, 'green'],
    [45, 'yellow'],
    [49, 'yellow'],
    [50, 'yellow'],
  ] as const),
  ...([
    [140, 'yellow'],
    [144, 'yellow'],
    [145, 'red'],
    [149, 'red'],
    [150, 'red'],
    [1000, 'red'],
  ] as const),
]
const borders = [shares, days, shares, negatives, negatives].flatMap((all, at) =>
  all.map(([tenths, band]) => [at + 1, tenths, band] as const),
)

test.each(borders)('indicator %i: %i tenths are %s', (number, tenths, band) => {
  const denominator = number === 2 ? 10 : 1000
  expect(figureOf(indicator(number), { numerator: tenths, denominator })).toMatchObject({
    ...{ id: indicator(number).id, value: tenths / 10, band },
  })
})

test('a border between two whole numbers is met exactly, by no fraction of the machine', () => {
  expect([159, 158].map(numerator => wholeOf(100, { numerator, denominator: 200 }))).toEqual([80, 79])
  expect(wholeOf(100, { numerator: 1_589_999, denominator: 2_000_000 })).toBe(79)
  expect(wholeOf(100, { numerator: 1_590_000, denominator: 2_000_000 })).toBe(80)
  for (let whole = 1; whole <= 400; whole++)
    for (const denominator of [2, 6, 14, 22, 1998])
      expect(wholeOf(1, { numerator: (whole - 0.5) * denominator, denominator })).toBe(whole)
})

const bandsOrNone = ['green', 'yellow', 'red', null] as const
const combinations = bandsOrNone.flatMap(a =>
  bandsOrNone.flatMap(b =>
    bandsOrNone.flatMap(c => bandsOrNone.flatMap(d => bandsOrNone.map(e => [a, b, c, d, e] as const))),
  ),
)

test('the colour is that of the sum, in all combinations of five bands and of none', () => {
  expect(combinations).toHaveLength(4 ** 5)
  const seen: Record<string, number> = {}
  for (const bands of combinations) {
    const sum = bands.filter(one => one === 'green').length - bands.filter(one => one === 'red').length
    const isNone = bands.every(one => one === null)
    const colour = isNone ? null : sum >= 2 ? 'green' : sum >= -1 ? 'yellow' : 'red'
    expect(scoreOf(edition.score, bands), bands.join(' ')).toEqual({ score: sum, colour })
    if (!bands.includes(null)) seen[String(colour)] = (seen[String(colour)] ?? 0) + 1
  }
  // Of the 3^5 with five colours, counted by hand: sums of 2 or more and of -2 or less are as many.
  expect(seen).toEqual({ green: 51, yellow: 243 - 2 * 51, red: 51 })
})

test('all 30 countries are there, those without requests too, and nothing is divided by nothing', () => {
  const ratios = edition.indicators.map(() => ({ numerator: 1, denominator: 1 }))
  const tallies = ['a', 'b'].map(procedure => ({ country: 'MT', procedure, ratios }))
  const all = figuresOf(edition, countries, tallies)
  expect(all).toHaveLength(30)
  const malta = all.find(({ country }) => country === 'MT')
  expect(malta?.score).toBe(1 + 1 + 1 - 1 - 1)
  expect(malta?.indicators[0]).toEqual({
    ...{ id: 'accepted-in-time', numerator: 2, denominator: 2, value: 100, band: 'green' },
  })
  expect(all.find(({ country }) => country === 'LI')).toEqual({
    ...{ country: 'LI', score: 0, colour: null },
    indicators: edition.indicators.map(({ id }) => ({
      ...{ id, numerator: 0, denominator: 0, value: null, band: null },
    })),
  })
})

describe('editions', () => {
  test('the method of each is its own', () => {
    const first = editionOf('2013')
    expect(first.indicators).toHaveLength(3)
    expect(first.period).toEqual({ from: '2012-05-01', to: '2013-04-30' })
    expect(Object.keys(editionOf('2017').areas)).not.toContain('posting-of-workers')
    expect(scoreOf(first.score, ['green', 'green', 'yellow'])).toEqual({ score: 5 / 3, colour: 'green' })
    expect(scoreOf(first.score, ['green', 'yellow', 'red'])).toEqual({ score: 1, colour: 'yellow' })
  })

  test('a later year is measured as the newest; a future one is not there', () => {
    expect(editionOf('2025')).toEqual({
      ...{ ...edition, id: '2025', period: { from: '2025-01-01', to: '2025-12-31' } },
    })
    for (const id of ['2027', '2014', '0', '', '2026-11'])
      expect(editions.byId(id, '2026-11-26'), id).toBeUndefined()
    expect(editions.ids('2022-01-01')).toEqual(['2022', '2021', '2020', '2017', '2013'])
  })

  test.each([
    ['part of a month', { period: { from: '2020-01-02', to: '2020-12-31' } }],
    ['ends before it begins', { period: { from: '2021-01-01', to: '2020-12-31' } }],
    ['a zone that the counts do not know', { zone: 'Europe/Athens' }],
    ['a procedure in two areas', { areas: { services: ['a'], other: ['a'] } }],
    ['an indicator twice', { indicators: [indicator(1), indicator(1)] }],
    [
      'bands that do not meet',
      { indicators: [{ ...indicator(1), bands: { better: 'high', green: 60, yellow: 80 } }] },
    ],
    ['a step that no rating has', { indicators: [{ ...indicator(4), negative: [5] }] }],
  ])('refused: %s', (_, more) => {
    expect(editionSchema.safeParse({ ...edition, ...more }).success).toBe(false)
  })
})
