// The real browser of the journeys: Chromium as npm brings it, and a keyboard in place of a mouse.
import chromium from '@sparticuz/chromium'
import {
  type Browser,
  type BrowserContextOptions,
  chromium as driver,
  type Locator,
  type Page,
} from 'playwright-core'

/** Arguments of the package that weaken or hinder a real browser. */
const unwanted = ['--single-process', '--no-zygote', '--disable-web-security']

export async function openBrowser(): Promise<Browser> {
  const args = [...chromium.args.filter(one => !unwanted.includes(one)), '--no-sandbox']
  return driver.launch({ executablePath: await chromium.executablePath(), args, headless: true })
}

/** Signs in by the page of the cast, with the keyboard. */
export async function signIn(
  browser: Browser,
  url: string,
  name: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const { page, way } = await comeIn(browser, url, name, options)
  await tabTo(page, way)
  await Promise.all([page.waitForURL(/\/worklist/), page.keyboard.press('Enter')])
  return page
}

/** The same with one click, for stories of many people: four seconds less for the last of the cast. */
export async function sitDown(
  browser: Browser,
  url: string,
  name: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const { page, way } = await comeIn(browser, url, name, options)
  await Promise.all([page.waitForURL(/\/worklist/), way.click()])
  return page
}

async function comeIn(browser: Browser, url: string, name: string, options: BrowserContextOptions) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    locale: 'en-US',
    ...options,
  })
  const page = await context.newPage()
  await page.goto(`${url}/sign-in?to=/worklist`)
  return { page, way: page.getByRole('button', { name: new RegExp(name) }).first() }
}

const tabsMax = 250

/** Presses Tab until the element has the focus: a person without a mouse must be able to reach it. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  const wanted = await target.elementHandle()
  if (!wanted) throw new Error(`not on the page: ${target}`)
  for (let pressed = 0; pressed <= tabsMax; pressed++) {
    if (await wanted.evaluate(element => element.matches(':focus'))) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`not reached by the keyboard: ${target}`)
}

/** Goes to a link or button and presses Enter. */
export async function enter(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target)
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
}

/** Ticks a box or chooses an answer. Of radios only one is reached by Tab, the others by arrows. */
export async function choose(page: Page, target: Locator): Promise<void> {
  if ((await target.getAttribute('type')) === 'checkbox') {
    await tabTo(page, target)
    return page.keyboard.press('Space')
  }
  const name = await target.getAttribute('name')
  const group = page.locator(`input[type=radio][name="${name}"]`)
  const isAny = await group.evaluateAll(all => all.findIndex(one => one.matches(':checked')))
  await tabTo(page, group.nth(Math.max(isAny, 0)))
  await page.keyboard.press('Space')
  for (let pressed = 0; pressed < (await group.count()); pressed++) {
    if (await target.isChecked()) return
    await page.keyboard.press('ArrowRight')
  }
}

/** Types into a field that has been reached by Tab. */
export async function write(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.type(text)
}
