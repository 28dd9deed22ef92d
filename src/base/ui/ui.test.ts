// Goal: fields tie label, hint and message to their control; sentences take markup and stay safe.
// Method: the markup that each component writes, read for the ties that a reader by ear depends on; hostile values.
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { html } from '../html.ts'
import { library, readInterfaceTexts, readLanguages } from '../text.ts'
import { choiceBoxes, select } from './choice.ts'
import { errorSummary, errorsByPath } from './error-summary.ts'
import { dayField, field, textArea } from './field.ts'
import { hidden } from './hidden.ts'
import { languageList, pagination, tabs } from './page-parts.ts'
import { rich, richList } from './rich.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const languages = readLanguages(root)
const texts = readInterfaceTexts(root)
texts.set('el', { 'x.asks': '{recipient} ← {sender}' })
Object.assign(texts.get('en') ?? {}, { 'x.asks': '{sender} asks {recipient}', 'x.name': '{name}: {link}' })
const books = library(languages, texts)
const t = books.in('en')

describe('fields', () => {
  const wrong = field(t, {
    name: 'a.b',
    label: 'Name',
    hint: 'Hint',
    error: 'Bad',
    value: '"><script>',
  }).markup

  test('tie label, hint and message to the control and keep what was typed', () => {
    expect(wrong).toContain('for="f-a.b"')
    expect(wrong).toContain('id="f-a.b" name="a.b"')
    expect(wrong).toContain('aria-invalid="true" aria-describedby="f-a.b-hint f-a.b-error"')
    expect(wrong).toContain('id="f-a.b-hint">Hint<')
    expect(wrong).toContain('value="&quot;&gt;&lt;script&gt;"')
  })

  test('name what is optional, not what is needed', () => {
    expect(wrong).toContain('(optional)')
    expect(field(t, { name: 'a', label: 'Name', isRequired: true }).markup).not.toContain('optional')
  })

  test('repeat a chosen day in words, and give an example otherwise', () => {
    const day = { name: 'd', label: 'Day', example: '2026-12-01' }
    expect(dayField(t, { ...day, value: '2026-12-08' }).markup).toContain('Tuesday, 8 December 2026')
    expect(dayField(t, day).markup).toContain('For example 1 December 2026')
    expect(dayField(t, { ...day, value: 'soon', error: 'Bad' }).markup).toContain('For example')
  })

  test('keep the first line break of a text', () => {
    expect(textArea(t, { name: 'x', label: 'Text', value: '\nline' }).markup).toContain(
      '>\n\nline</textarea>',
    )
  })

  test('the first box of a choice carries the id that the summary names', () => {
    const options = [
      { value: 'y', label: 'Yes' },
      { value: 'n', label: 'No', hint: 'Not at all' },
    ]
    const boxes = choiceBoxes(t, {
      name: 'q',
      label: 'Sure?',
      options,
      chosen: ['n'],
      error: 'Choose',
    }).markup
    expect(boxes).toContain('id="f-q" name="q" value="y"')
    expect(boxes).toMatch(/value="n" checked/)
    expect(boxes).toContain('<legend')
    expect(boxes).toContain('aria-describedby="f-q-error"')
    expect(choiceBoxes(t, { name: 'q', label: '', labelledBy: 'h', options }).markup).not.toContain('<legend')
    expect(select(t, { name: 's', label: 'S', options, value: 'n' }).markup).toContain('value="n" selected')
  })

  test('the summary counts, links and says label and sentence', () => {
    const problems = [
      { path: 'a.b', code: 'base.field.required' },
      { path: 'c', code: 'base.field.too-long', facts: { max: 4000 } },
    ]
    const summary = errorSummary(t, problems, { 'a.b': 'Name' })?.markup ?? ''
    expect(summary).toContain('2 fields need your attention')
    expect(summary).toContain('<a href="#f-a.b">Name: Fill in this field.</a>')
    expect(summary).toContain('c: Use at most 4,000 characters.')
    expect(errorSummary(t, [], {})).toBeNull()
    expect(errorsByPath(t, problems)).toEqual({
      'a.b': 'Fill in this field.',
      c: 'Use at most 4,000 characters.',
    })
  })

  test('each form gets a key of its own', () => {
    const fresh = { csrf: 'c' }
    expect(hidden(fresh).markup).not.toBe(hidden(fresh).markup)
  })
})

describe('sentences with markup', () => {
  const parts = { sender: html`<b>${'A & B'}</b>`, recipient: html`<i>C</i>` }

  test('follow the order of the language', () => {
    expect(rich(t, 'x.asks', parts).markup).toBe('<b>A &amp; B</b> asks <i>C</i>')
    expect(rich(books.in('el'), 'x.asks', parts).markup).toBe('<i>C</i> ← <b>A &amp; B</b>')
  })

  test('escape the facts, also those that imitate a place', () => {
    const made = rich(t, 'x.name', { link: html`<a>go</a>` }, { name: '<img>\ue000' }).markup
    expect(made).toBe('&lt;img&gt;: <a>go</a>')
  })

  test('lists are joined as the language writes them', () => {
    const items = ['a', 'b', 'c'].map(one => html`<a>${one}</a>`)
    expect(richList(t, items).markup).toBe('<a>a</a>, <a>b</a> and <a>c</a>')
    expect(richList(books.in('de'), items).markup).toBe('<a>a</a>, <a>b</a> und <a>c</a>')
  })
})

describe('parts of pages', () => {
  test('the current tab says so', () => {
    const made = tabs(t, 'Views', [
      { href: '/a', label: 'A', count: 1200, isCurrent: true },
      { href: '/b', label: 'B' },
    ]).markup
    expect(made).toContain('<a href="/a" aria-current="page">A <span>1,200</span></a>')
    expect(made).toContain('<a href="/b">B</a>')
  })

  test('no pages, no navigation', () => {
    expect(pagination(t, { next: null })).toBeNull()
    expect(pagination(t, { next: '/n' })?.markup).toContain('rel="next"')
  })

  test('the list of languages keeps the page and names each language in itself', () => {
    const made = languageList(t, languages, '/worklist?view=wait&lang=de').markup
    expect(made).toContain('href="/worklist?view=wait&amp;lang=el" lang="el" hreflang="el"')
    expect(made.match(/hreflang=/g)).toHaveLength(26)
    expect(made.match(/aria-current/g)).toHaveLength(1)
  })

  test('the list of languages leads to no other host', () => {
    for (const to of ['https://evil.example/x', '//evil.example/x', '/\\evil.example'])
      expect(languageList(t, languages, to).markup).not.toMatch(/href="(?:\w+:)?\/\//)
  })
})
