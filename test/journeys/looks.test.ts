// Goal: every page is usable by everybody, light enough, and asks no other host.
// Method: each page in Chromium: axe in light and dark, wide and narrow; bytes over the wire, cold and warm.
import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser, signIn, sitDown } from '../browser.ts'
import { cast } from '../cast.ts'
import { offices, type Scene, setScene } from '../scene.ts'
import { openStage, type Stage } from '../stage.ts'

let stage: Stage
let browser: Browser
let pages: Readonly<Record<Reader, Page>>
/** Addresses of things that exist in this world. */
let found: Readonly<Record<string, string>>
let scene: Scene

beforeAll(async () => {
  stage = await openStage()
  browser = await openBrowser()
  pages = {
    anna: await signIn(browser, stage.url, cast.anna.name),
    javier: await sitDown(browser, stage.url, cast.javier.name),
    approver: await sitDown(browser, stage.url, cast.jadwiga.name),
    referee: await sitDown(browser, stage.url, cast.jadwiga.name),
    keeper: await sitDown(browser, stage.url, cast.katarzyna.name),
  }
  await actFor(pages.approver, offices.approvals)
  await actFor(pages.referee, offices.opinions)
  found = await examples()
  scene = await setScene(stage)
  await attachTo(scene.open)
})
afterAll(async () => {
  await browser?.close()
  await stage?.close()
})

type Reader = 'anna' | 'javier' | 'approver' | 'referee' | 'keeper'

const json = async (path: string) => {
  const answer = await pages.anna.request.get(stage.url + path, { headers: { accept: 'application/json' } })
  return JSON.parse(await answer.text())
}

async function actFor(page: Page, authority: string): Promise<void> {
  await page.goto(`${stage.url}/switch`)
  await Promise.all([page.waitForNavigation(), page.locator(`button[value="${authority}"]`).click()])
}

async function attachTo(path: string): Promise<void> {
  const page = pages.anna
  await page.goto(`${stage.url}${path}/actions/attach`)
  await page.locator('[name=title]').fill('Dyplom')
  await page.locator('[name=kind]').selectOption('certificate')
  const file = { name: 'dyplom.txt', mimeType: 'text/plain', buffer: Buffer.from('Zwykły tekst') }
  await page.locator('input[type=file]').setInputFiles(file)
  await Promise.all([page.waitForNavigation(), page.locator('main form [type=submit]').last().click()])
}

/** One exchange for each kind of page. */
async function examples(): Promise<Readonly<Record<string, string>>> {
  const out: Record<string, string> = {}
  for (const view of ['act', 'wait', 'close', 'draft', 'ended']) {
    const { items } = await json(`/worklist?view=${view}`)
    for (const { number, state } of items) out[state] ??= `/exchanges/${number}`
  }
  const [authority] = (await json('/authorities?q=Madrid')).items
  out.authority = `/authorities/${authority.authority}`
  return out
}

/** Every address that answers with a page, and who reads it. */
const routes = (): readonly (readonly [Reader, string])[] => {
  const of = (reader: Reader, paths: readonly string[]) => paths.map(path => [reader, path] as const)
  const { open, split, splittable, referred, awaiting, returned, dossier } = scene
  const below = (path: string | undefined, ...ends: readonly string[]) =>
    path ? ends.map(end => `${path}${end}`) : []
  return [
    ...of('anna', [
      ...['/', '/help', '/languages', '/api', '/procedures', '/procedures/pq-information-request'],
      ...['/translation', '/styleguide', '/me', '/me/absences', '/switch'],
      ...[
        '/authorities',
        '/authorities?q=fizjoterapeuta',
        '/authorities?q=architekt+qwertz',
        '/authorities?country=PL',
        '/worklist',
        '/worklist?view=draft',
      ],
      ...['/worklist?view=all', '/worklist/views?query=view%3Dall', '/exchanges'],
      ...[
        '/exchanges?q=nothing-like-this',
        '/exchanges/search',
        '/dossiers',
        '/blocks',
        '/blocks/new',
        '/exchanges/new',
      ],
      ...['/exchanges/2026-PL-00000000', '/no-such-page', ...Object.values(found)],
      ...['/notices', '/notices/settings', '/operator/clock', '/operator/mails'],
      ...below(found.draft, '/preview', '/actions/withdraw'),
      ...below(found.sent, '/actions/refuse', '/actions/propose-date', '/inside'),
      ...below(found.answered, '/actions/close', '/actions/ask-further', '/actions/not-satisfied', '/report'),
      ...below(splittable, '/deadline', '/deadline?plus=5'),
      ...below(open, '', '/actions/attach', '/actions/withdraw-attachment', '/dossier'),
      ...[split, referred, awaiting, returned, dossier],
      `/exchanges/search?sameAs=${open.slice('/exchanges/'.length)}`,
    ]),
    ...of('javier', [open, split, ...below(splittable, '/actions/split', '/actions/forward')]),
    ...of('approver', [awaiting, `${awaiting}/actions/return`, '/coordination', '/coordination?urgent=true']),
    ...of('approver', [`/coordination${found.accepted}`]),
    ...of('referee', [referred, `${referred}/actions/give-opinion`]),
    ...of('keeper', [`/authorities/${cast.anna.authority}/approval`]),
  ]
}

/** Each page is looked at in two of them: wide and narrow, light and dark. */
const looks = [
  { lang: 'de', width: 1280, colorScheme: 'light', turn: 0 },
  { lang: 'el', width: 390, colorScheme: 'dark', turn: 0 },
  { lang: 'en', width: 1280, colorScheme: 'dark', turn: 1 },
  { lang: 'de', width: 390, colorScheme: 'light', turn: 1 },
] as const

describe.each(looks)('$lang at $width px, $colorScheme', ({ lang, width, colorScheme, turn }) => {
  test('axe finds nothing on any page, and nothing is wider than the screen', async () => {
    for (const page of Object.values(pages)) {
      await page.setViewportSize({ width, height: 900 })
      await page.emulateMedia({ colorScheme })
      await page.goto(`${stage.url}/?lang=${lang}`)
    }
    const problems: string[] = []
    for (const [i, [reader, path]] of routes().entries()) {
      if (i % 2 !== turn) continue
      const page = pages[reader]
      await page.goto(stage.url + path)
      const { violations } = await new AxeBuilder({ page }).analyze()
      for (const { id, nodes } of violations)
        problems.push(`${reader} ${path} ${id} ${nodes[0]?.html.slice(0, 160)}`)
      const wide = await page.evaluate('document.documentElement.scrollWidth > innerWidth')
      if (wide) problems.push(`${reader} ${path} is wider than ${width}`)
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
