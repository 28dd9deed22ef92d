// Goal: what a person typed survives every refusal: faulty fields, a colleague who was faster, a foreign form.
// Method: the whole application over the doors, forms sent as a browser sends them, no script.
import type { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestDatabase } from '../../test/database.ts'
import { callOf, library, officials, openOffice, type smallPorts } from '../../test/small-office.ts'
import { createApp } from '../base/app.ts'
import type { Actor } from '../permission/model.ts'
import { createExchange } from './create.ts'
import { exchangeDoors } from './routes.ts'

const { zofia, jan, carmen, brais } = officials
const home = 'http://here.invalid'

let database: TestDatabase
let stage: ReturnType<typeof smallPorts>
let app: Hono
let who: Actor
beforeAll(async () => {
  ;({ database, ...stage } = await openOffice())
  app = createApp<Actor>({
    ...{ library, doors: exchangeDoors(stage.ports), passages: [], publicUrl: home },
    recognise: async () => ({
      ...{ who, csrf: 'right', lang: 'de', zone: 'Europe/Warsaw', isProgram: false },
      isCsrf: token => token === 'right',
    }),
    wrap: (_, page) => `<title>${page.title}</title>${page.main}`,
    onFault: error => {
      throw error
    },
  })
})
afterAll(() => database.drop())

const post = async (path: string, form: Readonly<Record<string, string>>, csrf = 'right') => {
  const body = new URLSearchParams({ csrf, ...form })
  const answer = await app.fetch(new Request(home + path, { method: 'POST', body }))
  return { status: answer.status, text: await answer.text(), to: answer.headers.get('location') }
}

const get = async (path: string): Promise<string> => {
  const answer = await app.fetch(new Request(home + path, { headers: { accept: 'text/html' } }))
  return answer.text()
}

async function begin(): Promise<string> {
  who = zofia
  const made = await createExchange(stage.ports, callOf(library, zofia), {
    procedure: 'pq-information-request',
  })
  return made.ok ? made.value.number : ''
}

const typed = { version: '1', revision: '1', recipient: 'small-es', 'fields.background': 'Text & mehr <b>' }

const whole = {
  ...{ ...typed, language: 'pl', 'fields.profession': 'physiotherapist', askedDay: '2026-12-15' },
  ...{ 'fields.family-name': 'A', 'fields.given-names': 'B', asked: 'registered' },
}

describe('a refused form comes back with what was typed', () => {
  test('faulty fields: a summary with links, the words still there', async () => {
    const number = await begin()
    const { status, text } = await post(`/exchanges/${number}/actions/send`, typed)
    expect(status).toBe(422)
    expect(text).toContain('Text &amp; mehr &lt;b&gt;')
    expect(text).toContain('ds-error-summary')
    for (const field of ['fields.profession', 'fields.family-name', 'askedDay', 'asked'])
      expect(text).toContain(`href="#f-${field}"`)
  })

  test('somebody was faster: who and when, the words still there', async () => {
    const number = await begin()
    await post(`/exchanges/${number}/actions/save-draft`, {
      version: '1',
      revision: '1',
      'fields.background': 'A',
    })
    who = jan
    const { status, text } = await post(`/exchanges/${number}/actions/save-draft`, typed)
    expect(status).toBe(409)
    expect(text).toContain('Zofia Lipowska')
    expect(text).toContain('Text &amp; mehr &lt;b&gt;')
  })

  test('a form without proof, as after a long pause: the words still there', async () => {
    const number = await begin()
    const { status, text } = await post(`/exchanges/${number}/actions/send`, typed, 'old')
    expect(status).toBe(403)
    expect(text).toContain('Text &amp; mehr &lt;b&gt;')
  })
})

test('sending does not delete what a colleague saved meanwhile: both texts are shown first', async () => {
  const number = await begin()
  who = jan
  await post(`/exchanges/${number}/actions/save-draft`, {
    version: '1',
    revision: '1',
    'fields.background': 'Von Jan',
  })
  who = zofia
  const { status, text } = await post(`/exchanges/${number}/actions/send`, whole)
  expect(status).toBe(409)
  expect(text).toContain('Jan Lipowski')
  expect(text).toContain('Von Jan')
  expect(text).toContain('Text &amp; mehr &lt;b&gt;')
  const again = await post(`/exchanges/${number}/actions/send`, { ...whole, revision: '2' })
  expect(again.status).toBe(303)
})

