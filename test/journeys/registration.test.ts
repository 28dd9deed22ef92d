// Goal: a newcomer's authority is invited, registers in Bulgarian, is validated by its coordinator, and a Finnish
//   official finds it within two seconds at another server process; who registered is invited to keep its data.
// Method: the real server and a second process of it on one database; Chromium without script fills in the real form;
//   links come out of mails; coordinator and official are programs.
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadLibrary } from '../../src/library.ts'
import { openBrowser } from '../browser.ts'
import { officialsIn, type Program, programOf } from '../program.ts'
import { freePort, openStage, type Stage } from '../stage.ts'

const root = resolve(import.meta.dirname, '../..')
const t = loadLibrary(root).in('bg')
const masterKey = randomBytes(32).toString('base64')
const folder = mkdtempSync(join(tmpdir(), 'open-imi-second-'))
const foundMsMax = 2000

let stage: Stage
let second: { readonly url: string; readonly child: ChildProcess }
let browser: Browser
let coordinator: Program
beforeAll(async () => {
  stage = await openStage('tiny', { MASTER_KEY: masterKey })
  second = await startSecond()
  browser = await openBrowser()
  const [office] = await stage.database.sql<{ id: string; account: string }[]>`
    select a.id, r.account from authority a join account_role r on r.authority = a.id
    where a.type = 'national-coordinator' and a.country = 'BG' and r.role = 'local-data-administrator'`
  coordinator = await programOf(stage, { user: office?.account ?? '', authority: office?.id ?? '' })
})
afterAll(async () => {
  await browser?.close()
  second?.child.kill('SIGTERM')
  if (second) await new Promise(done => second.child.once('exit', done))
  await stage?.close()
  rmSync(folder, { recursive: true, force: true })
})

async function startSecond() {
  const port = await freePort()
  const settings = { DATABASE_URL: stage.database.url, DATA_DIR: folder, PORT: String(port) }
  const child = spawn(process.execPath, ['src/cli.ts', 'serve'], {
    ...{ cwd: root, stdio: 'ignore' },
    env: { ...process.env, LOG_LEVEL: 'error', MASTER_KEY: masterKey, ...settings },
  })
  const url = `http://localhost:${port}`
  const isReady = () =>
    fetch(`${url}/health/ready`).then(
      answer => answer.ok,
      () => false,
    )
  while (child.exitCode === null && !(await isReady())) await wait(200)
  return { url, child }
}

type Mail = { readonly to: string; readonly lang: string; readonly subject: string; readonly text: string }
const mailsTo = async (address: string): Promise<readonly Mail[]> => {
  const { items } = (await coordinator.call('/operator/mails')) as unknown as { items: readonly Mail[] }
  return items.filter(({ to }) => to === address)
}
const linkIn = (mail: Mail | undefined): string =>
  /http\S+\/registration\/\S+/.exec(mail?.text ?? '')?.[0] ?? ''

const fill = async (page: Page, fields: Readonly<Record<string, string>>) => {
  for (const [name, text] of Object.entries(fields)) await page.locator(`[name="${name}"]`).fill(text)
}

const email = 'palata.varna@example.invalid'

test('invited, registered in Bulgarian, validated, found by a Finnish official at another process', async () => {
  const invitation = {
    ...{
      name: 'Палата на акушерките – Варна',
      email,
      language: 'bg',
      areas: ['professional-qualifications'],
    },
  }
  const { authority } = (await coordinator.call('/administration/invite', invitation)) as unknown as {
    authority: string
  }
  await expect.poll(async () => (await mailsTo(email)).length, { timeout: 10_000 }).toBe(1)
  const [mail] = await mailsTo(email)
  expect(mail).toMatchObject({ lang: 'bg', subject: t('authority-register.mail.invited.subject') })
  await fillIn(linkIn(mail))

  const waiting = (await coordinator.call('/administration')) as unknown as {
    items: readonly { authority: string; name: string }[]
  }
  expect(waiting.items).toMatchObject([{ authority, name: invitation.name }])

  const [finn] = await officialsIn(stage, 'FI')
  const reader = await programOf({ ...stage, url: second.url }, finn ?? { user: '', authority: '' })
  const firstFor = async (): Promise<string | undefined> => {
    const found = await reader.call(`/authorities?q=${encodeURIComponent('kätilö Varnassa')}`)
    return (found as unknown as { items: readonly { authority: string }[] }).items[0]?.authority
  }
  expect(await firstFor()).not.toBe(authority)

  const { version } = await coordinator.call(`/authorities/${authority}`)
  await coordinator.call(`/authorities/${authority}/actions/validate`, { version })
  const from = performance.now()
  while ((await firstFor()) !== authority && performance.now() - from < 10_000) await wait(20)
  const ms = Math.round(performance.now() - from)
  process.stdout.write(`found at the other process ${ms} ms after the validation\n`)
  expect(ms).toBeLessThan(foundMsMax)

  const subjects = async () => (await mailsTo(email)).map(({ subject }) => subject)
  await expect.poll(subjects, { timeout: 10_000 }).toContain(t('authority-register.mail.validated.subject'))
})

/** The real form, without script. */
async function fillIn(link: string): Promise<void> {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    viewport: { width: 1280, height: 900 },
  })
  const page = await context.newPage()
  await page.goto(link)
  expect(await page.locator('html').getAttribute('lang')).toBe('bg')
  const seen = await new AxeBuilder({ page: await readable(page.url()) }).analyze()
  expect(seen.violations.map(({ id }) => id)).toEqual([])

  // Half of it is saved, and goes on where it was left.
  await fill(page, { street: 'ул. „Липа“ 4', 'person.name': 'Мария Липова' })
  await page.locator('button[value=save]').click()
  expect(await page.getByText(t('authority-register.saved')).isVisible()).toBe(true)
  await page.goto(link)
  expect(await page.locator('[name=street]').inputValue()).toBe('ул. „Липа“ 4')

  // What is missing is said, what was typed stays.
  await fill(page, { postcode: '9000', town: 'Варна' })
  await page.locator('button[value=send]').click()
  expect(await page.locator('.ds-error-summary').isVisible()).toBe(true)
  expect(await page.locator('[name=town]').inputValue()).toBe('Варна')

  await page.locator('[name=type]').selectOption('professional-regulator')
  await page.locator('[name=level]').selectOption('regional')
  await fill(page, {
    ...{ 'description.bg': 'Признава квалификации на акушерки.', region: 'BG33', email },
    ...{ phone: '+359 52 000 000' },
  })
  await page.locator('details:has([value=midwife]) > summary').first().click()
  await page.locator('[name="competences.professional-qualifications"][value=midwife]').check()
  await page.locator('button[value=send]').click()
  expect(await page.locator('.ds-error-summary').allTextContents()).toEqual([])
  expect(await page.locator('.ds-alert[data-color=success]').isVisible()).toBe(true)
  await context.close()
}

/** A page of its own with script, which axe needs. */
async function readable(url: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage()
  await page.goto(url)
  return page
}
