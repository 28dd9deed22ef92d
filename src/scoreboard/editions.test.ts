// Goal: `imi check` names what is wrong in an edition with its file and place; those of this repository are sound.
// Method: a folder of our own with one spoilt edition a case, beside the catalogue of this repository.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readProcedures } from '../procedure/store.ts'
import { checkEditions } from './editions.ts'

const root = new URL('../..', import.meta.url).pathname
const catalogue = readProcedures(root)
const folder = mkdtempSync(join(tmpdir(), 'open-imi-editions-'))
mkdirSync(join(folder, 'editions'))
afterAll(() => rmSync(folder, { recursive: true }))

const sound = JSON.parse(readFileSync(join(root, 'editions/2020.json'), 'utf8'))

const foundIn = (text: string): readonly string[] => {
  writeFileSync(join(folder, 'editions/2020.json'), text)
  return checkEditions(folder, catalogue).map(({ code, file, path }) => `${code} ${file} ${path}`)
}

test('the editions of this repository are sound', () => {
  expect(checkEditions(root, catalogue)).toEqual([])
})

test.each<[string, object, string]>([
  ['another year than its name', { id: '2019' }, 'edition-misplaced editions/2020.json id'],
  [
    'a procedure that is not there',
    { areas: { ...sound.areas, services: ['services-information-request', 'nothing'] } },
    'reference-unknown editions/2020.json areas.services',
  ],
  [
    'a procedure of another area',
    { areas: { 'patients-rights': ['services-information-request'] } },
    'reference-unknown editions/2020.json areas.patients-rights',
  ],
  [
    'an area whose requests were forgotten',
    { areas: { ...sound.areas, services: [] } },
    'edition-area-empty editions/2020.json areas.services',
  ],
  ['no indicators', { indicators: [] }, 'edition-invalid editions/2020.json indicators'],
])('%s', (_, more, finding) => {
  expect(foundIn(JSON.stringify({ ...sound, ...more }))).toEqual([finding])
  expect(foundIn(JSON.stringify(sound))).toEqual([])
})

test('no JSON', () => {
  expect(foundIn('{')).toEqual(['file-broken editions/2020.json 2020.json'])
})
