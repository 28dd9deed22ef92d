// Goal: any text can be printed and none is lost; few reports are made at once, and none for ever.
// Method: tables of texts; all texts of all languages against the fonts; the real compiler with small limits.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readPdf } from '../../../test/pdf.ts'
import { json } from '../../base/response.ts'
import { loadLibrary } from '../../library.ts'
import { openCoverage } from './fonts.ts'
import { printable } from './printable.ts'
import { openPrinter } from './printer.ts'
import type { Piece, Sheet } from './sheet.ts'

const library = loadLibrary(new URL('../../..', import.meta.url).pathname)
const isShown = openCoverage()

const sheet = (...pieces: readonly Piece[]): Sheet => ({
  ...{ lang: 'ga', title: 'Title', author: 'Author', number: 'Number', kicker: '', foot: '', lead: [] },
  sections: [{ title: 'Section', pieces }],
  about: { title: 'About', pieces: [] },
})
const at = '2026-11-24T09:00:00.000Z'

describe('printable', () => {
  test.each([
    ['Łódź, Βόλος, Търговище, Sūdūvos, Ħamrun, ẞ', 'Łódź, Βόλος, Търговище, Sūdūvos, Ħamrun, ẞ'],
    ['e\u0301 o\u031b', 'é ơ'],
    ['a\r\nb\rc\u2028d\te', 'a\nb\nc\nd e'],
    ['a\u200bb\u200cc\u00add\ufe0fe\u0000f\u001b', 'abcdef'],
    ['\ud800a', '[U+FFFD]\u200ba'],
    ['Ω 中 😀', 'Ω [U+4E2D]\u200b [U+1F600]\u200b'],
    ['fdp\u202eexe', 'fdp[U+202E]exe'],
    ['x'.repeat(40), 'x'.repeat(40)],
    ['x'.repeat(41), `${'x'.repeat(16)}\u200b${'x'.repeat(16)}\u200b${'x'.repeat(9)}`],
    [`${'x'.repeat(30)}-${'x'.repeat(30)}`, `${'x'.repeat(30)}-${'x'.repeat(30)}`],
  ])('%j', (text, shown) => {
    expect(printable(text, isShown)).toBe(shown)
  })

  test('the fonts have every letter of every text in 26 languages', () => {
    expect(library.messages.size).toBe(26)
    for (const messages of library.messages.values())
      for (const [key, text] of Object.entries(messages))
        expect(printable(text, isShown), key).not.toMatch(/\[U\+/)
  })
})

test('any text at all is printed, and read back', async () => {
  const texts = fc.sample(fc.string({ unit: 'binary', maxLength: 60 }), { numRuns: 60, seed: 7 })
  const made = await openPrinter()(
    sheet(...texts.map((words): Piece => ({ kind: 'paragraph', words: { text: words, lang: 'el' } }))),
    at,
  )
  expect(made.ok).toBe(true)
  const read = await readPdf(made.ok ? made.value : new Uint8Array())
  expect(read).toMatchObject({ title: 'Title', lang: 'ga', accessible: '1', isTagged: true })
  const letters = (text: string) => text.replace(/[\s\u200b]/g, '')
  const all = letters(read.text)
  for (const text of texts) expect(all).toContain(letters(printable(text, isShown)))
})

describe('limits', () => {
  const code = (made: Awaited<ReturnType<ReturnType<typeof openPrinter>>>) =>
    made.ok ? 'done' : made.refusal.code

  test('one waits for its place, who comes later is sent away and told when to come again', async () => {
    const print = openPrinter({ atOnce: 1, waiting: 1, timeoutMs: 60_000 })
    const made = await Promise.all([1, 2, 3].map(() => print(sheet(), at)))
    expect(made.map(code)).toEqual(['done', 'done', 'exchange-report.unavailable'])
    expect(code(await print(sheet(), at))).toBe('done')
    expect(json({}, 503).headers.get('retry-after')).toBe('5')
  })

  test('what is not done in time is ended, and its place is free again', async () => {
    const print = openPrinter({ atOnce: 1, waiting: 0, timeoutMs: 1 })
    expect(code(await print(sheet(), at))).toBe('exchange-report.unavailable')
    expect(code(await print(sheet(), at))).toBe('exchange-report.unavailable')
  })

  test('a fault of the template is a fault, and quotes nobody', async () => {
    const broken = { ...sheet(), lead: [{ kind: 'facts', rows: 'Arrieta' }] } as unknown as Sheet
    await expect(openPrinter()(broken, at)).rejects.toThrow(/^the report was not printed: (?!.*Arrieta)/)
  })
})
