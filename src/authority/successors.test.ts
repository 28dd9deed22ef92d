// Goal: who types the name of an authority that was merged or suspended is led to the one that acts now, and told why.
// Method: a small directory with a chain of mergers, a circle, and authorities whose coordinator acts; page and JSON.
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { library, readLanguages } from '../base/text.ts'
import { finderOver, openWords } from './finder.ts'
import { readLexicons } from './lexicons.ts'
import { inventedAuthority, smallDirectory } from './small-directory.ts'
import { get, meanwhile, search } from './small-doors.ts'
import { type Listed, leaderOver } from './successors.ts'

const root = resolve(import.meta.dirname, '..', '..')
const words = openWords(library(readLanguages(root), new Map()), readLexicons(root))

const named = (id: string, name: string, more: Partial<Listed> = {}): Listed => ({
  ...inventedAuthority({
    ...{ id, country: 'PL', town: 'Opole', type: 'professional-regulator', competences: ['baker'] },
    officialNames: [{ lang: 'pl', name }],
  }),
  ...more,
})
const one = named('one', 'Cech Zdunów Rudych')
const two = named('two', 'Cech Bednarzy Siwych', { status: 'removed', successor: 'one' })
const three = named('three', 'Cech Powroźników Bladych', { status: 'removed', successor: 'two' })
const away = named('away', 'Cech Kołodziejów Łysych', { status: 'suspended' })
const coordinates = { level: 'national', competences: [] } as const
const inArea = named('in-area', 'Koordynator Cechów', { type: 'area-coordinator', ...coordinates })
const national = named('national', 'Koordynator', { type: 'national-coordinator', ...coordinates })
const elsewhere = { ...inArea, area: 'services' }

describe('who acts for one that works no more', () => {
  test.each<[string, Listed, readonly Listed[], string | null]>([
    ['its successor', two, [one, two], 'one'],
    ['the successor of its successor', three, [one, two, three], 'one'],
    ['the coordinator of its legal area', away, [away, national, inArea], 'in-area'],
    ['the national one where the area has none', away, [away, national, elsewhere], 'national'],
    ['nobody', away, [away, one], null],
    ['nobody of another country', away, [away, { ...national, country: 'ES' }], null],
    [
      'the coordinator where the successor works no more',
      two,
      [{ ...one, status: 'removed' }, two, inArea],
      'in-area',
    ],
    ['nobody in a circle', two, [{ ...one, status: 'removed', successor: 'two' }, two], null],
  ])('%s', (_, closed, all, expected) => {
    expect(leaderOver(all)(closed)).toBe(expected)
  })
})

describe('the finder', () => {
  const finder = finderOver([...smallDirectory, one, two, three, away, inArea, national], words)
  const read = (text: string, more = {}) => finder.read({ text, lang: 'en', limit: 5, ...more })

  test('leads from an old name to the one that acts now, with the words that were found', () => {
    const [led] = read('powroźników bladych').led
    expect(led).toMatchObject({ authority: 'one', instead: 'three' })
    expect(led?.why.map(({ word }) => word)).toEqual(['powroźników', 'bladych'])
    expect(finder.find({ text: 'powroźników bladych', lang: 'en', limit: 5 })[0]?.authority).toBe('one')
    expect(read('kołodziejów łysych').led[0]).toMatchObject({ authority: 'in-area', instead: 'away' })
  })

  test('names nobody twice, and no former one where those that work fit as well', () => {
    const hits = finder.find({ text: 'cech bednarzy siwych', lang: 'pl', limit: 9 })
    expect(new Set(hits.map(({ authority }) => authority)).size).toBe(hits.length)
    expect(read('zdunów rudych').led).toEqual([])
    expect(read('architect').led).toEqual([])
  })

  test('keeps to the filters, counts and offers only what works', () => {
    expect(read('powroźników bladych', { country: 'ES' }).led).toEqual([])
    expect(read('powroźników bladych', { after: 5 }).led).toEqual([])
    expect(finder.size).toBe(smallDirectory.filter(({ status }) => status === 'active').length + 3)
    expect(read('', { country: 'PL' }).counts?.total).toBe(4)
  })
})

describe('the search page', () => {
  test('tells the old name, and nothing of it once it works again', async () => {
    meanwhile.suspended = ''
    const { items } = await search('q=Izba+Nauczycieli')
    expect(items[0]).toMatchObject({
      authority: 'pl-coordinator',
      instead: { authority: 'pl-teacher', name: 'Izba Nauczycieli – Łódź', lang: 'pl', status: 'removed' },
    })
    const page = await get('/authorities?q=Izba+Prawnik%C3%B3w', 'html', 'de')
    expect(page.text).toContain('Anstelle von „Izba Prawników – Łódź“, die ausgesetzt ist')
    expect(items.filter(({ instead }) => instead === null).length).toBe(items.length - 1)
  })
})
