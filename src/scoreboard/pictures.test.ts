// Goal: map and charts stand alone on pages of others, tell what they show and run nothing; the PDF is tagged and whole.
// Method: the doors over invented requests; pictures parsed as XML in all languages; the PDF of the real compiler read.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readPdf } from '../../test/pdf.ts'
import { library, openScoreboardDesk, publicUrl } from '../../test/scoreboard-desk.ts'
import { countries } from '../calendar/model.ts'

type Desk = Awaited<ReturnType<typeof openScoreboardDesk>>
let desk: Desk
beforeAll(async () => {
  desk = await openScoreboardDesk(1500)
})
afterAll(() => desk.database.drop())

const codes = library.languages.map(({ code }) => code)

test.each(codes)('map and charts tell title, description and every country in %s', async lang => {
  const t = library.in(lang)
  const { links, method, countries: all } = await desk.json()
  for (const href of [links.map, ...links.charts.map(one => one.href)]) {
    const svg = await (await desk.get(`${href}?lang=${lang}`)).text()
    expect(svg, href).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" .* lang="[a-z]{2}" role="img"/s)
    const [, title, told] =
      /<title id="title">([^<]+)<\/title><desc id="told">([^<]+)<\/desc>/.exec(svg) ?? []
    expect(title).toContain(t('scoreboard.edition.title', { edition: '2020' }))
    expect(told).toMatch(/\d/)
    for (const country of countries) expect(svg, country).toContain(t.country(country))
    // Nothing that runs, asks another host or needs a style sheet.
    expect(svg).not.toMatch(/<script|<style|<foreignObject|href=|style=|\son[a-z]+=|undefined|NaN|[{}]/)
    expect(opened(svg)).toEqual([])
  }
  const accepted = await desk.text(`${links.charts[0]?.href}?lang=${lang}`)
  const [figure] = all.find(one => one.country === 'AT')?.indicators ?? []
  const totals = [figure?.numerator, figure?.denominator].map(one => t.number(one ?? 0)).join(' / ')
  expect(accepted).toContain(`>${totals}<`)
  expect(method.indicators).toHaveLength(links.charts.length)
})

/** Elements that were opened and not closed. */
function opened(svg: string): readonly string[] {
  const open: string[] = []
  for (const [, isEnd, name = '', isEmpty] of svg.matchAll(/<(\/?)([a-zA-Z]+)[^<>]*?(\/?)>/g)) {
    if (isEmpty) continue
    if (!isEnd) open.push(name)
    else expect(open.pop()).toBe(name)
  }
  return open
}

test('may be shown by others, as pictures; all other files may not', async () => {
  const headersOf = async (path: string) => (await desk.get(`/scoreboard/2020/${path}`)).headers
  for (const path of ['map.svg', 'charts/days-to-answer.svg']) {
    const headers = await headersOf(path)
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin')
    expect(headers.get('content-disposition')).toMatch(/^inline/)
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('cache-control')).toBe('public, max-age=300')
  }
  const headers = await headersOf('figures.json')
  expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
  expect(headers.get('content-disposition')).toMatch(/^attachment/)
})

test('a chart of an indicator that the edition has not is refused', async () => {
  for (const path of [
    '2020/charts/nothing.svg',
    '2020/charts/days-to-answer',
    '2014/map.svg',
    '2014/report.pdf',
  ])
    expect((await desk.get(`/scoreboard/${path}`)).status, path).toBe(404)
})

test('the page leads to each of them, and shows how to embed the map', async () => {
  const page = await (await desk.get('/scoreboard/2020', 'text/html', 'fi')).text()
  const { links } = await desk.json()
  for (const href of [links.map, links.pdf, ...links.charts.map(one => one.href)])
    expect(page).toContain(`href="${href}?lang=fi"`)
  expect(page).toContain(`&lt;img src=&quot;${publicUrl}/scoreboard/2020/map.svg?lang=fi&quot;`)
})

test.each(['el', 'fi'])(
  'the PDF is tagged, in its language, with map, figures and method: %s',
  async lang => {
    const t = library.in(lang)
    const pdf = await desk.get(`/scoreboard/2020/report.pdf?lang=${lang}`)
    expect(pdf.headers.get('content-type')).toBe('application/pdf')
    const read = await readPdf(new Uint8Array(await pdf.arrayBuffer()))
    const title = t('scoreboard.edition.title', { edition: '2020' })
    expect(read).toMatchObject({ title, lang, accessible: '1', isTagged: true })
    expect(read.tags.filter(tag => tag === 'Table').length).toBe(1 + 5 + 1 + 1)
    expect(read.tags).toContain('Figure')
    const plain = (text: string): string => text.replace(/\s+/g, ' ')
    for (const country of countries) expect(read.text).toContain(t.country(country))
    for (const key of ['method.posting', 'method.rounding', 'method.within', 'method.none'])
      expect(plain(read.text)).toContain(plain(t(`scoreboard.${key}`)))
  },
  60_000,
)

test('is printed once while the figures stand', async () => {
  const path = '/scoreboard/2020/report.pdf?lang=fi'
  const times = []
  for (let i = 0; i < 3; i++) {
    const from = performance.now()
    expect((await desk.get(path)).status).toBe(200)
    times.push(performance.now() - from)
  }
  expect(Math.min(...times)).toBeLessThan(100)
}, 60_000)
