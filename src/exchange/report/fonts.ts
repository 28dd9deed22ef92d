// The letters of reports: two weights of Source Sans 3, whole as its makers publish it, and what they can show.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const fileOf = (name: string): string =>
  fileURLToPath(import.meta.resolve(`source-sans/TTF/SourceSans3-${name}.ttf`))

export const fontFiles = (): readonly string[] => [fileOf('Regular'), fileOf('Semibold')]

type Segment = readonly [first: number, last: number]

const fullRepertoire = 12

/** Code points that a font maps to a glyph, from its table `cmap` (OpenType, format 12). */
function lettersOf(font: Buffer): readonly Segment[] {
  const tables = Array.from({ length: font.readUInt16BE(4) }, (_, i) => 12 + 16 * i)
  const found = tables.find(at => font.toString('latin1', at, at + 4) === 'cmap')
  if (found === undefined) throw new Error('the font has no table cmap')
  const cmap = font.subarray(font.readUInt32BE(found + 8))
  const subtable = Array.from({ length: cmap.readUInt16BE(2) }, (_, i) =>
    cmap.subarray(cmap.readUInt32BE(8 + 8 * i)),
  ).find(table => table.readUInt16BE(0) === fullRepertoire)
  if (!subtable) throw new Error('the font has no map of format 12')
  return Array.from({ length: subtable.readUInt32BE(12) }, (_, i) => 16 + 12 * i).map(
    at => [subtable.readUInt32BE(at), subtable.readUInt32BE(at + 4)] as const,
  )
}

/** Whether every font has a glyph for a code point. */
export function openCoverage(files = fontFiles()): (code: number) => boolean {
  const all = files.map(file => {
    const held = new Set<number>()
    for (const [first, last] of lettersOf(readFileSync(file)))
      for (let code = first; code <= last; code++) held.add(code)
    return held
  })
  return code => all.every(held => held.has(code))
}
