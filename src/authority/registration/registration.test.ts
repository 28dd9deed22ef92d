// Goal: an authority comes into the directory by a link: invited or by itself, saved, returned, sent again, validated
//   or refused; its coordinator sees what waits and who registers, nobody else does.
// Method: the doors over a real database; strangers as browsers without script, letters as they leave.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../../test/database.ts'
import {
  desk,
  linkIn,
  openRegistrationDesk,
  type RegistrationDesk,
  wholeForm,
} from '../../../test/registration-desk.ts'
import type { AdministrationView } from '../keeping/administration.ts'
import type { KeptView } from '../keeping/view-schema.ts'
import type { RegistrantView } from './view.ts'

let database: TestDatabase
let at: RegistrationDesk
beforeAll(async () => {
  database = await freshDatabase()
  at = await openRegistrationDesk(database.sql)
})
afterAll(() => database.drop())

const { spain, poland, keeper, official } = desk
const invitation = {
  ...{ name: 'Consejo del Fresno', email: 'fresno@example.invalid', language: 'es' },
  areas: ['professional-qualifications'],
}
const t = () => at.library.in('es')

async function invited(body: object = invitation) {
  const { view } = await at.json<{ authority: string }>(spain, '/administration/invite', body)
  const letter = await at.letter()
  return { id: view.authority, path: `/authorities/${view.authority}`, letter, link: linkIn(letter) }
}
const kept = async (path: string) => (await at.json<KeptView>(spain, path)).view
const step = async (path: string, action: string, body: object = {}) =>
  at.json<KeptView>(spain, `${path}/actions/${action}`, { version: (await kept(path)).version, ...body })
const versionIn = (page: string): string => /name="version" value="(\d+)"/.exec(page)?.[1] ?? ''
const sent = async (link: string, fields: Readonly<Record<string, string>>, intent = 'send') =>
  at.form(link, { version: versionIn((await at.pageOf(link)).text), ...fields, intent })

describe('by invitation', () => {
  test('a letter in its language; the database holds neither link nor address in the clear', async () => {
    const { id, link, letter } = await invited()
    expect(letter).toMatchObject({ email: invitation.email, lang: 'es' })
    expect(letter.subject).toBe(t()('authority-register.mail.invited.subject'))
    expect(letter.text).toContain('Coordinación de la calle del Tilo')
    const token = link.split('/').at(-1) ?? ''
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    const rows = await database.sql`
      select r::text as row from authority_registration r where authority = ${id}
      union all select m::text from notice_mail m where account = '' union all select c::text from authority_change c`
    for (const { row } of rows)
      for (const secret of [token, invitation.email]) expect(row).not.toContain(secret)
  })

  test('saved in between, sent when whole, seen by its coordinator with who registers, which is noted', async () => {
    const { id, path, link } = await invited()
    const half = await sent(link, { street: 'Fresno 1', 'person.name': 'Fermín Fresno' }, 'save')
    expect([half.status, half.to]).toEqual([303, `${link}?saved=1`])
    expect((await at.pageOf(link)).text).toContain('value="Fresno 1"')
    const faulty = await sent(link, { ...wholeForm, 'person.email': 'nobody' })
    expect(faulty.status).toBe(422)
    for (const part of ['href="#f-person.email"', 'value="nobody"', 'value="Consejo de la calle del Fresno"'])
      expect(faulty.text).toContain(part)
    expect((await sent(link, wholeForm)).to).toBe(link)

    const { view: list } = await at.json<AdministrationView>(spain, '/administration')
    expect(list.items.map(({ authority }) => authority)).toContain(id)
    const view = await kept(path)
    expect(view).toMatchObject({
      ...{
        status: 'registered',
        officialName: 'Consejo de la calle del Fresno',
        town: 'Vigo',
        region: 'ES11',
      },
      ...{ competences: ['physiotherapist'], registration: `${path}/registration` },
    })
    expect(view.informalTitles.fi).toBe(at.library.in('fi')('lexicon.authority-type.professional-regulator'))
    expect(view.areas[0]).toMatchObject({
      status: 'asked',
      requestCoordinators: [{ authority: 'small-es-c' }],
    })
    const { view: who } = await at.json<RegistrantView>(spain, `${path}/registration`)
    expect(who).toMatchObject({
      ...{ stage: 'sent', email: invitation.email },
      person: { name: 'Fermín Fresno', email: 'fermin@example.invalid', language: 'es' },
    })
    const reads = await database.sql`
      select account, office from authority_registration_read where authority = ${id}`
    expect(reads).toEqual([{ account: 'lucia', office: 'small-es-c' }])
  })

  test('returned with reasons, corrected, validated: its administrator named, the rest forgotten', async () => {
    const { id, path, link } = await invited()
    await sent(link, wholeForm)
    await step(path, 'return', { reason: 'Falta la web.' })
    const letter = await at.letter()
    expect(letter.subject).toBe(t()('authority-register.mail.returned.subject'))
    expect(letter.text).not.toContain('Falta')
    expect((await at.pageOf(link)).status).toBe(404)
    const again = linkIn(letter)
    const page = (await at.pageOf(again)).text
    for (const part of ['Falta la web.', 'value="Fresno 1"', 'value="Fermín Fresno"'])
      expect(page).toContain(part)
    await sent(again, { ...wholeForm, website: 'https://fresno.example.invalid', town: 'Ourense' })
    const { view } = await step(path, 'validate')
    expect(view).toMatchObject({
      status: 'active',
      town: 'Ourense',
      website: 'https://fresno.example.invalid',
    })
    expect(view.history?.map(({ event }) => event)).toEqual([
      ...['validated', 'registered', 'returned', 'registered', 'invited'],
    ])
    expect((await at.letter()).subject).toBe(t()('authority-register.mail.validated.subject'))
    expect(at.appointed.at(-1)).toEqual({
      ...{ authority: id, office: 'small-es-c', account: 'lucia' },
      person: { name: 'Fermín Fresno', email: 'fermin@example.invalid', language: 'es' },
    })
    const [row] = await database.sql`select sealed from authority_registration where authority = ${id}`
    expect(row).toEqual({ sealed: null })
    expect((await at.pageOf(again)).text).not.toMatch(/<form|Fresno 1|Fermín/)
  })

  test('refused: the link leads to the reasons, and no further', async () => {
    const { path, link } = await invited()
    await sent(link, wholeForm)
    await step(path, 'refuse', { reason: 'No existe.' })
    const page = await at.pageOf(linkIn(await at.letter()))
    expect(page.text).toContain('No existe.')
    expect(page.text).not.toContain('name="intent"')
  })

  test('a new link ends the one before; a withdrawn invitation ends all', async () => {
    const { path, link } = await invited()
    await step(path, 'resend')
    const again = linkIn(await at.letter())
    expect((await at.pageOf(link)).status).toBe(404)
    const open = (await at.pageOf(again)).text
    expect(open).toContain('name="intent"')
    await step(path, 'uninvite')
    const late = await at.form(again, { ...wholeForm, version: versionIn(open), intent: 'send' })
    expect([late.status, late.text.includes('name="intent"')]).toEqual([422, false])
    expect((await kept(path)).status).toBe('refused')
  })

  test('one that was entered by hand has nobody to return it to', async () => {
    const body = { name: 'A', language: 'es', type: 'professional-regulator', level: 'local', town: 'Vigo' }
    const more = { area: 'professional-qualifications', email: 'a@example.invalid' }
    const { view } = await at.json<{ authority: string }>(spain, '/administration/new', { ...body, ...more })
    const path = `/authorities/${view.authority}`
    expect((await kept(path)).actions.map(({ action }) => action)).not.toContain('return')
    expect((await step(path, 'return', { reason: 'x' })).view.code).toBe('authority-admin.step.invalid')
  })
})

