// Goal: what the clock does reaches who has to act: the right side, the coordinator without a name, each in its words.
// Method: real steps and a moved clock on a real database, the follower on the real log, inbox, mails and history.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestDatabase } from '../../test/database.ts'
import { callOf, library, officials, openOffice, type smallPorts } from '../../test/small-office.ts'
import { inventedAuthority } from '../authority/small-directory.ts'
import { authorityStore } from '../authority/store.ts'
import { act } from '../exchange/act.ts'
import { createExchange } from '../exchange/create.ts'
import { exchangeDoors } from '../exchange/routes.ts'
import { openTimers, type Timers } from '../exchange/timers.ts'
import type { Actor } from '../permission/model.ts'
import { userStore } from '../user/store.ts'
import { noticeDoors } from './routes.ts'
import { noticeStore } from './store.ts'
import { logTransport } from './transport.ts'
import type { InboxView } from './view.ts'
import { openWorker, type Worker } from './worker.ts'

const { zofia, carmen, brais } = officials
const marta: Actor = { ...carmen, user: 'marta', name: 'Marta Coordina', authority: 'coordinator-es' }
const publicUrl = 'https://imi.example.eu'

let database: TestDatabase
let stage: ReturnType<typeof smallPorts>
let timers: Timers
let worker: Worker
beforeAll(async () => {
  ;({ database, ...stage } = await openOffice())
  const { sql } = database
  const directory = authorityStore(sql)
  await directory.insertMany([
    inventedAuthority({
      ...{ id: marta.authority, country: 'ES', town: 'Lugo', type: 'area-coordinator' },
      officialNames: [{ lang: 'es', name: 'Coordinador de la calle del Olmo' }],
    }),
  ])
  const account = { user: 'marta', name: marta.name, language: 'es', email: 'marta@example.invalid' }
  const role = { user: 'marta', authority: marta.authority, area: '*', role: 'request-handler' }
  await userStore(sql).insertMany([{ ...account, castOrder: null }], [role])
  const log = { warn: () => {}, error: () => {} }
  timers = openTimers({ ...stage.ports, coordinators: directory.coordinators, log })
  worker = openWorker({ sql, library, transport: logTransport, clock: stage.ports.clock, log, publicUrl })
})
afterAll(() => database.drop())

async function does(who: Actor, number: string, action: string, body: object): Promise<void> {
  const given = { number, action, sent: { kind: 'json', value: body } as const }
  const result = await act(stage.ports, callOf(library, who), given)
  if (!result.ok) throw new Error(JSON.stringify(result.refusal))
}

async function sent(): Promise<string> {
  stage.clock.now = '2026-11-24T09:00:00.000Z'
  const made = await createExchange(stage.ports, callOf(library, zofia), {
    procedure: 'pq-information-request',
  })
  if (!made.ok) throw new Error(made.refusal.code)
  await does(zofia, made.value.number, 'send', {
    ...{ version: 1, recipient: 'small-es', language: 'pl', askedDay: '2026-12-10', asked: ['registered'] },
    fields: {
      ...{ background: 'Wniosek.', 'family-name': 'Nowak', 'given-names': 'Piotr' },
      profession: 'physiotherapist',
    },
  })
  return made.value.number
}

/** What happened more than a fortnight ago is told to nobody: it is told after each look. */
async function scanOn(day: string, number: string): Promise<void> {
  await told(number)
  stage.clock.now = `${day}T08:00:00.000Z`
  await timers.scan()
}

/** Who was told as what, once the follower has come to the last event. */
async function told(number: string): Promise<readonly string[]> {
  const { sql } = database
  await expect
    .poll(
      async () => {
        await worker.tell()
        const [place] = await sql<{ isPast: boolean }[]>`
          select (l.transaction, l.exchange, l.version) <= (f.transaction, f.exchange, f.version) as "isPast"
          from exchange_event l, exchange e, follower f
          where l.exchange = ${number} and e.exchange = l.exchange and l.version = e.version and f.name = 'notice'`
        return place?.isPast
      },
      { timeout: 15_000 },
    )
    .toBe(true)
  const rows = await sql<{ account: string; event: string; told: string | null }[]>`
    select account, event, told from notice where exchange = ${number} order by version, account`
  return rows.map(row => `${row.event} ${row.account} ${row.told}`)
}

