// Goal: sign-in, switch and sign-out work through the real provider, and nothing forged gets in.
// Method: relying party and provider in one process over HTTP, real PostgreSQL, a browser with cookies.
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { done, refuse } from '../base/result.ts'
import { library, readInterfaceTexts, readLanguages } from '../base/text.ts'
import { runToken } from './command.ts'
import { insertCast } from './small-cast.ts'
import { openSmallServer, type SmallServer, smallBrowser } from './small-server.ts'
import { userStore } from './store.ts'

const root = resolve(import.meta.dirname, '..', '..')

let database: TestDatabase
let server: SmallServer
let texts: ReturnType<typeof library>
beforeAll(async () => {
  database = await freshDatabase()
  await insertCast(database.sql)
  const messages = readInterfaceTexts(root)
  messages.set('el', messages.get('en') ?? {})
  texts = library(readLanguages(root), messages)
  server = await openSmallServer(database.sql, texts)
})
afterAll(async () => {
  await server.close()
  await database.drop()
})

/** Signs in by the buttons of the pages. */
async function signIn(account: string, to = '/me', browser = smallBrowser(server.url)) {
  const cast = await browser.open(`/sign-in?to=${encodeURIComponent(to)}`)
  const landed = await browser.open(cast.path, { form: { account } })
  return { browser, cast, landed }
}

const csrfIn = (page: string): string => /name="csrf" value="([^"]+)"/.exec(page)?.[1] ?? ''
const sessionOf = (browser: ReturnType<typeof smallBrowser>) => browser.jar.get('session;/')?.value

