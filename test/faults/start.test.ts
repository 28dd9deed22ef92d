// Goal: what passes by itself at a start is tried again, and what does not is told plainly.
// Method: a table of what the database says. That a start survives a database that breaks down is shown by kill.ts,
//   which ends the whole process: within a test the driver's own fault would end the test run instead.
import { expect, test } from 'vitest'
import { OperatorFault } from '../../src/base/fault.ts'
import { explainDatabase, isPassing } from '../../src/base/postgres-broken.ts'

const said = (code: string): Error => Object.assign(new Error('said'), { code })

test.each([
  ['57P01', true, 'breaks down'],
  ['57P02', true, 'breaks down'],
  ['EPIPE', true, 'breaks down'],
  ['53100', false, 'disk'],
  ['53300', false, 'no more connections'],
  ['42501', false, 'forbids'],
  ['25006', false, 'read-only'],
])('%s, also as the cause of another error', (code, passes, word) => {
  for (const error of [said(code), new Error('migration', { cause: said(code) })]) {
    expect(isPassing(error)).toBe(passes)
    expect(explainDatabase(error)).toMatchObject({
      name: 'OperatorFault',
      message: expect.stringContaining(word),
    })
  }
})

test('a fault of the program stays what it is, and so does one that is plain already', () => {
  const plain = new OperatorFault('Taken.', 'Free it.')
  for (const error of [said('23505'), new TypeError('x is not a function'), plain])
    expect(explainDatabase(error)).toBe(error)
})
