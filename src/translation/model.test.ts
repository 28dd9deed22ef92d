// Goal: readers get the best measured path that is installed, and never one that was measured as too poor.
// Method: stories over invented sets of installed steps; the measured table itself; one fake engine a row.
import { describe, expect, test } from 'vitest'
import languages from '../../texts/languages.json' with { type: 'json' }
import { type Engine, type Route, route, served, textLengthMax } from './model.ts'
import { type Hop, measured, qualityOf, routesOver } from './paths.ts'

const codes = languages.map(row => row.code)
const hops = (text: string): Hop[] =>
  text.split(' ').map(pair => ({ from: pair.slice(0, 2), to: pair.slice(3), version: pair }))
const engineOf = (id: string, routes: readonly Route[]): Engine => ({
  id,
  name: id,
  isImmediate: true,
  routes: () => routes,
  translate: async () => ({ state: 'refused', reason: 'translation.failed.unavailable' }),
  stop: async () => {},
})
const over = (text: string) => engineOf('apertium', routesOver(hops(text), codes))

describe('the path that is taken', () => {
  const all =
    'es>ca ca>pt ca>fr ca>it es>pt es>it es>en fr>ca fr>es da>nb nb>sv da>sv hr>en bg>mk mk>en hr>mk en>hr'
  const stories = [
    // installed        from  to    path            quality
    [all, 'es', 'pt', 'es ca pt', 'rough'],
    [all, 'fr', 'it', 'fr ca it', 'rough'],
    [all, 'da', 'sv', 'da nb sv', 'rough'],
    [all, 'hr', 'en', 'hr en', 'gist'],
    [all, 'bg', 'en', 'bg mk en', 'gist'],
    ['es>pt', 'es', 'pt', 'es pt', 'gist'],
    ['fr>es es>pt', 'fr', 'pt', 'fr es pt', 'rough'],
    ['en>es', 'en', 'es', 'en es', 'gist'],
    ['de>nl', 'de', 'nl', 'de nl', 'gist'],
    // poor, unmeasured or not installed
    [all, 'en', 'hr', null, null],
    [all, 'pl', 'el', null, null],
    [all, 'es', 'sv', null, null],
    ['de>nl nl>pl', 'de', 'pl', null, null],
    ['es>ca', 'es', 'ca', null, null],
    ['hr>mk', 'hr', 'mk', null, null],
    ['es>ca', 'es', 'pt', null, null],
  ] as const
  test.each(stories)('with %s, %s to %s goes over %s: %s', (installed, from, to, path, quality) => {
    const chosen = route(from, to, [over(installed)])?.route
    expect(chosen?.path.join(' ') ?? null).toBe(path)
    expect(chosen?.quality ?? null).toBe(quality)
  })

  test("the operator's order of engines decides, not the figure", () => {
    const mine: Route = { path: ['es', 'pt'], quality: 'rough', chrF: 1, version: '1' }
    expect(route('es', 'pt', [engineOf('mine', [mine]), over(all)])?.engine.id).toBe('mine')
    expect(route('fr', 'it', [engineOf('mine', [mine]), over(all)])?.engine.id).toBe('apertium')
  })

  test('the version of a path names each of its steps', () => {
    expect(route('es', 'pt', [over(all)])?.route.version).toBe('es>ca+ca>pt')
  })
})

describe('the measured table', () => {
  test.each([
    ['es en', 45, 'rough'],
    ['es en', 44.9, 'gist'],
    ['es en', 35, 'gist'],
    ['es en', 34.9, null],
    ['bg mk en', 32.9, 'gist'],
  ] as const)('%s at %d is %s', (path, chrF, quality) => {
    expect(qualityOf(path.split(' '), chrF)).toBe(quality)
  })

  test('holds each path once, of two or three languages, within the range of the figure', () => {
    expect(new Set(measured.map(row => row.path.join())).size).toBe(measured.length)
    for (const { path, chrF } of measured) {
      expect([2, 3]).toContain(path.length)
      expect(codes).toContain(path[0])
      expect(codes).toContain(path.at(-1))
      expect(chrF).toBeGreaterThan(20)
      expect(chrF).toBeLessThan(60)
    }
  })

  test('with everything installed 39 of 650 pairs are good enough, none into bg, ro or from de, pl', () => {
    const steps = measured.flatMap(({ path }) => path.slice(1).map((to, i) => `${path[i]}>${to}`))
    const pairs = served(codes, [over([...new Set(steps)].join(' '))])
    expect(pairs).toHaveLength(39)
    expect(pairs.filter(pair => ['bg', 'ro'].includes(pair.to) || ['de', 'pl'].includes(pair.from))).toEqual(
      [],
    )
    expect(pairs.every(pair => pair.from !== pair.to)).toBe(true)
  })
})

test('a text may be as long as a long letter', () => expect(textLengthMax).toBe(20_000))
