// Goal: what the lexicon does not name in a language is called by a name that the reader can make something of.
// Method: a table over the lexicon of this repository.
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { loadLibrary } from '../library.ts'
import { regionName } from './names.ts'

const library = loadLibrary(resolve(import.meta.dirname, '..', '..'))

test.each([
  // The same area of the other level, in the reader's own language.
  ['el', 'EL3', 'Αττική'],
  ['bg', 'ES7', 'Канарски острови'],
  ['fi', 'FI20', 'Ahvenanmaa'],
  // Else as its own country calls it, by either code.
  ['bg', 'ES30', 'Comunidad de Madrid'],
  ['de', 'ES3', 'Comunidad de Madrid'],
])('in %s the region %s is called %s', (lang, code, name) => {
  expect(regionName(library.in(lang), code)).toBe(name)
})
