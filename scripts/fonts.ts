// Makes assets/fonts: Source Sans 3 cut down to the letters of Europe, one file for each script and weight.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
// @ts-expect-error the package ships no types
import subsetFont from 'subset-font'

const target = join(import.meta.dirname, '..', 'assets', 'fonts')
const source = dirname(fileURLToPath(import.meta.resolve('@fontsource/source-sans-3/package.json')))

/** Letters that we keep of each script; `assets/theme.css` names the same ranges for the browser. */
const scripts = {
  latin: [
    [0x20, 0x7e],
    [0xa0, 0xff],
    [0x131],
    [0x152, 0x153],
    [0x2c6],
    [0x2da],
    [0x2dc],
    [0x2010, 0x2015],
    [0x2018, 0x201e],
    [0x2020, 0x2022],
    [0x2026],
    [0x202f],
    [0x2030],
    [0x2032, 0x2033],
    [0x2039, 0x203a],
    [0x2044],
    [0x20ac],
    [0x2116],
    [0x2122],
    [0x2190, 0x2193],
    [0x2212],
    [0x2215],
  ],
  'latin-ext': [[0x100, 0x130], [0x132, 0x151], [0x154, 0x17f], [0x218, 0x21b], [0x1e9e]],
  greek: [[0x370, 0x3ff]],
  cyrillic: [
    [0x400, 0x45f],
    [0x490, 0x491],
  ],
} as const

const lettersOf = (ranges: readonly (readonly number[])[]): string =>
  ranges
    .flatMap(([first = 0, last = first]) => Array.from({ length: last - first + 1 }, (_, i) => first + i))
    .map(code => String.fromCodePoint(code))
    .join('')

mkdirSync(target, { recursive: true })
for (const [script, ranges] of Object.entries(scripts))
  for (const weight of [400, 600]) {
    const font = readFileSync(join(source, 'files', `source-sans-3-${script}-${weight}-normal.woff2`))
    const cut = await subsetFont(font, lettersOf(ranges), { targetFormat: 'woff2' })
    writeFileSync(join(target, `source-sans-3-${script}-${weight}.woff2`), cut)
    console.log(`source-sans-3-${script}-${weight}.woff2  ${(cut.length / 1000).toFixed(1)} KB`)
  }
copyFileSync(join(source, 'LICENSE'), join(target, 'OFL.txt'))
