// Goal: whoever runs the demo moves its clock on and sees the reminders come, without signing in again.
// Method: the whole server with a tiny world, Chromium, the keyboard; axe on the pages; then inbox and history.
import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { enter, openBrowser, signIn } from '../browser.ts'
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

const dayOnPage = async (): Promise<number> =>
  Date.parse((await page.locator('dl time').getAttribute('datetime')) ?? '')

test('three weeks later reminders lie in the inbox and in the history', async () => {
  await page.goto(`${stage.url}/notices`)
  await enter(page, page.locator('a[href="/operator/clock"]'))
  const before = await dayOnPage()
  for (let week = 0; week < 3; week++) await enter(page, page.locator('button[name=days][value="7"]'))
  expect(Math.round(((await dayOnPage()) - before) / 86_400_000)).toBe(21)
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(one => one.id)).toEqual([])
  await page.goto(`${stage.url}/notices`)
  const events = async () => {
    const answer = await page.request.get(`${stage.url}/notices`, { headers: { accept: 'application/json' } })
    const { items } = JSON.parse(await answer.text()) as { items: { event: string; number: string }[] }
    return items.filter(one => /reminded|overdue|escalated/.test(one.event))
  }
  await expect.poll(async () => (await events()).length, { timeout: 15_000 }).toBeGreaterThan(0)
  const [first] = await events()
  await page.goto(`${stage.url}/exchanges/${first?.number}`)
  const [row] = await stage.database.sql<{ count: number }[]>`
    select count(*)::int from exchange_event where exchange = ${first?.number ?? ''} and authority = 'system'`
  expect(row?.count).toBeGreaterThan(0)
  expect(await page.locator('#history li').count()).toBeGreaterThan(1)
})
