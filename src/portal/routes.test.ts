// Goal: the public pages answer everybody, as pages and as JSON, and lead nowhere but to addresses of ours.
// Method: the doors over the texts of this repository; the application itself for both media types.
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createApp } from '../base/app.ts'
import { library, readInterfaceTexts, readLanguages } from '../base/text.ts'
import { readProcedures, readProcedureTexts } from '../procedure/store.ts'
import { portalDoors } from './routes.ts'
import { helpNotes, helpSteps, homeSchema, languagesSchema, sectionsSchema } from './view.ts'

const root = resolve(import.meta.dirname, '../..')
const messages = readInterfaceTexts(root)
readProcedureTexts(root, messages)
const texts = library(readLanguages(root), messages)
const catalogue = readProcedures(root)
const publicUrl = 'https://imi.example'
const figures = async () => ({ authorities: 2614, countries: 30 })

const app = createApp<string>({
  ...{ library: texts, passages: [], publicUrl },
  doors: portalDoors<string>({ library: texts, catalogue, publicUrl, figures }),
  recognise: async request => ({
    who: request.headers.get('x-who'),
    ...{ csrf: '', isCsrf: () => false, lang: null, zone: 'Europe/Brussels', isProgram: false },
  }),
  wrap: (call, { title, main, look }) => `<title>${title}</title><body class="${look}">${main}${call.t.lang}`,
  onFault: error => {
    throw error
  },
})

const get = (path: string, headers: Record<string, string>): Promise<Response> =>
  Promise.resolve(app.request(publicUrl + path, { headers: { ...headers } }))
const page = async (path: string, lang = 'en', more = {}): Promise<string> => {
  const answer = await get(path, { accept: 'text/html', 'accept-language': lang, ...more })
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  return answer.text()
}
const json = async (path: string, lang = 'en'): Promise<unknown> => {
  const answer = await get(path, { accept: 'application/json', 'accept-language': lang })
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    200,
    'application/json; charset=utf-8',
  ])
  return answer.json()
}

describe.each(['en', 'de'])('in %s', lang => {
  const t = texts.in(lang)

  test('the first page tells figures, procedures and languages, as page and as JSON', async () => {
    const view = homeSchema.parse(await json('/', lang))
    const count = catalogue.all.length
    expect(view.figures).toEqual({ countries: 30, authorities: 2614, languages: 26, procedures: count })
    expect(view.procedures.map(({ id }) => id)).toEqual(catalogue.all.map(({ id }) => id))
    const markup = await page('/', lang)
    expect(markup).toContain(t.number(2614))
    expect(markup).toContain(t('portal.home.independent'))
    expect(markup).toContain(`href="/scoreboard">${t('scoreboard.title')}<`)
    for (const { id, name } of view.procedures) expect(markup).toContain(`href="/procedures/${id}">${name}`)
    for (const { code, name } of texts.languages)
      expect(markup).toMatch(new RegExp(`href="/\\?lang=${code}" lang="${code}"[^>]*>${name}<`))
  })

  test('help tells each step and note', async () => {
    const { sections } = sectionsSchema.parse(await json('/help', lang))
    expect(sections.map(({ id }) => id)).toEqual([...helpSteps, ...helpNotes])
    const markup = await page('/help', lang)
    for (const { id, title, text } of sections) {
      expect(markup).toContain(title)
      expect(text).not.toMatch(/[{}]/)
      if (id !== 'keys') expect(markup).toContain(text)
    }
    expect(markup).toContain('<kbd>/</kbd>')
  })

  test('the page for programs shows commands, calls and the document', async () => {
    const { sections } = sectionsSchema.parse(await json('/api', lang))
    const markup = await page('/api', lang)
    for (const { title, text } of sections) for (const words of [title, text]) expect(markup).toContain(words)
    for (const code of [
      'imi -- users',
      'imi -- token --user',
      `curl ${publicUrl}/worklist`,
      'Idempotency-Key: KEY',
    ])
      expect(markup).toContain(code)
    expect(markup).toContain('href="/openapi.json"')
  })
})

test('the primary action is signing in, for officials the worklist', async () => {
  const toWorklist = texts.in('en')('portal.home.worklist')
  expect(await page('/')).toContain('href="/sign-in?to=/worklist"')
  expect(await page('/')).not.toContain(toWorklist)
  const signedIn = await page('/', 'en', { 'x-who': 'anna' })
  expect(signedIn).toContain(toWorklist)
  expect(signedIn).not.toContain('/sign-in')
})

describe('the languages', () => {
  const hrefsOf = (markup: string): string[] =>
    [...markup.matchAll(/href="([^"]+)" lang=/g)].map(match => (match[1] ?? '').replaceAll('&amp;', '&'))

  test.each([
    ['/worklist?view=act', '/worklist?view=act&lang=bg'],
    ['/worklist?lang=de', '/worklist?lang=bg'],
    ['/exchanges?q=%22%3E%3Cscript%3E', '/exchanges?q=%22%3E%3Cscript%3E&lang=bg'],
    ['https://evil.example/', '/?lang=bg'],
    ['//evil.example', '/?lang=bg'],
    ['/\\evil.example', '/?lang=bg'],
    ['/..//evil.example', '/?lang=bg'],
    ['javascript:alert(1)', '/?lang=bg'],
    ['', '/?lang=bg'],
  ])('lead from %s to %s', async (to, first) => {
    const path = `/languages?to=${encodeURIComponent(to)}`
    const hrefs = hrefsOf(await page(path))
    expect(hrefs).toHaveLength(texts.languages.length)
    expect(hrefs[0]).toBe(first)
    const { items } = languagesSchema.parse(await json(path))
    expect(items.map(({ href }) => href)).toEqual(hrefs)
    expect(new URL(first, publicUrl).origin).toBe(publicUrl)
  })

  test('each by its own name; the pairs of machine translation are a link away', async () => {
    const markup = await page('/languages')
    for (const { name } of texts.languages) expect(markup).toContain(name)
    expect(markup).toContain('href="/translation"')
  })
})
