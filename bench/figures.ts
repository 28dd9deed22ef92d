// From slices to figures: throughput, percentiles, ratios, and how far the rounds lie apart.
import type { Measured, Slice } from './slices.ts'

/** `ratio` is ours / peer: above 1 is good for a throughput and bad for a time. */
export type Row = {
  readonly name: string
  readonly ours: number
  readonly peer: number
  readonly ratio: number
  readonly unit: string
}

export type Figures = {
  readonly name: string
  /** Calls per second, both medians and both slow ends in milliseconds, statements per call. */
  readonly rows: readonly Row[]
  /** Lowest and highest ratio of throughput among the rounds. */
  readonly spread: readonly [number, number]
  readonly about: string
}

type Told = {
  readonly name: string
  readonly statements: { readonly ours: number; readonly peer: number }
  readonly about: string
}

export function figuresOf({ name, statements, about }: Told, { ours, peer }: Measured): Figures {
  const row = (of: string, unit: string, left: number, right: number): Row => ({
    ...{ name: `${name}${of}`, ours: rounded(left), peer: rounded(right) },
    ...{ ratio: rounded(left / right), unit },
  })
  const time = (share: number) => row(`-p${share * 100}`, 'ms', at(ours, share), at(peer, share))
  const ratios = ours.map((slice, i) => pace([slice]) / pace(peer.slice(i, i + 1)))
  return {
    ...{ name, about },
    rows: [
      row('', 'calls per second', pace(ours), pace(peer)),
      ...[0.5, 0.99].map(time),
      row('-statements', 'statements per call', statements.ours, statements.peer),
    ],
    spread: [rounded(Math.min(...ratios)), rounded(Math.max(...ratios))],
  }
}

/** Unit: calls per second. */
export const pace = (slices: readonly Slice[]): number =>
  (1000 * sum(slices.map(({ latencies }) => latencies.length))) / sum(slices.map(({ ms }) => ms))

/** The time that a share of the calls did not exceed (nearest rank). Unit: milliseconds. */
export function at(slices: readonly Slice[], share: number): number {
  return nearestRank(
    slices.flatMap(({ latencies }) => latencies),
    share,
  )
}

/** The value that a share of the values does not exceed. */
export function nearestRank(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)

/** Three digits that count. */
export const rounded = (value: number): number => Number(value.toPrecision(3))
