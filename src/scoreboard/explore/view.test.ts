// Goal: whoever subtracts pages about a period from each other, with and without area and procedure, learns of no small
//   number; what is shown is what the requests say, the same on every page.
// Method: invented requests, an edition in which an area has two procedures; every page is asked for, then every sum in
//   which one figure is missing is worked out until nothing more follows.
import { describe, expect, test } from 'vitest'
import { countries } from '../../calendar/model.ts'
import { type Edition, proceduresOf } from '../edition.ts'
import { readEditions } from '../editions.ts'
import type { Guarded } from '../guarded.ts'
import { placeIn, type Shape, totalsIn } from '../hidden-table.ts'
import { termsOf } from '../model.ts'
import { pairCountOf, ratiosFromPairs } from '../pair.ts'
import { inventedYear } from '../small-scoreboard.ts'
import { blanksOf } from './blanks.ts'
import { askedOf, type Typed } from './model.ts'
import { exploreView } from './view.ts'

const published = readEditions(new URL('../../..', import.meta.url).pathname).byId('2020', '2026-11-26')
if (!published) throw new Error('no edition')
const edition: Edition = {
  ...published,
  areas: {
    services: ['pq-information-request', 'services-information-request'],
    'patients-rights': [],
    'posting-of-workers': ['posting-information-request'],
  },
}
const procedures = proceduresOf(edition)
const areas = Object.entries(edition.areas)
/** Procedures, then areas, then everything. */
const parts: readonly Pick<Typed, 'area' | 'procedure'>[] = [
  ...procedures.map(procedure => ({ procedure })),
  ...areas.map(([area]) => ({ area })),
  {},
]
const counts = inventedYear(2020, 6000)
  .map(pairCountOf)
  .filter(({ month }) => month >= '2020-01' && month < '2020-07')

/** Sums by what tells one place from another. */
function summed<Place extends object>(
  all: typeof counts,
  placeOf: (count: (typeof counts)[number]) => Place,
) {
  return [...Map.groupBy(all, one => JSON.stringify(placeOf(one)))].map(([place, own]) => ({
    ...(JSON.parse(place) as Place),
    sums: own.map(one => one.sums).reduce((a, b) => a.map((value, at) => value + (b[at] ?? 0))),
  }))
}

const cells = summed(counts, ({ sender, recipient, procedure }) => ({ sender, recipient, procedure }))
const blanks = blanksOf(edition, cells)
const quarterOf = (month: string): string => (month < '2020-04' ? '2020-01-01' : '2020-04-01')

type Pair = { readonly sender: string | null; readonly recipient: string | null }

const countsOf = ({ sender, recipient }: Pair) =>
  counts.filter(
    one => (sender ?? one.sender) === one.sender && (recipient ?? one.recipient) === one.recipient,
  )

function pageOf({ sender, recipient }: Pair, part: Pick<Typed, 'area' | 'procedure'>) {
  const typed = { ...part, ...(sender && { sender }), ...(recipient && { recipient }) }
  const asked = askedOf(edition, { from: '2020-01', to: '2020-06', ...typed })
  if (!asked.ok) throw new Error('not asked for')
  const quarters = summed(countsOf({ sender, recipient }), ({ month, procedure }) => ({
    ...{ quarter: quarterOf(month), procedure },
  }))
  return exploreView(edition, asked.value, { cells, blanks, quarters })
}

type Placed = { row: number; column: number; procedure: string; sums: readonly number[] }
type Sum = { readonly whole: number; readonly of: readonly number[] }

const cellOf = (shape: Shape, row: number | null, column: number | null, part: number): number =>
  placeIn(shape, row, column) * parts.length + part
const isIn = (part: number, procedure: string): boolean => {
  const { area, procedure: one = procedure } = parts[part] ?? {}
  return one === procedure && (area === undefined || edition.areas[area]?.includes(procedure) === true)
}
const span = (length: number): readonly number[] => Array.from({ length }, (_, i) => i)

/** Every sum that pages show: of columns, of rows, of areas, of the procedures of an area. */
function sumsOf(shape: Shape): readonly Sum[] {
  const [rows, columns] = [span(shape.rows), span(shape.columns)]
  const at = (row: number | null, column: number | null, part: number) => cellOf(shape, row, column, part)
  const everything = parts.length - 1
  return [
    ...span(parts.length).flatMap(part => [
      ...[...rows, null].map(row => ({
        ...{ whole: at(row, null, part), of: columns.map(column => at(row, column, part)) },
      })),
      ...[...columns, null].map(column => ({
        ...{ whole: at(null, column, part), of: rows.map(row => at(row, column, part)) },
      })),
    ]),
    ...[...rows, null].flatMap(row =>
      [...columns, null].flatMap(column => [
        {
          whole: at(row, column, everything),
          of: areas.map((_, area) => at(row, column, procedures.length + area)),
        },
        ...areas.map(([, own], area) => ({
          whole: at(row, column, procedures.length + area),
          of: own.map(one => at(row, column, procedures.indexOf(one))),
        })),
      ]),
    ),
  ]
}

