// Goal: what one side does shows on the other's open pages within three seconds, nothing moves or is lost by it, and a
//   tab that is out of sight holds no connection.
// Method: the real server, two people in Chromium; Anna has pages open while Javier accepts, answers are being typed.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { authorityStore } from '../../src/authority/store.ts'
import { loadLibrary } from '../../src/library.ts'
import { runToken } from '../../src/user/command.ts'
import { userStore } from '../../src/user/store.ts'
import { openBrowser, signIn } from '../browser.ts'
import { type CastMember, cast } from '../cast.ts'
import { openStage, type Stage } from '../stage.ts'

const library = loadLibrary(new URL('../..', import.meta.url).pathname)
const limitMs = 3000

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

/** A call of a program that acts for somebody. */
async function program(who: CastMember) {
  const { sql } = stage.database
  const clock = () => new Date().toISOString()
  const ports = { store: userStore(sql), directory: authorityStore(sql), clock }
  const made = await runToken(ports, { user: who.user, authority: who.authority })
  const { token } = made.json as { token: string }
  return async (path: string, body: object) => {
    const answer = await fetch(stage.url + path, {
      ...{ method: 'POST', body: JSON.stringify(body) },
      headers: {
        ...{ accept: 'application/json', authorization: `Bearer ${token}` },
        'content-type': 'application/json',
      },
    })
    const view = await answer.json()
    if (!answer.ok) throw new Error(JSON.stringify(view))
    return view as { number: string }
  }
}

/** Anna asks Javier; answers the number. */
async function asked(): Promise<string> {
  const anna = await program(cast.anna)
  const { number } = await anna('/exchanges', { procedure: 'pq-information-request' })
  const askedDay = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10)
  await anna(`/exchanges/${number}/actions/send`, {
    ...{ version: 1, recipient: cast.javier.authority, language: 'pl', askedDay, asked: ['evidence-issued'] },
    fields: {
      ...{ background: 'Sprawa.', 'family-name': 'Nowak', 'given-names': 'Ewa' },
      profession: 'physiotherapist',
    },
  })
  return number
}

const words = (who: CastMember, key: string, facts = {}) =>
  library.in(who.lang)(`exchange-track.${key}`, facts)
const said = (page: Page) => page.locator('live-changes [role=status]')

test('an acceptance shows on the worklist and on the exchange within three seconds', async () => {
  const number = await asked()
  const list = await signIn(browser, stage.url, cast.anna.name)
  await list.goto(`${stage.url}/worklist?view=wait`)
  const file = await list.context().newPage()
  await file.goto(`${stage.url}/exchanges/${number}`)
  const rows = await list.locator('.worklist').textContent()
  const javier = await signIn(browser, stage.url, cast.javier.name)
  await javier.goto(`${stage.url}/exchanges/${number}`)
  await javier.locator('button[formaction$="/accept"]').click()
  await javier.locator('button[formaction$="/answer"]').waitFor()
  const from = Date.now()
  for (const page of [list, file]) await said(page).locator('a').waitFor({ timeout: limitMs })
  expect(Date.now() - from).toBeLessThan(limitMs)
  expect(await said(list).textContent()).toContain(words(cast.anna, 'live.list', { count: '1' }))
  expect(await said(file).textContent()).not.toContain('Javier')
  // Nothing has moved; the link shows it.
  expect(await list.locator('.worklist').textContent()).toBe(rows)
  await said(file).locator('a').click()
  await file.locator('.action-bar').waitFor()
  expect(await file.locator('.history').first().textContent()).toContain(
    library.in(cast.anna.lang)('exchange.event.accepted'),
  )
  expect(await said(file).locator('a').count()).toBe(0)
  // Whoever did it is not told so.
  expect(await said(javier).locator('a').count()).toBe(0)
  for (const page of [list, javier]) await page.context().close()
})

test('words being typed stay when the other side ends the exchange', async () => {
  const number = await asked()
  const javier = await signIn(browser, stage.url, cast.javier.name)
  await javier.goto(`${stage.url}/exchanges/${number}`)
  await javier.locator('button[formaction$="/accept"]').click()
  await javier.locator('input[name="answers.evidence-issued.answer"][value=no]').check()
  const field = javier.locator('textarea:visible').first()
  await field.fill('Colegiado desde 2011')
  const anna = await program(cast.anna)
  await anna(`/exchanges/${number}/actions/withdraw`, { version: 3, language: 'pl' })
  await said(javier).locator('a').waitFor({ timeout: limitMs })
  expect(await field.inputValue()).toBe('Colegiado desde 2011')
  await said(javier).locator('a').click()
  await javier.locator('.action-bar').waitFor()
  expect(await javier.locator('main').textContent()).toContain('Colegiado desde 2011')
  await javier.context().close()
})

test('signing out ends it: the stream of an open tab is closed and refused', async () => {
  const page = await signIn(browser, stage.url, cast.anna.name)
  const other = await page.context().newPage()
  await other.goto(`${stage.url}/me`)
  const refused = page.waitForResponse(
    answer => answer.url().includes('/events') && answer.status() === 401,
    {
      timeout: 30_000,
    },
  )
  await other.locator('form[action="/sign-out"] button').click()
  const number = await asked()
  const javier = await program(cast.javier)
  await javier(`/exchanges/${number}/actions/accept`, { version: 2 })
  await refused
  await page.context().close()
})
