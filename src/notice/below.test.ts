// Goal: who holds a question is told once of a file that the asking side adds to it above, or withdraws, after the
//   split, until it looks; nobody else is told, and nothing of what came with the split or after the child's end.
// Method: the whole application on a real database, the follower on the real log: Zofia (Łódź) asks Carmen (Vigo), who
//   gives a question to Brais (Ourense), who gives it on to Xoán (Lugo); inbox, count and mail of each.
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { officeApp } from '../../test/office-app.ts'
import {
  idIn,
  request,
  type SmallAttachments,
  smallAttachments,
  value,
} from '../../test/small-attachments.ts'
import { insertOffice, library, officials } from '../../test/small-office.ts'
import type { ExchangeView } from '../exchange/view-schema.ts'
import type { Actor } from '../permission/model.ts'
import { userStore } from '../user/store.ts'
import { noticeDoors } from './routes.ts'
import { noticeStore } from './store.ts'
import { logTransport } from './transport.ts'
import type { InboxView } from './view.ts'
import { openWorker, type Worker } from './worker.ts'

const { zofia, carmen, brais, xoan } = officials

let database: TestDatabase
let small: SmallAttachments
let app: ReturnType<typeof officeApp>
let worker: Worker
beforeAll(async () => {
  database = await freshDatabase()
  await insertOffice(database.sql)
})
afterAll(() => database.drop())
beforeEach(async () => {
  const { sql } = database
  await sql`truncate notice`
  small = smallAttachments(sql)
  const { ports } = small.stage
  app = officeApp(library, ports, noticeDoors({ ...ports, store: noticeStore(sql), isDemo: false }))
  const log = { warn: () => {}, error: (event: string) => expect(event).toBe('no fault') }
  worker = openWorker({
    sql,
    library,
    transport: logTransport,
    clock: ports.clock,
    log,
    publicUrl: 'http://x.y',
  })
  return small.clean
})

const asked = { ...request, asked: ['registered', 'sanctions'] }
const toBrais = { recipient: 'small-es-2', asked: ['sanctions'] }
const attached = { question: 'sanctions', title: 'Wyrok Arrieta' }
async function split() {
  const sent = await small.does(zofia, await small.drafted(), 'send', asked)
  const taken = await small.does(carmen, sent, 'accept')
  await small.attaches(zofia, taken, { ...attached, title: 'Wcześniej' })
  const parent = await small.does(carmen, await small.seen(carmen, taken), 'split', toBrais)
  const child = await small.does(brais, await small.seen(brais, belowOf(parent)), 'accept')
  return { parent, child }
}
const belowOf = ({ children }: ExchangeView) => ({ number: children[0]?.number ?? '' })
const inbox = async (who: Actor) =>
  ((await app.json(who, '/notices')).view as unknown as InboxView).items
    .filter(({ event }) => event.startsWith('attach'))
    .map(({ event, number, isRead }) => [event, number, ...(isRead ? ['read'] : [])])
/** Transactions of other tests on the same server hold the follower back. */
const told = (who: Actor, wanted: readonly (readonly unknown[])[]) =>
  vi.waitFor(async () => {
    await worker.tell()
    expect(await inbox(who)).toEqual(wanted)
  }, 15_000)
async function unread(who: Actor): Promise<number> {
  const { user, authority } = who
  const tokenHash = `${user} ${Math.random()}`
  const store = userStore(database.sql)
  const at = small.stage.ports.clock()
  await store.openToken({ tokenHash, user, authority, at, expiresAt: '2027-01-01T00:00:00.000Z' })
  const found = await store.recognise('token', tokenHash, at)
  return found?.unread ?? -1
}

describe('a file that comes after the split', () => {
  test('is told to the child’s recipient under its own number, once, until it looks', async () => {
    const { child, parent } = await split()
    const page = `/exchanges/${child.number}`
    await app.page(brais, page)
    small.clock.now = '2026-11-24T10:00:00.000Z'
    value(await small.attaches(zofia, parent, attached))
    await told(brais, [['attached', child.number]])
    expect((await inbox(carmen)).every(([, number]) => number === parent.number)).toBe(true)
    expect((await app.page(brais, '/notices')).text).not.toContain(parent.number)
    const before = await unread(brais)
    await small.attaches(carmen, parent, { ...attached, title: 'Nota interna' })
    await small.attaches(zofia, parent, { question: 'registered' })
    const shown = (await app.page(brais, page)).text
    expect(shown).toContain('Wyrok Arrieta')
    expect(shown).toMatch(/data-new[^>]*>[\s\S]*Wyrok Arrieta/)
    await told(brais, [['attached', child.number, 'read']])
    expect(await unread(brais)).toBe(before - 1)
    expect((await app.page(brais, page)).text).not.toMatch(/data-new[^>]*>[\s\S]*Wyrok Arrieta/)
  })

  test('given on, both offices are told, of its withdrawal too; who has ended is not', async () => {
    const { child, parent } = await split()
    const again = await small.does(brais, child, 'split', { ...toBrais, recipient: 'small-es-4' })
    const last = belowOf(again)
    const taken = await small.does(xoan, await small.seen(xoan, last), 'accept')
    const now = value(await small.attaches(zofia, parent, attached))
    await told(xoan, [['attached', last.number]])
    await told(brais, [['attached', child.number]])
    await small.does(xoan, taken, 'answer', { language: 'es', answers: { sanctions: { answer: 'no' } } })
    await small.does(brais, await small.seen(brais, last), 'close')
    value(await small.withdraws(zofia, now, idIn(now)))
    await told(brais, [
      ['attachment-withdrawn', child.number],
      ['attached', child.number],
    ])
    expect(await inbox(xoan)).toEqual([['attached', last.number]])
  })

  test('a mail leads to the child and names no person; who marks it read is believed', async () => {
    const { child, parent } = await split()
    value(await small.attaches(zofia, parent, attached))
    await told(brais, [['attached', child.number]])
    await worker.make()
    const [found] = await database.sql<{ version: number; after: string | null }[]>`
      select version, mail_after as after from notice where account = 'brais' and event = 'attached'`
    expect(found?.after).not.toBeNull()
    const marked = await app.json(brais, '/notices/read', { number: child.number, version: found?.version })
    expect(marked.status).toBe(200)
    expect(await inbox(brais)).toEqual([['attached', child.number, 'read']])
    const mails = await database.sql<{ text: string }[]>`select text from notice_mail where account = 'brais'`
    expect(mails.map(({ text }) => text).join()).not.toContain('Arrieta')
  })
})
