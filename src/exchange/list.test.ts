// Goal: the worklist shows each authority what is its own, the nearest day first, page after page without a gap, in few
//   statements; the search finds one's own exchanges and nobody else's.
// Method: the doors on a real database with an office of two sides and requests with different days.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { counted, type TestDatabase } from '../../test/database.ts'
import { callOf, library, officials, openOffice, type smallPorts } from '../../test/small-office.ts'
import type { AnyDoor } from '../base/door.ts'
import type { Actor } from '../permission/model.ts'
import { act } from './act.ts'
import { createExchange } from './create.ts'
import { listDoors } from './list-routes.ts'
import type { ItemView, WorklistView } from './list-view.ts'

const { zofia, carmen, anna } = officials
const total = 60

let database: TestDatabase
let stage: ReturnType<typeof smallPorts>
let doors: readonly AnyDoor<Actor>[]
beforeAll(async () => {
  ;({ database, ...stage } = await openOffice())
  doors = listDoors(stage.ports)
  for (let i = 0; i < total; i++) await send(i)
})
afterAll(() => database.drop())

/** Two of three go to Vigo, one to Βόλος; some share a day. */
async function send(i: number): Promise<void> {
  const made = await createExchange(stage.ports, callOf(library, zofia), {
    procedure: 'pq-information-request',
  })
  if (!made.ok) throw new Error(made.refusal.code)
  const day = `2026-12-${String(1 + (i % 20)).padStart(2, '0')}`
  const body = {
    ...{ version: 1, recipient: i % 3 === 0 ? 'small-el' : 'small-es', language: 'pl', askedDay: day },
    fields: {
      ...{ background: 'Sprawa.', 'family-name': 'A', 'given-names': 'B' },
      profession: i % 2 === 0 ? 'physiotherapist' : 'architect',
    },
    asked: ['registered'],
  }
  const sent = await act(stage.ports, callOf(library, zofia), {
    ...{ number: made.value.number, action: 'send' },
    sent: { kind: 'json', value: body },
  })
  if (!sent.ok) throw new Error(JSON.stringify(sent.refusal))
}

async function ask(
  path: string,
  who: Actor | null,
  query: Record<string, string> = {},
): Promise<WorklistView> {
  const door = doors.find(one => one.path === path)
  if (!door) throw new Error(path)
  const call = { ...callOf(library, who ?? zofia), who }
  const result = await door.run(call, { params: {}, query, body: {}, sent: { kind: 'none', value: {} } })
  if (!result.ok) throw new Error(result.refusal.code)
  return result.value
}

async function allPages(path: string, who: Actor, query: Record<string, string> = {}): Promise<ItemView[]> {
  const items: ItemView[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const page: WorklistView = await ask(path, who, cursor ? { ...query, cursor } : query)
    expect(page.items.length).toBeLessThanOrEqual(25)
    items.push(...page.items)
    cursor = page.next
  }
  return items
}

describe('the worklist', () => {
  test.each([
    ['of the sender: all that waits', zofia, 'wait', total],
    ['of Vigo: what came there', carmen, 'act', 40],
    ['of Βόλος: what came there', anna, 'act', 20],
  ] as const)('%s, once each, by day', async (_, who, view, count) => {
    const items = await allPages('/worklist', who, { view })
    expect(new Set(items.map(one => one.number)).size).toBe(count)
    expect(items).toHaveLength(count)
    const days = items.map(one => one.dueDay ?? '')
    expect(days).toEqual(days.toSorted())
  })

  test('counts say what waits under each view', async () => {
    expect((await ask('/worklist', carmen)).counts).toEqual({ act: 40, wait: 0, close: 0, draft: 0, mine: 0 })
  })

  test('filters: country of the other side, day, legal area', async () => {
    expect(await allPages('/worklist', zofia, { view: 'wait', country: 'EL' })).toHaveLength(20)
    const soon = await allPages('/worklist', zofia, { view: 'wait', due: '2026-12-03' })
    expect(soon.map(one => one.dueDay)).toEqual(
      Array(9)
        .fill(0)
        .map((_, i) => `2026-12-0${1 + Math.floor(i / 3)}`),
    )
    expect(await allPages('/worklist', zofia, { view: 'wait', area: 'services' })).toEqual([])
  })

  test('a role in one legal area shows that one only', async () => {
    const elsewhere: Actor = { ...zofia, roles: { services: ['request-handler'] } }
    expect(await allPages('/worklist', elsewhere, { view: 'all' })).toEqual([])
    const here: Actor = { ...zofia, roles: { 'professional-qualifications': ['basic-user'] } }
    expect(await allPages('/worklist', here, { view: 'all' })).toHaveLength(total)
  })

  test('two statements a page, however many rows', async () => {
    await ask('/worklist', zofia, { view: 'wait' })
    const { statements } = await counted(database.sql, () => ask('/worklist', zofia, { view: 'wait' }))
    expect(statements).toHaveLength(2)
  })
})

describe('the search', () => {
  test('by a part of the number', async () => {
    const [first] = await allPages('/exchanges', carmen)
    const found = await allPages('/exchanges', carmen, { q: first?.number.slice(0, 12) ?? '' })
    expect(found.map(one => one.number)).toContain(first?.number)
  })

  test.each([
    [zofia, 'fizjo', 30],
    [carmen, 'fisio', 20],
    [zofia, 'kowal', 0],
  ] as const)('by subject, in one’s own language: %#', async (who, q, count) => {
    expect(await allPages('/exchanges', who, { q })).toHaveLength(count)
  })
})

test.each([
  ['/worklist', null, {}, 'permission.sign-in'],
  ['/worklist', zofia, { cursor: 'nonsense' }, 'base.fields.invalid'],
] as const)('%s is refused: %#', async (path, who, query, code) => {
  await expect(ask(path, who, query)).rejects.toThrow(code)
})
