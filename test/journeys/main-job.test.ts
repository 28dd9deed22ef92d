// Goal: the main job from finding an authority to closing works in the browser by keyboard alone, each side in its own
//   language.
// Method: the real server, a tiny world, Chromium; no mouse is used. Anna asks Javier, Sabine asks Eleni, Aoife asks
//   Giulia on a phone's screen, in the dark, without script.
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Texts } from '../../src/base/text.ts'
import { loadLibrary } from '../../src/library.ts'
import { choose, enter, openBrowser, signIn, tabTo, write } from '../browser.ts'
import { type CastMember, cast } from '../cast.ts'
import { openStage, type Stage } from '../stage.ts'

const library = loadLibrary(new URL('../..', import.meta.url).pathname)

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

type Job = {
  readonly procedure: string
  readonly words: string
  readonly subject: string
  readonly background: string
  readonly person: readonly (readonly [field: string, text: string])[]
  readonly question: string
  readonly options?: BrowserContextOptions
}

/** Finds the authority, begins a request, fills it in and sends it; answers its number. */
async function ask(from: CastMember, to: CastMember, job: Job): Promise<string> {
  const t = library.in(from.lang)
  const page = await signIn(browser, stage.url, from.name, job.options)
  await write(page, page.getByRole('searchbox', { name: t('base.shell.search') }).first(), job.words)
  await Promise.all([page.waitForURL(/authorities/), page.keyboard.press('Enter')])
  await enter(page, page.locator(`a[href$="recipient=${to.authority}"]`))
  await choose(page, page.locator(`input[name=procedure][value="${job.procedure}"]`))
  await enter(page, page.getByRole('button', { name: t('exchange.new.button'), exact: true }))
  const subject = page.locator('select[name^="fields."]').first()
  await tabTo(page, subject)
  await page.keyboard.type(job.subject)
  await write(page, page.locator('textarea[name="fields.background"]'), job.background)
  for (const [field, text] of job.person) await write(page, page.locator(`[name="fields.${field}"]`), text)
  await choose(page, page.locator(`input[name=asked][value="${job.question}"]`))
  await write(page, page.locator('input[name=askedDay]'), dayAhead(20))
  if (job.options?.javaScriptEnabled !== false) await page.getByText(savedWords(t)).first().waitFor()
  await enter(page, page.getByRole('button', { name: t('exchange.action.send'), exact: true }))
  await expectState(page, t('exchange.next.sent.sender'))
  const number = /\d{4}-[A-Z]{2}-\d{8}/.exec(page.url())?.[0]
  await page.context().close()
  return number ?? ''
}

const savedWords = (t: Texts): RegExp =>
  new RegExp(t('base.draft.saved', { time: '\u0000' }).split('\u0000')[0] ?? '')

/** As an American browser takes a day. */
function dayAhead(days: number): string {
  const day = new Date(Date.now() + days * 86_400_000).toISOString()
  return `${day.slice(5, 7)}${day.slice(8, 10)}${day.slice(0, 4)}`
}

async function expectState(page: Page, words: string): Promise<void> {
  const refused = await page.locator('.ds-error-summary, .ds-alert[data-color=danger]').allTextContents()
  expect(refused).toEqual([])
  expect(await page.locator('.action-bar .headline').textContent()).toContain(words)
}

/** Opens the exchange from the worklist. */
async function open(from: CastMember, number: string, view: string, job: Job): Promise<Page> {
  const page = await signIn(browser, stage.url, from.name, job.options)
  if (view !== 'act') await enter(page, page.locator(`a[href="/worklist?view=${view}"]`))
  await enter(page, page.locator(`a.title[href="/exchanges/${number}"]`))
  return page
}

test.each([
  [
    'Polish to Spanish',
    cast.anna,
    cast.javier,
    {
      procedure: 'pq-information-request',
      words: 'fizjoterapeuta Madrid',
      subject: 'Fizjo',
      background: 'Wniosek dotyczy uznania kwalifikacji, sprawa KF-2026/0417.',
      person: [
        ['family-name', 'Arrieta Solbes'],
        ['given-names', 'Marisol'],
      ],
      question: 'registered',
    },
  ],
  [
    'German to Greek',
    cast.sabine,
    cast.eleni,
    {
      procedure: 'services-information-request',
      words: 'Gewerbe Αθήνα',
      subject: 'B',
      background: 'Der Dienstleister bietet hier Leistungen an, Az. 34-2026/118.',
      person: [['provider-name', 'Lindenhof Bau GmbH']],
      question: 'established',
    },
  ],
  [
    'English to Italian, on a phone, without script',
    cast.aoife,
    cast.giulia,
    {
      procedure: 'pq-information-request',
      words: 'physiotherapist Roma',
      subject: 'Physio',
      background: 'The evidence submitted bears two dates, our file PT-2026/88.',
      person: [
        ['family-name', 'Brennan'],
        ['given-names', 'Orla'],
      ],
      question: 'registered',
      options: { javaScriptEnabled: false, viewport: { width: 390, height: 800 }, colorScheme: 'dark' },
    },
  ],
] satisfies readonly (readonly [string, CastMember, CastMember, Job])[])(
  '%s',
  async (_, asker, answerer, job: Job) => {
    const number = await ask(asker, answerer, job)
    const theirs = library.in(answerer.lang)

    const page = await open(answerer, number, 'act', job)
    await expectState(page, theirs('exchange.next.sent.recipient'))
    expect(await page.locator('.question h3').first().textContent()).toContain(
      theirs(`${job.procedure}.question.${job.question}`),
    )
    expect(await page.locator('main').textContent()).toContain(job.background)
    for (const [, text] of job.person) expect(await page.content()).not.toContain(text)
    await enter(page, page.getByRole('button', { name: theirs('exchange.action.accept'), exact: true }))
    for (const [, text] of job.person) expect(await page.locator('aside').textContent()).toContain(text)
    await choose(page, page.locator(`input[name="answers.${job.question}.answer"][value="unknown"]`))
    await enter(page, page.getByRole('button', { name: theirs('exchange.action.answer'), exact: true }))
    await expectState(page, theirs('exchange.next.answered.recipient'))
    await page.context().close()

    const ours = library.in(asker.lang)
    const back = await open(asker, number, 'close', job)
    expect(await back.locator('.question .answer').textContent()).toBe(ours('procedure.option.unknown'))
    await enter(back, back.locator(`a.ds-button[href$="/actions/close"]`))
    await choose(back, back.locator('input[name=timeliness][value="1"]'))
    await enter(back, back.getByRole('button', { name: ours('exchange.action.close'), exact: true }))
    await expectState(back, ours('exchange.next.ended'))
    await back.context().close()
  },
)