test('the recipient that was typed comes back too', async () => {
  const { text } = await post(`/exchanges/${await begin()}/actions/send`, typed)
  expect(text).toContain('name="recipient" value="small-es"')
})

test('the day that is proposed after a forwarding is told, not only the one that was agreed before', async () => {
  const number = await begin()
  await post(`/exchanges/${number}/actions/send`, whole)
  who = carmen
  await post(`/exchanges/${number}/actions/accept`, { version: '2' })
  const form = { version: '3', recipient: 'small-es-2', reason: 'No es nuestro.' }
  await post(`/exchanges/${number}/actions/forward`, form)
  who = brais
  await post(`/exchanges/${number}/actions/propose-date`, { version: '4', day: '2027-01-20' })
  who = zofia
  const page = await (await app.fetch(new Request(`${home}/exchanges/${number}`))).text()
  expect(/class="detail">([^<]*)/.exec(page)?.[1]).toContain('20. Januar 2027')
})

test('who forwarded a request is not told that it is late', async () => {
  const number = await begin()
  await post(`/exchanges/${number}/actions/send`, { ...whole, askedDay: '2026-11-24' })
  who = carmen
  const form = { version: '2', recipient: 'small-es-2', reason: 'No es nuestro.' }
  await post(`/exchanges/${number}/actions/forward`, form)
  const page = await (await app.fetch(new Request(`${home}/exchanges/${number}`))).text()
  expect(page).toContain('class="action-bar" data-tone="done"')
})

test('Enter in a field saves: the first button sends nothing across the border', async () => {
  const page = await (await app.fetch(new Request(`${home}/exchanges/${await begin()}`))).text()
  expect(/<button[^>]*formaction="([^"]*)"/.exec(page)?.[1]).toMatch(/save-draft$/)
})

test('the step is over meanwhile: the page says who ended it, and shows what was typed', async () => {
  const number = await begin()
  await post(`/exchanges/${number}/actions/withdraw`, { version: '1' })
  who = jan
  const { status, text } = await post(`/exchanges/${number}/actions/send`, typed)
  expect(status).toBe(409)
  expect(text).toContain('Zofia Lipowska')
  expect(text).toContain('Text &amp; mehr &lt;b&gt;')
})

test('saved without script: back to the page, and the draft is there', async () => {
  const number = await begin()
  const saved = await post(`/exchanges/${number}/actions/save-draft?go=preview`, typed)
  expect([saved.status, saved.to]).toEqual([303, `/exchanges/${number}/preview`])
  const page = await (await app.fetch(new Request(`${home}/exchanges/${number}`))).text()
  expect(page).toContain('Text &amp; mehr &lt;b&gt;')
})

test('a click twice makes one exchange', async () => {
  who = zofia
  const form = { procedure: 'pq-information-request', idempotencyKey: 'click' }
  const [first, second] = [await post('/exchanges', form), await post('/exchanges', form)]
  expect([first.status, second.status, second.to]).toEqual([303, 303, first.to])
})

describe('an authority is chosen without script', () => {
  const chosen = '<b>Consejo de la calle del Roble (ES)</b>'

  test('for a draft: there and back by the search page', async () => {
    const number = await begin()
    expect(await get(`/exchanges/${number}`)).toContain(`for=/exchanges/${number}"`)
    expect(await get(`/exchanges/${number}?recipient=small-es-2`)).toContain(chosen)
  })

  test('for forwarding; and it is still there where the reason was forgotten', async () => {
    const number = await begin()
    const complete = {
      ...{ ...typed, language: 'pl', askedDay: '2026-12-15', asked: 'registered' },
      ...{ 'fields.profession': 'physiotherapist', 'fields.family-name': 'Arrieta' },
      'fields.given-names': 'Marisol',
    }
    expect((await post(`/exchanges/${number}/actions/send`, complete)).status).toBe(303)
    who = carmen
    const path = `/exchanges/${number}/actions/forward`
    expect(await get(path)).toContain(`for=${path}"`)
    expect(await get(`${path}?recipient=small-es-2`)).toContain(chosen)
    const refused = await post(path, { version: '2', recipient: 'small-es-2', language: 'es' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain(chosen)
    expect(refused.text).toContain('href="#f-reason"')
  })
})
