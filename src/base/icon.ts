// Icons of lucide, read once at start and written into the page: no request, and they take the colour of the text.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Html, trusted } from './html.ts'

const names = [
  'arrow-left',
  'arrow-right',
  'arrow-up',
  'building-2',
  'calendar-clock',
  'check',
  'circle-check',
  'circle-question-mark',
  'clock',
  'download',
  'external-link',
  'file-text',
  'history',
  'inbox',
  'info',
  'languages',
  'link',
  'layout-dashboard',
  'lock',
  'log-out',
  'message-square',
  'paperclip',
  'plus',
  'printer',
  'search',
  'send',
  'settings',
  'siren',
  'sliders-horizontal',
  'triangle-alert',
  'text-quote',
  'user',
  'users',
  'x',
] as const

export type IconName = (typeof names)[number]

const drawingOf = (name: IconName): string => {
  const file = fileURLToPath(import.meta.resolve(`lucide-static/icons/${name}.svg`))
  const inner = /<svg[^>]*>([\s\S]*)<\/svg>/.exec(readFileSync(file, 'utf8'))?.[1] ?? ''
  return inner.replace(/\s+/g, ' ').replace(/ \/>/g, '/>').replace(/> </g, '><').trim()
}

const read = (name: IconName): Html =>
  trusted(
    `<svg class="icon" viewBox="0 0 24 24" width="18" height="18"
 aria-hidden="true" focusable="false">${drawingOf(name)}</svg>`,
  )

const drawings = new Map<IconName, Html>(names.map(name => [name, read(name)]))

/** An icon of 18 px in the colour of its text. Never alone: words stand beside it or in a hidden label. */
export const icon = (name: IconName): Html => drawings.get(name) ?? trusted('')

/** For a mark that stands on a page by the hundred, such as `link`: the frame holds its drawing once. */
export const linkMark = trusted(
  '<svg class="icon" width="18" height="18" aria-hidden="true" focusable="false"><use href="#mark-link"/></svg>',
)

/** What `linkMark` shows; written once on each page. */
export const linkDrawing = trusted(
  `<div hidden><svg><symbol id="mark-link" viewBox="0 0 24 24">${drawingOf('link')}</symbol></svg></div>`,
)
