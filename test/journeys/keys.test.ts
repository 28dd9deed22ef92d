// Goal: the rows of a list are reached by single keys, which are explained, leave typing alone and can be switched off;
//   the pages of tracking are usable by everybody.
// Method: the real server and Chromium with the keyboard; axe on the new pages and on the open help.
import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, signIn } from '../browser.ts'
import { cast } from '../cast.ts'
import { openStage, type Stage } from '../stage.ts'

let stage: Stage
let browser: Browser
let page: Page
beforeAll(async () => {
  stage = await openStage()
  browser = await openBrowser()
  page = await signIn(browser, stage.url, cast.anna.name)
})
afterAll(async () => {
  await browser?.close()
  await stage?.close()
})

/** -1 where no row has the focus. */
const rowOfFocus = () =>
  page.locator('.worklist tbody tr').evaluateAll(rows => rows.findIndex(row => row.matches(':focus-within')))
const problems = async () => {
  const found = await new AxeBuilder({ page }).analyze()
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
}

test('j and k go through the rows, Enter opens, / searches', async () => {
  await page.goto(`${stage.url}/worklist?view=all`)
  const rows: number[] = []
  for (const key of ['j', 'j', 'k', 'j']) {
    await page.keyboard.press(key)
    rows.push(await rowOfFocus())
  }
  expect(rows).toEqual([0, 1, 0, 1])
  await page.keyboard.press('/')
  await page.keyboard.type('jk?')
  expect(await page.locator('[data-key-search]').inputValue()).toBe('jk?')
  await page.locator('a.title').first().focus()
  await Promise.all([page.waitForURL(/\/exchanges\/\d/), page.keyboard.press('Enter')])
})

test('? explains them and takes them back; switched off, keys do nothing', async () => {
  await page.goto(`${stage.url}/worklist?view=all`)
  const dialog = page.locator('dialog[data-key-help]')
  await page.keyboard.press('?')
  expect(await dialog.isVisible()).toBe(true)
  expect(await problems()).toEqual([])
  await page.keyboard.press('Escape')
  expect(await dialog.isVisible()).toBe(false)
  await page.locator('key-switch button').press('Enter')
  for (const key of ['?', 'j', '/']) await page.keyboard.press(key)
  expect([await dialog.isVisible(), await rowOfFocus()]).toEqual([false, -1])
  await page.locator('key-switch button').press('Enter')
})

test('axe finds nothing on the pages of tracking', async () => {
  await page.goto(`${stage.url}/worklist/views?query=${encodeURIComponent('view=wait&due=week')}`)
  await page.locator('form.narrow input[name=name]').fill('W tym tygodniu')
  await page.locator('form.narrow button').click()
  await page.locator('.saved-views').waitFor()
  expect(await problems()).toEqual([])
  await page.goto(`${stage.url}/worklist?view=wait&due=week&urgent=true`)
  await page.locator('live-changes').evaluate(live => {
    const change = { exchange: 'x', version: 9, by: '', isOwn: false }
    if ('take' in live && typeof live.take === 'function') live.take(change)
  })
  expect(await problems()).toEqual([])
  await page.goto(`${stage.url}/exchanges?q=fizjo`)
  expect(await problems()).toEqual([])
})
