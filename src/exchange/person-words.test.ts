// Goal: a person is found however the name is written: script, marks, order, letters written out, numbers set apart.
// Method: one table of what was entered, what is typed, and whether the words meet; the reverse must meet too.
import { expect, test } from 'vitest'
import { personQueries, personWords } from './person-words.ts'

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
  ['Kowalska Anna', 'Kowal', false],
  ['Kowalska Anna', 'Kowalska Ewa', false],
])('%s is found by %s: %s', (entered, typed, isFound) => {
  expect(meets(entered, typed)).toBe(isFound)
})

test.each(['', ' ', '-', '…', '.'])('%j is nothing to look for', typed => {
  expect(personQueries(typed)).toEqual([])
})

test('a day that is none stays a number', () => {
  expect(personQueries('31.13.1985')).toEqual([['31', '13', '1985'], ['n:31131985']])
})
