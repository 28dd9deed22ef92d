// Goal: words meet by the rules of the closed list and by no other. Method: tables of words that meet and
// that do not; the fast vocabulary is held against a comparison with every word.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fold, withoutParticles, wordsOf } from './fold.ts'
import { fitOf, rules, slips } from './match.ts'
import { matchEach, vocabulary } from './vocabulary.ts'

describe('fold', () => {
  const table = [
    ['Würzburg', 'wurzburg'],
    ['STRASSE', 'strasse'],
    ['Straße', 'strasse'],
    ['Łódź', 'lodz'],
    ['København', 'kobenhavn'],
    ['Næstved', 'naestved'],
    ['Ħamrun', 'hamrun'],
    ['Fjarðabyggð', 'fjardabyggd'],
    ['Timișoara', 'timisoara'],
    ['ﬁrma', 'firma'],
    ['Θεσσαλονίκη', 'thessaloniki'],
    ['Λευκωσία', 'lefkosia'],
    ['ΑΥΣΤΡΊΑ', 'afstria'],
    ['Βόλος', 'volos'],
    ['μπαρ', 'bar'],
    ['Гърция', 'gartsiya'],
    ['Бургас', 'burgas'],
    ['трудовой', 'trudovoy'],
    ['защита', 'zashtita'],
  ] as const
  test.each(table)('%s → %s', (word, key) => expect(fold(word)).toBe(key))

  test('a key stays as it is, and marks do not matter', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), text => fold(fold(text)) === fold(text)))
    for (const [word] of table) expect(fold(word.normalize('NFD'))).toBe(fold(word))
  })

  test('splits on everything but letters and drops single letters', () => {
    expect(wordsOf('d’actes, Art. 6(2) – Esch-sur-Alzette').map(({ word }) => word)).toEqual([
      'actes',
      'Art',
      'Esch',
      'sur',
      'Alzette',
    ])
  })

  test.each([
    ['protection of the data', ['protection', 'data']],
    ['GP', ['gp']],
    ['San Ġwann', ['gwann']],
  ])('the particles of %s are left out', (text, keys) => {
    expect(withoutParticles(wordsOf(text)).map(({ key }) => key)).toEqual(keys)
  })
})

describe('rules', () => {
  test.each([
    ['nurse', 'nurse', 'exact'],
    ['pharmacists', 'pharmacist', 'inflection'],
    ['architektow', 'architekt', 'inflection'],
    ['ruotsissa', 'ruotsi', 'inflection'],
    ['arztekammer', 'arzt', 'compound'],
    ['epitomernok', 'mernok', 'compound'],
    ['guterverkehr', 'guterkraftverkehr', 'compound'],
    ['veturinkuljettajakoulutus', 'veturinkuljettajat', 'compound'],
    ['archtect', 'architect', 'typing-error'],
    ['vetrinario', 'veterinario', 'typing-error'],
    ['nrus', 'nurs', 'typing-error'],
    ['bar', 'bars', null],
    ['nurse', 'horse', null],
    ['car', 'cat', null],
    ['part', 'apartment', null],
    ['doctor', 'document', null],
    ['notary', 'tapestry', null],
  ] as const)('%s and %s: %s', (a, b, rule) => {
    expect(fitOf(a, b)?.rule ?? null).toBe(rule)
    expect(fitOf(b, a)).toEqual(fitOf(a, b))
  })

  test.each([
    ['builder', 'builders', 'builds'],
    ['electricsta', 'electricista', 'electronic'],
    ['epiteszek', 'epitesz', 'epitesziroda'],
  ])('%s is nearer to %s than to %s', (word, near, far) => {
    expect(fitOf(word, near)?.weight).toBeGreaterThan(fitOf(word, far)?.weight ?? 0)
    expect(rules).toContain(fitOf(word, near)?.rule)
  })

  test.each([
    ['nurse', 'nrues', 2],
    ['ab', 'ba', 1],
    ['kitten', 'sitting', 3],
    ['', 'abc', 3],
  ])('%s and %s are %i slips apart', (a, b, count) => expect(slips(a, b, 9)).toBe(count))
})

test('the vocabulary finds what a comparison with every word finds', () => {
  const word = fc
    .array(fc.constantFrom('arzt', 'kammer', 'ta', 'n', 'e', 'verkehr', 'x'), { minLength: 1, maxLength: 5 })
    .map(parts => parts.join(''))
  const cut = fc.tuple(word, fc.nat(8)).map(([text, at]) => text.slice(0, at) + text.slice(at + 1))
  const byWord = (a: { word: number }, b: { word: number }) => a.word - b.word
  fc.assert(
    fc.property(fc.uniqueArray(word, { minLength: 1, maxLength: 40 }), fc.oneof(word, cut), (words, key) => {
      const found = vocabulary(words).match(key)
      expect([...found].sort(byWord)).toEqual([...matchEach(words, key)].sort(byWord))
    }),
    { numRuns: 300 },
  )
})
