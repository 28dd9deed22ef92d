// Goal: an administrator invites a colleague; the address in the mail leads through sign-in to that person's worklist;
//   the colleague's page shows it, and without script nothing is different.
// Method: the real server and Chromium, with and without script; the mail as the log shows it; axe on each new page.
import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { enter, openBrowser, sitDown } from '../browser.ts'
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

async function isSound(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${page.url()} ${id}: ${nodes[0]?.html}`)).toEqual([])
}

/** By axe only where script may run: it is one. */
const look = (page: Page, hasScript: boolean): Promise<void> =>
  hasScript ? isSound(page) : Promise.resolve()

type Mails = { readonly items: readonly { to: string; text: string }[]; readonly next: string | null }

/** From the mail log, page by page: how many other mails stand before it depends on the clock. */
async function letterTo(page: Page, mail: string, cursor = ''): Promise<string> {
  const headers = { accept: 'application/json' }
  const answer = await page.request.get(`${stage.url}/operator/mails${cursor && `?cursor=${cursor}`}`, {
    headers,
  })
  const { items, next } = (await answer.json()) as Mails
  const text = items.find(({ to }) => to === mail)?.text
  return text ?? (next === null ? '' : letterTo(page, mail, next))
}

test.each([
  [true, 'Kalina Jarzębska', 'kalina@example.invalid'],
  [false, 'Dobrosław Jesion', 'dobroslaw@example.invalid'],
])('invited, signed in, at work; with script: %s', async (hasScript, name, mail) => {
  const page = await sitDown(browser, stage.url, cast.katarzyna.name, { javaScriptEnabled: hasScript })
  await page.goto(`${stage.url}/users`)
  await look(page, hasScript)
  await enter(page, page.locator('main .page-head .ds-button').last())
  await look(page, hasScript)
  await page.locator('#f-name').fill(name)
  // What is missing is said, and what was typed stays.
  await enter(page, page.locator('main form .ds-button'))
  expect(await page.locator('.ds-error-summary').count()).toBe(1)
  expect(await page.locator('#f-name').inputValue()).toBe(name)
  await look(page, hasScript)
  await page.locator('#f-mail').fill(mail)
  await page.locator('input[value="request-handler"]').first().check()
  await enter(page, page.locator('main form .ds-button'))
  expect(await page.locator('h1').textContent()).toBe(name)
  await look(page, hasScript)
  const own = page.url()

  const address = /http\S+\/invitations\/\S+/.exec(await letterTo(page, mail))?.[0] ?? ''
  const context = await browser.newContext({ javaScriptEnabled: hasScript, locale: 'pl-PL' })
  const guest = await context.newPage()
  await guest.goto(address)
  expect(await guest.locator('main').textContent()).toContain(cast.katarzyna.name)
  await look(guest, hasScript)
  await enter(guest, guest.locator('main .ds-button'))
  await enter(guest, guest.getByRole('button', { name: new RegExp(name) }).first())
  await look(guest, hasScript)
  await enter(guest, guest.locator('main form .ds-button'))
  expect(new URL(guest.url()).pathname).toBe('/worklist')
  expect(await guest.locator('body').textContent()).toContain(name)
  // The address works once.
  expect((await guest.goto(address))?.status()).toBe(410)
  await context.close()

  await page.goto(own)
  await look(page, hasScript)
  expect(await page.locator('.kept-history li').count()).toBe(2)
  await page.context().close()
})
