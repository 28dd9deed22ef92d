// Goal: every door answers what it promises, to people and to programs: a page, and JSON that fits its own schema.
// Method: the whole server with a tiny world; each door is visited as an official, as a program and as a stranger.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { authorityStore } from '../src/authority/store.ts'
import type { Sql } from '../src/base/sql.ts'
import { openSigner } from '../src/evidence/signature.ts'
import { runPublish } from '../src/scoreboard/command.ts'
import { signingPurpose } from '../src/scoreboard/publish.ts'
import { openScoring } from '../src/scoring.ts'
import { runToken } from '../src/user/command.ts'
import { userStore } from '../src/user/store.ts'
import { type CastMember, cast } from './cast.ts'
import { inviting } from './directory-scene.ts'
import { programOf } from './program.ts'
import { openStage, type Stage } from './stage.ts'

let stage: Stage
/** Of an official, of a coordinator, and of who keeps the users of the official's authority. */
let tokens: readonly [string, string, string]
let dossier: string
let block: string
let template: string
let report: string
/** A registration: its link, and the authority that it is about. */
let registering: Awaited<ReturnType<typeof inviting>>
let usersReport: string
beforeAll(async () => {
  stage = await openStage()
  const { sql } = stage.database
  await publish(sql)
  const ports = {
    store: userStore(sql),
    directory: authorityStore(sql),
    clock: () => new Date().toISOString(),
  }
  const tokenOf = async ({ user, authority }: CastMember): Promise<string> =>
    ((await runToken(ports, { user, authority })).json as { token: string }).token
  tokens = [await tokenOf(cast.anna), await tokenOf(cast.jadwiga), await tokenOf(cast.katarzyna)]
  await post('/exchanges', JSON.stringify({ procedure: 'pq-information-request' }))
  const made = await post('/dossiers', JSON.stringify({ name: 'Lipowa' }))
  dossier = ((await made.json()) as { dossier: string }).dossier
  const listed = JSON.parse((await asProgram('/blocks')).text)
  block = listed.blocks[0].block
  template = listed.templates[0].template
  registering = await inviting(await programOf(stage, cast.jadwiga))
  report = await uploaded('/administration/import', 'id,name\nnobody,Nobody\n')
  usersReport = await uploaded(
    `/authorities/${cast.anna.authority}/users/import`,
    'mail,name\nnobody,Nobody\n',
  )
})
afterAll(() => stage?.close())

/** Only of a published edition is there a signature. */
async function publish(sql: Sql): Promise<void> {
  const clock = (): string => new Date().toISOString()
  const scoring = openScoring(sql, new URL('..', import.meta.url).pathname, clock)
  const signer = openSigner(Buffer.alloc(32, 5), signingPurpose)
  expect((await runPublish({ ...scoring, signer }, { edition: '2020', reason: undefined })).exit).toBe(0)
}

const isOfUsers = (path: string): boolean => /\/users(?=\/|$)/.test(path)

const isOfCoordinators = (path: string): boolean =>
  /^\/(coordination|administration)|\/registration$|\/countries\/[^/]+\/authorities$/.test(path)

/** Doors of coordinators are visited by one. */
const bearer = (path: string) => ({
  authorization: `Bearer ${tokens[isOfCoordinators(path) ? 1 : isOfUsers(path) ? 2 : 0]}`,
})

const visit = async (path: string, accept: string, headers: Record<string, string> = {}) => {
  const answer = await fetch(stage.url + path, { headers: { accept, ...headers }, redirect: 'manual' })
  return { status: answer.status, type: answer.headers.get('content-type') ?? '', text: await answer.text() }
}
const post = (path: string, body: string) =>
  fetch(stage.url + path, {
    ...{ method: 'POST', body },
    headers: { accept: 'application/json', 'content-type': 'application/json', ...bearer(path) },
  })
