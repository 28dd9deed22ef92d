// Goal: every page is usable by everybody, light enough, and asks no other host.
// Method: each page in Chromium: axe in light and dark, wide and narrow; bytes over the wire, cold and warm. No door
//   with a page is left out.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addresses, type Reader, refused, type Visit } from '../addresses.ts'
import { findingsOn } from '../axe.ts'
import { openBrowser, sitDown } from '../browser.ts'
import { cast } from '../cast.ts'
import { type DirectoryScene, setDirectory } from '../directory-scene.ts'
import { programOf } from '../program.ts'
import { offices, type Scene, setScene } from '../scene.ts'
import { openStage, type Stage } from '../stage.ts'

let stage: Stage
let browser: Browser
let readers: Readonly<Record<Reader, Page>>
/** Addresses of things that exist in this world. */
let found: Readonly<Record<string, string>>
let scene: Scene & DirectoryScene

beforeAll(async () => {
  stage = await openStage()
  browser = await openBrowser()
  readers = {
    anna: await sitDown(browser, stage.url, cast.anna.name),
    javier: await sitDown(browser, stage.url, cast.javier.name),
    approver: await sitDown(browser, stage.url, cast.jadwiga.name),
    referee: await sitDown(browser, stage.url, cast.jadwiga.name),
    keeper: await sitDown(browser, stage.url, cast.katarzyna.name),
    stranger: await (await browser.newContext({ locale: 'en-US' })).newPage(),
  }
  await actFor(readers.approver, offices.approvals)
  await actFor(readers.referee, offices.opinions)
  found = await examples()
  scene = { ...(await setScene(stage)), ...(await setDirectory(stage)) }
  await attachTo(scene.open)
})
afterAll(async () => {
  await browser?.close()
  await stage?.close()
})

const json = async (path: string) => {
  const answer = await readers.anna.request.get(stage.url + path, { headers: { accept: 'application/json' } })
  return JSON.parse(await answer.text())
}

async function actFor(page: Page, authority: string): Promise<void> {
  await page.goto(`${stage.url}/switch`)
  await Promise.all([page.waitForNavigation(), page.locator(`button[value="${authority}"]`).click()])
}

async function attachTo(path: string): Promise<void> {
  const page = readers.anna
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
  const { blocks, templates } = await json('/blocks')
  out.block = `/blocks/${blocks[0].block}`
  out.template = `/reply-templates/${templates[0].template}`
  const program = await programOf(stage, cast.anna)
  out.draft ??= `/exchanges/${(await program.call('/exchanges', { procedure: 'pq-information-request' })).number}`
  return out
}

/** Each page is looked at in two of them: wide and narrow, light and dark. */
const looks = [
  { lang: 'de', width: 1280, colorScheme: 'light', turn: 0 },
  { lang: 'el', width: 390, colorScheme: 'dark', turn: 0 },
  { lang: 'en', width: 1280, colorScheme: 'dark', turn: 1 },
  { lang: 'de', width: 390, colorScheme: 'light', turn: 1 },
] as const
type Look = (typeof looks)[number]

/** While the server makes one page, axe reads another. */
const lanes = 2

/** A tab for each reader, who has signed in already, in the language, width and colours of a look. */
async function openTabs({ lang, width, colorScheme }: Look): Promise<Readonly<Record<Reader, Page>>> {
  const open = async (reader: Reader): Promise<readonly [Reader, Page]> => {
    const page = await readers[reader].context().newPage()
    await page.setViewportSize({ width, height: 900 })
    await page.emulateMedia({ colorScheme })
    await page.goto(`${stage.url}/?lang=${lang}`)
    return [reader, page]
  }
  const tabs = await Promise.all((Object.keys(readers) as readonly Reader[]).map(open))
  return Object.fromEntries(tabs) as Readonly<Record<Reader, Page>>
}

describe.each(looks)('$lang at $width px, $colorScheme', look => {
  test('axe finds nothing on any page, and nothing is wider than the screen', async () => {
    const waiting = addresses(found, scene).filter((_, i) => i % 2 === look.turn)
    const problems: string[] = []
    let checked = 0
    const lane = async (): Promise<void> => {
      const tabs = await openTabs(look)
      for (let visit = waiting.shift(); visit; visit = waiting.shift()) {
        const [reader, path]: Visit = visit
        const answer = await tabs[reader].goto(stage.url + path)
        if (!answer?.ok() && !refused.includes(`${reader} ${path}`))
          problems.push(`${reader} ${path} ${answer?.status()}`)
        for (const one of await findingsOn(tabs[reader])) problems.push(`${reader} ${path} ${one}`)
        checked++
      }
      await Promise.all(Object.values(tabs).map(tab => tab.close()))
    }
    await Promise.all(Array.from({ length: lanes }, lane))
    console.log(`${checked} pages looked at`)
    expect(problems).toEqual([])
  })
})

/** Doors whose page nobody has to look at, and why. */
const unseen: Readonly<Record<string, string>> = {}

test('each door with a page stands in the list, or is named with its reason', () => {
  const paths = addresses(found, scene).map(([, path]) => path.split('?')[0] ?? '')
  const doors = stage.doors.filter(({ method }) => method === 'GET')
  const patternOf = (path: string): RegExp => new RegExp(`^${path.replace(/:[^/]+/g, '[^/]+')}$`)
  // As the application does: the first door that fits takes the call.
  const seen = new Set(paths.map(path => doors.find(one => patternOf(one.path).test(path))?.path))
  const left = doors.filter(({ page, path }) => page && !seen.has(path)).map(({ path }) => path)
  expect(left.toSorted()).toEqual(Object.keys(unseen).toSorted())
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
    const reader = await sitDown(browser, stage.url, cast.anna.name)
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