/** By indicator: what each cell holds, and what pages showed of it. */
function tableOf(shape: Shape, placed: readonly Placed[]) {
  const terms = edition.indicators.map(termsOf)
  const table = terms.map((_, indicator) => {
    const counted = placed.map(one => ({
      ...{ ...one, count: ratiosFromPairs(terms, one.sums)[indicator]?.denominator ?? 0 },
    }))
    const layers = parts.map((__, part) =>
      totalsIn(
        shape,
        counted.filter(one => isIn(part, one.procedure)),
      ),
    )
    const places = span((shape.rows + 1) * (shape.columns + 1))
    const held = places.flatMap(place => layers.map(layer => layer[place] ?? 0))
    return { shown: new Map<number, number | null>(), held }
  })
  const note = (cell: number, figures: readonly Guarded[]): void => {
    for (const [at, { shown, held }] of table.entries()) {
      const { isFew, denominator } = figures[at] ?? { isFew: false, denominator: 0 }
      const said = isFew ? null : denominator
      // What another page says of the same.
      if (shown.has(cell)) expect(said).toBe(shown.get(cell))
      if (!isFew)
        expect([denominator, denominator === 0 || (denominator ?? 0) >= 5]).toEqual([held[cell], true])
      shown.set(cell, said)
    }
  }
  return { table, note }
}

/** Works out what is missing alone in a sum, again and again; answers what is few and known then. */
function revealed(
  sums: readonly Sum[],
  { shown, held }: ReturnType<typeof tableOf>['table'][number],
): readonly number[] {
  const known = new Map([...shown].flatMap(([at, count]) => (count === null ? [] : [[at, count] as const])))
  for (let grows = true; grows; ) {
    grows = false
    for (const { whole, of } of sums) {
      const missing = [whole, ...of].filter(at => !known.has(at))
      const [one] = missing
      if (missing.length !== 1 || one === undefined) continue
      const sum = of.reduce((some, at) => some + (known.get(at) ?? 0), 0)
      known.set(one, one === whole ? sum : (known.get(whole) ?? 0) - sum)
      grows = true
    }
  }
  return [...held.keys()].filter(at => (held[at] ?? 0) > 0 && (held[at] ?? 0) < 5 && known.has(at))
}

const places = new Map<string | null, number>(countries.map((code, at) => [code, at]))
const placeOf = (code: string | null) => places.get(code) ?? null

describe('all pages about half a year', () => {
  const shape = { rows: countries.length, columns: countries.length }
  const { table, note } = tableOf(
    shape,
    cells.map(one => ({
      ...one,
      row: places.get(one.sender) ?? 0,
      column: places.get(one.recipient) ?? 0,
    })),
  )
  const at = ({ sender, recipient }: Pair, part: number) =>
    cellOf(shape, placeOf(sender), placeOf(recipient), part)

  test('say the same, and give nothing away that is small', () => {
    const pairs: readonly Pair[] = [
      { sender: null, recipient: null },
      ...countries.map(sender => ({ sender, recipient: null })),
      ...['DE', 'MT', 'LI', 'CY'].map(recipient => ({ sender: null, recipient })),
    ]
    for (const [part, asked] of parts.entries())
      for (const pair of pairs) {
        const page = pageOf(pair, asked)
        note(at(pair, part), page.total)
        const { side = 'sender', rows = [] } = page.countries ?? {}
        for (const { country, indicators } of rows) note(at({ ...pair, [side]: country }, part), indicators)
        for (const { area, indicators } of page.areas ?? [])
          note(
            at(
              pair,
              parts.findIndex(one => one.area === area),
            ),
            indicators,
          )
      }
    for (const one of table) {
      const said = [...one.shown.values()]
      expect(said.filter(count => count === null).length).toBeGreaterThan(200)
      expect(said.filter(count => count !== null && count > 0).length).toBeGreaterThan(200)
      expect(revealed(sumsOf(shape), one)).toEqual([])
    }
  })

  test.each([
    ['PL', 'DE'],
    ['BE', 'DE'],
    ['AT', 'MT'],
  ])('%s and %s say of themselves what their rows say', (sender, recipient) => {
    for (const [part, asked] of parts.entries()) {
      const page = pageOf({ sender, recipient }, asked)
      note(at({ sender, recipient }, part), page.total)
      expect(page.countries).toBeNull()
    }
  })
})

describe('the quarters of a selection', () => {
  const quarters = ['2020-01-01', '2020-04-01']
  const shape = { rows: quarters.length, columns: 1 }

  test.each([
    [null, 'MT'],
    [null, 'CY'],
    ['PL', 'DE'],
    ['BE', 'DE'],
    ['AT', 'FR'],
    ['PL', null],
  ])('sent by %s to %s: no page gives anything away', (sender, recipient) => {
    const own = summed(countsOf({ sender, recipient }), ({ month, procedure }) => ({
      ...{ row: quarters.indexOf(quarterOf(month)), column: 0, procedure },
    }))
    const { table, note } = tableOf(shape, own)
    for (const [part, asked] of parts.entries()) {
      const page = pageOf({ sender, recipient }, asked)
      for (const column of [0, null]) {
        note(cellOf(shape, null, column, part), page.total)
        for (const [row, quarter] of quarters.entries()) {
          // A quarter in which there was nothing has no row.
          const found = page.quarters.find(one => one.quarter === quarter)
          note(cellOf(shape, row, column, part), found?.indicators ?? [])
        }
      }
    }
    for (const one of table) expect(revealed(sumsOf(shape), one)).toEqual([])
  })
})
