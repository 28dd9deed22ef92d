// What every picture of the statistics is made of: its frame with title and finding, the legend, steps of an axis.
import { type Html, html } from '../../base/html.ts'

export const sizes = ['wide', 'narrow'] as const
/** `narrow` is for phones: drawn anew, not shrunk. */
export type Size = (typeof sizes)[number]

export type ChartRow = {
  readonly label: string
  /** Under this name stand several rows. */
  readonly group?: string
  /** One number for each series. */
  readonly counts: readonly number[]
  /** What somebody else published, drawn as an outline; null: nothing. */
  readonly outline: number | null
}

/** A picture in the reader's language, before it has a shape. */
export type Chart = {
  readonly id: string
  readonly lang: string
  readonly title: string
  /** What the picture shows, for who does not see it. */
  readonly told: string
  /** From the axis on; the last one is hatched: what is left. */
  readonly series: readonly string[]
  readonly rows: readonly ChartRow[]
  readonly outlineLabel: string
  readonly number: (value: number) => string
}

export type Shape = { readonly size: Size; readonly isAlone: boolean; readonly style: Html | null }

/** A part of a picture that takes so much height. */
export type Piece = { readonly markup: Html; readonly height: number }

export const widths = { wide: 960, narrow: 350 } as const
/** As assets/chart.css sets it. */
export const textSizes = { wide: 16, narrow: 14 } as const

/** Unit: pixels. As wide as letters are in the wider of usual fonts: who draws on a server cannot measure. */
export const textWidth = (text: string, size: number): number => text.length * size * 0.57

export const total = (counts: readonly number[]): number => counts.reduce((sum, one) => sum + one, 0)

const roundSteps = [1, 2, 2.5, 5, 10]

/** Round numbers from 0 to at least the highest, four or five steps; whole numbers only. */
export function stepsTo(highest: number): readonly number[] {
  const rough = Math.max(highest, 4) / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = (roundSteps.find(one => one * power >= rough && Number.isInteger(one * power)) ?? 10) * power
  return Array.from({ length: Math.ceil(Math.max(highest, 1) / step) + 1 }, (_, i) => i * step)
}

/** Counted a little larger than it is: it is bold. */
const titleSize = 22
const lineHeight = 26

/** Broken between words where a line would be too long. */
export function linesOf(text: string, widthMax: number, size: number): readonly string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    const longer = last === undefined ? word : `${last} ${word}`
    if (last !== undefined && textWidth(longer, size) > widthMax) lines.push(word)
    else lines[Math.max(0, lines.length - 1)] = longer
  }
  return lines
}

/** Above the plot where the picture stands alone; on a page the heading says it. */
function headOf({ title }: Chart, { size, isAlone }: Shape): Piece {
  if (!isAlone) return { markup: html``, height: 0 }
  const lines = linesOf(title, widths[size], titleSize)
  const lineOf = (line: string, at: number): Html =>
    html`<text class="title" x="0" y="${(at + 1) * lineHeight - 6}">${line}</text>`
  return { markup: html`${lines.map(lineOf)}`, height: lines.length * lineHeight + 8 }
}

const swatch = 14
const legendGap = 20

/** A box and a name for each series, in as many lines as they need. */
function legendOf(chart: Chart, { size }: Shape): Piece {
  const { series, rows, outlineLabel } = chart
  const names = series.map((label, at) => ({ label, look: boxLook(chart, size, at) }))
  if (rows.some(one => one.outline !== null))
    names.push({ label: outlineLabel, look: html` class="outline"` })
  let [x, y] = [0, 0]
  const items = names.map(({ label, look }) => {
    const width = swatch + 6 + textWidth(label, textSizes[size])
    if (x > 0 && x + width > widths[size]) [x, y] = [0, y + lineHeight]
    const at = { x, y }
    x += width + legendGap
    return html`
${boxOf(look, { x: at.x + 0.5, y: at.y + 3.5, width: swatch - 1, height: swatch - 1 })}
<text x="${at.x + swatch + 6}" y="${at.y + 15}">${label}</text>`
  })
  return { markup: html`${items}`, height: y + lineHeight + 10 }
}

const hatchId = ({ id }: Chart, size: Size): string => `${id}-${size}-hatch`

/** Colour of a series; the last one has a pattern. */
export const boxLook = (chart: Chart, size: Size, at: number): Html =>
  at === chart.series.length - 1
    ? html` class="series rest" fill="url(#${hatchId(chart, size)})"`
    : html` class="series s${at + 1}"`

type Place = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

export const boxOf = (look: Html, { x, y, width, height }: Place): Html =>
  html`<rect${look} x="${x}" y="${y}" width="${px(width)}" height="${px(height)}"/>`

const margin = 16

/** The whole picture round its plot. Alone it brings its style, a ground and its title along. */
export function frameOf(chart: Chart, shape: Shape, plot: Piece): Html {
  const { size, isAlone, style } = shape
  const [head, legend] = [headOf(chart, shape), legendOf(chart, shape)]
  const edge = isAlone ? margin : 0
  const [width, height] = [
    widths[size] + 2 * edge,
    Math.round(head.height + legend.height + plot.height) + 2 * edge,
  ]
  const ids = `${chart.id}-${size}`
  return html`<svg xmlns="http://www.w3.org/2000/svg" class="chart chart-${size}" lang="${chart.lang}" role="img"
 width="${width}" height="${height}" viewBox="${-edge} ${-edge} ${width} ${height}"
 aria-labelledby="${ids}-title ${ids}-told">
<title id="${ids}-title">${chart.title}</title><desc id="${ids}-told">${chart.told}</desc>${style}
<defs><pattern id="${hatchId(chart, size)}" width="5" height="5" patternUnits="userSpaceOnUse"
 patternTransform="rotate(45)"><rect class="hatch-ground" width="5" height="5"/>
<rect class="hatch-line" width="1.75" height="5"/></pattern></defs>${
    isAlone &&
    html`
${boxOf(html` class="ground"`, { x: -edge, y: -edge, width, height })}`
  }
${head.markup}<g transform="translate(0 ${head.height})">${legend.markup}</g>
<g transform="translate(0 ${head.height + legend.height})">${plot.markup}</g>
</svg>`
}

/** Short numbers keep the markup small. */
export const px = (value: number): number => Math.round(value * 10) / 10
