// Goal: administrators keep the users of their authority and of no other; two at once do not overwrite each other, and
//   nobody locks an authority out.
// Method: stories through the doors, as programs and as browsers without script call them, on a real database.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { counted, freshDatabase, type TestDatabase } from '../../../test/database.ts'
import { officeApp } from '../../../test/office-app.ts'
import { insertOffice, library, officials, smallPorts } from '../../../test/small-office.ts'
import { openKeeping } from '../../keeping.ts'
import { openPeople } from '../../people.ts'
import type { Actor, Role } from '../../permission/model.ts'
import { userStore } from '../store.ts'
import { peopleDoors } from './routes.ts'
import type { UserOneView, UsersView } from './view-schema.ts'

const users = '/authorities/small-es/users'
const area = 'professional-qualifications'

const holding = (who: Actor, ...held: Role[]): Actor => ({ ...who, roles: { '*': held } })
const carmen = holding(officials.carmen, 'request-handler', 'local-data-administrator')
const lucia = holding(officials.lucia, 'referral-handler', 'local-data-administrator')
const anna = holding(officials.anna, 'local-data-administrator')

let database: TestDatabase
let app: ReturnType<typeof officeApp>

beforeAll(async () => {
  database = await freshDatabase()
  await insertOffice(database.sql)
  const administrators = [carmen, lucia, anna].map(({ user, authority }) => ({
    ...{ user, authority, area: '*', role: 'local-data-administrator' },
  }))
  await userStore(database.sql).insertMany([], administrators)
  const { ports } = smallPorts(database.sql)
  const keeping = openKeeping(database.sql, ports)
  app = officeApp(library, ports, peopleDoors(openPeople(database.sql, keeping, ports, 'https://imi.test')))
})
afterAll(() => database.drop())

const asked = async <View>(who: Actor, path: string, body?: object) => {
  const { status, code, problems, view } = await app.json(who, path, body)
  return { status, code, problems, view: view as unknown as View }
}
const invited = { name: 'Inés Abedul', mail: 'ines@example.invalid', language: 'es' }
const handles = { [area]: ['request-handler'] }

test('invited, roles changed, invited again, withdrawn: each step stays with who and when', async () => {
  const { status, view } = await asked<{ user: string }>(carmen, users, { ...invited, roles: handles })
  expect(status).toBe(201)
  const path = `${users}/${view.user}`
  const one = await asked<UserOneView>(carmen, path)
  expect(one.view).toMatchObject({ state: 'invited', roles: handles, mail: invited.mail, version: 1 })
  expect(one.view.actions.map(({ action }) => action)).toEqual(['change', 'resend', 'withdraw'])
  const wider = { ...handles, '*': ['supervisor'] }
  await asked(carmen, `${path}/actions/change`, { version: 1, roles: wider })
  await asked(carmen, `${path}/actions/resend`, { version: 2 })
  const { value: now, statements } = await counted(database.sql, () => asked<UserOneView>(carmen, path))
  expect(statements.length).toBeLessThanOrEqual(5)
  expect(now.view).toMatchObject({ roles: wider, state: 'invited' })
  expect(now.view.history.map(({ event, person }) => [event, person])).toEqual([
    ['resent', carmen.name],
    ['changed', carmen.name],
    ['invited', carmen.name],
  ])
  const open =
    await database.sql`select roles from invitation where account = ${view.user} and state = 'open'`
  expect(open).toEqual([{ roles: wider }])
  const gone = await asked<{ user: null }>(carmen, `${path}/actions/withdraw`, { version: 3 })
  expect(gone).toMatchObject({ status: 200, view: { user: null } })
  expect(await asked(carmen, path)).toMatchObject({ status: 404, code: 'user-people.unknown' })
})

test('who works elsewhere acts at once; nothing of the other authority is shown', async () => {
  const sent = { ...invited, name: 'Other Name', mail: 'ANNA@example.invalid', roles: handles }
  const { view } = await asked<{ user: string; state: string }>(carmen, users, sent)
  expect(view).toEqual({ user: 'anna', state: 'active' })
  const { text } = await app.page(carmen, `${users}/anna`)
  expect(text).toContain(anna.name)
  expect(text).not.toContain('small-el')
  const again = await asked(carmen, users, sent)
  expect(again).toMatchObject({
    status: 422,
    problems: [{ path: 'mail', code: 'user-people.there.invalid' }],
  })
})

test('of two administrators who change the same user the slower one learns who was faster', async () => {
  const { version } = (await asked<UserOneView>(carmen, `${users}/anna`)).view
  const to = (role: Role) => ({ version, roles: { [area]: [role] } })
  const answers = await Promise.all(
    (['supervisor', 'basic-user'] as const).map(role =>
      asked(carmen, `${users}/anna/actions/change`, to(role)),
    ),
  )
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
  const lost = await app.form(carmen, `${users}/anna/actions/change`, {
    ...{ version: String(version), [`roles.${area}`]: 'allocator' },
  })
  expect(lost.status).toBe(409)
  expect(lost.text).toContain(carmen.name)
  // What was chosen is still there.
  expect(lost.text).toMatch(/value="allocator" checked/)
})

test('the last administrator cannot take itself out, nor its role', async () => {
  const out = await asked(carmen, `${users}/carmen/actions/remove`, { version: 0 })
  const less = await asked(carmen, `${users}/carmen/actions/change`, { version: 0, roles: handles })
  expect([out.code, less.code]).toEqual(['user-people.last.invalid', 'user-people.last.invalid'])
})

