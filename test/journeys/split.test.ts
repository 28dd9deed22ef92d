// Goal: a request is split in the browser, two other offices answer, and the merged answer goes to the sender.
// Method: the real server, a tiny world, Chromium without script. Javier splits and answers by page; Anna and the two
//   other offices of his country act as programs.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadLibrary } from '../../src/library.ts'
import { handlersOf } from '../../src/user/store/handlers.ts'
import { openBrowser, signIn } from '../browser.ts'
import { cast } from '../cast.ts'
import { openToken } from '../faults/inside.ts'
import { openStage, type Stage } from '../stage.ts'

const { anna, javier } = cast
const t = loadLibrary(new URL('../..', import.meta.url).pathname).in('es')

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

type View = {
  readonly number: string
  readonly version: number
  readonly state: string
  readonly answers: readonly { readonly question: string; readonly answer: string }[]
  readonly children: readonly { readonly number: string | null; readonly questions: readonly string[] }[]
}

async function programOf(user: string, authority: string) {
  const token = await openToken(stage.database.sql, { user, authority })
  const call = async (path: string, body?: object): Promise<View> => {
    const answer = await fetch(stage.url + path, {
      headers: {
        ...{ accept: 'application/json', authorization: `Bearer ${token}` },
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    })
    const view = JSON.parse(await answer.text())
    if (!answer.ok) throw new Error(JSON.stringify(view))
    return view
  }
  const act = (view: View, action: string, body: object = {}) =>
    call(`/exchanges/${view.number}/actions/${action}`, { version: view.version, ...body })
  return { call, act }
}
type Program = Awaited<ReturnType<typeof programOf>>

const day = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10)
const request = {
  recipient: javier.authority,
  language: 'pl',
  fields: {
    ...{ profession: 'physiotherapist', background: 'Wniosek dotyczy uznania kwalifikacji.' },
    ...{ 'family-name': 'Arrieta Solbes', 'given-names': 'Marisol' },
  },
  asked: ['registered', 'register-entry', 'sanctions'],
  askedDay: day,
}

/** Two offices of Javier's country in which somebody handles requests. */
async function neighbours() {
  const { sql } = stage.database
  const found = await sql<{ id: string }[]>`
    select id from authority where country = 'ES' and id <> ${javier.authority} and status = 'active' order by id`
  const handlers = await handlersOf(
    sql,
    found.map(({ id }) => id),
    ['request-handler'],
  )
  const able = handlers.filter(({ area }) => ['*', 'professional-qualifications'].includes(area))
  const offices = [...new Map(able.map(one => [one.authority, one])).values()]
  return Promise.all(
    offices.slice(0, 2).map(async ({ user, authority }) => ({
      authority,
      program: await programOf(user, authority),
    })),
  )
}

const press = (page: Page, label: string) =>
  Promise.all([page.waitForNavigation(), page.getByRole('button', { name: label, exact: true }).click()])

/** Gives one question away; the office is found on the search page, as a link back to the form. */
async function give(page: Page, number: string, question: string, authority: string): Promise<void> {
  await page.goto(`${stage.url}/exchanges/${number}/actions/split?recipient=${authority}`)
  await page.locator(`input[name=asked][value="${question}"]`).check()
  await press(page, t('exchange.action.split'))
  expect(page.url()).toBe(`${stage.url}/exchanges/${number}`)
}

async function answer({ call, act }: Program, number: string, answers: object): Promise<void> {
  const taken = await act(await call(`/exchanges/${number}`), 'accept')
  await act(taken, 'answer', { language: 'es', answers })
}

test('split in three, and the merged answer', async () => {
  const asking = await programOf(anna.user, anna.authority)
  const begun = await asking.call('/exchanges', { procedure: 'pq-information-request' })
  const { number } = await asking.act(begun, 'send', request)
  const page = await signIn(browser, stage.url, javier.name, { javaScriptEnabled: false })
  await page.goto(`${stage.url}/exchanges/${number}`)
  await press(page, t('exchange.action.accept'))
  const [first, second] = await neighbours()
  if (!first || !second) throw new Error('too few offices')
  await give(page, number, 'register-entry', first.authority)
  await give(page, number, 'sanctions', second.authority)
  expect(await page.locator('#children > ul > li').count()).toBe(2)
  expect(await page.getByRole('button', { name: t('exchange.action.answer'), exact: true }).count()).toBe(0)

  const own = await programOf(javier.user, javier.authority)
  const children = (await own.call(`/exchanges/${number}`)).children.map(child => child.number ?? '')
  const details = { number: 'OUR-20417' }
  await answer(first.program, children[0] ?? '', { 'register-entry': { answer: 'given', details } })
  await answer(second.program, children[1] ?? '', { sanctions: { answer: 'no' } })

  await page.reload()
  expect(await page.locator('[name="answers.register-entry.details.number"]').inputValue()).toBe('OUR-20417')
  expect(await page.locator('input[name="answers.sanctions.answer"][value=no]').isChecked()).toBe(true)
  await page.locator('input[name="answers.registered.answer"][value=yes]').check()
  await press(page, t('exchange.action.answer'))
  const read = await asking.call(`/exchanges/${number}`)
  expect(read.state).toBe('answered')
  expect(read.answers.map(one => [one.question, one.answer])).toEqual([
    ['registered', 'yes'],
    ['register-entry', 'given'],
    ['sanctions', 'no'],
  ])
  expect(read.children.map(child => child.number)).toEqual([null, null])
  await page.context().close()
})
