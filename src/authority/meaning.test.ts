// Goal: a word means a term by the rules of its own language, and by accident no other. Method: a table.
import { expect, test } from 'vitest'
import { fold } from './fold.ts'
import { fitOf } from './match.ts'
import { mayMean } from './meaning.ts'

test.each([
  ['a form in the reader’s language', 'town', 'sk', 'Viedeň', 'Viedni', 'sk', true],
  ['a native name grows by an ending', 'town', null, 'Lyon', 'Lyonban', 'hu', true],
  ['the same in Polish', 'town', null, 'Lyon', 'Lyonu', 'pl', true],
  ['a common word is no town', 'town', null, 'Võru', 'vöruna', 'is', false],
  ['nor is a word that only begins like one', 'town', null, 'Bergen', 'Bergführer', 'de', false],
  ['another language’s name is not inflected', 'town', 'fi', 'Pola', 'polaco', 'es', false],
  ['but known as it stands', 'town', 'fi', 'Rooma', 'Rooma', 'es', true],
  ['a slip in a long name', 'country', 'fr', 'Norvège', 'Norvge', 'fr', true],
  ['a slip in a short one', 'country', 'en', 'Malta', 'Nalta', 'en', false],
  ['a nationality is written small', 'nationality', 'pl', 'polski', 'polskiej', 'pl', true],
  [
    'a concept in a foreign language with a long stem',
    'concept',
    'en',
    'architect',
    'architecte',
    'fr',
    true,
  ],
  ['a slip in a long foreign word', 'concept', 'en', 'architect', 'archtect', 'fr', true],
  ['a slip in a short foreign word', 'concept', 'fr', 'kiné', 'Knie', 'de', false],
  ['a slip in a short word of one’s own', 'concept', 'fr', 'kiné', 'kinér', 'fr', true],
  ['a concept with a short one', 'concept', 'da', 'aftræk', 'αυτρία', 'el', false],
] as const)('%s', (_, field, of, term, word, lang, expected) => {
  const [key, asked] = [fold(term), fold(word)]
  const rule = fitOf(key, asked)?.rule ?? 'compound'
  const mayBePlace = /^\p{Lu}/u.test(word)
  expect(mayMean({ field, lang: of }, { rule, key, asked, lang, mayBePlace })).toBe(expected)
})
