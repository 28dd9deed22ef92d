// Goal: each event, message, question and answer of an exchange has an address of its own, in the page and in JSON, and
//   what came since one looked is marked where it stands.
// Method: a request answered in two parts, with a message between; the page and the view of the one who asked.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestDatabase } from '../../test/database.ts'
import { callOf, library, officials, openOffice, type smallPorts } from '../../test/small-office.ts'
import type { Actor } from '../permission/model.ts'
import { act } from './act.ts'
import { createExchange } from './create.ts'
import { noteLook } from './look.ts'
import { openExchange } from './open.ts'
import { exchangePage } from './page-exchange.ts'
import { viewOf } from './view.ts'
import type { ExchangeView } from './view-schema.ts'

const { zofia, carmen } = officials

let database: TestDatabase
let stage: ReturnType<typeof smallPorts>
let number: string
beforeAll(async () => {
  ;({ database, ...stage } = await openOffice())
  const made = await createExchange(stage.ports, callOf(library, zofia), {
    procedure: 'pq-information-request',
  })
  number = made.ok ? made.value.number : ''
  await step(zofia, 'send', {
    ...{ version: 1, recipient: 'small-es', language: 'pl', askedDay: '2026-12-15' },
    asked: ['registered', 'evidence-issued'],
    fields: { background: 'S', profession: 'physiotherapist', 'family-name': 'A', 'given-names': 'B' },
  })
  await step(carmen, 'accept', { version: 2 })
  await step(carmen, 'answer-part', {
    version: 3,
    language: 'es',
    answers: { registered: { answer: 'yes' } },
  })
  await look()
  await step(carmen, 'write-message', { version: 4, language: 'es', text: 'Falta el sello.' })
  const answers = { 'evidence-issued': { answer: 'yes' } }
  await step(carmen, 'answer-part', { version: 5, language: 'es', answers })
})
afterAll(() => database.drop())

async function step(as: Actor, action: string, body: object): Promise<void> {
  const sent = { kind: 'json' as const, value: body }
  const acted = await act(stage.ports, callOf(library, as), { number, action, sent })
  if (!acted.ok) throw new Error(JSON.stringify(acted.refusal))
}

async function seen(): Promise<ExchangeView> {
  const call = callOf(library, zofia, { wants: 'html' })
  const opened = await openExchange(stage.ports, call, number)
  if (!opened.ok) throw new Error(opened.refusal.code)
  return viewOf(stage.ports, call, opened.value)
}

async function look(): Promise<void> {
  const call = callOf(library, zofia, { wants: 'html' })
  const opened = await openExchange(stage.ports, call, number)
  if (opened.ok) await noteLook(stage.ports, call, opened.value, await seen())
}

const pageOf = (view: ExchangeView) =>
  exchangePage(stage.ports, callOf(library, zofia, { wants: 'html' }), view).main.markup

test('each thing tells its address, and the page has that place and a link to it once', async () => {
  const view = await seen()
  const { history, messages, questions, answers } = view
  const hrefs = [...history, ...messages, ...questions, ...answers].map(one => one.href)
  expect([history, messages, questions, answers].map(list => list.length)).toEqual([6, 1, 2, 2])
  expect(new Set(hrefs).size).toBe(hrefs.length)
  const page = pageOf(view)
  for (const href of hrefs) {
    const id = href.replace(`/exchanges/${number}#`, '')
    expect([href, page.split(` id="${id}"`).length - 1]).toEqual([href, 1])
    expect(page).toContain(`class="permalink" href="${href}"`)
  }
  const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
  expect(ids).toEqual([...new Set(ids)])
})

test('since one looked: the answer that came is marked, the earlier one is not; links lead there', async () => {
  const view = await seen()
  expect(view.answers.map(one => [one.question, one.version, one.isNew])).toEqual([
    ['registered', 4, false],
    ['evidence-issued', 6, true],
  ])
  const page = pageOf(view)
  const line = /<p class="changed-line">[\s\S]*?<\/p>/.exec(page)?.[0] ?? ''
  expect([...line.matchAll(/href="([^"]+)"/g)].map(([, href]) => href)).toEqual([
    '#message-5',
    '#answer-1-evidence-issued',
  ])
  const card = (question: string) => page.split(` id="q-1-${question}"`)[1]?.split('</section>')[0] ?? ''
  expect(card('evidence-issued')).toContain('changed-mark')
  expect(card('registered')).not.toContain('changed-mark')
})
