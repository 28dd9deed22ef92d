// Goal: any sentence survives the way into Apertium's stream and back, and no answer is taken for another's.
// Method: an engine that repeats what it gets (property), and hand-written answers with faults.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decode, encode } from './stream.ts'

const echoed = (sentence: string, carrier: 'word' | 'blank') =>
  decode(encode(sentence, 7, carrier).slice(0, -1), sentence, 7)

test('a sentence is framed, escaped and ended', () => {
  expect(encode('a [b] ⟦12⟧ c/d', 3, 'word')).toBe('[b3]a \\[b\\] Bqxfgq c\\/d.[e3]\0')
  expect(encode('a ⟦12⟧!', 3, 'blank')).toBe('[b3]a [m12]![e3]\0')
})

describe('what comes back', () => {
  test.each([
    ['[b3]Tem Bqxdq.[e3]', 'Tiene ⟦0⟧.', 'Tem ⟦0⟧.'],
    ['[b3]TEM BQXFGQ[e3]', 'TIENE ⟦12⟧!', 'TEM ⟦12⟧'],
    ['[b3]tem.[e3]', 'tiene', 'tem'],
    ['[b3]*tem #a @b[e3]', 'tiene!', 'tem a b'],
    ['[b3]*tem #1[e3]', 'tiene #1!', 'tem #1'],
    ['[b3]a [m0] , b[][e3]', 'a ⟦0⟧, b!', 'a ⟦0⟧, b'],
    ['[b3]x \\[y\\][e3]\n', 'x [y]!', 'x [y]'],
    ['[b2]tem.[e2]', 'tiene.', null],
    ['tem.[e3]', 'tiene.', null],
    ['[b3]tem.', 'tiene.', null],
  ])('%s for %s', (received, sentence, expected) => expect(decode(received, sentence, 3)).toBe(expected))
})

test('property: an engine that changes nothing changes nothing', () => {
  const piece = fc.constantFrom(
    'a',
    '[',
    ']',
    '\\',
    '^',
    '$',
    '/',
    '@',
    '<',
    '>',
    '{',
    '}',
    '*',
    '#',
    '⟦0⟧',
    '⟦31⟧',
    'é',
  )
  const line = fc.array(piece).map(parts => `x${parts.join('')}`)
  fc.assert(
    fc.property(line, sentence => {
      expect(echoed(sentence, 'word')).toBe(sentence)
      expect(echoed(`${sentence}?`, 'word')).toBe(`${sentence}?`)
      const marks = (text: string | null) => text?.match(/⟦\d+⟧/g)?.join() ?? ''
      expect(marks(echoed(sentence, 'blank'))).toBe(marks(sentence))
    }),
  )
})
