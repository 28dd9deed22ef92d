// Goal: the file of what others published is sound, and `imi check` names each fault in it.
// Method: the real file; copies of it with one fault each in a folder of their own.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readProcedures } from '../../procedure/store.ts'
import { checkUseMethod, type UseMethod } from './method.ts'

const root = new URL('../../..', import.meta.url).pathname
const catalogue = readProcedures(root)
const folder = mkdtempSync(join(tmpdir(), 'open-imi-statistics-'))
mkdirSync(join(folder, 'statistics'))
afterAll(() => rmSync(folder, { recursive: true }))

const sound = JSON.parse(readFileSync(join(root, 'statistics/use.json'), 'utf8')) as UseMethod
const [first, ...rest] = sound.published
if (!first) throw new Error('nothing was published')

test('the file of the product is sound; a folder without one has nothing to prove', () => {
  expect(checkUseMethod(root, catalogue)).toEqual([])
  expect(checkUseMethod(folder, catalogue)).toEqual([])
})

test.each([
  ['statistics-invalid', 'precision', { published: [{ ...first, precision: 'guessed' }, ...rest] }],
  ['statistics-invalid', 'four areas', { areas: ['a', 'b', 'c', 'd'] }],
  ['reference-unknown', 'source', { published: [{ ...first, source: 'nobody' }, ...rest] }],
  ['statistics-twice', 'year', { published: [...sound.published, first] }],
  ['statistics-year', 'before the first', { published: [{ ...first, year: 2007 }, ...rest] }],
  ['statistics-area-twice', 'shown and other', { otherAreas: [...sound.otherAreas, sound.areas[0]] }],
  ['statistics-area-missing', 'of the catalogue', { areas: sound.areas.slice(1) }],
])('%s: %s', (code, _, more) => {
  writeFileSync(join(folder, 'statistics/use.json'), JSON.stringify({ ...sound, ...more }))
  expect(checkUseMethod(folder, catalogue).map(one => one.code)).toEqual([code])
})
