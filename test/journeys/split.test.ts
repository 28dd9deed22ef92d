// Goal: by hand: a request is split in three and the merged answer goes to the sender, who sees who answered; one that
//   went to the wrong office goes to a coordinator, and on to an office that answers.
// Method: the real server, a tiny world, Chromium without script. Javier splits and answers, Anna reads, forwards and
//   Jadwiga forwards on by page; the other offices act as programs.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Texts } from '../../src/base/text.ts'
import { loadLibrary } from '../../src/library.ts'
import { openBrowser, sitDown } from '../browser.ts'
import { type CastMember, cast } from '../cast.ts'
import { type Official, officialsIn, programOf, request } from '../program.ts'
import { openStage, type Stage } from '../stage.ts'

const { anna, javier, jadwiga } = cast
const library = loadLibrary(new URL('../..', import.meta.url).pathname)
const [pl, es] = [library.in('pl'), library.in('es')]

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

const sit = (who: CastMember): Promise<Page> =>
  sitDown(browser, stage.url, who.name, { javaScriptEnabled: false })
const press = (page: Page, label: string) =>
  Promise.all([page.waitForNavigation(), page.getByRole('button', { name: label, exact: true }).click()])
const follow = (page: Page, label: string) =>
  Promise.all([page.waitForNavigation(), page.getByRole('link', { name: label, exact: true }).click()])

/** Who works for two offices says for which. */
async function actFor(page: Page, authority: string): Promise<void> {
  await page.goto(`${stage.url}/switch`)
  await Promise.all([page.waitForNavigation(), page.locator(`button[value="${authority}"]`).click()])
  await page.goto(`${stage.url}/worklist`)
}

/** Other offices of a country that can take a part of it, with who acts for them. */
async function others(than: CastMember, count: number) {
  const found = await officialsIn(stage, than.country)
  const offices = found.filter(({ authority }) => authority !== than.authority).slice(0, count)
  expect(offices.length).toBe(count)
  return Promise.all(offices.map(async one => ({ ...one, ...(await programOf(stage, one)) })))
}

/** Without script an office is found on the search page, by a link there and a link back to the form. */
async function choose(page: Page, t: Texts, { authority }: Official): Promise<void> {
  await follow(page, t('base.box.search-page'))
  const words = await stage.database.sql<{ title: string; town: string }[]>`
    select informal_titles ->> ${t.lang} as title, town from authority where id = ${authority}`
  await page.locator('#q').fill(`${words[0]?.title} ${words[0]?.town}`)
  await Promise.all([page.waitForNavigation(), page.locator('#q').press('Enter')])
  const way = page.locator(`a.ds-button[href$="recipient=${authority}"]`)
  await Promise.all([page.waitForNavigation(), way.click()])
}

/** Gives one question away. */
async function give(page: Page, number: string, question: string, to: Official): Promise<void> {
  await page.goto(`${stage.url}/exchanges/${number}`)
  await follow(page, es('exchange.action.split'))
  await choose(page, es, to)
  await page.locator(`input[name=asked][value="${question}"]`).check()
  await press(page, es('exchange.action.split'))
  expect(page.url()).toBe(`${stage.url}/exchanges/${number}`)
}

test('split in three, and the merged answer', async () => {
  const asking = await programOf(stage, anna)
  const asked = [...request.asked, 'third-country']
  const begun = await asking.call('/exchanges', { procedure: 'pq-information-request' })
  const { number } = await asking.act(begun, 'send', { ...request, asked })
  const page = await sit(javier)
  await page.goto(`${stage.url}/exchanges/${number}`)
  await press(page, es('exchange.action.accept'))
  const [first, second, third] = await others(javier, 3)
  if (!first || !second || !third) throw new Error('too few offices')
  await give(page, number, 'register-entry', first)
  await give(page, number, 'sanctions', second)
  await give(page, number, 'third-country', third)
  expect(await page.locator('#children > ul > li').count()).toBe(3)
  expect(await page.getByRole('button', { name: es('exchange.action.answer'), exact: true }).count()).toBe(0)

  const own = await programOf(stage, javier)
  const children = (await own.call(`/exchanges/${number}`)).children.map(child => child.number ?? '')
  const given = {
    'register-entry': { answer: 'given', details: { number: 'OUR-20417' } },
    sanctions: { answer: 'no' },
    'third-country': { answer: 'yes' },
  }
  for (const [i, [question, answer]] of Object.entries(given).entries()) {
    const office = [first, second, third][i]
    await office?.does(children[i] ?? '', 'accept')
    await office?.does(children[i] ?? '', 'answer', { language: 'es', answers: { [question]: answer } })
  }

  await page.reload()
  expect(await page.locator('[name="answers.register-entry.details.number"]').inputValue()).toBe('OUR-20417')
  expect(await page.locator('input[name="answers.sanctions.answer"][value=no]').isChecked()).toBe(true)
  await page.locator('input[name="answers.registered.answer"][value=yes]').check()
  await press(page, es('exchange.action.answer'))
  await page.context().close()

  const reader = await sit(anna)
  await reader.goto(`${stage.url}/exchanges/${number}`)
  expect(await reader.locator('.question .answer b').count()).toBe(4)
  expect(await reader.textContent('#questions')).toContain('OUR-20417')
  // The sender sees who answered what, and no way into exchanges that are not its own.
  const names = await reader.locator('#children > ul > li > p:first-child > span[lang]').allTextContents()
  expect(names).toHaveLength(3)
  for (const name of names) expect(await reader.textContent('#questions')).toContain(name)
  expect(await reader.locator('#children a[href^="/exchanges/"]').count()).toBe(0)
  await reader.context().close()
})

test('sent to the wrong office: forwarded to the coordinator, and on to one that answers', async () => {
  const asking = await programOf(stage, javier)
  const begun = await asking.call('/exchanges', { procedure: 'pq-information-request' })
  const { number } = await asking.act(begun, 'send', {
    ...request,
    ...{ recipient: anna.authority, language: 'es', asked: ['registered'] },
  })
  const at = `${stage.url}/exchanges/${number}`
  const [office] = await others(anna, 1)
  if (!office) throw new Error('too few offices')
  const steps = [
    [anna, jadwiga, 'Nie prowadzimy tego rejestru.'],
    [jadwiga, office, 'Właściwa jest inna izba.'],
  ] as const
  for (const [holder, next, reason] of steps) {
    const page = await sit(holder)
    if (holder === jadwiga) await actFor(page, holder.authority)
    await page.locator(`a.title[href="/exchanges/${number}"]`).click()
    await follow(page, pl('exchange.action.forward'))
    await choose(page, pl, next)
    await page.getByLabel(pl('exchange.reason.label')).fill(reason)
    await press(page, pl('exchange.action.forward'))
    expect(page.url()).toBe(at)
    expect(await page.textContent('.action-bar .headline')).toContain(pl('exchange.next.former'))
    await page.context().close()
  }
  await office.does(number, 'accept')
  await office.does(number, 'answer', { language: 'pl', answers: { registered: { answer: 'yes' } } })

  const reader = await sit(javier)
  await reader.goto(at)
  expect(await reader.textContent('.question .answer b')).toBe(es('procedure.option.yes'))
  const history = (await reader.textContent('#history')) ?? ''
  for (const [, , reason] of steps) expect(history).toContain(reason)
  await reader.context().close()
})
