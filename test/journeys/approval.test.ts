// Goal: the chain of approval and a referral by hand: both settings, request and answer leave only when a coordinator
//   approved them, and the opinions of both coordinators end a dispute; no coordinator ever sees the person.
// Method: the real server, a tiny world, Chromium with script; one story for all five people. What is typed is sent at
//   once, while it is still being saved.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadLibrary } from '../../src/library.ts'
import { openBrowser, sitDown } from '../browser.ts'
import { type CastMember, cast } from '../cast.ts'
import { officialsIn, type Program, programOf, request } from '../program.ts'
import { openStage, type Stage } from '../stage.ts'

const library = loadLibrary(new URL('../..', import.meta.url).pathname)
const { anna, javier, jadwiga, rocio, katarzyna } = cast
const procedure = 'pq-information-request'

let stage: Stage
let browser: Browser
/** Javier's page as programs read it: what the other side knows. */
let recipient: Program
let at: string
beforeAll(async () => {
  stage = await openStage()
  browser = await openBrowser()
  recipient = await programOf(stage, javier)
})
afterAll(async () => {
  await browser?.close()
  await stage?.close()
})

/** Somebody at a page, with the words of their language. */
async function sit(who: CastMember) {
  const page = await sitDown(browser, stage.url, who.name)
  const t = library.in(who.lang)
  const named = (role: 'button' | 'link', key: string) =>
    page.getByRole(role, { name: t(key), exact: true }).first()
  return {
    page,
    t,
    go: (path: string) => page.goto(stage.url + path),
    press: (key: string) => Promise.all([page.waitForNavigation(), named('button', key).click()]),
    follow: (key: string) => Promise.all([page.waitForNavigation(), named('link', key).click()]),
    open: (path: string) =>
      Promise.all([page.waitForNavigation(), page.locator(`a.title[href="${path}"]`).click()]),
    actFor: async (authority: string) => {
      await page.goto(`${stage.url}/switch`)
      await Promise.all([page.waitForNavigation(), page.locator(`button[value="${authority}"]`).click()])
      await page.goto(`${stage.url}/worklist`)
    },
    headline: () => page.locator('.action-bar .headline').textContent(),
    main: async () => (await page.textContent('main')) ?? '',
    leave: () => page.context().close(),
  }
}

test('the keepers of both authorities set who approves', async () => {
  const keeper = await sit(katarzyna)
  await keeper.go('/me')
  await keeper.follow('authority.approval.title')
  await keeper.page.getByLabel(keeper.t('authority.approval.procedure')).selectOption(procedure)
  await keeper.page.getByLabel(keeper.t('authority.approval.coordinator')).selectOption(jadwiga.authority)
  await keeper.press('authority.approval.save')
  expect(await keeper.page.locator('tbody tr').count()).toBe(1)
  await keeper.leave()

  const keepers = await officialsIn(stage, 'ES', 'local-data-administrator')
  const theirs = keepers.find(one => one.authority === javier.authority)
  if (!theirs) throw new Error('nobody keeps the data of Javier’s authority')
  const program = await programOf(stage, theirs)
  await program.call(`/authorities/${javier.authority}/approval`, {
    ...{ procedure: '*', step: 'answer', coordinator: rocio.authority },
  })
})

test('a request is sent once Jadwiga approved it; she reads why, not of whom', async () => {
  const asking = await programOf(stage, anna)
  const begun = await asking.call('/exchanges', { procedure, ...request })
  at = `/exchanges/${begun.number}`
  const sender = await sit(anna)
  await sender.go(at)
  await sender.press('exchange.action.submit')
  expect(await sender.headline()).toContain(sender.t('exchange.next.awaiting-approval.wait'))
  await expect(recipient.call(at)).rejects.toThrow('exchange.unknown')

  const coordinator = await sit(jadwiga)
  await coordinator.actFor(jadwiga.authority)
  await coordinator.open(at)
  expect(await coordinator.main()).toContain(request.fields.background)
  expect(await coordinator.page.content()).not.toContain(request.fields['family-name'])
  await coordinator.press('exchange.action.approve')
  expect((await recipient.call(at)).state).toBe('sent')
  await Promise.all([sender.leave(), coordinator.leave()])
})

test('the answer leaves once Rocío approved it', async () => {
  const answerer = await sit(javier)
  await answerer.open(at)
  await answerer.press('exchange.action.accept')
  for (const [question, answer] of Object.entries({
    registered: 'yes',
    'register-entry': 'unknown',
    sanctions: 'no',
  }))
    await answerer.page.locator(`input[name="answers.${question}.answer"][value=${answer}]`).check()
  await answerer.press('exchange.action.submit')
  expect(await answerer.headline()).toContain(answerer.t('exchange.next.awaiting-approval.wait'))

  const sender = await sit(anna)
  await sender.go(at)
  expect(await sender.headline()).toContain(sender.t('exchange.next.accepted.sender'))
  expect(await sender.page.locator('.answer').count()).toBe(0)

  const coordinator = await sit(rocio)
  await coordinator.actFor(rocio.authority)
  await coordinator.open(at)
  expect(await coordinator.page.locator('.answer').count()).toBe(3)
  expect(await coordinator.page.content()).not.toContain(request.fields['family-name'])
  await coordinator.press('exchange.action.approve')

  await sender.page.reload()
  expect(await sender.headline()).toContain(sender.t('exchange.next.answered.sender'))
  expect(await sender.page.locator('.answer').count()).toBe(3)
  await Promise.all([answerer.leave(), sender.leave(), coordinator.leave()])
})

test('Anna is not satisfied; both coordinators give their opinion, and it ends', async () => {
  const sender = await sit(anna)
  await sender.go(at)
  await sender.follow('exchange.action.not-satisfied')
  await sender.page.getByLabel(sender.t('exchange.reason.label')).fill('Brakuje daty wpisu.')
  await sender.press('exchange.action.not-satisfied')
  expect(await sender.page.textContent('#referral')).toContain('Brakuje daty wpisu.')
  expect(await sender.headline()).toContain(sender.t('exchange.next.referred.wait'))

  const says = [
    [jadwiga, 'pl', 'Data jest w rejestrze.'],
    [rocio, 'es', 'La fecha consta en la respuesta.'],
  ] as const
  for (const [who, country, words] of says) {
    const coordinator = await sit(who)
    await coordinator.actFor(`${country}-area-coordinator-professional-qualifications`)
    await coordinator.open(at)
    expect(await coordinator.page.content()).not.toContain(request.fields['family-name'])
    await coordinator.follow('exchange.action.give-opinion')
    await coordinator.page.getByLabel(coordinator.t('exchange.verdict.answer-suffices')).check()
    await coordinator.page.getByLabel(coordinator.t('exchange.reason.label')).fill(words)
    await coordinator.press('exchange.action.give-opinion')
    expect(await coordinator.page.textContent('#referral')).toContain(words)
    await coordinator.leave()
  }

  await sender.page.reload()
  for (const [, , words] of says) expect(await sender.page.textContent('#referral')).toContain(words)
  expect(await sender.headline()).toContain(sender.t('exchange.next.answered.sender'))
  expect(await sender.page.locator('a[href$="/actions/ask-further"]').count()).toBe(0)
  await sender.follow('exchange.action.close')
  await sender.press('exchange.action.close')
  expect(await sender.headline()).toContain(sender.t('exchange.next.ended'))
  await sender.leave()
})
