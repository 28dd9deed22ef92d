// Goal: a program that knows nothing but /openapi.json, `actions` and their schemas does the whole main job.
// Method: it looks addresses up in the document and makes every body from the schema alone; real HTTP, two tokens.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { authorityStore } from '../../src/authority/store.ts'
import { runToken } from '../../src/user/command.ts'
import { userStore } from '../../src/user/store.ts'
import { cast } from '../cast.ts'
import { openStage, type Stage } from '../stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage?.close())

type Schema = {
  readonly type?: string
  readonly format?: string
  readonly enum?: readonly string[]
  readonly anyOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly minimum?: number
}
type Known = Readonly<Record<string, unknown>>

/** A value that a schema takes: what it requires, and what is known under that name. */
function made(schema: Schema, known: Known, name = ''): unknown {
  if (name in known) return known[name]
  if (schema.enum) return schema.enum.includes('unknown') ? 'unknown' : schema.enum[0]
  if (schema.anyOf?.[0]) return made(schema.anyOf[0], known)
  if (schema.type === 'array') return [made(schema.items ?? {}, known)]
  if (schema.type === 'integer' || schema.type === 'number') return schema.minimum ?? 1
  if (schema.type === 'string') return schema.format === 'date' ? dayAhead : 'made by a program'
  const required = schema.required ?? []
  return Object.fromEntries(required.map(key => [key, made(schema.properties?.[key] ?? {}, known, key)]))
}

const dayAhead = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10)

type Operation = { readonly requestBody?: { readonly content: { 'application/json': { schema: Schema } } } }
type View = {
  readonly number: string
  readonly version: number
  readonly state: string
  readonly actions: readonly { action: string; href: string; schema: Schema }[]
}

function programOf(token: string) {
  const call = async (path: string, body?: unknown) => {
    const answer = await fetch(stage.url + path, {
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
    })
    const view = JSON.parse(await answer.text())
    if (!answer.ok) throw new Error(JSON.stringify(view))
    return view
  }
  const act = async (view: View, action: string, known: Known = {}): Promise<View> => {
    const found = view.actions.find(one => one.action === action)
    if (!found) throw new Error(`${action} is not among ${view.actions.map(one => one.action)}`)
    return call(found.href, made(found.schema, { version: view.version, ...known }))
  }
  return { call, act }
}

async function tokenOf({ user, authority }: (typeof cast)['anna']): Promise<string> {
  const { sql } = stage.database
  const ports = {
    store: userStore(sql),
    directory: authorityStore(sql),
    clock: () => new Date().toISOString(),
  }
  const answer = await runToken(ports, { user, authority })
  return (answer.json as { token: string }).token
}

test('find, ask, accept, answer, close', async () => {
  const anna = programOf(await tokenOf(cast.anna))
  const javier = programOf(await tokenOf(cast.javier))
  const { paths } = (await anna.call('/openapi.json')) as { paths: Record<string, Record<string, Operation>> }
  const pathWith = (method: string, field: string): string =>
    Object.keys(paths).find(path => {
      const body = paths[path]?.[method]?.requestBody?.content['application/json'].schema
      return body?.properties?.[field] !== undefined
    }) ?? ''

  const [hit] = (await anna.call('/authorities?q=physiotherapist%20Madrid&country=ES')).items
  expect(hit.authority).toBe(cast.javier.authority)
  const create = pathWith('post', 'procedure')
  expect(create).toBe('/exchanges')
  const begun: View = await anna.call(create, { procedure: 'pq-information-request' })
  const sent = await anna.act(begun, 'send', { recipient: hit.authority })
  expect(sent.state).toBe('sent')

  const waiting = (await javier.call('/worklist?view=act')).items as { number: string }[]
  expect(waiting.map(one => one.number)).toContain(sent.number)
  const accepted = await javier.act(await javier.call(`/exchanges/${sent.number}`), 'accept')
  const answered = await javier.act(accepted, 'answer')
  expect(answered.state).toBe('answered')
  const closed = await anna.act(await anna.call(`/exchanges/${sent.number}`), 'close')
  expect(closed).toMatchObject({ state: 'closed', actions: [{ action: 'reopen' }] })
})
