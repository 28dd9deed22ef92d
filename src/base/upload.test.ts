// Goal: a form with a file comes in by pieces, within its limits, and whatever breaks off is told, never thrown.
// Method: the application over a real port; forms by fetch, and bytes by hand where a browser would not send them.
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { createApp } from './app.ts'
import { type AnyDoor, door } from './door.ts'
import { html } from './html.ts'
import { done, refuse } from './result.ts'
import { library, readInterfaceTexts, readLanguages } from './text.ts'

const root = join(import.meta.dirname, '..', '..')
const bytesMax = 5_000_000
const ends: (string | undefined)[] = []
let isCaring = true
let isReading = false

const view = z.object({ title: z.string(), bytes: z.int(), end: z.string(), name: z.string() })
const upload: AnyDoor<string> = door({
  ...({ method: 'POST', path: '/cups/file', summary: 'base.styleguide.summary', view } as const),
  body: z.strictObject({ title: z.string().min(1) }),
  upload: { bytesMax },
  async run(_, { body, file }) {
    if (!isCaring) return refuse('base.fields.invalid', { count: 1 })
    let bytes = 0
    for await (const piece of file?.bytes ?? []) {
      isReading = true
      bytes += piece.length
    }
    ends.push(file?.end())
    return done({ title: body.title, bytes, end: file?.end() ?? 'none', name: file?.name ?? '' })
  },
  page: ({ title }) => ({ title, main: html`` }),
})
const download: AnyDoor<string> = door({
  ...({ method: 'GET', path: '/cups/:name', summary: 'base.styleguide.summary', isOpen: true } as const),
  view: z.object({ name: z.string() }),
  run: async (_, { params }) => done({ name: params.name ?? '' }),
  file: {
    type: 'application/octet-stream',
    of: ({ name }) => done({ name, type: 'image/png', sizeBytes: 3, body: new Blob(['abc']).stream() }),
    isAll: true,
  },
})

let server: Server
let port: number
let who: string | null = 'zofia'
beforeAll(async () => {
  const app = createApp<string>({
    library: library(readLanguages(root), readInterfaceTexts(root)),
    ...{ doors: [upload, download], passages: [], publicUrl: 'http://localhost', onFault: () => {} },
    recognise: async () => ({
      ...{ who, csrf: 'proof', lang: null, zone: 'Europe/Brussels', isProgram: false },
      isCsrf: token => token === 'proof',
    }),
    wrap: (_, { main }) => main.markup,
  })
  server = createServer(getRequestListener(app.fetch))
  // Calls and answers share one thread here: under load an idle line would be closed just as it is used again.
  server.keepAliveTimeout = 60_000
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})
afterAll(() => void server.close())
beforeEach(() => {
  who = 'zofia'
  isCaring = true
  isReading = false
  ends.length = 0
})

const formOf = (bytes: number, fields: Record<string, string> = { csrf: 'proof', title: 'Lipowa' }) => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append('file', new Blob([Buffer.alloc(bytes, 65)]), 'Ζωή.pdf')
  return form
}
async function send(body: FormData | string, headers: Record<string, string> = {}) {
  const answer = await fetch(`http://127.0.0.1:${port}/cups/file`, {
    ...{ method: 'POST', body, redirect: 'manual' },
    headers: { Accept: 'application/json', ...headers },
  })
  return { status: answer.status, body: (await answer.json().catch(() => null)) as Record<string, unknown> }
}

test('fields and file come in; larger than other bodies may be', async () => {
  expect(await send(formOf(4_000_000))).toEqual({
    status: 200,
    body: { title: 'Lipowa', bytes: 4_000_000, end: 'whole', name: 'Ζωή.pdf' },
  })
  expect((await send(formOf(bytesMax))).body).toMatchObject({ bytes: bytesMax, end: 'whole' })
})

test('a file beyond the limit is cut, and the answer arrives', async () => {
  expect((await send(formOf(40_000_000))).body).toMatchObject({ bytes: bytesMax, end: 'too-long' })
})

test('nothing is read of the file before the proof and the fields are sound', async () => {
  expect(await send(formOf(9_000_000, { title: 'Lipowa' }))).toMatchObject({
    ...{ status: 403, body: { code: 'permission.csrf' } },
  })
  expect(await send(formOf(9_000_000, { csrf: 'proof' }))).toMatchObject({
    body: { code: 'base.fields.invalid', problems: [{ path: 'title' }] },
  })
  isCaring = false
  expect(await send(formOf(9_000_000))).toMatchObject({ status: 422 })
  expect(ends).toEqual([])
  who = null
  expect((await send(formOf(1000))).status).toBe(401)
})

test('no form, and a form without file', async () => {
  expect((await send('{}', { 'Content-Type': 'application/json' })).body).toMatchObject({
    code: 'permission.csrf',
  })
  const form = new FormData()
  form.append('csrf', 'proof')
  form.append('title', 'Lipowa')
  expect((await send(form)).body).toMatchObject({ end: 'none', bytes: 0 })
  expect((await send('x', { 'Content-Type': 'multipart/form-data' })).body).toMatchObject({
    code: 'permission.csrf',
  })
})

const head =
  '--b\r\nContent-Disposition: form-data; name="csrf"\r\n\r\nproof\r\n' +
  '--b\r\nContent-Disposition: form-data; name="title"\r\n\r\nx\r\n' +
  '--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc'

test('a body that ends within the file is told as broken', async () => {
  const answer = await send(head, { 'Content-Type': 'multipart/form-data; boundary=b' })
  expect(answer.body).toMatchObject({ end: 'broken' })
})

test('a sender that goes away is told as broken', async () => {
  const socket = connect(port, '127.0.0.1')
  const type = 'Content-Type: multipart/form-data; boundary=b'
  const lines = ['POST /cups/file HTTP/1.1', 'Host: x', type, 'Content-Length: 90000', '']
  socket.write(`${lines.join('\r\n')}\r\n${head}${'c'.repeat(9000)}`)
  await expect.poll(() => isReading).toBe(true)
  socket.destroy()
  await expect.poll(() => ends).toEqual(['broken'])
})

test('a file that goes out is kept, never shown, under its whole name, as JSON or not', async () => {
  const answer = await fetch(`http://127.0.0.1:${port}/cups/${encodeURIComponent("Ζωή'.png")}`, {
    headers: { Accept: 'application/json' },
  })
  expect(await answer.text()).toBe('abc')
  const of = (name: string) => answer.headers.get(name)
  expect(of('content-disposition')).toBe(
    `attachment; filename="____.png"; filename*=UTF-8''%CE%96%CF%89%CE%AE%27.png`,
  )
  expect(of('content-type')).toBe('image/png')
  expect(of('content-length')).toBe('3')
  expect(of('x-content-type-options')).toBe('nosniff')
  expect(of('content-security-policy')).toContain('sandbox')
  expect(of('cache-control')).toBe('no-store')
})
