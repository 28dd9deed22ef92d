// Goal: an open page learns of every change by others once, from whichever server made it, and of nothing that its
//   reader may not see; the stream ends with the session and with the server.
// Method: two hubs as two servers on one database, streams read as a browser reads them.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { TestDatabase } from '../../test/database.ts'
import { callOf, library, officials, openOffice, type smallPorts } from '../../test/small-office.ts'
import { createApp, type Recognised } from '../base/app.ts'
import type { Actor } from '../permission/model.ts'
import { act } from './act.ts'
import { createExchange } from './create.ts'
import { eventsPassage } from './events-routes.ts'
import { type LiveHub, openLive } from './live.ts'

const { zofia, jan, carmen, anna } = officials
const limitMs = 3000

let database: TestDatabase
let stage: ReturnType<typeof smallPorts>
/** Who is signed in under which cookie; a test may end a session. */
const sessions = new Map<string, Actor>()
beforeAll(async () => {
  ;({ database, ...stage } = await openOffice())
  // Servers' clocks are real ones here: what is old is not told.
  stage.ports = { ...stage.ports, clock: () => new Date().toISOString() }
})
afterAll(() => database.drop())

let hub: LiveHub
const open: AbortController[] = []
beforeEach(() => {
  for (const who of Object.values(officials)) sessions.set(who.user, who)
  hub = newHub()
})
afterEach(() => {
  for (const one of open.splice(0)) one.abort()
  hub.stop()
})

const newHub = () =>
  openLive({
    changes: stage.ports.store.changes,
    clock: stage.ports.clock,
    onProblem: error => {
      throw error
    },
  })

const recognise = async (request: Request): Promise<Recognised<Actor>> => ({
  who: sessions.get(request.headers.get('cookie') ?? '') ?? null,
  ...{ csrf: '', isCsrf: () => true, lang: 'en', zone: 'Europe/Warsaw', isProgram: false },
})

type Told = { exchange: string; version: number; by: string; isOwn: boolean }

/** A stream as a browser reads it; `told` fills while it is open. */
async function listen(who: Actor | null, query = '', headers: Record<string, string> = {}, at = hub) {
  const app = createApp<Actor>({
    ...{ library, doors: [], publicUrl: 'http://here.invalid', recognise },
    passages: [eventsPassage({ ...stage.ports, hub: at, recognise })],
    wrap: () => '',
    onFault: error => {
      throw error
    },
  })
  const stop = new AbortController()
  open.push(stop)
  const answer = await app.fetch(
    new Request(`http://here.invalid/events${query}`, {
      headers: { accept: 'text/event-stream', cookie: who?.user ?? '', ...headers },
    }),
  )
  const told: Told[] = []
  let isOver = false
  const read = async (): Promise<void> => {
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
    stop.signal.addEventListener('abort', () => void reader?.cancel())
    for (let text = ''; reader; ) {
      const { done, value } = await reader.read()
      if (done) break
      text += value
      const blocks = text.split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) {
        const data = /^data: (.*)$/m.exec(block)?.[1]
        if (data) told.push(JSON.parse(data))
      }
    }
    isOver = true
  }
  const reading = answer.status === 200 ? read() : Promise.resolve()
  return { answer, told, reading, isOver: () => isOver }
}

async function draft(): Promise<string> {
  const made = await createExchange(stage.ports, callOf(library, zofia), {
    procedure: 'pq-information-request',
  })
  if (!made.ok) throw new Error(made.refusal.code)
  return made.value.number
}

async function send(number: string): Promise<void> {
  const value = {
    ...{ version: 1, recipient: 'small-es', language: 'pl', askedDay: '2100-01-08', asked: ['registered'] },
    fields: { background: 'Sprawa.', 'family-name': 'A', 'given-names': 'B', profession: 'architect' },
  }
  await step(number, 'send', zofia, { ...value, askedDay: soon() })
}
const soon = () => new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10)

async function step(number: string, action: string, who: Actor, value: object): Promise<void> {
  const done = await act(stage.ports, callOf(library, who), { number, action, sent: { kind: 'json', value } })
  if (!done.ok) throw new Error(JSON.stringify(done.refusal))
}

const within = (check: () => void) => expect.poll(() => check(), { timeout: limitMs, interval: 50 })

