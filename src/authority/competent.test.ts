// Goal: for a case the rules name the right authorities of a country, in the right order, each with every reason.
// Method: a table over a small directory with the real lexicon; properties by fast-check: only active ones of the
//   country, none without a reason, the same whatever the order of the directory.
import { resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { library, readLanguages } from '../base/text.ts'
import type { Case } from './competent.ts'
import { finderOver, openWords } from './finder.ts'
import { readLexicons } from './lexicons.ts'
import { inventedAuthority } from './small-directory.ts'
import type { Listed } from './successors.ts'

const root = resolve(import.meta.dirname, '..', '..')
const words = openWords(library(readLanguages(root), new Map()), readLexicons(root))

const nurses = (id: string, town: string, region: string, more: Partial<Listed> = {}): Listed => ({
  ...inventedAuthority({
    ...{ id, country: 'DE', town, region, type: 'professional-regulator' },
    ...{ competences: ['general-care-nurse', 'midwife'] },
    officialNames: [{ lang: 'de', name: `Kammer ${id}` }],
  }),
  ...more,
})
const directory: readonly Listed[] = [
  nurses('b-munich', 'München', 'DE21'),
  nurses('c-nuremberg', 'Nürnberg', 'DE25'),
  nurses('d-berlin', 'Berlin', 'DE30'),
  nurses('e-bakers', 'München', 'DE21', { competences: ['baker'] }),
  nurses('f-closed', 'München', 'DE21', { status: 'suspended' }),
  nurses('g-vienna', 'Wien', 'AT13', { country: 'AT' }),
  nurses('h-federal', 'Berlin', 'DE30', { level: 'national', competences: ['architect'] }),
  nurses('i-architects', 'Köln', 'DEA2', { competences: ['architect'] }),
  nurses('j-coordinator', 'Berlin', 'DE30', { type: 'area-coordinator', competences: ['pharmacist'] }),
  nurses('k-services', 'Bonn', 'DEA2', { area: 'services', competences: ['plumber'] }),
]
const finder = finderOver(directory, words)
const nurse: Case = {
  ...{ lang: 'en', country: 'DE', area: 'professional-qualifications', competence: 'general-care-nurse' },
  texts: [],
}
const told = (asked: Partial<Case>) => {
  const { found, total } = finder.competent({ ...nurse, ...asked }, 10)
  const reasons = found.map(
    ({ authority, grounds }) =>
      `${authority}: ${grounds.map(({ rule, name }) => `${rule} ${name}`).join(', ')}`,
  )
  return { reasons, total }
}
const at = (text: string, field = 'address') => ({ field, text })
const what = 'competence general-care-nurse'
const all = ['b-munich', 'c-nuremberg', 'd-berlin']

describe('who is competent', () => {
  test('in the town, then in its region, then the others', () => {
    expect(told({ texts: [at('Hospital, 80331 München')] })).toEqual({
      reasons: [
        `b-munich: ${what}, town DE München`,
        `c-nuremberg: ${what}, region DE2`,
        `d-berlin: ${what}`,
      ],
      total: 1,
    })
  })

  test.each<[string, Partial<Case>, string[], number]>([
    ['the town as the reader calls it', { texts: [at('clinic in Munich')] }, all, 1],
    [
      'a town in the reader’s grammar',
      { lang: 'fi', texts: [at('sairaala Nürnbergissä')] },
      ['c-nuremberg', 'b-munich', 'd-berlin'],
      1,
    ],
    [
      'the first text that names a town',
      { texts: [at('x'), at('Berlin'), at('München')] },
      ['d-berlin', 'b-munich', 'c-nuremberg'],
      1,
    ],
    ['a town of another country says nothing', { texts: [at('Wien')] }, all, 3],
    ['no town: all alike, in their order', {}, all, 3],
    ['for the whole country before elsewhere', { competence: 'architect' }, ['h-federal', 'i-architects'], 1],
    [
      'in the town before the whole country',
      { competence: 'architect', texts: [at('Köln')] },
      ['i-architects', 'h-federal'],
      1,
    ],
    ['one of another legal area that names it', { competence: 'plumber' }, ['k-services'], 1],
    ['another country', { country: 'AT' }, ['g-vienna'], 1],
    ['nobody of the country', { country: 'PL' }, [], 0],
  ])('%s', (_, asked, expected, total) => {
    const { found, total: likely } = finder.competent({ ...nurse, ...asked }, 10)
    expect(found.map(({ authority }) => authority)).toEqual(expected)
    expect(likely).toBe(total)
  })

  test('a town without a seat: those of its region, and why', () => {
    const seats = [
      nurses('b', 'Nürnberg', 'DE25'),
      nurses('c', 'Köln', 'DEA2'),
      nurses('d', 'Bonn', 'DEA2', { competences: [] }),
    ]
    const { found } = finderOver(seats, words).competent({ ...nurse, texts: [at('53113 Bonn', 'place')] }, 3)
    expect(found[0]).toEqual({
      authority: 'c',
      grounds: [
        { rule: 'competence', name: 'general-care-nurse' },
        { rule: 'region', name: 'DEA2', town: 'DE Bonn', field: 'place' },
      ],
    })
  })

  test('where nobody names the competence: whoever works in the legal area, never a coordinator', () => {
    const { reasons } = told({ competence: 'pharmacist' })
    expect(reasons[0]).toBe('h-federal: area professional-qualifications, country DE')
    expect(reasons.filter(one => /k-services|j-coordinator/.test(one))).toEqual([])
  })
})

const text = fc.oneof(fc.constantFrom('Berlin', 'Munich', 'Wien'), fc.string())
const some = fc.record({
  country: fc.constantFrom('DE', 'AT', 'PL'),
  area: fc.constantFrom('professional-qualifications', 'services', 'nothing'),
  competence: fc.constantFrom(null, 'general-care-nurse', 'architect', 'plumber', 'unknown'),
  texts: fc.array(fc.record({ field: fc.constant('x'), text }), { maxLength: 3 }),
})

test('only those that work in the country, each with a reason, each once, at most as many as wanted', () => {
  fc.assert(
    fc.property(some, fc.integer({ min: 0, max: 4 }), (asked, limit) => {
      const { found } = finder.competent({ lang: 'en', ...asked }, limit)
      const entries = found.map(({ authority }) => directory.find(({ id }) => id === authority))
      expect(found.length).toBeLessThanOrEqual(limit)
      expect(new Set(entries).size).toBe(found.length)
      expect(entries.every(one => one?.country === asked.country && one.status === 'active')).toBe(true)
      expect(found.every(({ grounds }) => grounds.length > 0)).toBe(true)
    }),
  )
})

test('the order of the directory decides nothing', () => {
  const shuffled = fc.shuffledSubarray([...directory], { minLength: directory.length })
  fc.assert(
    fc.property(some, shuffled, (asked, entries) => {
      const other = finderOver(entries, words).competent({ lang: 'en', ...asked }, 10)
      expect(other).toEqual(finder.competent({ lang: 'en', ...asked }, 10))
    }),
    { numRuns: 20 },
  )
})
