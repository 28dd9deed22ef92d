// Goal: an authority allocates, takes over and writes notes among its own people; who is allocated acts and sees
//   personal data, who is not does not; of two at once one wins; the other side finds no trace of it.
// Method: the whole application over the doors, called by programs and by browsers without script, a real database.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { counted, freshDatabase, type TestDatabase } from '../../test/database.ts'
import { openDesk } from '../../test/small-desk.ts'
import { insertOffice, officials } from '../../test/small-office.ts'
import type { Actor, Role } from '../permission/model.ts'
import type { InsideView } from './inside-view.ts'
import type { WorklistView } from './list-view.ts'
import type { ExchangeView } from './view-schema.ts'

const { zofia, jan, carmen, anna } = officials
const as = (role: Role): Actor => ({ ...zofia, user: role, name: role, roles: { '*': [role] } })
const secret = 'Pani Arrieta dzwoniła dwa razy.'

let database: TestDatabase
let desk: ReturnType<typeof openDesk>
let number = ''
beforeAll(async () => {
  database = await freshDatabase()
  await insertOffice(database.sql)
  desk = openDesk(database.sql)
})
afterAll(() => database.drop())
beforeEach(async () => {
  number = await desk.sent()
})

const exchange = async (actor: Actor) => (await desk.json<ExchangeView>(actor, `/exchanges/${number}`)).view
const inside = async (actor: Actor) =>
  (await desk.json<InsideView>(actor, `/exchanges/${number}/inside`)).view
const does = (actor: Actor, deed: string, body: object, key?: string) =>
  desk.json<InsideView>(actor, `/exchanges/${number}/inside/${deed}`, body, key)
const nameIn = (view: ExchangeView) => view.form.find(one => one.id === 'family-name')

describe('allocation', () => {
  test('the allocator allocates; the handler acts, a colleague reads without personal data', async () => {
    expect((await exchange(jan)).inside).toMatchObject({ allocation: 'nobody', revision: 0, handlers: [] })
    const before = await inside(as('allocator'))
    expect(before.colleagues).toEqual([
      { user: 'jan', name: 'Jan Lipowski' },
      { user: 'zofia', name: 'Zofia Lipowska' },
    ])
    expect(before.actions.map(one => one.action)).toEqual(['allocate'])
    const made = await does(as('allocator'), 'allocate', { revision: 0, handlers: ['zofia'] })
    expect(made).toMatchObject({ status: 200, view: { revision: 1, handlers: [{ user: 'zofia' }] } })
    const own = await exchange(zofia)
    expect(own.inside).toMatchObject({ allocation: 'mine' })
    expect(nameIn(own)).toMatchObject({ state: 'shown', value: 'Arrieta' })
    expect(own.actions.map(one => one.action)).toContain('write-message')
    const other = await exchange(jan)
    expect(other).toMatchObject({
      inside: { allocation: 'others', handlers: [{ name: 'Zofia Lipowska', by: 'allocator' }] },
      actions: [],
      personalHidden: desk.library.in('en')('permission.allocated'),
    })
    expect(nameIn(other)).toMatchObject({ state: 'hidden', value: null })
    const refused = await desk.json(jan, `/exchanges/${number}/actions/withdraw`, { version: 2 })
    expect(refused).toMatchObject({ status: 403, view: { code: 'permission.allocated' } })
  })

  test('a handler takes over, gives back; who allocated when stays on the page', async () => {
    await does(as('allocator'), 'allocate', { revision: 0, handlers: ['zofia'] })
    const shown = await desk.page(jan, `/exchanges/${number}`)
    expect(shown.text).toContain(`action="/exchanges/${number}/inside/take-over"`)
    expect(shown.text).not.toContain('Arrieta')
    const taken = await desk.page(jan, `/exchanges/${number}/inside/take-over`, { revision: '1' })
    expect(taken).toMatchObject({ status: 303, to: `/exchanges/${number}` })
    expect((await exchange(zofia)).inside).toMatchObject({ allocation: 'others' })
    await does(jan, 'release', { revision: 2 })
    const view = await inside(zofia)
    expect(view).toMatchObject({ allocation: 'nobody', revision: 3 })
    expect(view.history.map(({ event, by, handlers }) => [event, by, handlers])).toEqual([
      ['allocated', 'allocator', ['Zofia Lipowska']],
      ['taken-over', 'Jan Lipowski', ['Jan Lipowski']],
      ['released', 'Jan Lipowski', []],
    ])
  })

  test('two take it over at once: one wins, the other learns who and when; a repeat changes nothing', async () => {
    const [one, two] = await Promise.all([
      does(zofia, 'take-over', { revision: 0 }),
      does(jan, 'take-over', { revision: 0 }),
    ])
    expect([one.status, two.status].toSorted()).toEqual([200, 409])
    const [winner, loser] = one.status === 200 ? [zofia, jan] : [jan, zofia]
    const refused = one.status === 200 ? two : one
    expect(refused.view).toMatchObject({
      code: 'exchange-people.allocation.conflict',
      facts: { name: winner.name, changedAt: '2026-11-24T09:00:00.000Z' },
    })
    expect((await does(winner, 'take-over', { revision: 0 })).view.revision).toBe(1)
    const again = await desk.page(loser, `/exchanges/${number}/inside/take-over`, { revision: '0' })
    expect(again.status).toBe(409)
    expect(again.text).toContain(winner.name)
  })

  test.each([
    ['a stranger', { handlers: ['carmen'] }, 422],
    ['nobody known', { handlers: ['<script>'] }, 422],
    ['not a list', { handlers: { a: 1 } }, 422],
    ['too many', { handlers: Array.from({ length: 21 }, (_, i) => `u${i}`) }, 422],
    ['without revision', { revision: undefined, handlers: ['jan'] }, 422],
    ['to nobody', { handlers: [] }, 200],
  ])('allocate to %s', async (_, body, status) => {
    expect((await does(as('allocator'), 'allocate', { revision: 0, ...body })).status).toBe(status)
    expect((await inside(jan)).handlers).toEqual([])
  })

  test('who may not, does not', async () => {
    for (const role of ['basic-user', 'supervisor', 'allocator'] as const)
      for (const deed of ['take-over', 'release', 'add-note'])
        expect((await does(as(role), deed, { revision: 0, text: 'x' })).status).toBeGreaterThanOrEqual(403)
    expect((await does(zofia, 'allocate', { revision: 0, handlers: ['jan'] })).status).toBe(403)
    expect(await desk.json(anna, `/exchanges/${number}/inside`)).toMatchObject({
      ...{ status: 404, view: { code: 'exchange.unknown' } },
    })
  })
})