async function inboxOf(who: Actor, number: string) {
  const doors = noticeDoors({ ...stage.ports, store: noticeStore(database.sql), isDemo: true })
  const door = doors.find(one => one.path === '/notices')
  const call = { ...callOf(library, who), url: new URL(`${publicUrl}/notices`) }
  const input = { params: {}, query: {}, body: {}, sent: { kind: 'none', value: null } } as const
  const result = await door?.run(call, input)
  if (!result?.ok) throw new Error('no inbox')
  const view = result.value as InboxView
  return {
    items: view.items.filter(item => item.number === number),
    page: door?.page?.(view, call).main.markup ?? '',
  }
}

describe('who is told', () => {
  test('a forward: the new recipient has a new request, the sender hears that another authority has it', async () => {
    const number = await sent()
    await does(carmen, number, 'forward', {
      ...{ version: 2, recipient: 'small-es-2', reason: 'Otra provincia.', language: 'es' },
    })
    expect(await told(number)).toEqual([
      // By the time the log is read it is the new recipient's.
      'sent brais recipient',
      'forwarded brais recipient',
      'forwarded jan sender',
      'forwarded zofia sender',
    ])
    const [item] = (await inboxOf(zofia, number)).items
    expect([item?.what, item?.told]).toEqual(['Wniosek przekazano innemu organowi', 'sender'])
    expect((await inboxOf(brais, number)).items[0]?.what).toBe('Nueva solicitud')
  })

  test('not taken up: the recipient; then the coordinator, who finds no name, and where it stands', async () => {
    const number = await sent()
    await scanOn('2026-11-27', number)
    await scanOn('2026-12-09', number)
    expect((await told(number)).slice(1)).toEqual([
      'acceptance-reminded carmen recipient',
      'escalated carmen recipient',
      'escalated jan sender',
      'escalated marta coordinator',
      'escalated zofia sender',
    ])
    const { items, page } = await inboxOf(marta, number)
    expect(items).toMatchObject([
      { what: 'Solicitud retrasada en su ámbito de competencia', dueDay: '2026-12-10' },
    ])
    expect(page).toContain(number)
    expect(page).toContain(`href="/coordination/exchanges/${number}"`)
    expect(page).not.toMatch(/Nowak|href="\/exchanges/)
    await worker.make()
    const [mail] = await database.sql<{ text: string; whole: string }[]>`
      select text, concat(subject, text, html) as whole from notice_mail where account = 'marta'`
    expect(mail?.text).toContain(`${publicUrl}/coordination/exchanges/${number}`)
    expect(mail?.whole).not.toMatch(/Nowak|\d\/exchanges\/|eu\/exchanges\//)
  })

  test('late: both sides, the recipient at once; not closed: the sender; the end of reopening: nobody', async () => {
    const number = await sent()
    await does(carmen, number, 'accept', { version: 2 })
    await scanOn('2026-12-11', number)
    await does(carmen, number, 'answer', {
      ...{ version: 3, language: 'es', answers: { registered: { answer: 'unknown' } } },
    })
    await scanOn('2026-12-29', number)
    await told(number)
    await does(zofia, number, 'close', { version: 5 })
    await scanOn('2027-02-01', number)
    expect((await told(number)).filter(row => /overdue|reminded|reopening/.test(row))).toEqual([
      'overdue carmen recipient',
      'overdue jan sender',
      'overdue zofia sender',
      'closing-reminded jan sender',
      'closing-reminded zofia sender',
    ])
    const [row] = await database.sql<{ events: string }[]>`
      select string_agg(event, ' ' order by version) as events from exchange_event where exchange = ${number}`
    expect(row?.events).toContain('closed reopening-expired')
  })
})

test('the history tells both sides, in their languages, without a person', async () => {
  const number = await sent()
  await scanOn('2026-12-09', number)
  const door = exchangeDoors(stage.ports).find(
    one => one.path === '/exchanges/:number' && one.method === 'GET',
  )
  const read = async (who: Actor) => {
    const call = callOf(library, who, { wants: 'html' })
    const input = { params: { number }, query: {}, body: {}, sent: { kind: 'none', value: null } } as const
    const result = await door?.run(call, input)
    if (!result?.ok) throw new Error('not readable')
    return { view: result.value, page: door?.page?.(result.value, call).main.markup ?? '' }
  }
  expect((await read(carmen)).page).toContain('Coordinador informado: Coordinador de la calle del Olmo')
  const { view, page } = await read(zofia)
  expect(page).toContain('Poinformowano koordynatora: ')
  expect(view.history.at(-1)).toMatchObject({ person: null, country: '', isNew: false })
})
