// Goal: whoever holds the address of an invitation accepts it once, as the person who signed in; nobody learns more.
// Method: stories of a browser over a whole server with the embedded provider, on a real database.
import { resolve } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../../test/database.ts'
import { keepingStore } from '../../authority/keeping/store.ts'
import { loadLibrary } from '../../library.ts'
import { insertCast } from '../small-cast.ts'
import { openSmallServer, type SmallServer, smallBrowser } from '../small-server.ts'
import { inviteUser } from './invite.ts'
import { asAdministrator } from './model.ts'
import { peopleStore } from './store.ts'

const library = loadLibrary(resolve(import.meta.dirname, '../../..'))
let database: TestDatabase
let server: SmallServer
let count = 0

beforeAll(async () => {
  database = await freshDatabase()
  await insertCast(database.sql)
  server = await openSmallServer(database.sql, library)
})
beforeEach(() => {
  server.clock.now = new Date().toISOString()
})
afterAll(async () => {
  await server.close()
  await database.drop()
})

/** The address in the mail, and who was invited. */
async function invited() {
  count += 1
  let path = ''
  const name = `Lena Ahorn ${count}`
  const ports = {
    ...{ store: peopleStore(database.sql), directory: keepingStore(database.sql), library },
    post: async (_: unknown, mails: readonly { readonly text: string }[]) => {
      path = /\/invitations\/[\w-]+/.exec(mails[0]?.text ?? '')?.[0] ?? ''
    },
    ...{ publicUrl: server.url, clock: () => server.clock.now },
  }
  const wish = { authority: 'cast-at', name, mail: `lena-${count}@example.invalid`, lang: 'de' }
  const by = { office: 'cast-be', user: 'vera' }
  const made = await inviteUser(ports, { ...wish, roles: asAdministrator }, by)
  if (!made.ok) throw new Error(made.refusal.code)
  return { path, name, user: made.value.user }
}

const fieldIn = (text: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]+)"`).exec(text)?.[1] ?? ''

/** Follows the link of the page, chooses a person, and comes back to the page. */
async function signedIn(path: string, account: string) {
  const browser = smallBrowser(server.url)
  const cast = await browser.open(`/sign-in?to=${encodeURIComponent(path)}`)
  return { browser, cast, back: await browser.open(cast.path, { form: { account } }) }
}

test('the invited person sees who invites, signs in as itself, accepts, and is at work', async () => {
  const { path, name, user } = await invited()
  const first = await smallBrowser(server.url).open(path)
  expect(first.status).toBe(200)
  for (const word of [name, 'Vera Lindenthal', 'Kammer der Lindenhofgasse', 'Kamer van de Lindelaan'])
    expect(first.text).toContain(word)
  const { browser, cast, back } = await signedIn(path, user)
  // The one that is expected stands first.
  expect(cast.text.indexOf(name)).toBeLessThan(cast.text.indexOf('Vera Lindenthal'))
  expect(back.path).toBe(path)
  expect(back.text).toContain('<form method="post"')
  const done = await browser.step(path, { form: { csrf: fieldIn(back.text, 'csrf') } })
  expect(done.headers.get('location')).toBe('/worklist')
  expect((await browser.json('/me')).body).toMatchObject({
    ...{ user, authority: 'cast-at', roles: asAdministrator },
  })

  const again = await smallBrowser(server.url).open(path)
  expect([again.status, again.text.includes(name)]).toEqual([410, false])
  // Later it signs in as everybody does.
  const later = await signedIn('/me', user)
  expect(later.back.text).toContain(name)
})

test('before it accepts it is offered for sign-in to nobody but who holds the address', async () => {
  const { name, user } = await invited()
  const { cast, back } = await signedIn('/me', user)
  expect(cast.text).not.toContain(name)
  expect(back.text).not.toContain(name)
})

test('somebody of another account cannot take an invitation, and may sign in as another person', async () => {
  const { path } = await invited()
  const { browser, back } = await signedIn(path, 'anna')
  const refused = await browser.open(path, { form: { csrf: fieldIn(back.text, 'csrf') } })
  expect(refused.status).toBe(422)
  expect(refused.text).toContain(`/sign-in?to=${encodeURIComponent(path)}`)
  const held = await database.sql`
    select from account_role where account = 'anna' and authority = 'cast-at'`
  expect(held).toHaveLength(0)
})

test('a form of somebody else, or of another invitation, accepts nothing', async () => {
  const [mine, other] = [await invited(), await invited()]
  const { browser, back } = await signedIn(mine.path, mine.user)
  const csrf = fieldIn(back.text, 'csrf')
  for (const [path, form] of [
    [mine.path, { csrf: 'made.up' }],
    [other.path, { csrf }],
  ] as const)
    expect((await browser.step(path, { form })).headers.get('location')).toBe(path)
  expect(await smallBrowser(server.url).open(mine.path)).toMatchObject({ status: 200 })
  expect(await smallBrowser(server.url).open(other.path)).toMatchObject({ status: 200 })
})

test('two browsers that accept at once: one does', async () => {
  const { path, user } = await invited()
  const both = [await signedIn(path, user), await signedIn(path, user)]
  const done = await Promise.all(
    both.map(({ browser, back }) => browser.step(path, { form: { csrf: fieldIn(back.text, 'csrf') } })),
  )
  expect(done.map(({ status }) => status).toSorted()).toEqual([303, 410])
})

test.each([
  ['expired', 410],
  ['withdrawn', 410],
  ['never made', 404],
] as const)('one that is %s says so in the language of the reader, and of nobody', async (what, status) => {
  const { path, name, user } = await invited()
  if (what === 'expired') server.clock.now = new Date(Date.now() + 15 * 86_400_000).toISOString()
  if (what === 'withdrawn')
    await database.sql`update invitation set state = 'withdrawn' where account = ${user}`
  const address = what === 'never made' ? `${path}x` : path
  const answer = await smallBrowser(server.url).open(address, { headers: { 'accept-language': 'el' } })
  const code = status === 404 ? 'unknown' : 'gone'
  expect(answer.status).toBe(status)
  expect(answer.text).toContain(library.in('el')(`user-people.invitation.${code}`))
  expect(answer.text).not.toContain(name)
  expect(answer.text).not.toContain('Lindenhofgasse')
})
