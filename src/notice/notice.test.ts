// Goal: the handlers of the other side are told of an event once, in the inbox and by mail; nobody else is.
// Method: real steps of exchanges through their doors, the follower on the real log, then the doors of notices.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { counted, type TestDatabase } from '../../test/database.ts'
import { callOf, library, officials, openOffice, type smallPorts } from '../../test/small-office.ts'
import type { AnyDoor } from '../base/door.ts'
import { act } from '../exchange/act.ts'
import { createExchange } from '../exchange/create.ts'
import type { Actor } from '../permission/model.ts'
import { userStore } from '../user/store.ts'
import { noticeDoors } from './routes.ts'
import { noticeStore } from './store.ts'
import { logTransport } from './transport.ts'
import type { InboxView, MailsView, NoticeView } from './view.ts'
import { openWorker, type Worker } from './worker.ts'

const { zofia, jan, carmen, anna } = officials
const publicUrl = 'https://imi.example.eu'

let database: TestDatabase
let stage: ReturnType<typeof smallPorts>
let doors: readonly AnyDoor<Actor>[]
let worker: Worker
const logged: string[] = []
beforeAll(async () => {
  ;({ database, ...stage } = await openOffice())
  const { sql } = database
  // Reads only; and works at the sender's authority and acts for the recipient's as well.
  const both = { user: 'both', name: 'B', language: 'pl', email: 'both@example.invalid', castOrder: null }
  const reader = { ...both, user: 'reader', email: 'reader@example.invalid' }
  await userStore(sql).insertMany(
    [both, reader],
    [
      { user: 'both', authority: 'small-pl', area: '*', role: 'request-handler' },
      { user: 'both', authority: 'small-es', area: 'services', role: 'request-handler' },
      { user: 'reader', authority: 'small-es', area: '*', role: 'basic-user' },
    ],
  )
  doors = noticeDoors({ ...stage.ports, store: noticeStore(sql), isDemo: true })
  const log = { warn: () => {}, error: (event: string) => void logged.push(event) }
  worker = openWorker({ sql, library, transport: logTransport, clock: stage.ports.clock, log, publicUrl })
})
afterAll(() => database.drop())

async function sent(isUrgent = false): Promise<string> {
  const made = await createExchange(stage.ports, callOf(library, zofia), {
    procedure: 'pq-information-request',
  })
  if (!made.ok) throw new Error(made.refusal.code)
  const body = {
    ...{ version: 1, recipient: 'small-es', language: 'pl', askedDay: '2026-12-08', asked: ['registered'] },
    fields: {
      ...{ background: 'Tajemnica Nowaka.', 'family-name': 'Nowak', 'given-names': 'Piotr' },
      profession: 'physiotherapist',
    },
    ...(isUrgent && { isUrgent, urgentReason: 'Tajemnica pilna.' }),
  }
  await step(zofia, made.value.number, 'send', body)
  return made.value.number
}

async function step(who: Actor, number: string, action: string, value: object): Promise<void> {
  const given = { number, action, sent: { kind: 'json', value } as const }
  const result = await act(stage.ports, callOf(library, who), given)
  if (!result.ok) throw new Error(JSON.stringify(result.refusal))
}

/** Transactions of other tests on the same server hold the follower back: wait until it has told. */
const told = async (number: string, version: number) => {
  const { sql } = database
  await expect
    .poll(
      async () => {
        await worker.tell()
        const [place] = await sql<{ isPast: boolean }[]>`
        select (l.transaction, l.exchange, l.version) <= (f.transaction, f.exchange, f.version) as "isPast"
        from exchange_event l, follower f
        where l.exchange = ${number} and l.version = ${version} and f.name = 'notice'`
        return place?.isPast
      },
      { timeout: 15_000 },
    )
    .toBe(true)
  return sql<{ account: string; event: string; dueDay: string | null }[]>`
    select account, event, due_day as "dueDay" from notice where exchange = ${number} order by version, account`
}

type Asked = { readonly query?: object; readonly body?: object }

