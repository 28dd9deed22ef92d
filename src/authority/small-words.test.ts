// Goal: small words neither find something by themselves nor vanish where they tell one place from another.
// Method: questions over a small directory; the places of all lexicons.
import { expect, test } from 'vitest'
import { lexicons, names } from '../world/small-world.ts'
import { finderOver, openWords } from './finder.ts'
import { smallDirectory } from './small-directory.ts'
import { lexiconTerms } from './terms.ts'

const finder = finderOver(smallDirectory, openWords(names, lexicons))

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