describe('signing in', () => {
  test('the cast is listed in its order, in the language of the reader; one click signs in', async () => {
    const { browser, cast, landed } = await signIn('vera')
    expect(cast.status).toBe(200)
    expect(cast.path).toMatch(/^\/sign-in\/as\//)
    expect(cast.text.indexOf('Άννα')).toBeLessThan(cast.text.indexOf('Vera'))
    expect(cast.text).toContain('Kammer der Lindenhofgasse')
    expect(cast.text).not.toContain('Hans Verborgen')
    expect(landed).toMatchObject({ status: 200, path: '/me' })
    expect((await browser.json('/me')).body).toMatchObject({
      user: 'vera',
      language: 'de',
      authority: 'cast-at',
      roles: { '*': ['supervisor'] },
      authorities: [{ authority: 'cast-at', country: 'AT' }, { authority: 'cast-be' }],
    })
    expect(server.problems).toEqual([])
  })
  test('the cast page speaks the language of the browser', async () => {
    const browser = smallBrowser(server.url)
    const started = await browser.open('/sign-in')
    const german = await browser.step(started.path, { headers: { 'accept-language': 'de' } })
    // The header replaces none of the cookies: the page is the same sign-in.
    expect([german.status, await german.text()]).toEqual([200, expect.stringContaining('Anmeldung')])
  })
  test('somebody else of the cast can sign in right after, and gets another session', async () => {
    const { browser } = await signIn('vera')
    const first = sessionOf(browser)
    const { landed } = await signIn('anna', '/me', browser)
    expect(landed).toMatchObject({ status: 200, path: '/me' })
    expect((await browser.json('/me')).body.user).toBe('anna')
    expect(sessionOf(browser)).not.toBe(first)
    const old = await fetch(`${server.url}/me`, {
      headers: { cookie: `session=${first}`, accept: 'application/json' },
    })
    expect(old.status).toBe(401)
  })
  test('two tabs at once do not disturb each other', async () => {
    const browser = smallBrowser(server.url)
    const one = await browser.open('/sign-in?to=/me')
    const two = await browser.open('/sign-in?to=/switch')
    expect(await browser.open(two.path, { form: { account: 'anna' } })).toMatchObject({ path: '/switch' })
    expect(await browser.open(one.path, { form: { account: 'vera' } })).toMatchObject({ path: '/me' })
    expect((await browser.json('/me')).body.user).toBe('vera')
  })
  test.each([['//foreign.example/x'], ['https://foreign.example/'], ['/\\foreign.example']])(
    'never goes on to %s',
    async to => {
      const { landed } = await signIn('vera', to)
      expect(landed.path).toBe('/')
    },
  )
  test('the session cookie is closed to scripts and other sites, and Secure over https', async () => {
    const browser = smallBrowser(server.url)
    const { path } = await browser.open('/sign-in')
    const resume = await browser.step(path, { form: { account: 'vera' } })
    const returned = await browser.step(resume.headers.get('location') ?? '')
    const last = await browser.step(returned.headers.get('location') ?? '')
    const cookie = last.headers.getSetCookie().find(one => one.startsWith('session='))
    expect(cookie).toMatch(/^session=[\w-]{43}; Path=\/; Max-Age=36000; HttpOnly; SameSite=Lax$/)
    expect(last.headers.get('content-security-policy')).toContain("default-src 'none'")

    const behind = await openSmallServer(database.sql, texts, { publicUrl: 'https://imi.example.invalid' })
    const start = await fetch(`${behind.url}/sign-in?here=1`, { redirect: 'manual' })
    await behind.close()
    expect(start.headers.get('location')).toMatch(/^https:\/\/imi\.example\.invalid\/oidc\/auth\?/)
    expect(start.headers.getSetCookie()[0]).toMatch(/; HttpOnly; SameSite=Lax; Secure$/)
    expect(start.headers.get('location')).toMatch(/code_challenge_method=S256/)
  })
  test('whoever comes by another name of the server is first sent to the public one, once', async () => {
    const other = server.url.replace('127.0.0.1', 'localhost')
    const behind = await openSmallServer(database.sql, texts, { publicUrl: other })
    const first = await fetch(`${behind.url}/sign-in?to=/me`, { redirect: 'manual' })
    await behind.close()
    expect(first.headers.get('location')).toBe(`${other}/sign-in?here=1&to=%2Fme`)
  })
})

describe('what is refused', () => {
  const returnWith = async (change: (url: URL) => void, browser = smallBrowser(server.url)) => {
    const { path } = await browser.open('/sign-in')
    const resume = await browser.step(path, { form: { account: 'vera' } })
    const returned = await browser.step(resume.headers.get('location') ?? '')
    const url = new URL(returned.headers.get('location') ?? '')
    expect(url.pathname).toBe('/sign-in/return')
    change(url)
    return { browser, url }
  }
  const refused = { status: 422, text: expect.stringContaining('was not completed or has expired') }

  test.each([
    ['a forged state', (url: URL) => url.searchParams.set('state', `${url.searchParams.get('state')}x`)],
    ['no state', (url: URL) => url.searchParams.delete('state')],
    ['a forged code', (url: URL) => url.searchParams.set('code', 'forged')],
    ['another issuer', (url: URL) => url.searchParams.set('iss', 'https://foreign.example')],
  ])('%s', async (_, change) => {
    const { browser, url } = await returnWith(change)
    expect(await browser.open(url.href)).toMatchObject(refused)
    expect(sessionOf(browser)).toBe(undefined)
  })
  test("the return of somebody else's sign-in", async () => {
    const { url } = await returnWith(() => {})
    const victim = smallBrowser(server.url)
    expect(await victim.open(url.href)).toMatchObject(refused)
    await victim.open('/sign-in')
    expect(await victim.open(url.href)).toMatchObject(refused)
  })
  test('a cookie that was changed, and one that is over', async () => {
    const forged = await returnWith(() => {})
    for (const [key, cookie] of forged.browser.jar)
      if (cookie.name.startsWith('sign-in-'))
        forged.browser.jar.set(key, { ...cookie, value: `A${cookie.value}` })
    expect(await forged.browser.open(forged.url.href)).toMatchObject(refused)

    const late = await returnWith(() => {})
    const { now } = server.clock
    server.clock.now = new Date(Date.parse(now) + 601_000).toISOString()
    expect(await late.browser.open(late.url.href)).toMatchObject(refused)
    server.clock.now = now
  })
  test('a return used twice', async () => {
    const { browser, url } = await returnWith(() => {})
    await browser.open(url.href)
    // By now the person is known, so the page speaks her language.
    expect(await browser.open(url.href)).toMatchObject({
      status: 422,
      text: expect.stringContaining('nicht abgeschlossen'),
    })
  })
  test('a choice outside the cast, without the cookie of the sign-in, or of an old one', async () => {
    const browser = smallBrowser(server.url)
    const { path } = await browser.open('/sign-in')
    for (const account of ['hidden', 'unknown', ''])
      expect(await browser.open(path, { form: { account } })).toMatchObject(refused)
    const stranger = smallBrowser(server.url)
    expect(await stranger.open(path, { form: { account: 'vera' } })).toMatchObject(refused)
    expect(await stranger.open('/sign-in/as/old')).toMatchObject(refused)
    expect(await browser.open(path, { form: { account: 'vera' } })).toMatchObject({ path: '/' })
  })
  test("the provider's own errors lead to our page, not to another site", async () => {
    const asked = '/oidc/auth?client_id=open-imi&response_type=code&scope=openid'
    const stranger = `${asked}&redirect_uri=https%3A%2F%2Fforeign.example%2F`
    expect(await smallBrowser(server.url).open(stranger)).toMatchObject(refused)
    const plain = `${asked}&redirect_uri=${encodeURIComponent(`${server.url}/sign-in/return`)}`
    expect(await smallBrowser(server.url).open(plain)).toMatchObject(refused)
    expect(await smallBrowser(server.url).open('/oidc/auth/old')).toMatchObject(refused)
  })
  test('a person who acts for no authority', async () => {
    await database.sql`update account set cast_order = 9 where id = 'nowhere'`
    const { browser, landed } = await signIn('nowhere')
    await database.sql`update account set cast_order = null where id = 'nowhere'`
    expect(landed).toMatchObject({ status: 404, text: expect.stringContaining('no account for you here') })
    expect(sessionOf(browser)).toBe(undefined)
  })
  test('a person whom an outside provider knows and we do not', async () => {
    const relyingParty = {
      start: async () => refuse('user.provider.unavailable'),
      finish: async () => done({ subject: 'unknown', to: '/me', cookie: 'sign-in-x=; Max-Age=0' }),
    }
    const outside = await openSmallServer(database.sql, texts, { relyingParty })
    const browser = smallBrowser(outside.url)
    const landed = await browser.open('/sign-in/return?code=x&state=x')
    const program = await browser.json('/sign-in/return?code=x&state=x')
    await outside.close()
    expect(landed).toMatchObject({ status: 404, text: expect.stringContaining('no account for you here') })
    expect([program.status, program.body.code]).toEqual([404, 'user.account.unknown'])
    expect(sessionOf(browser)).toBe(undefined)
  })
  test('a provider that does not answer', async () => {
    const lonely = await openSmallServer(database.sql, texts, { issuer: 'http://127.0.0.1:9/oidc' })
    const answer = await smallBrowser(lonely.url).open('/sign-in')
    await lonely.close()
    expect(answer).toMatchObject({ status: 503, text: expect.stringContaining('does not answer') })
    expect(lonely.problems.length).toBe(1)
  })
})

describe('a session', () => {
  test('ends after ten hours', async () => {
    const { browser } = await signIn('vera')
    const { now } = server.clock
    server.clock.now = new Date(Date.parse(now) + 36_000_000).toISOString()
    const late = await browser.json('/me')
    server.clock.now = now
    expect([late.status, late.body.code]).toEqual([401, 'permission.sign-in'])
    expect((await browser.json('/me')).status).toBe(200)
  })
  test('switches to another authority by a form of ours only', async () => {
    const { browser } = await signIn('vera', '/switch')
    const csrf = csrfIn((await browser.open('/switch')).text)
    const other = csrfIn((await (await signIn('vera', '/switch')).browser.open('/switch')).text)
    for (const token of ['', 'forged', other])
      expect((await browser.open('/switch', { form: { authority: 'cast-be', csrf: token } })).status).toBe(
        403,
      )
    expect((await browser.json('/me')).body.authority).toBe('cast-at')
    expect((await browser.open('/switch?to=/me')).text).toContain('name="to" value="/me"')
    const not = await browser.open('/switch', { form: { authority: 'cast-el', csrf } })
    expect([not.status, not.text]).toEqual([404, expect.stringContaining('Sie handeln nicht')])
    expect(await browser.open('/switch', { form: { authority: 'cast-be', csrf, to: '/me' } })).toMatchObject({
      status: 200,
      path: '/me',
    })
    const { body } = await browser.json('/me')
    expect([body.authority, body.roles]).toEqual(['cast-be', { '*': ['request-handler'] }])
  })
  test('signs out by a form of ours only; the next sign-in asks again', async () => {
    const { browser } = await signIn('vera')
    const csrf = csrfIn((await browser.open('/me')).text)
    const session = sessionOf(browser)
    expect((await browser.open('/sign-out', { form: { csrf: 'forged' } })).status).toBe(403)
    expect((await browser.json('/me')).status).toBe(200)
    expect((await browser.open('/sign-out', { form: { csrf } })).path).toBe('/')
    expect(sessionOf(browser)).toBe(undefined)
    const kept = { headers: { cookie: `session=${session}`, accept: 'application/json' } }
    expect((await fetch(`${server.url}/me`, kept)).status).toBe(401)
    expect((await browser.open('/sign-in')).path).toMatch(/^\/sign-in\/as\//)
    expect((await browser.open('/sign-out', { form: {} })).path).toBe('/')
  })
})

describe('a program', () => {
  const asProgram = (token: string, more: RequestInit = {}) =>
    fetch(`${server.url}/me`, {
      ...more,
      headers: { authorization: `Bearer ${token}`, accept: 'application/json', 'accept-language': 'de' },
    })
  const ports = () => ({ store: userStore(database.sql), clock: () => server.clock.now })

  test('acts by the token that the command made, for 30 days', async () => {
    const { json, exit } = await runToken(ports(), { user: 'vera', authority: 'cast-be' })
    const { token, expires } = json as { token: string; expires: string }
    expect(exit).toBe(0)
    expect(Date.parse(expires) - Date.parse(server.clock.now)).toBe(30 * 86_400_000)
    expect(await (await asProgram(token)).json()).toMatchObject({ user: 'vera', authority: 'cast-be' })
    const { now } = server.clock
    server.clock.now = expires
    expect((await asProgram(token)).status).toBe(401)
    server.clock.now = now
    const [kept] = await database.sql<{ hash: string }[]>`select token_hash as hash from access_token`
    expect(kept?.hash).not.toContain(token)
  })
  test.each([['wrong'], ['']])('is nobody with the token %j, whatever cookie it sends', async token => {
    const { browser } = await signIn('vera')
    const answer = await fetch(`${server.url}/me`, {
      headers: {
        authorization: `Bearer ${token}`,
        cookie: `session=${sessionOf(browser)}`,
        accept: 'application/json',
      },
    })
    expect(answer.status).toBe(401)
    expect(await answer.json()).toMatchObject({ code: 'permission.sign-in' })
  })
})
