// Goal: the whole server starts, lets the cast in and nobody else, answers all, leaves nothing behind.
// Method: the real server with a tiny world on a free port; calls over HTTP; every door is visited.
import { connect as dial } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cast } from '../test/cast.ts'
import { openStage, type Stage } from '../test/stage.ts'
import { checkPort } from './base/port.ts'
import { smallBrowser } from './user/small-server.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const get = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> =>
  fetch(stage.url + path, { method, headers, redirect: 'manual' })
const json = { accept: 'application/json' }

async function signedIn(account: string, to = '/me') {
  const browser = smallBrowser(stage.url)
  const page = await browser.open(`/sign-in?to=${encodeURIComponent(to)}`)
  return { browser, landed: await browser.open(page.path, { form: { account } }) }
}

describe('for the operator', () => {
  test('it says that it lives and is ready, whoever asks in whatever way', async () => {
    const ready = await get('/health/ready')
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready' }])
    const live = await get('/health/live', { accept: 'text/html', authorization: 'Bearer nobody' })
    expect([live.status, await live.json()]).toEqual([200, { status: 'live' }])
  })
  test('it is not ready where a migration is missing', async () => {
    const { sql } = stage.database
    const [row] = await sql`delete from migration where number = 1 returning *`
    const ready = await get('/health/ready', { 'accept-language': 'de' })
    await sql`insert into migration ${sql(row ?? {})}`
    expect(ready.status).toBe(503)
    expect(await ready.json()).toMatchObject({ code: 'base.ready.unavailable', message: /^Das System/ })
  })
  test('it says as whom to sign in: the first of the cast', () => {
    expect(stage.guest).toMatchObject({ user: cast.anna.user, name: cast.anna.name })
    expect(stage.guest?.authorities[0]?.officialName).toMatch(/\w/)
  })
})

describe('for people', () => {
  test('the cast signs in; the frame names the acting authority', async () => {
    const { browser, landed } = await signedIn(cast.anna.user, '/worklist')
    expect(landed).toMatchObject({ status: 200, path: '/worklist' })
    expect(landed.text).toContain('<html lang="pl">')
    expect(landed.text).toContain(stage.guest?.authorities[0]?.officialName)
    expect((await browser.json('/me')).body).toMatchObject({
      user: cast.anna.user,
      authority: cast.anna.authority,
    })
    expect((await browser.open('/authorities')).status).toBe(200)
  })
  test('strangers are sent to sign in, and nowhere else', async () => {
    const answer = await get('/worklist?view=act', { accept: 'text/html' })
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe('/sign-in?to=%2Fworklist%3Fview%3Dact')
  })
  test.each(['/', '/help', '/languages', '/api', '/procedures', '/translation'])(
    '%s is open to everybody',
    async path => {
      const page = await get(path, { accept: 'text/html' })
      expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    },
  )
  test('pages come compressed and under a strict policy', async () => {
    const page = await get('/translation', { accept: 'text/html' })
    expect(page.headers.get('content-encoding')).toBe('gzip')
    expect(page.headers.get('vary')).toContain('Accept-Encoding')
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none';(?!.*unsafe)/)
    const sheet = /href="(\/assets\/open-imi-[^"]+)"/.exec(await page.text())?.[1] ?? ''
    const asset = await get(sheet)
    expect(asset.headers.get('cache-control')).toContain('immutable')
    expect(await asset.text()).toContain('@layer')
    expect((await get('/assets/nothing.css')).status).toBe(404)
  })
  test('an unknown address is a page that says so', async () => {
    const page = await get('/nowhere', { accept: 'text/html', 'accept-language': 'de' })
    expect(page.status).toBe(404)
    expect(await page.text()).toContain('<html lang="de">')
  })
})

describe('for programs', () => {
  test('each door refuses strangers, unless it says that it is open', async () => {
    expect(stage.doors.length).toBeGreaterThan(10)
    for (const { path, method, isOpen } of stage.doors) {
      const answer = await get(path.replace(/:\w+/g, 'x'), { ...json, authorization: 'Bearer x' }, method)
      expect([path, answer.status === 401]).toEqual([path, !isOpen])
    }
  })
  test('the interface document names each door once', async () => {
    const document = Object(await (await get('/openapi.json')).json())
    const named = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.keys(Object(item)).map(method => `${method.toUpperCase()} ${path}`),
    )
    const wanted = stage.doors.map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`)
    expect(named.toSorted()).toEqual(wanted.toSorted())
  })
  test('a known address refuses other methods and says which it takes', async () => {
    const answer = await get('/me', json, 'DELETE')
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
    const head = await get('/health/live', {}, 'HEAD')
    expect([head.status, await head.text()]).toEqual([200, ''])
  })
})

// Last, as it ends the server.
test('stopping lets an open call end, frees the port, and may be asked for twice', async () => {
  const { port, hostname } = new URL(stage.url)
  const socket = dial(Number(port), hostname)
  let answer = ''
  socket.on('data', chunk => {
    answer += chunk
  })
  socket.write('GET /health/live HTTP/1.1\r\nHost: x\r\n')
  await wait(100)
  const stopping = Promise.all([stage.stop(), stage.stop()])
  await wait(100)
  socket.write('Connection: close\r\n\r\n')
  await stopping
  expect(answer).toContain('{"status":"live"}')
  expect(await checkPort({ port: Number(port), host: 'localhost' })).toBe(Number(port))
})
