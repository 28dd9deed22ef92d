// Goal: the frame is a whole document that our policy accepts, in the reader's language, and escapes all.
// Method: real texts of two languages; each look of a page; a person and an authority with hostile names.
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { html } from './html.ts'
import { type Frame, shell } from './shell.ts'
import { library, readInterfaceTexts, readLanguages } from './text.ts'
import { formDraft } from './ui/elements.ts'

const root = join(import.meta.dirname, '..', '..')
const books = library(readLanguages(root), readInterfaceTexts(root))
const t = books.in('en')
const url = new URL('http://localhost/worklist?view=wait&area="x"')

const frame: Frame = {
  demo: true,
  nav: [{ id: 'worklist', href: '/worklist', key: 'base.shell.help', icon: 'inbox', count: 3 }],
  acting: {
    name: '<b>Eve</b>',
    authority: 'Muster & "Sohn"',
    authorityLang: 'de',
    country: 'EL',
    href: '/account',
  },
  languageName: 'English',
  sourceUrl: 'https://example.eu/source',
  foot: [],
}
const page = { title: 'A < B', main: html`<h1>Main</h1>`, current: 'worklist' }

describe('the frame', () => {
  const desk = shell(frame, page, { t, url })

  test('is a document with language, title and one main', () => {
    expect(desk).toMatch(/^<!doctype html>\n<html lang="en">/)
    expect(desk).toContain('<title>A &lt; B · Open IMI</title>')
    expect(desk.match(/<main /g)).toHaveLength(1)
    expect(desk).toContain('href="#main"')
    expect(shell(frame, page, { t: books.in('de'), url })).toContain('<html lang="de">')
  })

  test('escapes what comes from outside', () => {
    expect(desk).not.toContain('<b>Eve</b>')
    expect(desk).toContain('Muster &amp; &quot;Sohn&quot;')
    expect(desk).toContain('/languages?to=%2Fworklist%3Fview%3Dwait%26area%3D%2522x%2522')
  })

  test('has neither inline style nor inline script', () => {
    expect(desk).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)|javascript:/)
  })

  test('marks the current entry and says how much waits there', () => {
    expect(desk).toContain('href="/worklist" aria-current="page"')
    expect(desk).toContain('3 need you')
    expect(shell(frame, { ...page, current: 'other' }, { t, url })).not.toContain('aria-current')
  })

  test('says that the demonstration is invented, and only there', () => {
    expect(desk).toContain(t('base.shell.demo'))
    expect(shell({ ...frame, demo: false }, page, { t, url })).not.toContain(t('base.shell.demo'))
  })

  test('has the side list and the search only where they help', () => {
    const open = shell({ ...frame, acting: null }, { ...page, look: 'public' }, { t, url })
    expect(open).not.toContain('class="side"')
    expect(open).toContain('class="bar-search"')
    expect(open).toContain('/sign-in?to=')
    const bare = shell({ ...frame, acting: null }, { ...page, look: 'bare' }, { t, url })
    expect(bare).not.toMatch(/class="(?:side|bar-search)"|sign-in/)
  })

  test('loads the module of an element only where it stands', () => {
    expect(desk).not.toContain('form-draft')
    expect(desk).toMatch(/src="\/assets\/keys-/)
    const draft = shell(frame, { ...page, main: formDraft(t, '/save') }, { t, url })
    expect(draft).toMatch(/<script type="module" src="\/assets\/form-draft-/)
  })
})
