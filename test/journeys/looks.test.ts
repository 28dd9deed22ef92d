// Goal: every page is usable by everybody, light enough, and asks no other host.
// Method: each page in Chromium: axe in light and dark, wide and narrow; bytes over the wire, cold and warm.
import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser, signIn } from '../browser.ts'
import { cast } from '../cast.ts'
import { openStage, type Stage } from '../stage.ts'

let stage: Stage
let browser: Browser
let page: Page
/** Addresses of things that exist in this world. */
let found: Readonly<Record<string, string>>

beforeAll(async () => {
  stage = await openStage()
  browser = await openBrowser()
  page = await signIn(browser, stage.url, cast.anna.name)
  found = await examples(page)
})
afterAll(async () => {
  await browser?.close()
  await stage?.close()
})

const json = async (path: string) => {
  const answer = await page.request.get(stage.url + path, { headers: { accept: 'application/json' } })
  return JSON.parse(await answer.text())
}

/** One exchange for each kind of page. */
async function examples(reader: Page): Promise<Readonly<Record<string, string>>> {
  const out: Record<string, string> = {}
  for (const view of ['act', 'wait', 'close', 'draft', 'ended']) {
    const { items } = await json(`/worklist?view=${view}`)
    for (const { number, state } of items) out[state] ??= `/exchanges/${number}`
  }
  const [authority] = (await json('/authorities?q=Madrid')).items
  out.authority = `/authorities/${authority.authority}`
  expect(reader.url()).toContain('/worklist')
  return out
}

/** Every address that answers with a page. */
const routes = (): readonly string[] => [
  '/',
  '/help',
  '/languages',
  '/api',
  '/procedures',
  '/procedures/pq-information-request',
  '/translation',
  '/styleguide',
  '/me',
  '/me/absences',
  '/switch',
  '/authorities',
  '/authorities?q=fizjoterapeuta',
  '/worklist',
  '/worklist?view=draft',
  '/worklist?view=all',
  '/exchanges',
  '/exchanges?q=nothing-like-this',
  '/exchanges/search',
  '/dossiers',
  '/blocks',
  '/blocks/new',
  '/exchanges/new',
  '/exchanges/2026-PL-00000000',
  '/no-such-page',
  found.authority ?? '',
  ...Object.values(found),
  ...(found.draft ? [`${found.draft}/preview`, `${found.draft}/actions/withdraw`] : []),
  ...(found.sent
    ? [`${found.sent}/actions/refuse`, `${found.sent}/actions/propose-date`, `${found.sent}/inside`]
    : []),
  ...(found.answered ? [`${found.answered}/actions/close`, `${found.answered}/actions/ask-further`] : []),
]

const looks = [
  { lang: 'de', width: 1280, colorScheme: 'light' },
  { lang: 'el', width: 390, colorScheme: 'dark' },
  { lang: 'en', width: 1280, colorScheme: 'dark' },
  { lang: 'de', width: 390, colorScheme: 'light' },
] as const

describe.each(looks)('$lang at $width px, $colorScheme', ({ lang, width, colorScheme }) => {
  test('axe finds nothing on any page, and nothing is wider than the screen', async () => {
    await page.setViewportSize({ width, height: 900 })
    await page.emulateMedia({ colorScheme })
    await page.goto(`${stage.url}/?lang=${lang}`)
    const problems: string[] = []
    for (const route of new Set(routes())) {
      await page.goto(stage.url + route)
      const { violations } = await new AxeBuilder({ page }).analyze()
      for (const { id, nodes } of violations) problems.push(`${route} ${id} ${nodes[0]?.html.slice(0, 160)}`)
      const wide = await page.evaluate('document.documentElement.scrollWidth > innerWidth')
      if (wide) problems.push(`${route} is wider than ${width}`)
    }
    expect(problems).toEqual([])
  })
})

/** Bytes over the wire of all that a page asks for, and the hosts asked. */
async function weigh(path: string, reader: Page): Promise<{ bytes: number; hosts: readonly string[] }> {
  const session = await reader.context().newCDPSession(reader)
  await session.send('Network.enable')
  let bytes = 0
  const hosts = new Set<string>()
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength
  })
  // Addresses such as data: ask nobody.
  session.on('Network.requestWillBeSent', ({ request }) => {
    if (request.url.startsWith('http')) hosts.add(new URL(request.url).host)
  })
  await reader.goto(stage.url + path)
  await reader.waitForLoadState('networkidle')
  await session.detach()
  return { bytes, hosts: [...hosts] }
}

test.each(['worklist', 'exchange'])(
  'weight of the page %s: cold below 160 kB, warm below 15 kB',
  async name => {
    const reader = await signIn(browser, stage.url, cast.anna.name)
    await reader
      .context()
      .newCDPSession(reader)
      .then(session => session.send('Network.clearBrowserCache'))
    const path = name === 'worklist' ? '/worklist' : (found.accepted ?? '')
    const cold = await weigh(path, reader)
    const warm = await weigh(path, reader)
    console.log(`weight of ${name}: cold ${cold.bytes} bytes, warm ${warm.bytes} bytes`)
    expect(cold.bytes).toBeLessThan(160_000)
    expect(warm.bytes).toBeLessThan(15_000)
    expect(new Set([...cold.hosts, ...warm.hosts])).toEqual(new Set([new URL(stage.url).host]))
    await reader.context().close()
  },
)
