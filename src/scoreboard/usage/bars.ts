// A picture of stacked bars, one for each country: name, bar, and the number in a column of its own.
import { type Html, html } from '../../base/html.ts'
import {
  boxLook,
  boxOf,
  type Chart,
  frameOf,
  px,
  type Shape,
  textSizes,
  textWidth,
  total,
  widths,
} from './chart.ts'
import { stackOf } from './columns.ts'

const rowHeight = 26
const barHeight = 16

export function drawBars(chart: Chart, shape: Shape): Html {
  const { rows, number } = chart
  const width = widths[shape.size]
  const wide = (text: string): number => textWidth(text, textSizes[shape.size]) + 10
  const totals = rows.map(({ counts }) => total(counts))
  const left = Math.max(...rows.map(({ label }) => wide(label)))
  const right = Math.max(...totals.map(one => wide(number(one))))
  const longest = Math.max(1, ...totals)
  const xOf = (value: number): number => px(left + (value / longest) * (width - left - right))
  const bars = rows.map(({ label, counts }, at) => {
    const y = at * rowHeight
    return html`
<g><text class="end" x="${px(left - 10)}" y="${y + 18}">${label}</text>
<line class="grid" x1="${px(left)}" x2="${px(width - right)}" y1="${y + rowHeight}" y2="${y + rowHeight}"/>${stackOf(
      counts,
      (from, to, series) =>
        boxOf(boxLook(chart, shape.size, series), {
          ...{ x: xOf(from), width: xOf(to) - xOf(from), y: y + 5, height: barHeight },
        }),
    )}
<text class="end" x="${width}" y="${y + 18}">${number(totals[at] ?? 0)}</text></g>`
  })
  const base = html`<line class="base" x1="${px(left)}" x2="${px(left)}" y1="0" y2="${rows.length * rowHeight}"/>`
  return frameOf(chart, shape, { height: rows.length * rowHeight + 4, markup: html`${bars}${base}` })
}
