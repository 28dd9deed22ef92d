// Goal: every mail arrives once in its own letters, or is visibly dead, whatever the mail server does for a day.
// Method: a real mail server that the test breaks and mends, a real outbox, a clock that the test moves.
import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { insertOffice, officials } from '../../test/small-office.ts'
import type { Library } from '../base/text.ts'
import { loadLibrary } from '../library.ts'
import { later } from './model.ts'
import { insertMails, type NewMail, takeMail } from './store/mails.ts'
import { smtpTransport, type Transport } from './transport.ts'
import { openWorker, type Worker } from './worker.ts'

const publicUrl = 'https://imi.example.eu'
const start = '2026-11-24T09:00:00.000Z'
const clock = { now: start }

let database: TestDatabase
let library: Library
let server: SMTPServer | null = null
let port: number
let transport: Transport
let arrived: ParsedMail[]
/** What the server answers to a recipient before it takes anything; empty: it takes the mail. */
let refusals: string[]
const errors: string[] = []

beforeAll(async () => {
  database = await freshDatabase()
  library = loadLibrary(new URL('../..', import.meta.url).pathname)
  await insertOffice(database.sql)
})
beforeEach(async () => {
  clock.now = start
  arrived = []
  refusals = []
  errors.length = 0
  await database.sql`truncate notice_mail, notice`
  port = await listen(0)
  transport = smtpTransport({ url: `smtp://127.0.0.1:${port}`, from: 'imi@example.eu', publicUrl })
})
afterEach(async () => {
  transport.close()
  await shut()
})
afterAll(() => database.drop())

async function listen(at: number): Promise<number> {
  const opened = new SMTPServer({
    ...{ disabledCommands: ['AUTH', 'STARTTLS'], logger: false, closeTimeout: 100 },
    onRcptTo(_address, _session, done) {
      const [code = '', ...words] = (refusals.shift() ?? '').split(' ')
      done(code === '' ? null : Object.assign(new Error(words.join(' ')), { responseCode: Number(code) }))
    },
    onData(stream, _session, done) {
      simpleParser(stream).then(mail => {
        arrived.push(mail)
        done()
      }, done)
    },
  })
  opened.on('error', () => {})
  await new Promise<void>(ready => opened.listen(at, '127.0.0.1', ready))
  server = opened
  return (opened.server.address() as AddressInfo).port
}

const shut = () =>
  new Promise<void>(resolve => {
    const closing = server
    server = null
    if (closing) closing.close(() => resolve())
    else resolve()
  })

const open = (): Worker => {
  const log = { warn: () => {}, error: (event: string) => void errors.push(event) }
  return openWorker({ sql: database.sql, library, transport, clock: () => clock.now, log, publicUrl })
}

const mail = (id: string, given: Partial<NewMail> = {}): NewMail => ({
  ...{ id, user: 'zofia', lang: 'pl', notices: 1, subject: 'S', text: 'T', html: '<p>T</p>' },
  ...given,
})
const make = (mails: readonly NewMail[]) => insertMails(database.sql, mails, [], clock.now)
const states = async () => {
  const rows = await database.sql<{ state: string; n: number; failure: string | null }[]>`
    select state, count(*)::int as n, max(failure) as failure from notice_mail group by state`
  return rows.map(row => [row.state, row.n, row.failure])
}

test('letters of all scripts, both forms and the marks of an automatic message arrive', async () => {
  const subject = 'Žádost č. 7 · ΕΛ Νέο αίτημα · БГ Ново искане · naïve 🙂'
  const id = '0b9f3a52-7a52-4a44-9f6a-1d8f5c1f0001'
  await make([mail(id, { subject, text: 'Ő ß Ł\n', html: '<p>Ő ß Ł</p>', lang: 'cs' })])
  expect(await open().send()).toBe(1)
  const [got] = arrived
  expect([got?.subject, got?.text?.trim(), got?.html]).toEqual([subject, 'Ő ß Ł', '<p>Ő ß Ł</p>'])
  expect(got?.messageId).toBe(`<${id}@imi.example.eu>`)
  expect(got?.headers.get('auto-submitted')).toBe('auto-generated')
  expect(JSON.stringify(got?.headers.get('list'))).toContain(`${publicUrl}/notices/settings`)
  expect([got?.from?.text, got?.date?.toISOString()]).toEqual(['"Open IMI" <imi@example.eu>', start])
})

