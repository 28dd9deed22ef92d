// Goal: people find an authority by what they call it, in any language and script, and see why.
// Method: stories over a small directory with the real lexicon; rules that hold for any query by fast-check.
import { resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { library, readLanguages } from '../base/text.ts'
import { finderOver, openWords, type Query } from './finder.ts'
import { readLexicons } from './lexicons.ts'
import { rules } from './match.ts'
import { inventedAuthority, smallDirectory } from './small-directory.ts'

const root = resolve(import.meta.dirname, '..', '..')
const texts = library(readLanguages(root), new Map())
const words = openWords(texts, readLexicons(root))
const finder = finderOver(smallDirectory, words)
const ask = (text: string, lang = 'en', more: Partial<Query> = {}) =>
  finder.find({ text, lang, limit: 10, ...more })
const ids = (hits: ReturnType<typeof ask>) => hits.map(({ authority }) => authority)

test.each([
  ['en', 'nurse Austria', 'at-general-care-nurse', ['exact', 'exact']],
  ['en', 'nurses Vienna Austria', 'at-general-care-nurse', ['inflection', 'exact', 'exact']],
  ['en', 'archtect Poland', 'pl-architect', ['typing-error', 'exact']],
  ['en', 'architect Lodz', 'pl-architect', ['exact', 'exact']],
  ['de', 'Architektenverein Polen', 'pl-architect', ['compound', 'exact']],
  ['de', 'Architekten Österreich', 'at-architect', ['inflection', 'exact']],
  ['el', 'φαρμακοποιοί Ελλάδα', 'el-pharmacist', ['inflection', 'exact']],
  ['el', 'farmakopoios Volos', 'el-pharmacist', ['exact', 'exact']],
  ['bg', 'инженерите Бургас', 'bg-engineer', ['inflection', 'exact']],
  ['fi', 'arkkitehteja Puolassa', 'pl-architect', ['inflection', 'exact']],
  ['fr', 'protection des données Autriche', 'at-privacy', ['exact', 'exact', 'exact']],
  ['en', 'Guichet des autorisations', 'be-licences', ['exact', 'inflection']],
] as const)('%s: %s finds %s', (lang, text, id, reasons) => {
  const [first] = ask(text, lang)
  expect(first?.authority).toBe(id)
  expect(first?.why.map(({ rule }) => rule)).toEqual(reasons)
})

test('the reason names the word as typed and the term as written', () => {
  expect(ask('gewerbeamt ladengeschäft', 'de')[0]?.why.map(({ word }) => word)).toContain('ladengeschäft')
  expect(ask('kammer der baukünste', 'de')[0]?.why.at(-1)).toEqual({
    ...{ word: 'baukünste', matched: 'Baukünste', rule: 'exact', means: 'name' },
  })
  expect(ask('Βόλος', 'de')[0]?.why).toEqual([
    { word: 'Βόλος', matched: 'Volos', rule: 'exact', means: 'town.EL Βόλος' },
  ])
  expect(ask('phramacist')[0]?.why).toEqual([
    { word: 'phramacist', matched: 'Pharmacist', rule: 'typing-error', means: 'profession.pharmacist' },
  ])
})

test('a term in the language of the reader counts for more', () => {
  const [own, other] = [ask('Krankenpfleger', 'de'), ask('Krankenpfleger', 'fi')]
  expect(own[0]?.authority).toBe(other[0]?.authority)
  expect(own[0]?.score).toBeGreaterThan(other[0]?.score ?? 0)
})

test('all words of a term together count for more than one of them', () => {
  const [whole, part] = [ask('data protection'), ask('protection')]
  expect(whole[0]?.authority).toBe('at-privacy')
  expect(whole[0]?.score).toBeGreaterThan(part[0]?.score ?? 0)
})

test('a part of a term is worth less than its share', () => {
  const names = { country: 'ES', town: 'Vigo', officialNames: [{ lang: 'es', name: 'Oficina' }] }
  const guides = inventedAuthority({
    ...{ ...names, id: 'guides', type: 'professional-regulator', competences: ['mountain-guide'] },
  })
  const town = inventedAuthority({
    ...{ ...names, id: 'town', type: 'municipal-licensing', level: 'national', area: 'services' },
    competences: ['tourist-guiding'],
  })
  const both = finderOver([guides, town], words)
  for (const [lang, text] of [
    ['es', 'Guía de montaña'],
    ['it', 'guida di montagna'],
  ] as const) {
    const [whole, part] = both.find({ text, lang, limit: 2 })
    expect([whole?.authority, part?.authority]).toEqual(['guides', 'town'])
    // One of two words is worth less than half of the term.
    expect(part?.score).toBeLessThan(0.45 * (whole?.score ?? 0))
  }
})

test('a word of the lexicon is no form of the name of a place', () => {
  // The lexicon knows the French port d'armes; Portugal begins with the same letters.
  const inPortugal = inventedAuthority({
    ...{ id: 'pt-registry', country: 'PT', town: 'Braga', type: 'civil-registry', area: 'public-documents' },
    officialNames: [{ lang: 'pt', name: 'Conservatória' }],
  })
  const withPortugal = finderOver([...smallDirectory, inPortugal], words)
  const find = (text: string) => ids([...withPortugal.find({ text, lang: 'fr', limit: 99 })])
  expect(find('Portugal')).toEqual(['pt-registry'])
  expect(find('port')).not.toContain('pt-registry')
})

test('the same place named twice does not outweigh what is asked for', () => {
  expect(ask('lawyer Austria Österreich Autriche')[0]?.score).toBe(ask('lawyer Austria')[0]?.score)
})

describe('two countries in one sentence', () => {
  const doctor = (country: string, town: string) =>
    inventedAuthority({
      ...{ id: `${country}-doctor`.toLowerCase(), country, town, type: 'professional-regulator' },
      ...{ competences: ['doctor-of-medicine'], officialNames: [{ lang: 'en', name: 'Register' }] },
    })
  const seats = [doctor('RO', 'Arad'), doctor('DE', 'Köln'), doctor('FI', 'Espoo'), doctor('IE', 'Cork')]
  const doctors = finderOver(seats, words)

  test.each([
    ['en', 'Romanian doctor wants to work in Germany', 'de-doctor'],
    ['de', 'rumänische Ärztin möchte in Deutschland arbeiten', 'de-doctor'],
    ['de', 'Ärztin aus der Republik Irland, Zulassung in Finnland', 'fi-doctor'],
    ['fr', 'un médecin roumain veut exercer en Allemagne', 'de-doctor'],
    ['fi', 'voiko lääkäri Saksasta työskennellä Irlannissa', 'ie-doctor'],
    ['fi', 'lääkäri Irlannista Saksaan', 'de-doctor'],
    ['hu', 'német orvos Romániában', 'ro-doctor'],
    ['el', 'μπορεί ένας Ρουμάνος γιατρός να εργαστεί στη Γερμανία', 'de-doctor'],
    ['en', 'German doctor from Cologne, is the diploma valid in Cork', 'ie-doctor'],
    ['en', 'diploma of a Romanian doctor', 'ro-doctor'],
  ])('%s: %s', (lang, text, id) => {
    expect(doctors.find({ text, lang, limit: 1 })[0]?.authority).toBe(id)
  })

  test('where none is named, the country is asked for', () => {
    const { ties, questions } = doctors.read({ text: 'lääkäri', lang: 'fi', limit: 1 })
    expect([ties, questions]).toEqual([
      4,
      [{ about: 'country', likely: 4, choices: expect.arrayContaining(['DE', 'RO']) }],
    ])
  })
})

test('words that stand together say more than each alone', () => {
  const seat = { country: 'ES', town: 'Vigo', officialNames: [{ lang: 'es', name: 'Oficina' }] }
  const consumers = inventedAuthority({
    ...{ ...seat, id: 'consumers', type: 'consumer-authority', area: 'consumer-protection' },
    competences: ['misleading-advertising'],
  })
  const permits = inventedAuthority({
    ...{ ...seat, id: 'permits', type: 'municipal-licensing', level: 'national', area: 'services' },
    competences: ['advertising', 'retail'],
  })
  const both = finderOver([permits, consumers], words)
  const first = (text: string) => both.find({ text, lang: 'es', limit: 1 })[0]?.authority
  expect(first('publicidad engañosa')).toBe('consumers')
  expect(first('publicidad en una tienda')).toBe('permits')
})

describe('reading a query', () => {
  const read = (text: string, lang = 'en') => finder.read({ text, lang, limit: 5 })

  test('says what was understood and what was not', () => {
    const { understood, unknown } = read('nurse qqqqqq Austria')
    expect(understood.map(({ word, means }) => [word, means])).toEqual([
      ['nurse', 'profession.general-care-nurse'],
      ['Austria', 'country.AT'],
    ])
    expect(unknown).toEqual(['qqqqqq'])
  })

  test.each([
    [
      'Vienna',
      [
        [
          'matter',
          ['type.data-protection-authority', 'competence.general-care-nurse', 'competence.architect'],
        ],
      ],
    ],
    ['nurse Austria', []],
  ])('%s: asks what would settle it', (text, asked) => {
    const { questions } = read(text)
    expect(questions.map(({ about, choices }) => [about, choices.toSorted()])).toEqual(
      asked.map(([about, choices]) => [about, (choices as string[]).toSorted()]),
    )
  })

  test('without a text nothing was understood and nothing is asked', () => {
    expect(read('')).toMatchObject({ understood: [], unknown: [], questions: [] })
  })
})

describe('filters are hard', () => {
  test.each([
    [{ country: 'PL' }, ['pl-architect']],
    [{ country: 'AT', area: 'data-protection' }, ['at-privacy']],
    [{ competence: 'architect' }, ['at-architect', 'pl-architect']],
    [{ country: 'XX' }, []],
  ])('%j', (filter, expected) => {
    expect(ids(ask('', 'en', filter)).sort()).toEqual(expected)
    for (const id of ids(ask('nurse Austria Poland', 'en', filter))) expect(expected).toContain(id)
  })
})

test('suspended and removed authorities are never found', () => {
  expect(finder.size).toBe(9)
  const all = ids(ask('', 'en', { limit: 99 }))
  expect(all).not.toContain('pl-lawyer')
  expect(ids(ask('Izba Prawników Łódź', 'pl', { limit: 99 }))).not.toContain('pl-lawyer')
  expect(ids(ask('Izba Nauczycieli', 'pl', { limit: 99 }))).not.toContain('pl-teacher')
})

test('without a text the whole directory comes: national, regional, local', () => {
  const all = ids(ask('', 'en', { limit: 99 }))
  expect(all[0]).toBe('at-privacy')
  expect(all.at(-1)).toBe('be-licences')
  expect(all.length).toBe(9)
})

test('nothing is found for words that nobody knows', () => {
  expect(ask('qqqqqq zzzzz')).toEqual([])
  expect(ask('?!')).toEqual([])
})

test('lists offer what the directory has', () => {
  expect(finder.choices.countries.toSorted()).toEqual(['AT', 'BE', 'BG', 'EL', 'FI', 'PL'])
  expect(finder.choices.competences).not.toContain('teacher')
})

describe('for any query', () => {
  const word = fc.constantFrom(
    'nurse',
    'Wien',
    'Polska',
    'архитект',
    'δικηγόρος',
    'data',
    'de',
    'lekarz',
    'xx',
  )
  const text = fc.oneof(
    fc.array(word, { maxLength: 5 }).map(words => words.join(' ')),
    fc.string(),
  )
  const lang = fc.constantFrom('en', 'de', 'el', 'bg', 'fi', 'mt')

  test('each hit has a reason, and a word that gave none changes nothing', () => {
    fc.assert(
      fc.property(text, lang, (asked, reader) => {
        fc.pre(asked.trim() !== '')
        const hits = ask(asked, reader)
        for (const { why, score } of hits) {
          expect(why.length).toBeGreaterThan(0)
          expect(score).toBeGreaterThan(0)
          for (const one of why) expect(rules).toContain(one.rule)
        }
        expect(ask(`${asked} qqqqqq`, reader)).toEqual(hits)
      }),
    )
  })

  test('pages put together are the whole list', () => {
    fc.assert(
      fc.property(text, lang, fc.integer({ min: 1, max: 4 }), (asked, reader, limit) => {
        const whole = ask(asked, reader, { limit: 50 })
        const pages = Array.from({ length: Math.ceil(whole.length / limit) }, (_, page) =>
          ask(asked, reader, { limit, after: page * limit }),
        )
        expect(pages.flat()).toEqual(whole)
      }),
    )
  })
})
