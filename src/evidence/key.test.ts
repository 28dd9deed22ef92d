// Goal: random bytes that are drawn by the page are as good as drawn one by one: none is given twice.
// Method: more draws than a page holds, in the sizes of keys, salts and initial vectors.
import { expect, test } from 'vitest'
import { fewRandom } from './key.ts'

test('few random bytes are never those of another draw', () => {
  const drawn = Array.from({ length: 3000 }, (_, at) => fewRandom([12, 16, 32][at % 3] ?? 16))
  const before = drawn.map(bytes => bytes.toString('hex'))
  for (const bytes of drawn.slice(0, 1000)) bytes.fill(0)
  expect(new Set(before.map(hex => hex.slice(0, 24))).size).toBe(before.length)
  expect(drawn.slice(1000).map(bytes => bytes.toString('hex'))).toEqual(before.slice(1000))
  expect(before.every(hex => /[^0]/.test(hex))).toBe(true)
})