describe('an open page', () => {
  test('is told within three seconds who did what, each in the words that the reader may know', async () => {
    const number = await draft()
    await send(number)
    const [sender, colleague, recipient, stranger] = await Promise.all(
      [zofia, jan, carmen, anna].map(one => listen(one)),
    )
    await step(number, 'accept', carmen, { version: 2 })
    const from = 'Consejo de la calle del Tilo'
    await within(() => sender?.told.filter(one => one.version === 3)).toMatchObject([
      { exchange: number, version: 3, by: from, isOwn: false },
    ])
    await within(() => colleague?.told.filter(one => one.version === 3)).toHaveLength(1)
    await within(() => recipient?.told.filter(one => one.version === 3)).toMatchObject([
      { by: 'Carmen Tilo', isOwn: true },
    ])
    expect(stranger?.told).toEqual([])
    expect(JSON.stringify(sender?.told)).not.toContain('Carmen')
  })

  test('hears of each step once, also from another server', async () => {
    const number = await draft()
    const other = newHub()
    const [here, there] = [await listen(carmen), await listen(carmen, '', {}, other)]
    await send(number)
    for (const { told } of [here, there])
      await within(() => told.filter(one => one.exchange === number)).toHaveLength(1)
    await step(number, 'withdraw', zofia, { version: 2, language: 'pl' })
    for (const { told } of [here, there])
      await within(() => told.filter(one => one.exchange === number).map(one => one.version)).toEqual([2, 3])
    other.stop()
  })

  test.each([
    ['since the page was read', (at: string) => [`?since=${at}`, {}] as const],
    [
      'since the last word that arrived',
      (at: string) => ['?since=2020-01-01T00:00:00.000Z', { 'last-event-id': at }] as const,
    ],
  ])('hears what happened before it listened: %s', async (_, ask) => {
    const at = new Date().toISOString()
    const number = await draft()
    await send(number)
    const { told } = await listen(carmen, ...ask(at))
    await within(() => told.map(one => one.exchange)).toContain(number)
  })

  test('is told nothing of a legal area in which its reader has no role', async () => {
    sessions.set(carmen.user, { ...carmen, roles: { services: ['request-handler'] } })
    const [narrow, wide] = [await listen(carmen), await listen(zofia)]
    const number = await draft()
    await send(number)
    await within(() => wide.told.map(one => one.exchange)).toContain(number)
    expect(narrow.told).toEqual([])
  })
})

test('a part that stands still is told of the last step that it knows', async () => {
  const at = new Date().toISOString()
  const number = await draft()
  await send(number)
  const [sent] = await database.sql<{ at: string }[]>`
    select at from exchange_event where exchange = ${number} and version = 2`
  await step(number, 'withdraw', zofia, { version: 2, language: 'pl' })
  await database.sql`update exchange_part set changed_at = ${sent?.at ?? ''}
    where exchange = ${number} and authority = 'small-es'`
  const { told } = await listen(carmen, `?since=${at}`)
  await within(() => told.filter(one => one.exchange === number).map(one => one.version)).toEqual([2])
})

describe('a stream ends', () => {
  test('with the session: nothing is told any more', async () => {
    const { told, isOver } = await listen(carmen)
    const number = await draft()
    sessions.delete(carmen.user)
    await send(number)
    await within(isOver).toBe(true)
    expect(told.filter(one => one.exchange === number)).toEqual([])
  })

  test('with the switch to another authority', async () => {
    const { isOver } = await listen(carmen)
    sessions.set(carmen.user, { ...carmen, authority: 'small-el' })
    await send(await draft())
    await within(isOver).toBe(true)
  })

  test('with the server, at once, and a later one too', async () => {
    const first = await listen(carmen)
    hub.stop()
    await first.reading
    await (await listen(carmen)).reading
    expect(first.isOver()).toBe(true)
  })
})

test('a stranger is refused, and nothing is kept in caches', async () => {
  const { answer } = await listen(null)
  expect(answer.status).toBe(401)
  expect((await listen(zofia)).answer.headers.get('cache-control')).toBe('no-store')
})

test('thirty streams of one person are enough; when one closes there is room again', async () => {
  const app = eventsPassage({ ...stage.ports, hub, recognise })
  const request = new Request('http://here.invalid/events', { headers: { cookie: zofia.user } })
  const ask = () =>
    app.handle(callOf(library, zofia), { params: {}, sent: { kind: 'none', value: {} }, request })
  const all = await Promise.all(Array.from({ length: 30 }, ask))
  expect((await ask()).status).toBe(204)
  await all[0]?.body?.cancel()
  expect((await ask()).status).toBe(200)
})
