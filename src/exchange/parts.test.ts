// Goal: a deadline looks and reads the same everywhere; a machine's text is never taken for the author's.
// Method: a table of days around today; each state of a translation; hostile texts; every sample.
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { library, readInterfaceTexts, readLanguages } from '../base/text.ts'
import { changedLine, due, dueWords, history, urgencyOf } from './parts.ts'
import { exchangeSamples } from './parts-samples.ts'
import { type PairTranslation, textPair } from './text-pair.ts'

const root = join(import.meta.dirname, '..', '..')
const books = library(readLanguages(root), readInterfaceTexts(root))
const t = books.in('en', 'Europe/Dublin')
const today = '2026-11-24'

describe('a deadline', () => {
  test.each([
    ['2025-11-24', 'late', '365 days late'],
    ['2026-11-22', 'late', '2 days late'],
    ['2026-11-23', 'late', '1 day late'],
    ['2026-11-24', 'late', 'Today'],
    ['2026-11-25', 'soon', '1 day'],
    ['2026-11-29', 'soon', '5 days'],
    ['2026-11-30', 'later', '6 days'],
    ['2027-03-29', 'later', '125 days'],
    [null, 'later', 'No day agreed'],
  ])('on %s is %s: %s', (day, urgency, words) => {
    const spec = { day, today, state: 'owed' } as const
    expect(urgencyOf(spec)).toBe(urgency)
    expect(dueWords(t, spec)).toBe(words)
    expect(due(t, spec).markup).toContain(`data-urgency="${urgency}"`)
    expect(due(t, spec).markup.includes('<time')).toBe(day !== null)
  })

  test('that is met has a fact and no alarm', () => {
    const spec = { day: '2026-11-01', today, state: 'done', doneDay: '2026-11-03' } as const
    expect(urgencyOf(spec)).toBe('done')
    expect(dueWords(t, spec)).toBe('Answered 3 Nov')
  })

  test('names the year where it is another', () => {
    expect(due(t, { day: '2027-01-08', today, state: 'owed' }).markup).toContain('>8 January 2027<')
    expect(due(t, { day: '2026-12-08', today, state: 'owed' }).markup).toContain('>8 Dec<')
  })
})

describe('a text pair', () => {
  const original = 'Πρώτο.\n\nΔεύτερο <b>.'
  const pair = (translation: PairTranslation): string =>
    textPair(t, { id: 'p', text: original, lang: 'el', translation }).markup
  const made = {
    state: 'done',
    text: 'First.\n\nSecond.',
    lang: 'en',
    engine: 'E',
    at: '2026-11-20T10:00:00Z',
  } as const

  test('always shows the original, escaped and in its language', () => {
    const states: PairTranslation[] = [
      { state: 'same-language' },
      { state: 'pending' },
      { state: 'failed' },
      { state: 'none', to: 'pl' },
      made,
    ]
    for (const state of states) {
      expect(pair(state)).toContain('<p lang="el">Πρώτο.</p>')
      expect(pair(state)).toContain('&lt;b&gt;')
      expect(pair(state)).toContain('Original, Greek')
    }
  })

  test('sets the machine apart and names engine, day and way', () => {
    expect(pair(made)).toMatch(
      /class="machine"[\s\S]*Machine translation[\s\S]*E, 20 Nov[\s\S]*<p lang="en">First/,
    )
    expect(pair({ ...made, path: ['el', 'es', 'en'] })).toContain('E by way of Spanish, 20 Nov')
    expect(pair({ state: 'same-language' })).not.toContain('machine')
  })

  test('sets paragraphs beside each other only where both have as many', () => {
    expect(pair(made)).toContain('data-rows="2"')
    expect(pair({ ...made, text: 'One.' })).not.toContain('data-rows')
    const many = textPair(t, {
      text: 'x\n'.repeat(9),
      lang: 'el',
      translation: { ...made, text: 'y\n'.repeat(9) },
    })
    expect(many.markup).not.toContain('data-rows')
  })

  test('says plainly what is missing or doubtful', () => {
    expect(pair({ state: 'none', to: 'pl' })).toContain('No engine translates from Greek to Polish.')
    expect(pair({ state: 'pending' })).toMatch(/id="p" data-pending/)
    expect(pair(made)).not.toContain('class="note"')
    expect(pair({ ...made, quality: 'gist' })).toContain('only the gist')
    expect(pair({ ...made, warnings: ['number'] })).toContain('may be wrong')
  })
})

describe('what changed', () => {
  test('is counted and linked', () => {
    const links = [
      { href: '#q2', label: 'comment & more' },
      { href: '#d', label: 'document' },
    ]
    expect(changedLine(t, { sinceDay: '2026-11-19', links })?.markup).toBe(
      '<p class="changed-line"><b>2 changes</b> since you last looked on 19 Nov: ' +
        '<a href="#q2">comment &amp; more</a> and <a href="#d">document</a>.</p>',
    )
    expect(changedLine(t, { sinceDay: '2026-11-19', links: [] })).toBeNull()
  })

  test('is marked by a word in the history, not by colour alone', () => {
    const made = history(t, [
      { at: '2026-11-20T11:04:00Z', title: 'Sent', country: 'EL', isNew: true },
    ]).markup
    expect(made).toContain('data-new')
    expect(made).toContain('>New<')
    expect(made).toContain('20 Nov 2026, 11:04')
  })
})

test.each(['en', 'de'])('every sample is written in %s', lang => {
  const samples = exchangeSamples(books.in(lang))
  expect(samples.map(({ id }) => id)).toContain('textPair')
  for (const { states } of samples)
    for (const [, look] of states) expect(look.markup.length).toBeGreaterThan(20)
})
