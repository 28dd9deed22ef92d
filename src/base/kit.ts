// What we take of Designsystemet, straight from its package: the components we use and the theme without its colours.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const components = [
  'alert',
  'button',
  'fieldset',
  'field',
  'input',
  'label',
  'link',
  'error-summary',
  'validation-message',
  'table',
  'tag',
  'details',
  'heading',
  'skip-link',
]

/** Layers of the theme that our own tokens replace (assets/theme.css). */
const replaced = /^@layer ds\.theme\.(color-scheme|typography\.secondary)/

const read = (address: string): string => readFileSync(fileURLToPath(import.meta.resolve(address)), 'utf8')

/** The top-level blocks of a style sheet, each from its `@layer` to the brace that closes it. */
function blocksOf(css: string): string[] {
  const blocks: string[] = []
  let depth = 0
  let start = 0
  for (let at = 0; at < css.length; at++) {
    if (css[at] === '{') depth++
    if (css[at] !== '}' || --depth > 0) continue
    blocks.push(css.slice(start, at + 1).trim())
    start = at + 1
  }
  return blocks
}

function themeStyles(): string {
  const css = read('@digdir/designsystemet-theme').replace(/@charset "[^"]*";|\/\*[\s\S]*?\*\//g, '')
  const kept = blocksOf(css).filter(block => !replaced.test(block) && !/\[data-color="brand/.test(block))
  return kept.join('').replace(/\s+/g, ' ')
}

/** One sheet in the kit's own layers; all of ours come after them. */
export function kitStyles(): string {
  const inLayer = (layer: string, names: readonly string[]): string =>
    `@layer ${layer}{${names.map(name => read(`@digdir/designsystemet-css/${name}.css`)).join('')}}`
  return [
    '/*! Designsystemet (designsystemet.no), MIT licence, (c) Digdir */',
    '@layer ds.theme,ds.base,ds.components,imi.token,imi.base,imi.layout,imi.part,imi.print;',
    themeStyles(),
    inLayer('ds.base', ['base']),
    inLayer('ds.components', components),
    '\n',
  ].join('')
}