/** The report of a file whose only line is faulty. */
async function uploaded(path: string, lines: string): Promise<string> {
  const body = new FormData()
  body.append('file', new File([lines], 'list.csv', { type: 'text/csv' }))
  const headers = { accept: 'application/json', ...bearer(path) }
  const answer = await fetch(stage.url + path, { method: 'POST', body, headers })
  return ((await answer.json()) as { import: string }).import
}
const asProgram = (path: string) =>
  visit(path, 'application/json', { ...bearer(path), 'accept-language': 'pl' })

/** Something that exists for each name in a path. */
async function filled(path: string): Promise<string> {
  const isCoordination = path.startsWith('/coordination')
  const view = /preview|\/actions\/|\/proposals/.test(path) ? 'draft' : 'act'
  const list = isCoordination ? '/coordination?turn=act' : `/worklist?view=${view}`
  const [first] = JSON.parse((await asProgram(list)).text).items
  return path
    .replace('/procedures/:id', '/procedures/pq-information-request')
    .replace('/registration/:token', registering.link)
    .replace('/authorities/:id/registration', `${registering.registers}/registration`)
    .replace(
      '/authorities/:id',
      `/authorities/${/approval|\/users/.test(path) ? cast.anna.authority : cast.javier.authority}`,
    )
    .replace(':import', usersReport)
    .replace(':user', cast.anna.user)
    .replace(':number', first.number)
    .replace(':edition', '2020')
    .replace(':country', 'PL')
    .replace(':indicator', 'days-to-answer.svg')
    .replace('/import/:id', `/import/${report}`)
    .replace(':dossier', dossier)
    .replace(':block', path.startsWith('/blocks') ? block : template)
    .replace(':action', isCoordination ? 'remind' : path.startsWith('/authorities') ? 'propose' : 'withdraw')
}

describe('each door that reads', () => {
  test('answers JSON that fits its schema, and a page where it has one', async () => {
    for (const door of stage.doors.filter(one => one.method === 'GET' && !one.file?.isAll)) {
      const path = await filled(door.path)
      const program = await asProgram(path)
      expect([path, program.status, program.type]).toEqual([path, 200, 'application/json; charset=utf-8'])
      const read = door.view.safeParse(JSON.parse(program.text))
      expect([path, read.error?.issues]).toEqual([path, undefined])
      if (!door.page) continue
      const page = await visit(path, 'text/html', bearer(path))
      expect([path, page.status, page.type]).toEqual([path, 200, 'text/html; charset=utf-8'])
      expect(page.text).toContain('<main')
    }
  })

  test('is open to a stranger only where it says so', async () => {
    for (const door of stage.doors.filter(one => one.method === 'GET')) {
      const path = await filled(door.path)
      const { status } = await visit(path, 'application/json')
      expect([path, status]).toEqual([path, door.isOpen ? 200 : 401])
    }
  })
})

test('a stranger can do nothing', async () => {
  for (const door of stage.doors.filter(one => one.method === 'POST')) {
    const path = (await filled(door.path)).replace('/withdraw', '/send')
    const answer = await fetch(stage.url + path, {
      ...{ method: 'POST', body: '{}' },
      headers: { accept: 'application/json', 'content-type': 'application/json' },
    })
    expect([path, answer.status >= 401 && answer.status <= 403]).toEqual([path, true])
  }
})

test.each([
  ['no JSON', '{"version":', 422],
  ['a list', '[1,2]', 422],
  ['prototype keys', '{"version":1,"__proto__":{"isUrgent":true}}', 409],
  ['another type', '{"version":"one"}', 422],
  ['nothing', '', 422],
])('hostile body of an action is refused, not a fault: %s', async (_, body, status) => {
  const [first] = JSON.parse((await asProgram('/worklist?view=act')).text).items
  const answer = await post(`/exchanges/${first.number}/actions/propose-date`, body)
  expect(answer.status).toBe(status)
  expect(JSON.parse(await answer.text())).toHaveProperty('code')
})