test('coordinators invite within their remit; others see neither the authority nor who registers', async () => {
  const abroad = { ...invitation, areas: ['services'] }
  expect((await at.json(poland, '/administration/invite', abroad)).status).toBe(422)
  expect((await at.json(poland, '/administration/invite', invitation)).status).toBe(201)
  await at.letter()
  for (const who of [keeper, official])
    expect((await at.json(who, '/administration/invite', invitation)).view.code).toBe(
      'permission.coordinator',
    )
  const { path } = await invited()
  for (const who of [poland, keeper, official])
    for (const end of ['', '/registration'])
      expect((await at.json(who, path + end)).view.code).toBe('authority.unknown')
  expect((await at.json(keeper, '/authorities/small-es/registration')).view.code).toBe('permission.keep')
})

describe('by itself', () => {
  const begun = {
    ...{ name: 'Colegio de la calle Nueva', country: 'ES', areas: 'professional-qualifications' },
    ...{ email: 'nueva@example.invalid', language: 'fi' },
  }

  test('what looks like one of the directory is shown first; then a link comes in the language chosen', async () => {
    const like = await at.form('/registration', { ...begun, name: 'Consejo de la calle del Tilo' })
    expect(like.status).toBe(409)
    for (const part of ['Consejo de la calle del Tilo', 'name="isNew"', 'value="nueva@example.invalid"'])
      expect(like.text).toContain(part)
    const made = await at.form('/registration', { ...begun, isNew: 'true' })
    expect([made.status, made.to]).toEqual([303, '/registration?begun=1'])
    const letter = await at.letter()
    expect(letter).toMatchObject({ email: begun.email, lang: 'fi' })
    // Nobody makes us write his words to others.
    expect(letter.text).not.toContain('Nueva')

    const link = linkIn(letter)
    expect((await sent(link, { ...wholeForm, town: 'Lugo' })).to).toBe(link)
    const { view } = await at.json<AdministrationView>(spain, '/administration?name=lugo')
    expect(view.items).toHaveLength(1)
    const path = `/authorities/${view.items[0]?.authority}`
    expect(await kept(path)).toMatchObject({
      ...{ status: 'registered', validatingCoordinator: { authority: 'small-es-c' } },
      areas: [{ requestCoordinators: [{ authority: 'small-es-c' }] }],
    })
    expect((await at.json(poland, path)).view.code).toBe('authority.unknown')
  })

  test('a country without a coordinator is told so', async () => {
    const answer = await at.form('/registration', { ...begun, country: 'EL' })
    expect([answer.status, answer.text.includes('#f-country')]).toEqual([422, true])
  })

  test('three links a day for one mailbox, whatever its capitals; a hundred an hour for all', async () => {
    const ask = (email: string) => at.form('/registration', { ...begun, email, isNew: 'true' })
    for (const email of ['flood@example.invalid', 'Flood@example.invalid', 'FLOOD@example.invalid'])
      expect((await ask(email)).status).toBe(303)
    const refused = await ask('flood@example.invalid')
    expect([refused.status, refused.text.includes('value="flood@example.invalid"')]).toEqual([429, true])
    expect((await ask('other@example.invalid')).status).toBe(303)
    await database.sql`
      insert into authority_registration (authority, country, areas, coordinator, lang, expires_at, at, changed_at,
        email_mark) select 'x-' || n, 'ES', '{}', 'small-es-c', 'es', ${at.clock.now}, ${at.clock.now},
        ${at.clock.now}, n::text from generate_series(1, 100) as n`
    expect((await ask('third@example.invalid')).status).toBe(429)
    await database.sql`delete from authority_registration where authority like 'x-%'`
  })
})
