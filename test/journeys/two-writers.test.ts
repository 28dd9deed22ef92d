// Goal: two officials of one office have the same draft open and type: each sees what the other wrote elsewhere, and
//   where both wrote in the same field both texts are shown; nobody loses a word.
// Method: the real server, two pages in Chromium with script.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadLibrary } from '../../src/library.ts'
import { openBrowser, signIn } from '../browser.ts'
import { cast } from '../cast.ts'
import { openStage, type Stage } from '../stage.ts'

const library = loadLibrary(new URL('../..', import.meta.url).pathname)
const colleague = `${cast.anna.authority}.2`

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

const field = (page: Page, name: string) => page.locator(`[name="${name}"]`)
const state = (page: Page) => page.locator('.draft-state')

/** Types, leaves the field and waits until the server has answered. */
async function write(page: Page, name: string, text: string): Promise<number> {
  await field(page, name).fill(text)
  const answered = page.waitForResponse(one => one.url().endsWith('/save-draft'))
  await field(page, name).blur()
  return (await answered).status()
}

test('two write one draft at the same time', async () => {
  await stage.database.sql`update account set cast_order = 90 where id = ${colleague}`
  const [other] = await stage.database.sql<{ name: string; lang: string }[]>`
    select name, lang from account where id = ${colleague}`
  const anna = await signIn(browser, stage.url, cast.anna.name)
  await anna.goto(`${stage.url}/exchanges/new`)
  await anna.locator('main input[name=procedure]').first().check()
  await anna.locator('main form button[type=submit]').first().click()
  await anna.waitForURL(/\/exchanges\/\d{4}-/)
  const two = await signIn(browser, stage.url, other?.name ?? '')
  await two.goto(anna.url())

  // In different fields: the words of both are saved, and come into the form of who saves later.
  expect(await write(anna, 'fields.background', 'Słowa Anny')).toBe(200)
  expect(await write(two, 'fields.family-name', 'Nowak')).toBe(200)
  // The answer is there before the page has put it into the form.
  await expect.poll(() => field(two, 'fields.background').inputValue()).toBe('Słowa Anny')
  await expect.poll(() => state(two).textContent()).toBe(library.in(other?.lang ?? '')('base.draft.joined'))
  // Who then goes on in that very field changes it: these words were read.
  expect(await write(two, 'fields.background', 'Słowa Anny i moje')).toBe(200)

  // In the same field: the slower one's text stays typed, both are shown by saving.
  expect(await write(anna, 'fields.background', 'Inne słowa Anny')).toBe(409)
  expect(await field(anna, 'fields.background').inputValue()).toBe('Inne słowa Anny')
  await expect.poll(() => state(anna).textContent()).toContain(other?.name)
  await anna.locator('.action-bar button[formaction$="/save-draft"]').click()
  await anna.locator('.ds-error-summary').waitFor()
  expect(await anna.locator('main').textContent()).toContain('Słowa Anny i moje')
  expect(await field(anna, 'fields.background').inputValue()).toBe('Inne słowa Anny')
  expect(await field(anna, 'fields.family-name').inputValue()).toBe('Nowak')
  expect(await write(anna, 'fields.background', 'Słowa obu')).toBe(200)
  await two.reload()
  expect(await field(two, 'fields.background').inputValue()).toBe('Słowa obu')
})
