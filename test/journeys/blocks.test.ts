// Goal: with script a text block comes in where the caret stands, by keyboard alone, and the draft is saved; without
//   script nothing is lost; a reply template fills in what is empty.
// Method: the real server and Chromium, with and without script; axe on the open menu.
import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { enter, openBrowser, signIn, tabTo } from '../browser.ts'
import { cast } from '../cast.ts'
import { openStage, type Stage } from '../stage.ts'

let stage: Stage
let browser: Browser
beforeAll(async () => {
  stage = await openStage()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await stage?.close()
})

/** A new draft of Anna's, whose authority begins with text blocks. */
async function draft(page: Page): Promise<string> {
  await page.goto(`${stage.url}/exchanges/new`)
  await page.locator('[value="pq-information-request"]').check()
  await Promise.all([page.waitForURL(/\/exchanges\/\d/), page.locator('main form .ds-button').click()])
  return page.url()
}

const background = '#f-fields\\.background'
/** After the first sentence. */
const caret = "document.getElementById('f-fields.background').setSelectionRange(7, 7)"

test('with script: found by typing, put in at the caret, taken back by undo, saved by itself', async () => {
  const page = await signIn(browser, stage.url, cast.anna.name)
  const number = (await draft(page)).split('/').at(-1) ?? ''
  const field = page.locator(background)
  await field.fill('Przed. Po.')
  await page.evaluate(caret)
  const button = page.locator('button[data-blocks="f-fields.background"]')
  await button.press('Enter')
  const search = page.locator('.block-menu input')
  await page.locator('.block-menu [role=option]').first().waitFor()
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
  // Who goes on elsewhere has no use for it any more.
  await page.locator('#f-fields\\.family-name').focus()
  expect(await page.locator('.block-menu').count()).toBe(0)
  await button.press('Enter')
  await page.locator('.block-menu [role=option]').first().waitFor()
  await page.keyboard.press('Escape')
  expect(await page.locator('.block-menu').count()).toBe(0)
  expect(await field.evaluate(area => area.matches(':focus'))).toBe(true)
  await page.evaluate(caret)
  await button.press('Enter')
  await search.fill('POTWIERDZENIE')
  await page.locator('.block-menu [role=option]').first().waitFor()
  const saved = page.waitForResponse(one => one.url().endsWith('save-draft'))
  await page.keyboard.press('Enter')
  const text = await field.inputValue()
  expect(text).toMatch(
    new RegExp(`^Przed\\. W sprawie ${number}: .*\\nKomisja|^Przed\\. W sprawie ${number}`),
  )
  expect(text.endsWith('Po.')).toBe(true)
  expect((await saved).status()).toBe(200)
  await page.keyboard.press('Control+z')
  expect(await field.inputValue()).toBe('Przed. Po.')
  await page.context().close()
})

test('without script: the list at the field, then the text in it, all else as it was', async () => {
  const page = await signIn(browser, stage.url, cast.anna.name, { javaScriptEnabled: false })
  await draft(page)
  await page.locator('#f-fields\\.family-name').fill('Arrieta')
  await page.locator(background).fill('Przed.')
  await enter(page, page.locator('button[data-blocks="f-fields.background"]'))
  const first = page.locator('.offer button').first()
  await enter(page, first)
  expect(await page.locator(background).inputValue()).toMatch(/^Przed\.\nW sprawie /)
  expect(await page.locator('#f-fields\\.family-name').inputValue()).toBe('Arrieta')
  await page.context().close()
})

test('a reply template: fills in what is empty, says how much, and the draft is saved by itself', async () => {
  const page = await signIn(browser, stage.url, cast.anna.name)
  const list = await page.request.get(`${stage.url}/worklist?view=act`, {
    headers: { accept: 'application/json' },
  })
  const { items } = JSON.parse(await list.text())
  const { number } = items.find((one: { state: string }) => one.state === 'accepted')
  await page.goto(`${stage.url}/exchanges/${number}`)
  const before = await page.locator('.question :checked').count()
  await enter(page, page.locator('.template-bar button').first())
  await tabTo(page, page.locator('.template-bar .kept button').first())
  const saved = page.waitForResponse(one => one.url().endsWith('save-answer'))
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
  const filled = (await page.locator('.question :checked').count()) - before
  expect(await page.locator('.template-bar [role=status]').textContent()).toContain(`: ${filled}.`)
  expect((await saved).status()).toBe(200)
  expect(await page.locator('form-draft button').count()).toBe(0)
  await page.context().close()
})
