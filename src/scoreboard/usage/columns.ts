// A picture of stacked columns over time: years, or quarters under their years.
import { type Html, html } from '../../base/html.ts'
import {
  boxLook,
  boxOf,
  type Chart,
  type ChartRow,
  frameOf,
  px,
  type Shape,
  stepsTo,
  textSizes,
  textWidth,
  total,
  widths,
} from './chart.ts'

const plotHeight = { wide: 300, narrow: 220 } as const
const above = 10
const below = 30
/** The last name below the axis may be wider than its column. */
const beside = 8

type Plot = {
  readonly chart: Chart
  readonly shape: Shape
  /** Where the columns begin, and how wide one's place is. */
  readonly left: number
  readonly band: number
  readonly yOf: (value: number) => number
}

export function drawColumns(chart: Chart, shape: Shape): Html {
  const { rows, number } = chart
  const height = plotHeight[shape.size]
  const steps = stepsTo(
    Math.max(0, ...rows.map(({ counts, outline }) => Math.max(total(counts), outline ?? 0))),
  )
  const left = Math.max(...steps.map(one => textWidth(number(one), textSizes[shape.size]))) + 8
  const width = widths[shape.size]
  const end = steps.at(-1) ?? 1
  const yOf = (value: number): number => px(above + height - (value / end) * height)
  const plot: Plot = { chart, shape, left, band: (width - left - beside) / rows.length, yOf }
  const lines = steps.map(
    step => html`
<line class="${step === 0 ? 'base' : 'grid'}" x1="${px(left)}" x2="${width}" y1="${yOf(step)}" y2="${yOf(step)}"/>
<text class="end" x="${px(left - 8)}" y="${yOf(step) + 5}">${number(step)}</text>`,
  )
  const columns = rows.map((row, at) => columnOf(plot, row, at))
  return frameOf(chart, shape, {
    height: above + height + below,
    // The base stands before the columns, the grid behind them.
    markup: html`${lines.slice(1)}${columns}${lines[0]}${labelsOf(plot, above + height + 20)}`,
  })
}

/** What was counted, and beside it what somebody else published. */
function columnOf({ chart, shape, left, band, yOf }: Plot, row: ChartRow, at: number): Html | null {
  const sum = total(row.counts)
  const isPair = sum > 0 && row.outline !== null
  const wide = band * 0.72
  const width = px(isPair ? wide / 2 - 1 : wide)
  const x = px(left + at * band + (band - wide) / 2)
  if (sum === 0 && row.outline === null) return null
  return html`
<g><title>${row.label}: ${chart.number(sum > 0 ? sum : (row.outline ?? 0))}</title>${
    row.outline !== null &&
    boxOf(html` class="outline"`, {
      ...{ x: isPair ? px(x + width + 2) : x, width },
      ...{ y: yOf(row.outline), height: yOf(0) - yOf(row.outline) },
    })
  }${stackOf(row.counts, (from, to, series) =>
    boxOf(boxLook(chart, shape.size, series), { x, width, y: yOf(to), height: yOf(from) - yOf(to) }),
  )}</g>`
}

/** One box after the other; what is nothing has none. */
export function stackOf(
  counts: readonly number[],
  box: (from: number, to: number, series: number) => Html,
): readonly Html[] {
  let from = 0
  return counts.flatMap((count, series) => {
    if (count === 0) return []
    const made = box(from, from + count, series)
    from += count
    return [made]
  })
}

/** Names below the axis, as many as fit; a group has one, between lines. */
function labelsOf({ chart: { rows }, shape, left, band }: Plot, y: number): readonly Html[] {
  if (rows[0]?.group === undefined) {
    const needed = Math.max(...rows.map(one => textWidth(one.label, textSizes[shape.size]))) + 8
    const every = Math.ceil(needed / band)
    return rows.flatMap(({ label }, at) =>
      (rows.length - 1 - at) % every === 0
        ? [html`<text class="middle" x="${px(left + (at + 0.5) * band)}" y="${y}">${label}</text>`]
        : [],
    )
  }
  const groups = [...Map.groupBy(rows, one => one.group ?? '')]
  const wide = (rows.length / groups.length) * band
  const line = (x: number): Html =>
    html`<line class="grid" x1="${x}" x2="${x}" y1="${y - 20}" y2="${y + 4}"/>`
  return groups.map(
    ([name], at) =>
      html`${at > 0 && line(px(left + at * wide))}<text class="middle" x="${px(
        left + (at + 0.5) * wide,
      )}" y="${y}">${name}</text>`,
  )
}