test('451 is tried again later, 550 is dead at once and told', async () => {
  refusals = ['451 4.3.0 zofia@example.invalid later', '550 5.1.1 zofia@example.invalid unknown']
  await make([mail('a')])
  const worker = open()
  await worker.send()
  expect(await states()).toEqual([['waiting', 1, '451 4.3.0']])
  await worker.send()
  expect(arrived).toHaveLength(0)
  clock.now = later(clock.now, 1)
  await worker.send()
  expect(await states()).toEqual([['dead', 1, '550 5.1.1']])
  expect(errors).toEqual(['mail given up'])
  clock.now = later(clock.now, 10_000)
  expect(await worker.send()).toBe(0)
})

test('a server that says later for ever: given up after two days, visibly', async () => {
  refusals = Array(20).fill('451 later')
  await make([mail('a')])
  const worker = open()
  for (let hours = 0; hours < 4 * 24; hours++) {
    await worker.send()
    clock.now = later(clock.now, 60)
  }
  expect(await states()).toEqual([['dead', 1, '451']])
  expect(20 - refusals.length).toBe(11)
})

test('the server is down for a day: nothing lost, nothing twice, no flood afterwards', async () => {
  const people = Object.keys(officials).length
  const { sql } = database
  await shut()
  const worker = open()
  const tick = async (hours: number, each: (i: number) => Promise<unknown>) => {
    for (let i = 0; i < hours * 4; i++) {
      await each(i)
      await worker.make()
      await worker.send()
      clock.now = later(clock.now, 15)
    }
  }
  // All are told of something every quarter of an hour, half of it at once, half the next morning.
  await tick(
    24,
    i => sql`
      insert into notice (account, exchange, version, authority, area, procedure, event, is_urgent, at, mail_after)
      select id, '2026-PL-' || lpad(${i}::text, 8, '0'), 2, 'small-pl', 'a', 'pq-information-request', 'answered',
        false, ${clock.now}::timestamptz,
        case when ${i}::int % 2 = 0 then ${clock.now}::timestamptz
          else date_trunc('day', ${clock.now}::timestamptz) + interval '30 hours' end
      from account`,
  )
  expect(arrived).toHaveLength(0)
  await listen(port)
  await tick(48, async () => {})
  const made = await sql<{ id: string }[]>`select id from notice_mail`
  expect((await states()).map(([state]) => state)).toEqual(['sent'])
  const ids = arrived.map(one => one.messageId).toSorted()
  expect(ids).toEqual(made.map(({ id }) => `<${id}@imi.example.eu>`).toSorted())
  const [left] = await sql<{ n: number }[]>`select count(*)::int as n from notice where mail is null`
  const [told] = await sql<{ n: number }[]>`select sum(notices)::int as n from notice_mail`
  expect([left?.n, told?.n]).toEqual([0, people * 96])
  // One that waited, one with all that came meanwhile, one in the next morning.
  expect(made.length).toBeLessThanOrEqual(people * 3)
}, 60_000)

test('two workers at one outbox send each mail once', async () => {
  await make(Array.from({ length: 60 }, (_, i) => mail(`m-${i}`)))
  const ended = await Promise.all([open().send(), open().send()])
  expect(ended.reduce((sum, n) => sum + n)).toBe(60)
  expect(new Set(arrived.map(one => one.messageId)).size).toBe(60)
  expect(arrived).toHaveLength(60)
})

test('what a worker took and died with is sent by another one, under the same Message-ID', async () => {
  await make([mail('a')])
  expect(await takeMail(database.sql, clock.now, later(clock.now, 10))).toMatchObject({ id: 'a' })
  expect(await open().send()).toBe(0)
  clock.now = later(clock.now, 11)
  expect(await open().send()).toBe(1)
  expect(arrived.map(one => one.messageId)).toEqual(['<a@imi.example.eu>'])
})

test('an address that would smuggle a header or a second recipient is none', async () => {
  const { sql } = database
  await sql`update account set email = ${'a@example.invalid\r\nBcc: b@example.invalid'} where id = 'jan'`
  await make([mail('a', { user: 'jan' })])
  await open().send()
  const to = arrived.flatMap(one => (Array.isArray(one.to) ? one.to : one.to ? [one.to] : []))
  expect(
    arrived.every(one => one.bcc === undefined && !/^bcc:/im.test(JSON.stringify([...one.headers]))),
  ).toBe(true)
  expect(to.flatMap(one => one.value).length).toBeLessThanOrEqual(1)
})
