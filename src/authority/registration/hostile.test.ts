// Goal: what strangers send gets in nowhere it should not, is told apart, and what an honest person typed survives.
// Method: forged, old and foreign proofs and links, hostile words and sizes, through the doors over a real database.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../../test/database.ts'
import {
  desk,
  linkIn,
  openRegistrationDesk,
  type RegistrationDesk,
  wholeForm,
} from '../../../test/registration-desk.ts'

let database: TestDatabase
let at: RegistrationDesk
const start = '2026-11-24T09:00:00.000Z'
beforeAll(async () => {
  database = await freshDatabase()
  at = await openRegistrationDesk(database.sql)
})
afterAll(() => database.drop())

async function invited(): Promise<{ id: string; link: string }> {
  at.clock.now = start
  const { view } = await at.json<{ authority: string }>(desk.spain, '/administration/invite', {
    ...{ name: 'Consejo del Fresno', email: 'fresno@example.invalid', language: 'es' },
    areas: ['professional-qualifications'],
  })
  return { id: view.authority, link: linkIn(await at.letter()) }
}

const status = async (id: string) => {
  const [row] = await database.sql<{ status: string }[]>`select status from authority where id = ${id}`
  return row?.status
}
const first = { version: '1', intent: 'send' }

describe('the proof of a form', () => {
  const post = (link: string, csrf: string, headers: Record<string, string> = {}) =>
    at.fetched(link, {
      method: 'POST',
      body: new URLSearchParams({ ...first, ...wholeForm, csrf }),
      headers: { accept: 'text/html', ...headers },
    })

  test('none, another form’s, one of yesterday: refused, and what was typed comes back with a new one', async () => {
    const { id, link } = await invited()
    const other = at.proofOf((await at.pageOf('/registration')).text)
    const own = at.proofOf((await at.pageOf(link)).text)
    for (const proof of ['', 'a.b', other, `${own}x`]) {
      const answer = await post(link, proof)
      const text = await answer.text()
      expect([proof, answer.status, text.includes('value="Fresno 1"')]).toEqual([proof, 403, true])
      expect(at.proofOf(text)).not.toBe(proof)
    }
    at.clock.now = '2026-11-24T18:00:00.000Z'
    expect((await post(link, own)).status).toBe(403)
    expect(await status(id)).toBe('invited')
  })

  test('it holds for four hours at least', async () => {
    const { id, link } = await invited()
    const own = at.proofOf((await at.pageOf(link)).text)
    at.clock.now = '2026-11-24T13:00:00.000Z'
    expect((await post(link, own)).status).toBe(303)
    expect(await status(id)).toBe('registered')
  })

  test('from another site nothing is taken, and nothing of it shown', async () => {
    const { id, link } = await invited()
    const own = at.proofOf((await at.pageOf(link)).text)
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
      const answer = await post(link, own, headers)
      expect([answer.status, (await answer.text()).includes('Fresno')]).toEqual([403, false])
    }
    expect(await status(id)).toBe('invited')
  })

  test('a program sends it as a header', async () => {
    const { id, link } = await invited()
    const view = (await (await at.fetched(link, { headers: { accept: 'application/json' } })).json()) as {
      csrf: string
      version: number
      actions: { action: string; schema: { required: string[] } }[]
    }
    expect(view.actions.map(({ action }) => action)).toEqual(['save', 'send'])
    const person = { name: 'Fermín', email: 'fermin@example.invalid', language: 'es' }
    const body = {
      ...{
        intent: 'send',
        version: view.version,
        officialNames: { es: 'Consejo' },
        description: { es: 'X' },
      },
      ...{ type: 'professional-regulator', level: 'local', street: 'F 1', postcode: '1', town: 'Vigo' },
      ...{ email: 'f@example.invalid', languages: ['es'], person },
      coordinators: { 'professional-qualifications': 'small-es-c' },
    }
    expect(view.actions[1]?.schema.required).toEqual(expect.arrayContaining(Object.keys(body)))
    const send = (more: Record<string, string>) =>
      at.fetched(link, {
        ...{ method: 'POST', body: JSON.stringify(body) },
        headers: { accept: 'application/json', 'content-type': 'application/json', ...more },
      })
    expect((await send({})).status).toBe(403)
    expect((await send({ 'x-csrf-token': view.csrf })).status).toBe(200)
    expect(await status(id)).toBe('registered')
  })
})