async function ask<View>(
  method: string,
  path: string,
  who: Actor | null,
  { query = {}, body = {} }: Asked = {},
) {
  const door = doors.find(one => one.method === method && one.path === path)
  if (!door) throw new Error(path)
  const call = { ...callOf(library, who ?? zofia), who, url: new URL(`${publicUrl}${path}`) }
  const result = await door.run(call, { params: {}, query, body, sent: { kind: 'json', value: body } })
  if (!result.ok) throw new Error(result.refusal.code)
  return { view: result.value as View, page: door.page?.(result.value, call).main.markup ?? '' }
}

const inboxOf = async (who: Actor) => (await ask<InboxView>('GET', '/notices', who)).view.items

describe('who is told', () => {
  test('the other side’s handlers in the legal area, once; not who only reads or handles another area', async () => {
    const number = await sent()
    expect(await told(number, 2)).toEqual([{ account: 'carmen', event: 'sent', dueDay: '2026-12-08' }])
    await step(carmen, number, 'accept', { version: 2 })
    const rows = await told(number, 3)
    expect(rows.map(row => [row.account, row.event])).toEqual([
      ['carmen', 'sent'],
      ['both', 'accepted'],
      ['jan', 'accepted'],
      ['zofia', 'accepted'],
    ])
  })

  test('nobody twice when the log is read again from the start', async () => {
    const { sql } = database
    const before = await sql`select count(*) from notice`
    await sql`delete from follower`
    await worker.tell()
    expect(await sql`select count(*) from notice`).toEqual(before)
  })

  test('nobody of what happened long ago', async () => {
    const number = await sent()
    const now = stage.clock.now
    stage.clock.now = '2026-12-20T09:00:00.000Z'
    expect(await told(number, 2)).toEqual([])
    stage.clock.now = now
  })
})

describe('the inbox', () => {
  test('says what happened, leads on, and forgets what was looked at; in two statements', async () => {
    const number = await sent(true)
    await told(number, 2)
    const { value, statements } = await counted(database.sql, () => ask<InboxView>('GET', '/notices', carmen))
    expect(statements).toHaveLength(2)
    const item = value.view.items.find(one => one.number === number)
    expect(item).toMatchObject({ event: 'sent', what: 'Nueva solicitud', urgent: true, isRead: false })
    expect(value.page).toContain(`href="/exchanges/${number}"`)
    expect(value.page).toContain('No leído')
    await stage.ports.store.noteLook({
      ...{ exchange: number, user: carmen.user, authority: carmen.authority, version: 2, read: null },
      at: stage.clock.now,
    })
    expect((await inboxOf(carmen)).find(one => one.number === number)?.isRead).toBe(true)
  })

  test('one is marked as read, then all; others’ stay as they are', async () => {
    const number = await sent()
    await told(number, 2)
    await ask('POST', '/notices/read', carmen, { body: { number, version: 2 } })
    const items = await inboxOf(carmen)
    expect(items.at(-1)).toMatchObject({ isRead: true })
    expect(items.filter(one => !one.isRead).length).toBeGreaterThan(0)
    await expect(ask('POST', '/notices/read', anna, { body: { number, version: 2 } })).rejects.toThrow(
      'notice.unknown',
    )
    const unread = await inboxOf(jan)
    await ask('POST', '/notices/read-all', carmen)
    expect((await inboxOf(carmen)).every(one => one.isRead)).toBe(true)
    expect(await inboxOf(jan)).toEqual(unread)
  })

  test('page after page, unread first, without gap or repeat; only of the acting authority and its areas', async () => {
    const { sql } = database
    await sql`
      insert into notice (account, exchange, version, authority, area, procedure, event, is_urgent, at, read_at)
      select 'anna', '2026-EL-' || lpad(i::text, 8, '0'), 2, 'small-el',
        case when i % 10 = 0 then 'services' else 'professional-qualifications' end,
        'pq-information-request', 'accepted', false, '2026-11-20T09:00:00Z'::timestamptz + i / 3 * interval '1 minute',
        case when i % 4 = 0 then now() end
      from generate_series(1, 120) as i`
    const items: NoticeView[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { view: InboxView } = await ask('GET', '/notices', anna, {
        query: cursor ? { cursor } : {},
      })
      items.push(...page.view.items)
      cursor = page.view.next
    }
    expect(new Set(items.map(one => one.number)).size).toBe(120)
    expect(items).toHaveLength(120)
    expect(items.map(one => one.isRead)).toEqual(items.map(one => one.isRead).toSorted())
    const one: Actor = { ...anna, roles: { services: ['request-handler'] } }
    expect((await inboxOf(one)).every(item => item.area === 'services')).toBe(true)
    expect(await inboxOf({ ...anna, authority: 'small-es' })).toEqual([])
  })

  test('what is refused', async () => {
    await expect(ask('GET', '/notices', null)).rejects.toThrow('permission.sign-in')
    const cursor = Buffer.from('["x"]').toString('base64url')
    await expect(ask('GET', '/notices', anna, { query: { cursor } })).rejects.toThrow('base.fields.invalid')
  })
})

