// Goal: whatever a door does, the caller gets an answer of the right kind, and a fault tells nothing but its number.
// Method: an application of four small doors; calls without a network.
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { createApp } from './app.ts'
import { type AnyDoor, door } from './door.ts'
import { withFront } from './front.ts'
import { html } from './html.ts'
import { done, refuse } from './result.ts'
import { library, readInterfaceTexts, readLanguages } from './text.ts'

const root = join(import.meta.dirname, '..', '..')
const view = z.object({ cup: z.string() })
const summary = 'base.styleguide.summary'
const doors: readonly AnyDoor<null>[] = [
  door({
    ...({ method: 'GET', path: '/cups/:id', summary, view, isOpen: true } as const),
    run: async (_, { params }) => done({ cup: params.id ?? '' }),
    page: ({ cup }) => ({ title: cup, main: html`<h1>${cup}</h1>` }),
  }),
  door({
    ...({ method: 'GET', path: '/machine', summary, view, isOpen: true } as const),
    run: async () => refuse('base.ready.unavailable'),
  }),
  door<null, unknown, unknown, { cup: string }>({
    ...({ method: 'GET', path: '/broken', summary, view, isOpen: true } as const),
    run: async () => {
      throw new Error('secret of the machine')
    },
    page: () => ({ title: '', main: html`` }),
  }),
]

/** The only one that is not open. */
const closed: AnyDoor<null> = door({
  ...({ method: 'POST', path: '/desk', summary, view } as const),
  run: async () => done({ cup: 'for officials' }),
})

const told: { error: unknown; id: string; path: string }[] = []
let isWrapBroken = false
beforeEach(() => {
  told.length = 0
  isWrapBroken = false
})
const inner = createApp<null>({
  ...{
    library: library(readLanguages(root), readInterfaceTexts(root)),
    doors: [...doors, closed],
    passages: [],
  },
  publicUrl: 'http://localhost',
  recognise: async () => ({
    ...{ who: null, csrf: '', lang: null, zone: 'Europe/Brussels', isProgram: false },
    isCsrf: () => false,
  }),
  wrap(_, { main }) {
    if (isWrapBroken) throw new Error('no frame')
    return main.markup
  },
  onFault: (error, id, path) => told.push({ error, id, path }),
})
const app = withFront(inner, 'http://localhost')
const call = (path: string, accept: string, method = 'GET') =>
  app.fetch(new Request(`http://localhost${path}`, { method, headers: { accept, host: 'localhost' } }))

test('one address, two media types', async () => {
  const page = await call('/cups/<tea>', 'text/html')
  expect([page.status, await page.text()]).toEqual([200, '<h1>&lt;tea&gt;</h1>'])
  const answer = await call('/cups/tea', 'application/json')
  expect(await answer.json()).toEqual({ cup: 'tea' })
})

test('where the public address is https, browsers are told to come by no other, whatever they asked for', async () => {
  const secure = withFront(inner, 'https://imi.example')
  const held = 'strict-transport-security'
  for (const path of ['/cups/tea', '/assets/form.css', '/nothing']) {
    const answer = await secure.fetch(new Request(`http://localhost${path}`))
    expect([path, answer.headers.get(held)]).toEqual([path, 'max-age=63072000'])
    expect((await call(path, 'text/html')).headers.get(held)).toBeNull()
  }
})

test('a door without pages refuses in JSON, whatever is wanted', async () => {
  const answer = await call('/machine', 'text/html')
  expect(answer.status).toBe(503)
  expect(await answer.json()).toMatchObject({ code: 'base.ready.unavailable' })
})

test('a fault is told with its number and path; the caller learns the number only', async () => {
  for (const accept of ['text/html', 'application/json']) {
    const answer = await call('/broken?q=Maria', accept)
    const text = await answer.text()
    const { id, path, error } = told.pop() ?? { id: '', path: '', error: '' }
    expect([answer.status, path, String(error)]).toEqual([500, '/broken', 'Error: secret of the machine'])
    expect(id).toMatch(/^[0-9a-f]{8}$/)
    expect(text).toContain(id)
    expect(text).not.toContain('secret')
  }
})

test('where even that fails, the caller is told so in two words', async () => {
  isWrapBroken = true
  const answer = await call('/broken', 'text/html')
  expect([answer.status, await answer.text()]).toEqual([500, 'Internal Server Error'])
  expect(told.map(({ error }) => String(error))).toEqual(['Error: secret of the machine', 'Error: no frame'])
})

test('other methods of a known address are refused with those that it takes', async () => {
  const answer = await call('/cups/tea', 'application/json', 'POST')
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  expect((await call('/nothing', 'application/json', 'POST')).status).toBe(404)
})

test('a door that does not say that it is open refuses strangers before anything else', async () => {
  const answer = await call('/desk', 'application/json', 'POST')
  expect(answer.status).toBe(401)
  expect(await answer.json()).toMatchObject({ code: 'permission.sign-in' })
})