describe('the link', () => {
  test('a wrong one leads nowhere, in the language of the reader', async () => {
    const answer = await at.pageOf('/registration/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA?lang=bg')
    expect(answer.status).toBe(404)
    expect(answer.text).toContain(at.library.in('bg')('authority-register.link.unknown'))
    expect((await at.pageOf('/registration/%00')).status).toBe(422)
  })

  test('after thirty days it says so and takes nothing; the coordinator sends a new one', async () => {
    const { id, link } = await invited()
    at.clock.now = '2026-12-24T09:00:00.000Z'
    const page = await at.pageOf(link)
    expect([page.status, page.text.includes('name="intent"')]).toEqual([200, false])
    expect((await at.form(link, { ...first, ...wholeForm })).status).toBe(422)
    expect(await status(id)).toBe('invited')
    const { view } = await at.json<{ version: number }>(desk.spain, `/authorities/${id}`)
    await at.json(desk.spain, `/authorities/${id}/actions/resend`, { version: view.version })
    expect((await at.form(linkIn(await at.letter()), { ...first, ...wholeForm })).status).toBe(303)
  })

  test('sent once more, it changes nothing', async () => {
    const { id, link } = await invited()
    expect((await at.form(link, { ...first, ...wholeForm })).status).toBe(303)
    const again = await at.form(link, { ...first, ...wholeForm, town: 'Elsewhere' })
    expect([again.status, again.text.includes('name="intent"')]).toEqual([422, false])
    const [row] = await database.sql<{ town: string }[]>`select town from authority where id = ${id}`
    expect(row?.town).toBe('Vigo')
  })

  test('of two who save at once one wins, the other keeps its words and learns when', async () => {
    const { link } = await invited()
    const [one, other] = await Promise.all(
      ['Uno', 'Dos'].map(street => at.form(link, { version: '1', intent: 'save', street })),
    )
    expect([one?.status, other?.status].toSorted()).toEqual([303, 409])
    const late = one?.status === 409 ? one : other
    expect(late?.text).toContain(`value="${late === one ? 'Uno' : 'Dos'}"`)
    expect(late?.text).toContain('name="version" value="2"')
  })
})

describe('what is typed', () => {
  test('markup is words', async () => {
    const { id, link } = await invited()
    const evil = '<script>alert(1)</script>"\'><img src=x onerror=alert(1)>'
    const back = await at.form(link, { ...first, ...wholeForm, 'officialNames.es': evil, level: '' })
    expect(back.status).toBe(422)
    expect(back.text).not.toMatch(/<script>alert|<img src=x/)
    await at.form(link, { ...first, ...wholeForm, 'officialNames.es': evil, 'person.name': evil })
    const { view } = await at.json<{ officialName: string }>(desk.spain, `/authorities/${id}`)
    expect(view.officialName).toBe(evil)
  })

  const many = Object.fromEntries(
    Array.from({ length: 26 }, (_, n) => [`description.x${n}`, 'x'.repeat(3999)]),
  )

  test.each([
    ['a field of 200,000 letters', { street: 'x'.repeat(200_000) }, 422],
    ['many long fields', many, 422],
    ['a megabyte', { street: 'x'.repeat(1_000_001) }, 413],
    ['a NUL', { street: 'a\u0000b' }, 422],
  ])('%s is not kept', async (_, fields, expected) => {
    const { link } = await invited()
    const answer = await at.form(link, { version: '1', intent: 'save', town: 'Vigo', ...fields })
    expect([answer.status, answer.text.includes('value="Vigo"')]).toEqual([expected, expected === 422])
    expect((await at.pageOf(link)).text).toContain('name="version" value="1"')
  })

  const area = 'professional-qualifications'

  test.each([
    ['a type that coordinates', { type: 'national-coordinator' }, 'type'],
    ['a coordinator abroad', { [`coordinators.${area}`]: 'small-pl-c' }, `coordinators.${area}`],
    ['no coordinator', { [`coordinators.${area}`]: '' }, 'coordinators'],
    ['a legal area that was not offered', { 'competences.services': 'retail' }, 'competences.services'],
    ['a region of another country', { region: 'PL71' }, 'region'],
    ['a name in no language', { 'officialNames.es': '' }, 'officialNames.es'],
    ['an address that is none', { website: 'javascript:alert(1)' }, 'website'],
  ])('%s is refused by its field', async (_, fields, path) => {
    const { id, link } = await invited()
    const answer = await at.form(link, { ...first, ...wholeForm, ...fields })
    expect([answer.status, answer.text.includes(`href="#f-${path}"`)]).toEqual([422, true])
    expect(await status(id)).toBe('invited')
  })

  test('nothing makes a coordinator, another status or another authority of it', async () => {
    const { id, link } = await invited()
    const more = { status: 'active', id: 'small-es', 'areas.0.role': 'coordinator', country: 'PL' }
    expect((await at.form(link, { ...first, ...wholeForm, ...more })).status).toBe(422)
    expect((await at.form(link, { version: '1', intent: 'save', ...wholeForm, ...more })).status).toBe(303)
    expect((await at.form(link, { version: '2', intent: 'send', ...wholeForm })).status).toBe(303)
    const [row] = await database.sql`
      select country, status, (select role from authority_area r where r.authority = a.id) as role
      from authority a where id = ${id}`
    expect(row).toEqual({ country: 'ES', status: 'registered', role: 'authority' })
  })
})