describe('internal notes', () => {
  test('are read by who may read personal data, never by the other side, and lie sealed', async () => {
    expect((await does(zofia, 'add-note', { text: secret }, 'k1')).status).toBe(200)
    expect((await does(zofia, 'add-note', { text: secret }, 'k1')).view.notes).toBe(1)
    expect((await does(zofia, 'add-note', { text: 'Inna.' }, 'k1')).view.code).toBe('exchange.key.conflict')
    for (const reader of [zofia, jan, as('supervisor')])
      expect((await inside(reader)).messages).toMatchObject([{ text: secret, by: 'Zofia Lipowska' }])
    for (const reader of [as('basic-user'), as('allocator')]) {
      expect((await inside(reader)).messages).toMatchObject([{ text: null }])
      expect((await desk.page(reader, `/exchanges/${number}/inside`)).text).not.toContain('Arrieta')
    }
    const others = await Promise.all([
      desk.json(carmen, `/exchanges/${number}`),
      desk.json(carmen, `/exchanges/${number}/inside`),
      desk.json(carmen, '/worklist'),
      desk.page(carmen, `/exchanges/${number}`),
      desk.page(carmen, `/exchanges/${number}/inside`),
    ])
    for (const text of [secret, 'Zofia', 'zofia']) expect(JSON.stringify(others)).not.toContain(text)
    expect((await desk.json<InsideView>(carmen, `/exchanges/${number}/inside`)).view.notes).toBe(0)
    const [row] = await database.sql<{ all: string }[]>`
      select (select json_agg(n)::text from exchange_note n) || (select json_agg(e)::text from exchange_event e)
        || (select coalesce(json_agg(w)::text, '') from exchange_text w) as all`
    expect(row?.all).not.toContain('Arrieta')
    const reads = await database.sql`
      select from evidence_read where exchange = ${number} and account = 'supervisor'`
    expect(reads.count).toBe(1)
  })

  test('go with the key of the person; nothing can be written then', async () => {
    await does(zofia, 'add-note', { text: secret })
    await database.sql`delete from exchange_subject where exchange = ${number}`
    expect(await inside(zofia)).toMatchObject({ notes: 1, messages: [{ text: null }] })
    expect((await inside(zofia)).actions.map(one => one.action)).not.toContain('add-note')
    expect((await does(zofia, 'add-note', { text: 'x' })).status).toBe(403)
  })

  test('what was typed survives a refusal, hostile words are only words', async () => {
    const hostile = '<img src=x onerror=alert(1)> \u202e'
    const tooLong = await desk.page(zofia, `/exchanges/${number}/inside/add-note`, { text: 'x'.repeat(5001) })
    expect(tooLong.status).toBe(422)
    expect(tooLong.text).toContain('x'.repeat(5001))
    await desk.page(zofia, `/exchanges/${number}/inside/add-note`, { text: hostile })
    const shown = await desk.page(zofia, `/exchanges/${number}/inside`)
    expect(shown.text).toContain('&lt;img src=x onerror=alert(1)&gt;')
    expect(shown.text).not.toContain('<img')
  })
})

