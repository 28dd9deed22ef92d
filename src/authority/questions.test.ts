// Goal: where only a matter is named the reader may ask for any country that has authorities for it, the likely ones
//   first; where a place is named nothing else is asked.
// Method: a directory of one profession in many countries, asked in Greek, whose word stands in Greek names.
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { library, readLanguages } from '../base/text.ts'
import { finderOver, openWords } from './finder.ts'
import { readLexicons } from './lexicons.ts'
import { questionsOf } from './questions.ts'
import { inventedAuthority } from './small-directory.ts'

const root = resolve(import.meta.dirname, '..', '..')
const words = openWords(library(readLanguages(root), new Map()), readLexicons(root))

const nurses = (
  country: string,
  town: string,
  lang: string,
  name: string,
  competence = 'general-care-nurse',
) =>
  inventedAuthority({
    ...{ id: `${country}-${competence}`, country, town },
    ...{ type: 'professional-regulator', competences: [competence] },
    officialNames: [{ lang, name }],
  })
const finder = finderOver(
  [
    nurses('EL', 'Βόλος', 'el', 'Συμβούλιο Νοσηλευτών'),
    nurses('CY', 'Πάφος', 'el', 'Συμβούλιο Νοσηλευτών Κύπρου'),
    nurses('PL', 'Łódź', 'pl', 'Izba Pielęgniarek'),
    nurses('AT', 'Wien', 'de', 'Pflegekammer'),
    // Names are told apart among many.
    ...'abcdefghijklmnopqrstuvwxyzåäö'
      .split('')
      .flatMap(one =>
        'aeiouy'
          .split('')
          .map(two => nurses('SE', 'Lund', 'sv', `Verk ${one}${two}nämnd${two}`, `x-${one}${two}`)),
      ),
  ],
  words,
)
const ask = (text: string, more = {}) => finder.read({ text, lang: 'el', limit: 3, ...more }).questions

describe('the question of the country', () => {
  test('offers every country that has authorities for the matter, the likely ones first', () => {
    const [question, ...others] = ask('νοσηλευτής')
    expect(others).toEqual([])
    expect(question?.about).toBe('country')
    expect(question?.choices.slice(0, 2).toSorted()).toEqual(['CY', 'EL'])
    expect(question?.choices.slice(2).toSorted()).toEqual(['AT', 'PL'])
    expect(question?.likely).toBe(2)
  })

  test.each([
    ['a country is named', 'νοσηλευτής Πολωνία', {}],
    ['a town is named', 'νοσηλευτής Βιέννη', {}],
    ['a country is chosen', 'νοσηλευτής', { country: 'EL' }],
    ['a town is chosen', 'νοσηλευτής', { town: 'Πάφος' }],
  ])('is not asked where %s', (_, text, more) => {
    expect(ask(text, more).filter(({ about }) => about === 'country')).toEqual([])
  })

  test('keeps to the filters that are set', () => {
    expect(ask('νοσηλευτής', { area: 'services' })).toEqual([])
  })

  test('one country alone is no question', () => {
    expect(questionsOf([nurses('EL', 'Βόλος', 'el', 'x')], ['EL'])).toEqual([])
  })
})
