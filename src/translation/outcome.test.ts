// Goal: no translation is shown in which a protected span was lost, doubled or moved.
// Method: stories of what an engine may send back to one text of two sentences, in both attempts.
import { expect, test } from 'vitest'
import { judge, type Kept, segmentsToSend } from './outcome.ts'
import { protect } from './protect.ts'

const source = 'Pagó 20,5 € en 3 días. Tiene ES-1.'
const text = protect(source, [], 'es')
const done = (...segments: (string | null)[]) => ({ state: 'done' as const, segments })
const said = 'Pagou ⟦0⟧ em 3 dias.'
const kept: Kept = { segments: [said, null], again: [1] }
const whole = 'Pagou 20,5 € em 3 dias. Tem ES-1.'
const sentences = 'translation.warning.sentences'
const numbers = 'translation.warning.numbers'

test.each([
  ['whole', done(said, 'Tem ⟦1⟧.'), whole, []],
  [
    'order within a sentence is free',
    done('Em 3 dias ⟦0⟧ pagou.', 'Tem ⟦1⟧.'),
    'Em 3 dias 20,5 € pagou. Tem ES-1.',
    [],
  ],
  ['one sentence not translated', done(said, null), 'Pagou 20,5 € em 3 dias. Tiene ES-1.', [sentences]],
  [
    'a number changed',
    done('Pagou ⟦0⟧ em 8 dias.', 'Tem ⟦1⟧.'),
    'Pagou 20,5 € em 8 dias. Tem ES-1.',
    [numbers],
  ],
  ['control characters', done('Pagou\u0000 ⟦0⟧\nem 3 dias.', 'Tem ⟦1⟧.'), whole, []],
] as const)('first attempt, %s', (_, result, expected, warnings) => {
  expect(judge(source, text, null, result)).toEqual({ state: 'done', text: expected, warnings })
})

test.each([
  ['lost', done(said, 'Tem.'), [said, null], [1]],
  ['doubled', done(said, 'Tem ⟦1⟧ ⟦1⟧.'), [said, null], [1]],
  ['moved to another sentence', done('Pagou ⟦0⟧ ⟦1⟧.', 'Tem.'), [null, null], [0, 1]],
  ['broken', done(said, 'Tem ⟦1.'), [said, null], [1]],
  ['emptied', done(said, ' '), [said, null], [1]],
  ['a sentence too few', done(said), [null, null], [0, 1]],
] as const)('first attempt, mark %s: sent again alone', (_, result, segments, again) => {
  expect(judge(source, text, null, result)).toEqual({ state: 'again', kept: { segments, again } })
})

test('only what was lost is sent again', () => {
  expect(segmentsToSend(text, null)).toEqual(['Pagó ⟦0⟧ en 3 días.', 'Tiene ⟦1⟧.'])
  expect(segmentsToSend(text, kept)).toEqual(['Tiene ⟦1⟧.'])
})

test.each([
  ['mended', kept, done('Tem ⟦1⟧.'), { state: 'done', text: whole, warnings: [] }],
  [
    'lost again',
    kept,
    done('Tem.'),
    { state: 'done', text: 'Pagou 20,5 € em 3 dias. Tiene ES-1.', warnings: [sentences] },
  ],
  [
    'refused',
    kept,
    { state: 'refused' as const, reason: 'translation.failed.unavailable' as const },
    { state: 'done', text: 'Pagou 20,5 € em 3 dias. Tiene ES-1.', warnings: [sentences] },
  ],
  [
    'everything lost again',
    { segments: [null, null], again: [0, 1] },
    done('Pagou.', 'Tem.'),
    { state: 'failed', reason: 'translation.failed.marks' },
  ],
] as const)('second attempt, %s', (_, before, result, expected) => {
  expect(judge(source, text, before, result)).toEqual(expected)
})

test('refused, or nothing translated: failed', () => {
  expect(judge(source, text, null, { state: 'refused', reason: 'translation.failed.unavailable' })).toEqual({
    state: 'failed',
    reason: 'translation.failed.unavailable',
  })
  expect(judge(source, text, null, done(null, null))).toEqual({
    state: 'failed',
    reason: 'translation.failed.engine',
  })
})
