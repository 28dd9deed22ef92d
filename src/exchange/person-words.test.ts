// Goal: a person is found however the name is written: script, marks, order, letters written out, numbers set apart.
// Method: one table of what was entered, what is typed, and whether the words meet; the reverse must meet too.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { personQueries, personWords, wholeQueries } from './person-words.ts'

const meets = (entered: string, typed: string): boolean => {
  const index = new Set(personWords([entered]))
  return personQueries(typed).some(words => words.every(word => index.has(word)))
}

test.each([
  ['Kowalska Anna', 'anna KOWALSKA', true],
  ['Kowalska-Nowak', 'Nowak', true],
  ['Kowalska-Nowak', 'Kowalska Nowak', true],
  ['Müller', 'Mueller', true],
  ['Mueller', 'MULLER', true],
  ['Groß', 'Gross', true],
  ['Åse Bjørnsen', 'Aase Bjoernsen', true],
  ['Łukasik', 'Lukasik', true],
  ['Παπαδοπούλου', 'Papadopoulou', true],
  ['Papadopoulou', 'ΠΑΠΑΔΟΠΟΎΛΟΥ', true],
  ['Мария Иванова', 'Maria Ivanova', true],
  ['Maria Ivanova', 'Мария', true],
  ['O’Brien', "o'brien", true],
  ['HRB 12345 B', 'hrb12345b', true],
  ['0501.234.567', '0501234567', true],
  ['0501234567', '0501 234 567', true],
  ['1985-03-07', '7.3.1985', true],
  ['1985-03-07', '07/03/1985', true],
  ['1985-03-07', '1985. 03. 07.', true],
  ['1985-03-07', '3.7.1985', false],
  ['1985-03-07', '1985', false],
  ['Kowalska Anna', 'Kowal', true],
  ['Kowalska Anna', 'kow ann', true],
  ['Kowalska Anna', 'Ko', false],
  ['Kowalska Anna', 'walska', false],
  ['Müller', 'Mül', true],
  ['Мария Иванова', 'Иван', true],
  ['Papadopoulou', 'Παπαδο', true],
  ['Konstantinopolska', 'Konstantin', true],
  ['Konstantinopolska', 'Konstantino', false],
  ['Konstantinopolska', 'Konstantinopolska', true],
  ['HRB 12345 B', '123', false],
  ['1985-03-07', '198', false],
  ['Kowalska Anna', 'Kowalska Ewa', false],
])('%s is found by %s: %s', (entered, typed, isFound) => {
  expect(meets(entered, typed)).toBe(isFound)
})

test.each(['', ' ', '-', '…', '.'])('%j is nothing to look for', typed => {
  expect(personQueries(typed)).toEqual([])
})

test('whatever a person is called, three letters to ten of each word find it, and what is held is bounded', () => {
  const letter = fc.constantFrom(...'bcdfghklmnprstvwzłśβδжб')
  const name = fc.array(letter, { minLength: 3, maxLength: 14 }).map(all => all.join(''))
  fc.assert(
    fc.property(
      fc.array(name, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 3, max: 10 }),
      (names, cut) => {
        // Some letters become two when they are written in Latin ones: what was typed then has more.
        const typed = names.map(one => one.slice(0, Math.min(cut, 5))).join(' ')
        expect(meets(names.join(' '), typed)).toBe(true)
        expect(personWords(names).length).toBeLessThanOrEqual(names.length * 9)
      },
    ),
  )
  const long = Array.from(
    { length: 3000 },
    (_, i) => `name${String.fromCharCode(97 + (i % 26))}${'x'.repeat(i % 40)}`,
  )
  expect(personWords(long).length).toBeLessThanOrEqual(400 + 100 * 8)
})

test('a name that is known whole is not the beginning of another', () => {
  const index = new Set(personWords(['Anastazja']))
  const isFound = (ways: readonly (readonly string[])[]) =>
    ways.some(way => way.every(word => index.has(word)))
  expect([isFound(wholeQueries('Ana')), isFound(personQueries('Ana'))]).toEqual([false, true])
})

test('a day that is none stays a number', () => {
  expect(personQueries('31.13.1985')).toEqual([['31', '13', '1985'], ['n:31131985']])
})
