// Goal: a person attaches, opens and withdraws files without script; what is hostile is refused in words, and what was
//   typed stays; what is malicious never opens.
// Method: the real server, a tiny world, Chromium, and a real clamd where there is one (else said in the name).
import { mkdtempSync, rmSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadLibrary } from '../../src/library.ts'
import { openBrowser, signIn } from '../browser.ts'
import { cast } from '../cast.ts'
import { type Clamd, eicar, hasClamd, startClamd } from '../clamd.ts'
import { openStage, type Stage } from '../stage.ts'

const t = loadLibrary(new URL('../..', import.meta.url).pathname).in(cast.anna.lang)

let clamd: Clamd | null
let stage: Stage
let browser: Browser
let page: Page
let at: string
const folder = mkdtempSync(join(tmpdir(), 'open-imi-to-send-'))
beforeAll(async () => {
  clamd = hasClamd ? await startClamd() : null
  stage = await openStage('tiny', clamd ? { CLAMD: clamd.socket } : {})
  browser = await openBrowser()
  page = await signIn(browser, stage.url, cast.anna.name, { javaScriptEnabled: false })
  const { items } = await json('/worklist?view=all')
  const { number } = items.find((one: { state: string }) => one.state === 'accepted')
  at = `/exchanges/${number}`
})
afterAll(async () => {
  await browser?.close()
  await stage?.close()
  await clamd?.stop()
  rmSync(folder, { recursive: true })
})

async function json(path: string) {
  const answer = await page.request.get(stage.url + path, { headers: { accept: 'application/json' } })
  return JSON.parse(await answer.text())
}

type File = { readonly name: string; readonly content: string | Buffer }

/** Answers what was wrong; nothing where the page of the exchange follows. */
async function attach(title: string, { name, content }: File): Promise<readonly string[]> {
  await page.goto(`${stage.url}${at}`)
  await page.getByRole('link', { name: t('exchange-attachments.attach') }).click()
  await page.getByLabel(t('exchange-attachments.name')).fill(title)
  await page.getByLabel(t('exchange-attachments.kind')).selectOption('certificate')
  await writeFile(join(folder, name), content)
  await page.getByLabel(t('exchange-attachments.file')).setInputFiles(join(folder, name))
  await page.getByRole('button', { name: t('exchange-attachments.attach') }).click({ timeout: 60_000 })
  return page.locator('.ds-error-summary li').allTextContents()
}

const faults = async (): Promise<readonly string[]> => {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.map(({ id }) => id)
}
const item = (title: string) => page.locator('#attachments li').filter({ hasText: title })

/** Without script nobody waits for the check but who asks for the page again. */
async function checked(): Promise<void> {
  const waiting = async () =>
    (await json(at)).attachments.filter((one: { check: string }) => one.check === 'waiting').length
  await expect.poll(waiting, { timeout: 60_000, interval: 500 }).toBe(0)
  await page.goto(stage.url + at)
}

test('20 MB go up and come down the same', async () => {
  const content = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(19_999_000, 'Lipowa ')])
  expect(await attach('Dyplom', { name: 'dyplom ukończenia.pdf', content })).toEqual([])
  expect(page.url()).toBe(`${stage.url}${at}#attachments`)
  await checked()
  const link = item('Dyplom').getByRole('link', { name: 'Dyplom' }).first()
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
  expect(download.suggestedFilename()).toBe('dyplom ukończenia.pdf')
  expect((await readFile(await download.path())).equals(content)).toBe(true)
})

test.each<readonly [string, File]>([
  ['HTML named .pdf', { name: 'a.pdf', content: '<!DOCTYPE html><script>alert(1)</script>' }],
  [
    'SVG with script',
    { name: 'a.svg', content: '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>' },
  ],
  ['too large', { name: 'a.pdf', content: Buffer.concat([Buffer.from('%PDF-'), Buffer.alloc(21_000_000)]) }],
])('refused, and what was typed stays: %s', async (title, file) => {
  const key = title === 'too large' ? 'large' : 'type'
  const words = t(`exchange-attachments.file.${key}`, { size: 20 })
  expect(await attach(title, file)).toEqual([expect.stringContaining(words)])
  expect(await page.getByLabel(t('exchange-attachments.name')).inputValue()).toBe(title)
  await page.goto(stage.url + at)
  expect(await item(title).count()).toBe(0)
})

test('a name that runs the other way is shown and saved as one that does not', async () => {
  expect(await attach('Kopia \u202egpj', { name: 'kopia\u202efdp.exe', content: 'Zwykły tekst' })).toEqual([])
  await checked()
  expect(await item('Kopia').textContent()).toContain('kopiafdp.txt')
  expect(await page.content()).not.toContain('\u202e')
})

test.runIf(hasClamd)('EICAR is told and never opens (left out without clamd)', async () => {
  expect(await attach('Notatka', { name: 'notatka.txt', content: eicar })).toEqual([])
  await checked()
  expect(await item('Notatka').textContent()).toContain(t('exchange-attachments.infected.invalid'))
  const { attachments } = await json(at)
  const { id } = attachments.find((one: { title: string }) => one.title === 'Notatka')
  const answer = await page.request.get(`${stage.url}${at}/attachments/${id}`)
  expect([answer.status(), (await answer.text()).includes('EICAR')]).toEqual([422, false])
})

test('withdrawn after a look at what it is about; it stays listed', async () => {
  await attach('Pomyłka', { name: 'a.txt', content: 'Nie ten plik.' })
  await item('Pomyłka')
    .getByRole('link', { name: t('exchange-attachments.withdraw') })
    .click()
  expect(await page.locator('main').textContent()).toContain('Pomyłka')
  await page.getByRole('button', { name: t('exchange-attachments.withdraw') }).click()
  expect(await item('Pomyłka').textContent()).toContain(t('exchange-attachments.withdrawn.unknown'))
  expect(await item('Pomyłka').getByRole('link').count()).toBe(0)
})

test('the pages have no fault that axe finds', async () => {
  page = await signIn(browser, stage.url, cast.anna.name)
  for (const path of ['', '/actions/attach', '/actions/withdraw-attachment']) {
    await page.goto(stage.url + at + path)
    expect([path, await faults()]).toEqual([path, []])
  }
})