describe('a basic user', () => {
  test('sees the list and the exchange without personal data, the draft and messages neither', async () => {
    const basic = as('basic-user')
    number = await desk.sent({ notes: { registered: 'Arrieta?' } })
    expect(JSON.stringify(await exchange(jan))).toContain('Arrieta?')
    await desk.json(zofia, `/exchanges/${number}/actions/write-message`, {
      ...{ version: 2, text: 'Arrieta!', language: 'pl' },
    })
    const texts = JSON.stringify([
      await exchange(basic),
      await desk.json(basic, '/worklist?view=all'),
      await desk.page(basic, `/exchanges/${number}`),
      await desk.page(basic, '/worklist?view=all'),
    ])
    expect(texts).toContain(number)
    expect(texts).toContain('Sprawa.')
    expect(texts).not.toContain('Arrieta')
    number = await desk.begin({ fields: { 'family-name': 'Arrieta' } })
    const drafted = await desk.page(basic, `/exchanges/${number}`)
    expect(drafted.status).toBe(200)
    expect(drafted.text).not.toContain('Arrieta')
    expect(drafted.text).not.toContain('<textarea')
    expect((await exchange(basic)).draft).toBeNull()
    expect((await desk.page(as('supervisor'), `/exchanges/${number}`)).text).toContain('Arrieta')
  })
})

describe('the worklist', () => {
  const numbersOf = async (actor: Actor, query: string) =>
    (await desk.json<WorklistView>(actor, `/worklist?view=wait${query}`)).view.items.map(one => one.number)

  test('filters by whose task it is, counts one’s own, in as many statements as before', async () => {
    await does(as('allocator'), 'allocate', { revision: 0, handlers: ['zofia'] })
    expect(await numbersOf(zofia, '&allocated=mine')).toContain(number)
    expect(await numbersOf(jan, '&allocated=mine')).not.toContain(number)
    expect(await numbersOf(jan, '&allocated=nobody')).not.toContain(number)
    expect(await numbersOf(jan, '&allocated=anyone')).toContain(number)
    expect((await desk.json(jan, '/worklist?allocated=everyone')).status).toBe(422)
    await desk.json(carmen, `/exchanges/${number}/inside/take-over`, { revision: 0 })
    const own = await desk.json<WorklistView>(carmen, '/worklist?allocated=mine')
    expect(own.view).toMatchObject({ counts: { mine: 1 }, items: [{ number, allocation: 'mine' }] })
    await desk.json(carmen, `/exchanges/${number}/actions/refuse`, { version: 2, reason: 'No.' })
    expect((await desk.json<WorklistView>(carmen, '/worklist')).view.counts.mine).toBe(0)
    const { statements } = await counted(database.sql, () => desk.json(zofia, '/worklist?allocated=mine'))
    expect(statements.length).toBeLessThanOrEqual(3)
    const reading = await counted(database.sql, () => exchange(jan))
    expect(reading.statements.length).toBeLessThanOrEqual(2)
  })

  test.each([
    ['exchange_part_unallocated', "not p.is_allocated and p.turn = 'act' and not p.is_urgent"],
    [
      'exchange_handler_by_account',
      `p.exchange in (select h.exchange from exchange_handler h
        where h.authority = 'small-pl' and h.account = any(array['zofia']) and h.turn = 'act')`,
    ],
  ])('reads the index %s', async (index, condition) => {
    const plan = await database.sql.begin(async tx => {
      await tx.unsafe('set local enable_seqscan = off; set local enable_bitmapscan = off')
      return tx.unsafe(`explain select from exchange_part p where p.authority = 'small-pl' and ${condition}
        order by coalesce(p.due_day, date '2199-12-31'), p.exchange limit 26`)
    })
    expect(JSON.stringify(plan)).toContain(index)
  })
})
