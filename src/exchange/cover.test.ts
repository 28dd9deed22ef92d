// Goal: while a cover is away as well, the work reaches who covers that one, on the page, in the lists and in notices
//   alike; those who cover each other end no call, and nobody else sees anything.
// Method: a story through the doors with a moved clock; a property over random absences against a walk in plain code.
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { openDesk } from '../../test/small-desk.ts'
import { insertOffice, officials } from '../../test/small-office.ts'
import type { Actor } from '../permission/model.ts'
import { absenceDoors } from '../user/absence-routes.ts'
import { userStore } from '../user/store.ts'
import type { WorklistView } from './list-view.ts'
import { toldExchanges } from './store/told.ts'
import { exchangeStore } from './store.ts'
import type { ExchangeView } from './view-schema.ts'

const { zofia, jan } = officials
const colleague = (user: string, name: string): Actor => ({ ...zofia, user, name })
const ola = colleague('ola', 'Ola Lipowa')
const ewa = colleague('ewa', 'Ewa Lipowa')
const piotr = colleague('piotr', 'Piotr Lipowy')
const office = [zofia, jan, ola, ewa, piotr]

let database: TestDatabase
let desk: ReturnType<typeof openDesk>
let number: string
beforeAll(async () => {
  database = await freshDatabase()
  await insertOffice(database.sql)
  await userStore(database.sql).insertMany(
    [ola, ewa, piotr].map(({ user, name }) => ({
      ...{ user, name, language: 'pl', email: `${user}@example.invalid`, castOrder: null },
    })),
    [ola, ewa, piotr].map(({ user, authority }) => ({ user, authority, area: '*', role: 'request-handler' })),
  )
  desk = openDesk(database.sql, ({ clock }) => absenceDoors({ store: userStore(database.sql), clock }))
  number = await desk.sent()
  await desk.json(zofia, `/exchanges/${number}/inside/take-over`, { revision: 0 })
})
afterAll(() => database.drop())
beforeEach(async () => {
  desk.clock.now = '2026-11-24T09:00:00.000Z'
  await database.sql`delete from absence`
})

const away = (who: Actor, cover: Actor, fromDay: string, toDay: string) =>
  desk.json(who, '/me/absences', { fromDay, toDay, cover: cover.user })
/** What is allocated to Zofia, as a colleague has it: on its page and in the own list. */
async function seenBy(who: Actor): Promise<readonly [string | undefined, boolean]> {
  const { view } = await desk.json<ExchangeView>(who, `/exchanges/${number}`)
  const list = await desk.json<WorklistView>(who, '/worklist?view=wait&allocated=mine')
  return [view.inside?.allocation, list.view.items.some(one => one.number === number)]
}
const on = (day: string): void => {
  desk.clock.now = `${day}T09:00:00.000Z`
}
const hers = ['mine', true]
const others = ['others', false]

test('covered by Jan, who is covered by Ola for two days: hers on these, his again after', async () => {
  await away(zofia, jan, '2026-11-24', '2026-11-30')
  await away(jan, ola, '2026-11-25', '2026-11-26')
  expect([await seenBy(jan), await seenBy(ola)]).toEqual([hers, others])
  on('2026-11-25')
  expect([await seenBy(ola), await seenBy(ewa)]).toEqual([hers, others])
  const { text } = await desk.page(ola, `/exchanges/${number}`)
  const words = { name: 'Ola Lipowa', day: '2026-11-26' }
  expect(text).toContain(desk.library.in('en')('exchange-people.handlers.cover', words))
  expect(text).toContain('Arrieta')
  const message = { version: 2, text: 'Pytanie.', language: 'pl' }
  expect((await desk.json(ola, `/exchanges/${number}/actions/write-message`, message)).status).toBe(200)
  on('2026-11-27')
  expect([await seenBy(ola), await seenBy(jan)]).toEqual([others, hers])
})

test('who cover each other end the way: both have it, and the page names the other', async () => {
  await away(zofia, jan, '2026-11-24', '2026-11-30')
  await away(jan, zofia, '2026-11-24', '2026-11-30')
  expect([await seenBy(zofia), await seenBy(jan), await seenBy(ola)]).toEqual([hers, hers, others])
  const { view } = await desk.json<ExchangeView>(ola, `/exchanges/${number}`)
  expect(view.inside?.handlers).toMatchObject([{ name: 'Zofia Lipowska', cover: 'Jan Lipowski' }])
})

type Row = { readonly of: number; readonly by: number; readonly from: number; readonly to: number }
const today = '2026-11-24'
const dayAt = (offset: number): string => `2026-11-${24 + offset}`
const isToday = ({ from, to }: Row): boolean => from <= 0 && to >= 0
const accountAt = (at: number): string => office[at]?.user ?? ''

/** Each to whom the work of the first comes, step by step. */
function reached(rows: readonly Row[]): ReadonlySet<number> {
  const found = new Set([0])
  for (const who of found) for (const row of rows) if (row.of === who && isToday(row)) found.add(row.by)
  return found
}

async function insert(rows: readonly Row[]): Promise<void> {
  const { sql } = database
  await sql`delete from absence`
  for (const [i, { of, by, from, to }] of rows.entries())
    await sql`insert into absence (account, id, authority, from_day, to_day, cover)
      values (${accountAt(of)}, ${String(i)}, 'small-pl', ${dayAt(from)}, ${dayAt(to)}, ${accountAt(by)})`
}

const day = (min: number, max: number) => fc.integer({ min, max })
const absences = fc.array(
  fc
    .record({ of: fc.nat(4), by: fc.nat(4), from: day(-3, 1), to: day(-1, 3) })
    .filter(({ of, by, from, to }) => of !== by && from <= to),
  { maxLength: 7 },
)

test('whoever is away when: page, lists and notices agree with a walk from one to the next', async () => {
  const { sql } = database
  const store = exchangeStore(sql)
  const asked = { authority: 'small-pl', today }
  await fc.assert(
    fc.asyncProperty(absences, async rows => {
      await insert(rows)
      const wanted = [...reached(rows)].map(accountAt).toSorted()
      const loaded = await store.load({ ...asked, exchange: number, user: 'ola' })
      const [handler] = loaded?.inside.handlers ?? []
      expect([handler?.user, ...(handler?.covers ?? [])].toSorted()).toEqual(wanted)
      const [told] = await toldExchanges(sql, [number], today)
      expect([...(told?.handlers['small-pl'] ?? [])].toSorted()).toEqual(wanted)
      const listing = { turn: 'wait', areas: '*', allocated: 'mine', after: null, limit: 5 } as const
      const having = await Promise.all(
        office.map(async ({ user }) => {
          const found = await store.list({ ...asked, ...listing, user })
          return found.some(one => one.exchange === number) ? [user] : []
        }),
      )
      expect(having.flat().toSorted()).toEqual(wanted)
      const isAway = (user: string) => rows.some(row => accountAt(row.of) === user && isToday(row))
      const shown = handler?.cover ?? null
      expect(shown === null).toBe(wanted.length === 1)
      if (wanted.some(user => user !== 'zofia' && !isAway(user))) expect(isAway(shown ?? '')).toBe(false)
    }),
    { numRuns: 60 },
  )
})
