// Goal: with the keyboard alone a Greek official finds an authority by the suggestions, a keeper adds a competence by
//   typing, and a draft gets its recipient from the proposals; axe finds nothing meanwhile.
// Method: the real server with a tiny world and Chromium; what is chosen is read from the page and from the JSON.
import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { enter, openBrowser, sitDown, tabTo, write } from '../browser.ts'
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

const problems = async (page: Page) => {
  const found = await new AxeBuilder({ page }).analyze()
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
}
async function activeOf(page: Page, input: string): Promise<string | null> {
  const id = await page.locator(input).getAttribute('aria-activedescendant')
  return id === null ? null : page.locator(`[id="${id}"]`).textContent()
}

test('types, goes through the suggestions by arrows, chooses, searches and arrives', async () => {
  const page = await sitDown(browser, stage.url, cast.nikolaos.name)
  await page.goto(`${stage.url}/authorities`)
  const field = page.locator('#q')
  const options = page.locator('#q-list:not([hidden]) [role=option]')
  await write(page, field, 'φυσικοθεραπευ')
  await options.first().waitFor()
  expect(await activeOf(page, '#q')).toBeNull()
  await page.keyboard.press('ArrowDown')
  expect(await activeOf(page, '#q')).toMatch(/^Φυσικοθεραπευτής/)
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowDown')
  expect(await problems(page)).toEqual([])
  await page.keyboard.press('Enter')
  expect(await field.inputValue()).toBe('Φυσικοθεραπευτής')
  await page.keyboard.type(' στην Ισπαν')
  await options.first().waitFor()
  await page.keyboard.press('Escape')
  expect(await page.locator('#q-list').isVisible()).toBe(false)
  await page.keyboard.type('ί')
  await options.first().waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  expect(await field.inputValue()).toBe('Φυσικοθεραπευτής στην Ισπανία')
  await Promise.all([page.waitForURL(/\/authorities\?q=/), page.keyboard.press('Enter')])
  await enter(page, page.locator('.found h3 a').first())
  const { pathname } = new URL(page.url())
  expect(pathname).toBe('/authorities/es-professional-regulator-physiotherapist-01')
  await page.context().close()
})

test('a competence is found by typing, added and taken away again', async () => {
  const page = await sitDown(browser, stage.url, cast.katarzyna.name)
  const path = `${stage.url}/authorities/${cast.anna.authority}`
  await page.goto(`${path}/actions/change`)
  const field = page.locator('choice-search input[role=combobox]')
  const chips = page.locator('choice-search .meanings button')
  const before = await chips.count()
  expect(before).toBeGreaterThan(3)
  await write(page, field, 'ar')
  await page.keyboard.press('ArrowDown')
  expect(await problems(page)).toEqual([])
  await page.keyboard.press('Escape')
  await field.fill('architekt')
  await page.keyboard.press('ArrowDown')
  const chosen = await page.locator('choice-search [role=option][data-active]').textContent()
  await page.keyboard.press('Enter')
  expect(await field.inputValue()).toBe('')
  expect(await chips.count()).toBe(before + 1)
  await tabTo(page, chips.first())
  await page.keyboard.press('Enter')
  expect(await chips.count()).toBe(before)
  await Promise.all([page.waitForURL(path), page.locator('main form button[type=submit]').last().click()])
  expect(await page.locator('main').textContent()).toContain(chosen ?? 'nothing')
  await page.context().close()
})

test('a draft proposes who is competent, and one press takes it', async () => {
  const page = await sitDown(browser, stage.url, cast.anna.name)
  await page.goto(`${stage.url}/exchanges/new`)
  await page.locator('[name=procedure][value=pq-information-request]').check()
  await Promise.all([page.waitForURL(/\/exchanges\/\d/), page.locator('main form [type=submit]').click()])
  await page.locator('[name="fields.profession"]').selectOption('physiotherapist')
  await page.locator('[name=country]').selectOption('ES')
  await enter(page, page.locator('.proposals-ask button'))
  expect(await problems(page)).toEqual([])
  await enter(page, page.locator('button[name=take]').first())
  expect(await page.locator('.proposed [data-chosen]').count()).toBe(1)
  const headers = { accept: 'application/json' }
  const answer = await page.request.get(page.url().replace(/#.*/, ''), { headers })
  const view = (await answer.json()) as { state: string; parties: { recipient: { authority: string } } }
  expect(view.state).toBe('draft')
  expect(view.parties.recipient.authority).toBe('es-professional-regulator-physiotherapist-01')
  await page.context().close()
})