describe('mails', () => {
  test('many events make one daily mail in the reader’s language, with no name and nothing typed', async () => {
    const { sql } = database
    await sql`update notice set read_at = now()`
    await ask('POST', '/notices/settings', carmen, { body: { choice: 'at-once' } })
    const numbers = []
    for (let i = 0; i < 12; i++) numbers.push(await sent())
    for (const number of numbers) await told(number, 2)
    for (const number of numbers) await step(carmen, number, 'accept', { version: 2 })
    for (const number of numbers) await told(number, 3)
    stage.clock.now = '2026-11-25T05:59:00.000Z'
    await worker.make()
    const before = await sql`select from notice_mail where account in ('zofia', 'jan')`
    stage.clock.now = '2026-11-25T06:00:00.000Z'
    await worker.make()
    await worker.make()
    await worker.send()
    const mails = (await ask<MailsView>('GET', '/operator/mails', anna)).view.items
    const zofias = mails.filter(mail => mail.to === 'zofia@example.invalid')
    expect([before.length, zofias.length, zofias[0]?.notices, zofias[0]?.state]).toEqual([0, 1, 12, 'shown'])
    expect(zofias[0]?.subject).toBe('12 nowych powiadomień')
    expect(zofias[0]?.text).toContain(`${publicUrl}/exchanges/${numbers[0]}`)
    expect(zofias[0]?.text).toContain(`${publicUrl}/notices/settings`)
    const carmens = mails.filter(mail => mail.to === 'carmen@example.invalid')
    expect([carmens.length, carmens[0]?.notices]).toEqual([1, 12])
    const all = await sql<{ whole: string }[]>`select concat(subject, text, html) as whole from notice_mail`
    for (const { whole } of all) expect(whole).not.toMatch(/Nowak|Tajemnica|Lipowsk|Tilo|physio|fisio|fizjo/i)
  })

  test('another choice moves what has not gone out; what sets a duty goes out all the same', async () => {
    stage.clock.now = '2026-11-25T09:00:00.000Z'
    const number = await sent()
    await told(number, 2)
    await step(carmen, number, 'accept', { version: 2 })
    await told(number, 3)
    await ask('POST', '/notices/settings', zofia, { body: { choice: 'none' } })
    await ask('POST', '/notices/settings', carmen, {
      body: { choice: 'none', isQuiet: true, quietFrom: 8, quietTo: 12 },
    })
    const rows = await database.sql<{ account: string; after: string | null }[]>`
      select account, mail_after as after from notice where exchange = ${number} order by account`
    expect(rows.map(row => [row.account, row.after])).toEqual([
      ['both', '2026-11-26T06:00:00.000Z'],
      ['carmen', '2026-11-25T11:00:00.000Z'],
      ['jan', '2026-11-26T06:00:00.000Z'],
      ['zofia', null],
    ])
    const { view, page } = await ask<{ quiet: object }>('GET', '/notices/settings', carmen)
    expect(view).toMatchObject({ choice: 'none', quiet: { from: 8, to: 12 } })
    expect(page).toContain('value="none" checked')
  })

  test.each([
    [{ choice: 'none', procedures: { nonsense: 'none' } }],
    [{ choice: 'none', isQuiet: true, quietFrom: 8 }],
  ])('settings that make no sense are refused: %j', async body => {
    await expect(ask('POST', '/notices/settings', zofia, { body })).rejects.toThrow('base.fields.invalid')
  })

  test('the mail log is there in the demo only', () => {
    const served = noticeDoors({ ...stage.ports, store: noticeStore(database.sql), isDemo: false })
    expect(served.some(door => door.path === '/operator/mails')).toBe(false)
  })
})
