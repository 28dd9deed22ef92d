// Which figures of a period are not shown: judged in the table of all pairs and procedures, the same on every page.
import { countries } from '../../calendar/model.ts'
import { type Edition, proceduresOf } from '../edition.ts'
import { hiddenInTable, placeIn, totalsIn } from '../hidden-table.ts'
import { termsOf } from '../model.ts'
import { ratiosFromPairs } from '../pair.ts'
import type { CellSums, QuarterSums } from '../store/cells.ts'

/** A procedure, an area, or (both null) everything. */
export type Part = { readonly area: string | null; readonly procedure: string | null }

/** By indicator, in the order of the edition. Null: any country. */
export type Blanks = {
  of(sender: string | null, recipient: string | null, part: Part): readonly boolean[]
  /** `quarters`: of one selection, in all its procedures. */
  ofQuarters(
    sender: string | null,
    recipient: string | null,
    quarters: readonly QuarterSums[],
  ): (quarter: string, part: Part) => readonly boolean[]
}

/** Of what was received, then of each indicator: places that are blank altogether, and those blank in their parts. */
type Layer = { readonly whole: Uint8Array; readonly parts: Uint8Array }

/**
 * A pair or a country tells the figures of all its areas and procedures or of none: of none where one of them comes
 * from few. A figure for which too few requests were received shows none of its indicators. Quarters follow the same
 * rule within their selection, and are blank where it is.
 */
export function blanksOf(edition: Edition, cells: readonly CellSums[]): Blanks {
  const shape = { rows: countries.length, columns: countries.length }
  const numberOf = new Map<string | null, number>(countries.map((code, at) => [code, at]))
  const counted = cells.flatMap(({ sender, recipient, procedure, sums }) => {
    const [row, column] = [numberOf.get(sender), numberOf.get(recipient)]
    return row === undefined || column === undefined ? [] : [{ row, column, procedure, sums }]
  })
  const layers = layersOf(edition, shape, counted)
  const placeOf = (sender: string | null, recipient: string | null): number =>
    placeIn(shape, numberOf.get(sender) ?? null, numberOf.get(recipient) ?? null)
  return {
    of(sender, recipient, part) {
      const place = placeOf(sender, recipient)
      return layers.slice(1).map(layer => isBlank(edition, layer, place, part))
    },
    ofQuarters(sender, recipient, quarters) {
      const place = placeOf(sender, recipient)
      const names = [...new Set(quarters.map(one => one.quarter))]
      const own = { rows: names.length, columns: 1 }
      const given = layers.map(({ whole, parts }) => ({
        whole: allOf(own, whole[place] === 1),
        parts: allOf(own, parts[place] === 1),
      }))
      const placed = quarters.map(one => ({ ...one, row: names.indexOf(one.quarter), column: 0 }))
      const found = layersOf(edition, own, placed, given).slice(1)
      return (quarter, part) =>
        found.map(layer => isBlank(edition, layer, placeIn(own, names.indexOf(quarter), 0), part))
    },
  }
}

const allOf = ({ rows, columns }: { readonly rows: number; readonly columns: number }, isOn: boolean) =>
  new Uint8Array((rows + 1) * (columns + 1)).fill(Number(isOn))

/** Where there is one procedure it is everything; an area without any has nothing to hide. */
function isBlank(edition: Edition, { whole, parts }: Layer, place: number, part: Part): boolean {
  const isPart = part.area !== null || part.procedure !== null
  if (!isPart || proceduresOf(edition).length < 2) return whole[place] === 1
  const isEmpty = part.procedure === null && edition.areas[part.area ?? '']?.length === 0
  return !isEmpty && parts[place] === 1
}

type Shape = Parameters<typeof totalsIn>[0]
type Counted = {
  readonly row: number
  readonly column: number
  readonly procedure: string
  readonly sums: readonly number[]
}

function layersOf(
  edition: Edition,
  shape: Shape,
  counted: readonly Counted[],
  given: readonly Layer[] = [],
): readonly Layer[] {
  const { indicators, shownFrom } = edition
  const terms = indicators.map(termsOf)
  const counts = counted.map(({ sums }) => [
    ...[sums[0] ?? 0, ...ratiosFromPairs(terms, sums).map(one => one.denominator)],
  ])
  const layer = (at: number, forced: readonly (Layer | undefined)[]): Layer => {
    const placed = counted.map((one, i) => ({ ...one, count: counts[i]?.[at] ?? 0 }))
    const procedures = proceduresOf(edition).map(id => placed.filter(one => one.procedure === id))
    const whole = hiddenInTable(
      shape,
      [totalsIn(shape, placed)],
      shownFrom,
      either(forced.map(one => one?.whole)),
    )
    const parts = hiddenInTable(
      shape,
      procedures.map(own => totalsIn(shape, own)),
      shownFrom,
      either([whole, ...forced.map(one => one?.parts)]),
    )
    return { whole, parts }
  }
  const received = layer(0, [given[0]])
  return [received, ...terms.map((_, at) => layer(at + 1, [received, given[at + 1]]))]
}

const either = (all: readonly (Uint8Array | undefined)[]): Uint8Array | null =>
  all.reduce<Uint8Array | null>(
    (some, one) => (one ? (some?.map((is, at) => is | (one[at] ?? 0)) ?? one) : some),
    null,
  )
