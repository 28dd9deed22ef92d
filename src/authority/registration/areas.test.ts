// Goal: who registers chooses its legal areas: what the inviting coordinator grants is validated, what goes beyond
//   stays a wish that the validating coordinator sees; it keeps nobody from validating, and lets in nobody.
// Method: the doors over a real database; Marek coordinates one legal area of Poland, Lucía all of Spain; strangers as
//   browsers without script.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../../test/database.ts'
import {
  desk,
  linkIn,
  openRegistrationDesk,
  type RegistrationDesk,
  wholeForm,
} from '../../../test/registration-desk.ts'
import type { Actor } from '../../permission/model.ts'
import type { AdministrationView } from '../keeping/administration.ts'
import type { KeptView } from '../keeping/view-schema.ts'

let database: TestDatabase
let at: RegistrationDesk
beforeAll(async () => {
  database = await freshDatabase()
  at = await openRegistrationDesk(database.sql)
})
afterAll(() => database.drop())

const { spain, poland } = desk
const qualifications = 'professional-qualifications'

async function invited(who: Actor, name: string) {
  const language = who.country.toLowerCase()
  const body = { name, email: 'x@example.invalid', language, areas: [qualifications] }
  const { view } = await at.json<{ authority: string }>(who, '/administration/invite', body)
  return { id: view.authority, path: `/authorities/${view.authority}`, link: linkIn(await at.letter()) }
}
const polish: Readonly<Record<string, string>> = {
  ...wholeForm,
  ...{
    'officialNames.pl': 'Izba przy Jesionowej',
    'description.pl': 'Uznaje kwalifikacje.',
    languages: 'pl',
  },
  ...{ region: 'PL71', 'person.language': 'pl', [`coordinators.${qualifications}`]: 'small-pl-c' },
}
const versionIn = (page: string): string => /name="version" value="(\d+)"/.exec(page)?.[1] ?? ''
/** As a browser sends boxes: one pair for each that is ticked. */
async function sent(link: string, areas: readonly string[], more: Readonly<Record<string, string>> = {}) {
  const page = (await at.pageOf(link)).text
  const fields = { ...polish, version: versionIn(page), intent: 'send', ...more }
  const opened = await at.fetched(link, { headers: { accept: 'application/json' } })
  const { csrf } = (await opened.json()) as { csrf: string }
  const pairs = [...Object.entries({ csrf, ...fields }), ...['', ...areas].map(area => ['areas', area])]
  const body = new URLSearchParams(pairs as [string, string][])
  const answer = await at.fetched(link, { method: 'POST', body, headers: { accept: 'text/html' } })
  return { status: answer.status, text: await answer.text() }
}
const kept = async (who: Actor, path: string) => (await at.json<KeptView>(who, path)).view
const rowsOf = ({ areas }: KeptView) => areas.map(({ area, status }) => `${area} ${status}`)
const isChosen = (page: string, area: string): boolean =>
  new RegExp(`name="areas" value="${area}" checked`).test(page)

describe('the form', () => {
  test('offers all areas, those of the invitation chosen; one that is added gets its fields by saving', async () => {
    const { link } = await invited(spain, 'Consejo')
    const before = (await at.pageOf(link)).text
    expect([isChosen(before, qualifications), isChosen(before, 'services')]).toEqual([true, false])
    expect(before).toContain('name="areas" value="services"')
    expect(before).not.toContain('name="coordinators.services"')
    expect((await sent(link, [qualifications, 'services'], { intent: 'save' })).status).toBe(303)
    const after = (await at.pageOf(link)).text
    expect([isChosen(after, qualifications), isChosen(after, 'services')]).toEqual([true, true])
    expect(after).toContain('name="competences.services"')
    expect(after).toContain('name="coordinators.services"')
  })

  test('none, or only what the coordinator cannot grant, is refused with what was typed', async () => {
    const { link } = await invited(poland, 'Izba')
    for (const areas of [[], ['services']]) {
      const refused = await sent(link, areas)
      expect(refused.status).toBe(422)
      expect(refused.text).toContain('href="#f-areas"')
      expect(refused.text).toContain('value="Izba przy Jesionowej"')
      expect(isChosen(refused.text, 'services')).toBe(areas.length > 0)
    }
    expect((await sent(link, [qualifications, 'nonsense'])).status).toBe(422)
  })
})

describe('what comes of it', () => {
  test('within the remit of a national coordinator: both are granted with the validation', async () => {
    const { path, link } = await invited(spain, 'Consejo')
    const spanish = { 'coordinators.services': 'small-es-c', region: 'ES11', languages: 'es' }
    const own = { ...spanish, [`coordinators.${qualifications}`]: 'small-es-c' }
    expect((await sent(link, ['services', qualifications], own)).status).toBe(303)
    const { version } = await kept(spain, path)
    await at.json(spain, `${path}/actions/validate`, { version })
    await at.letter()
    expect(rowsOf(await kept(spain, path))).toEqual([`${qualifications} active`, 'services active'])
  })

  test('beyond it: a wish, which the coordinator sees, validates past, and cannot grant', async () => {
    const { id, path, link } = await invited(poland, 'Izba')
    expect((await sent(link, [qualifications, 'services'])).status).toBe(303)
    const { view: list } = await at.json<AdministrationView>(poland, '/administration')
    const item = list.items.find(({ authority }) => authority === id)
    expect(item?.areas.map(({ area, status }) => [area, status])).toEqual([
      [qualifications, 'asked'],
      ['services', 'asked'],
    ])
    expect(list.counts.registered).toBe(list.items.length)
    const { version } = await kept(poland, path)
    const { view } = await at.json<KeptView>(poland, `${path}/actions/validate`, { version })
    await at.letter()
    expect([view.status, ...rowsOf(view)]).toEqual(['active', `${qualifications} active`, 'services asked'])
    const granted = await at.json(poland, `${path}/actions/grant`, {
      version: view.version,
      area: 'services',
    })
    expect([granted.status, granted.view.code]).toEqual([403, 'permission.keep'])
    const suspended = await at.json(poland, `${path}/actions/suspend`, {
      ...{ version: view.version, reason: 'Przerwa.', successor: 'small-pl' },
    })
    expect(suspended.status).toBe(200)
  })

  test('one of the invitation that is not chosen is gone; its fields are not taken for a fault', async () => {
    const { path, link } = await invited(spain, 'Consejo')
    const own = { 'coordinators.services': 'small-es-c', region: 'ES11', languages: 'es' }
    expect((await sent(link, ['services'], own)).status).toBe(303)
    expect(rowsOf(await kept(spain, path))).toEqual(['services asked'])
  })
})

test('an invitation that is sent twice under one key is one: the same answer, one authority, one letter', async () => {
  const body = { name: 'Izba', email: 'y@example.invalid', language: 'pl', areas: [qualifications] }
  const invite = (more: object = {}) =>
    at.json<{ authority: string }>(poland, '/administration/invite', { ...body, ...more }, 'key-1')
  const both = await Promise.all([invite(), invite()])
  expect(both.map(({ status }) => status)).toEqual([201, 201])
  expect(both[0]?.view.authority).toBe(both[1]?.view.authority)
  // It would fail where a second one has come.
  await at.letter()
  const other = await invite({ name: 'Inna' })
  expect([other.status, other.view.code]).toEqual([409, 'exchange.key.conflict'])
})
