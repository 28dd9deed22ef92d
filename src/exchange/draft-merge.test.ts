// Goal: two who write one draft lose no word: what only one changed is kept, what both changed is named with both.
// Method: stories in columns, and properties over made-up drafts of any shape.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Content, marksOf, mergeDraft } from './draft-merge.ts'

const text = (background: string, more: object = {}): Content => ({ fields: { background }, ...more })

/** what | before | mine | theirs | content | paths of clashes */
const stories: readonly (readonly [string, Content, Content, Content, Content, readonly string[]])[] = [
  [
    'in different fields',
    text('A'),
    text('A', { askedDay: '2026-12-01' }),
    text('B'),
    text('B', { askedDay: '2026-12-01' }),
    [],
  ],
  ['the same words', {}, text('A'), text('A'), text('A'), []],
  [
    'in the same field: mine stays, both are named',
    text('A'),
    text('B'),
    text('C'),
    text('B'),
    ['fields.background'],
  ],
  [
    'I emptied what nobody touched',
    text('A', { language: 'pl' }),
    { language: 'pl' },
    text('A', { language: 'pl' }),
    { language: 'pl' },
    [],
  ],
  ['I emptied what the other changed', text('A'), {}, text('B'), {}, ['fields.background']],
  [
    'each asks one question more',
    { asked: ['a', 'b'] },
    { asked: ['a', 'b', 'c'] },
    { asked: ['a', 'd', 'b'] },
    { asked: ['a', 'd', 'b', 'c'] },
    [],
  ],
  [
    'one drops a question, the other adds one',
    { asked: ['a', 'b'] },
    { asked: ['b'] },
    { asked: ['a', 'b', 'c'] },
    { asked: ['b', 'c'] },
    [],
  ],
  [
    'answers to different questions, a detail each',
    {},
    { answers: { x: { answer: 'yes', details: { number: '1' } } } },
    { answers: { y: { answer: 'no' } } },
    { answers: { y: { answer: 'no' }, x: { answer: 'yes', details: { number: '1' } } } },
    [],
  ],
  ['emptied and not there are the same', text(''), text(''), {}, {}, []],
]

test.each(stories)('%s', (_, before, mine, theirs, content, clashes) => {
  const merged = mergeDraft(marksOf(before), mine, theirs)
  expect(merged.content).toEqual(content)
  expect(merged.clashes.map(({ path }) => path)).toEqual(clashes)
})

test('a clash holds both texts', () => {
  expect(mergeDraft(marksOf(text('A')), text('B'), text('C')).clashes).toEqual([
    { path: 'fields.background', mine: 'B', theirs: 'C' },
  ])
})

test('without marks each field that differs is a clash, whoever changed it', () => {
  const { clashes } = mergeDraft(null, text('A'), { ...text('A'), askedDay: '2026-12-01' })
  expect(clashes).toEqual([{ path: 'askedDay', mine: null, theirs: '2026-12-01' }])
})

test('forged marks and odd names make no fault and no prototype', () => {
  const odd = JSON.parse('{"fields":{"__proto__":"x","a.b":"y","ü %":"z"},"notes":{"constructor":"q"}}')
  for (const marks of ['', ' ', ':', 'a:b:c', 'x'.repeat(100_000), `fields.background:${'é'.repeat(9)}`])
    expect(JSON.stringify(mergeDraft(marks, odd, {}).content)).toBe(JSON.stringify(odd))
  expect(({} as { x?: string }).x).toBeUndefined()
})

describe('whatever two write', () => {
  const draft = fc.record(
    {
      language: fc.constantFrom('pl', 'es'),
      fields: fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('1', '2', '3')),
      asked: fc.uniqueArray(fc.constantFrom('p', 'q', 'r')),
      answers: fc.dictionary(
        fc.constantFrom('x', 'y'),
        fc.record({
          answer: fc.constantFrom('yes', 'no'),
          details: fc.dictionary(fc.constantFrom('n'), fc.string()),
        }),
      ),
    },
    { requiredKeys: [] },
  )
  const plain = (content: Content) =>
    new Set(
      marksOf(content)
        .split(' ')
        .filter(mark => mark !== ''),
    )

  test('each value that is left was written by one of them, and none of both is lost unnamed', () => {
    fc.assert(
      fc.property(draft, draft, draft, (before, mine, theirs) => {
        const { content, clashes } = mergeDraft(marksOf(before), mine, theirs)
        const [base, own, other, kept] = [before, mine, theirs, content].map(plain)
        for (const one of kept ?? []) expect(own?.has(one) || other?.has(one)).toBe(true)
        const named = new Set(clashes.map(({ path }) => path))
        for (const one of [...(own ?? []), ...(other ?? [])])
          if (!base?.has(one) && !kept?.has(one))
            expect([...named].some(path => one.startsWith(`${path}:`))).toBe(true)
      }),
    )
  })

  test('who changed nothing takes over all; the same order of saving gives the same', () => {
    fc.assert(
      fc.property(draft, draft, (before, other) => {
        expect(plain(mergeDraft(marksOf(before), before, other).content)).toEqual(plain(other))
        expect(plain(mergeDraft(marksOf(before), other, before).content)).toEqual(plain(other))
        expect(mergeDraft(marksOf(before), before, other).clashes).toEqual([])
      }),
    )
  })
})
