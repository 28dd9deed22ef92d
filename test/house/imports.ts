// The house rules on who may import whom, between rooms and within a room (STYLE.md, rooms).
import { posix } from 'node:path'
import type { Source, Violation } from './rules.ts'

const floors: readonly (readonly string[])[] = [
  ['base'],
  ['calendar'],
  ['permission'],
  ['translation'],
  ['procedure'],
  ['authority'],
  ['user'],
  ['evidence'],
  ['exchange'],
  ['notice', 'scoreboard', 'retention', 'portal'],
  ['world'],
]

const floorOf = (room: string): number => floors.findIndex(rooms => rooms.includes(room))

type Import = { readonly path: string; readonly isType: boolean; readonly line: number }

const imported = /^(?:import|export)\s+(type\s)?[^'"]*?from\s+'(\.[^']+)'|\bimport\('(\.[^']+)'\)/gm

/** Imports of our own files, as paths from the root of the repository. */
export const importsOf = ({ path, text }: Source): readonly Import[] =>
  [...text.matchAll(imported)].map(match => ({
    path: posix.join(posix.dirname(path), match[2] ?? match[3] ?? ''),
    isType: match[1] !== undefined,
    line: text.slice(0, match.index).split('\n').length,
  }))

/** `src/exchange/kinds/request.ts` -> room exchange, part model. Files of no fixed name have part `other`. */
export function placeOf(path: string): { readonly room: string; readonly part: string } | null {
  const [src, room, ...rest] = path.split('/')
  if (src !== 'src' || room === undefined || rest.length === 0) return null
  const name = rest.at(-1) ?? ''
  if (name === 'model.ts' || rest[0] === 'kinds') return { room, part: 'model' }
  if (rest.length > 1 && rest[0] === 'store') return { room, part: 'store' }
  const fixed = /^(store|routes|pages|follow|timers)\.ts$/.exec(name)
  return { room, part: fixed?.[1] ?? 'other' }
}

/** What a part may never import, whoever's it is. */
const forbidden: Readonly<Record<string, readonly string[]>> = {
  model: ['store', 'routes', 'pages', 'follow', 'timers'],
  store: ['routes', 'pages', 'follow', 'timers'],
  pages: ['store', 'routes', 'follow', 'timers'],
  routes: ['follow', 'timers'],
}

export function importViolations(source: Source): readonly Violation[] {
  const place = placeOf(source.path)
  if (!place || source.path.endsWith('.test.ts')) return []
  return importsOf(source).flatMap(({ path, isType, line }) => {
    const target = placeOf(path)
    const found = (rule: string): Violation[] => [{ rule, path: source.path, line, what: path }]
    if (path.startsWith('test/')) return found('tests-are-not-imported')
    if (!target) return path.startsWith('src/') ? found('rooms-import-downward') : []
    const [from, to] = [floorOf(place.room), floorOf(target.room)]
    if (from < 0 || to < 0) return found('rooms-are-known')
    if (place.room !== target.room && from <= to) return found('rooms-import-downward')
    const isView = place.part === 'pages' && isType
    return forbidden[place.part]?.includes(target.part) && !isView ? found('parts-import-inward') : []
  })
}