test('two administrators who take each other out at once: one stays', async () => {
  const both = { '*': ['local-data-administrator'] }
  const { version } = (await asked<UserOneView>(carmen, `${users}/anna`)).view
  await asked(carmen, `${users}/anna/actions/change`, { version, roles: both })
  const second = holding({ ...anna, authority: 'small-es', country: 'ES' }, 'local-data-administrator')
  const answers = await Promise.all([
    asked(carmen, `${users}/anna/actions/remove`, { version: version + 1 }),
    asked(second, `${users}/carmen/actions/remove`, { version: 0 }),
  ])
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 422])
  const left = await database.sql<{ account: string }[]>`
    select account from account_role where authority = 'small-es' and role = 'local-data-administrator'`
  expect(left).toHaveLength(1)
  // For the stories after this one.
  const back = ['request-handler', 'local-data-administrator'].map(role => ({
    ...{ user: 'carmen', authority: 'small-es', area: '*', role },
  }))
  if (left[0]?.account !== 'carmen') await userStore(database.sql).insertMany([], back)
})

test('its coordinator names another administrator and takes the old one away, and sees nobody else', async () => {
  const list = await asked<UsersView>(lucia, users)
  expect(list.view.items.every(({ roles }) => JSON.stringify(roles).includes('local-data'))).toBe(true)
  const named = { name: 'Nuria Fresno', mail: 'nuria@example.invalid', language: 'es' }
  expect((await asked(lucia, users, named)).status).toBe(201)
  expect((await asked(lucia, users, { ...named, roles: handles })).status).toBe(422)
  await asked(carmen, users, { ...invited, mail: 'brais@example.invalid', roles: handles })
  expect(await asked(lucia, `${users}/brais`)).toMatchObject({ status: 404, code: 'user-people.unknown' })

  const { version } = (await asked<UserOneView>(lucia, `${users}/carmen`)).view
  const taken = await asked(lucia, `${users}/carmen/actions/remove`, { version })
  expect(taken).toMatchObject({ status: 200, view: { user: null } })
  // What else it does there is the authority's own matter.
  const held = await database.sql`
    select role from account_role where account = 'carmen' and authority = 'small-es'`
  expect(held).toEqual([{ role: 'request-handler' }])
})

test.each([
  ['a colleague', officials.xoan, '/authorities/small-es-4/users', 403, 'permission.maintain'],
  ['an administrator elsewhere', anna, users, 403, 'permission.maintain'],
  ['an authority that is not there', anna, '/authorities/none/users', 404, 'authority.unknown'],
] as const)('refused: %s', async (_, who, path, status, code) => {
  expect(await asked(who, path)).toMatchObject({ status, code })
  expect(await asked(who, path, { ...invited, roles: handles })).toMatchObject({ status, code })
})

test('somebody sees itself and no colleague, and of no authority who belongs to it', async () => {
  const own = await asked<UserOneView>(officials.xoan, '/authorities/small-es-4/users/xoan')
  expect(own.view).toMatchObject({ standing: 'self', actions: [], mail: 'xoan@example.invalid' })
  for (const [who, path] of [
    [officials.xoan, `${users}/brais`],
    [officials.xoan, `${users}/nobody`],
    [anna, `${users}/brais`],
  ] as const)
    expect(await asked(who, path)).toMatchObject({ status: 404, code: 'user-people.unknown' })
})

test('who is administrator in one legal area gives, takes and ends nothing in another', async () => {
  await database.sql`
    insert into authority_area (authority, area, role, status) values ('small-es-4', 'services', 'authority', 'active')`
  const roles = { [area]: ['local-data-administrator'] } as const
  const limited: Actor = { ...officials.brais, authority: 'small-es-4', roles }
  const path = '/authorities/small-es-4/users'
  const wide = { ...invited, mail: 'z@example.invalid', roles: { '*': ['supervisor'] } }
  const given = await asked(limited, path, wide)
  expect(given.problems).toEqual([expect.objectContaining({ path: 'roles.*', code: 'permission.area' })])
  const ended = await asked(limited, `${path}/xoan/actions/remove`, { version: 0 })
  expect(ended).toMatchObject({ status: 403, code: 'permission.area' })
})

test('what was typed survives: a person without a name, a role that the authority cannot give', async () => {
  const keeper = holding(officials.brais, 'local-data-administrator')
  const fields = { name: '', mail: 'x@', language: 'es', [`roles.${area}`]: 'referral-handler' }
  const { status, text } = await app.form(keeper, '/authorities/small-es-2/users', fields)
  expect(status).toBe(422)
  expect(text).toContain('value="x@"')
  const wrong = { ...invited, mail: 'y@example.invalid', roles: { [area]: ['referral-handler'] } }
  expect(await asked(keeper, '/authorities/small-es-2/users', wrong)).toMatchObject({
    problems: [{ path: `roles.${area}`, code: 'user-people.referral.invalid' }],
  })
})

test('a page of 50 of 120 users takes two statements, and leads to the next', async () => {
  const many = Array.from({ length: 120 }, (_, at) => `many-${String(at).padStart(3, '0')}`)
  await userStore(database.sql).insertMany(
    many.map(user => ({
      ...{ user, name: user, language: 'el', email: `${user}@example.invalid`, castOrder: null },
    })),
    many.map(user => ({ user, authority: 'small-el', area: '*', role: 'basic-user' })),
  )
  const path = '/authorities/small-el/users'
  const { value, statements } = await counted(database.sql, () => asked<UsersView>(anna, `${path}?name=many`))
  expect([value.view.items.length, statements.length]).toEqual([50, 2])
  const second = await asked<UsersView>(anna, `${path}?name=many&cursor=${value.view.next}`)
  expect(second.view.items[0]?.user).toBe('many-050')
})
