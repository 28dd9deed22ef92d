// Goal: suggestions complete what is typed with concepts and places of the reader's language, fast, and never with names.
// Method: stories over the real lexicon; a plain search through all its words as the second opinion; a clock.
import { expect, test } from 'vitest'
import { lexicons, texts } from './small-doors.ts'
import { suggester, suggestionsMax } from './suggest.ts'

const suggest = suggester(texts, lexicons)

/** typed | language | what is offered | what it means */
const stories = [
  ['physioth', 'en', 'Physiotherapist', 'profession.physiotherapist'],
  ['Physiotherapeut in Österr', 'de', 'Physiotherapeut in Österreich', 'country.AT'],
  ['αρχιτ', 'el', 'Αρχιτέκτονας', 'profession.architect'],
  ['Munch', 'de', 'München', 'town.DE München'],
  ['арх', 'bg', 'Архитект', 'profession.architect'],
  ['lääk', 'fi', 'Lääkäri', 'profession.doctor-of-medicine'],
  ['laak', 'fi', 'Lääkäri', 'profession.doctor-of-medicine'],
  ['ostost', 'el', 'Ostösterreich', 'region.AT1'],
] as const

test.each(stories)('“%s” in %s', (typed, lang, completed, means) => {
  const found = suggest(typed, lang)
  const one = found.find(suggestion => suggestion.means === means)
  expect(one?.completed.toLowerCase()).toBe(completed.toLowerCase())
})

test.each(['', ' ', 'a', '…', 'nurse ', '\u0000', 'x'.repeat(300)])('“%s” harms nothing', typed => {
  expect(suggest(typed, 'en').length).toBeLessThanOrEqual(suggestionsMax)
  expect(suggest(typed, 'xx')).toEqual([])
})

test('the usual name comes before other names, and these before words within', () => {
  const kinds = suggest('arch', 'en').map(({ text }) => text.toLowerCase().startsWith('arch'))
  expect(kinds).toEqual([...kinds].sort((a, b) => Number(b) - Number(a)))
  expect(suggest('arch', 'en')[0]?.means).toBe('profession.architect')
})

test('each meaning once, at most eight, each beginning as typed', () => {
  for (const lang of lexicons.keys())
    for (const typed of ['re', 'me', 'in', 'ар', 'αρ']) {
      const found = suggest(typed, lang)
      expect(found.length).toBeLessThanOrEqual(suggestionsMax)
      expect(new Set(found.map(({ means }) => means)).size).toBe(found.length)
    }
})

test('nothing is offered that the lexicon and the names of places do not say', () => {
  const said = new Set(
    [...lexicons.values()].flatMap(lexicon =>
      Object.values(lexicon).flatMap(entries => [...Object.values(entries).flat(), ...Object.keys(entries)]),
    ),
  )
  const isPlace = (text: string): boolean =>
    [...said].some(
      id => id.endsWith(` ${text}`) || (/^[A-Z]{2}$/.test(id) && texts.in('de').country(id) === text),
    )
  for (const typed of ['be', 'amt', 'kam', 'stadt', 'sch', 'ma'])
    for (const { text } of suggest(typed, 'de')) expect(said.has(text) || isPlace(text), text).toBe(true)
})

test('99 of 100 take less than 5 ms', () => {
  const typed = [
    'in',
    'Ar',
    'Krankenpfleger in Deu',
    'an der',
    'Re',
    'Stadt',
    'B',
    'Österreich Wi',
    'zz',
    'Be',
  ]
  suggest('warm', 'de')
  const times = Array.from({ length: 1000 }, (_, at) => {
    const from = performance.now()
    suggest(typed[at % typed.length] ?? '', 'de')
    return performance.now() - from
  })
  const p99 = times.toSorted((a, b) => a - b)[989] ?? 0
  console.log(`suggestions: p99 ${p99.toFixed(2)} ms`)
  expect(p99).toBeLessThan(5)
})
