// Goal: small words neither find something by themselves nor vanish where they tell one place from another, and a town
// is not lost beside them. Method: questions over the invented directory; the places of all lexicons.
import { expect, test } from 'vitest'
import { inventAll, lexicons, names } from '../world/small-world.ts'
import { finderOver, openWords } from './finder.ts'
import { lexiconTerms } from './terms.ts'

const finder = finderOver(inventAll(), openWords(names, lexicons))

test.each([
  ['el', 'ποιος'],
  ['es', 'quiero que me'],
  ['de', 'wer darf mir'],
] as const)('%s: %s finds nothing, and is not unknown either', (lang, text) => {
  const { hits, unknown } = finder.read({ text, lang, limit: 5 })
  expect(hits).toEqual([])
  expect(unknown).toEqual([])
})

test('a small word of one language is a word in another', () => {
  expect(finder.read({ text: 'ποιος', lang: 'de', limit: 5 }).understood).not.toEqual([])
})

test('no region is called like a country: Southern Sweden is not Sweden', () => {
  const places = lexiconTerms(names, lexicons).filter(
    ({ field }) => field === 'country' || field === 'region',
  )
  const countries = new Map(
    places
      .filter(({ field }) => field === 'country')
      .map(({ lang, keys, text }) => [`${lang} ${keys.join(' ')}`, text]),
  )
  const regions = places.filter(({ field }) => field === 'region')
  expect(regions.length).toBeGreaterThan(1000)
  expect(
    regions.filter(({ lang, keys }) => countries.has(`${lang} ${keys.join(' ')}`)).map(one => one.text),
  ).toEqual([])
})

test.each([
  ['cs', 'stavební úřad Drážďany', 'de-building-control-10'],
  ['sl', 'inšpektorat za delo Gradec', 'at-labour-inspectorate-02'],
  ['it', 'porto d’armi Slovacchia', 'sk-firearms-unit'],
] as const)('%s: a town is a town unless a phrase has just this word: %s', (lang, text, id) => {
  expect(finder.find({ text, lang, limit: 1 })[0]?.authority.startsWith(id)).toBe(true)
})
