// Goal: a letter to somebody without an account leaves like any mail; until then it is sealed, then nothing is left.
// Method: the real outbox and worker; a transport that refuses once; rows of the table as the database shows them.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { insertOffice } from '../../test/small-office.ts'
import { letterOf } from '../base/letter.ts'
import type { Library } from '../base/text.ts'
import { openVault } from '../exchange/vault.ts'
import { loadLibrary } from '../library.ts'
import { letterbox } from './letters.ts'
import { insertMails, type TakenMail } from './store/mails.ts'
import { noticeStore } from './store.ts'
import { type Handed, logTransport, type Transport } from './transport.ts'
import { openWorker } from './worker.ts'

let database: TestDatabase
let library: Library
const clock = { now: '2026-11-24T09:00:00.000Z' }
beforeAll(async () => {
  database = await freshDatabase()
  library = loadLibrary(new URL('../..', import.meta.url).pathname)
  await insertOffice(database.sql)
})
afterAll(() => database.drop())

const letters = letterbox(openVault(Buffer.alloc(32, 5)))
const link = 'https://imi.example/registration/secret'
const letter = () =>
  letterOf(library.in('bg'), {
    ...{ email: 'palata@example.invalid', subject: 'Покана', paragraphs: ['<b>', link], close: ['Край'] },
  })
const rows = () => database.sql<Record<string, unknown>[]>`select * from notice_mail order by made_at, id`
const workerWith = (transport: Transport) =>
  openWorker({
    ...{
      sql: database.sql,
      library,
      transport,
      clock: () => clock.now,
      publicUrl: 'https://imi.example',
      letters,
    },
    log: { warn: () => {}, error: () => {} },
  })

test('markup is escaped, an address is a link, in both forms', () => {
  const { text, html } = letter()
  expect(text).toBe(`<b>\n\n${link}\n\n-- \nКрай\n`)
  for (const part of ['<p>&lt;b&gt;</p>', `<a href="${link}">${link}</a>`, 'lang="bg"'])
    expect(html).toContain(part)
})

test('it is sealed while it waits, goes out whole, and is gone then', async () => {
  await letters.post(database.sql, [letter()], clock.now)
  const secrets = /palata|secret|Покана/
  expect(JSON.stringify(await rows())).not.toMatch(secrets)
  const sent: TakenMail[] = []
  let answer: Handed = { outcome: 'later', failure: '451' }
  const worker = workerWith({
    async send(mail) {
      sent.push(mail)
      return answer
    },
    close: () => {},
  })
  expect(await worker.send()).toBe(0)
  const [waiting] = await rows()
  expect([waiting?.state, waiting?.sealed === null]).toEqual(['waiting', false])
  clock.now = '2026-11-25T09:00:00.000Z'
  answer = { outcome: 'sent' }
  expect(await worker.send()).toBe(1)
  expect(sent.at(-1)).toMatchObject({ ...letter(), user: '' })
  const [gone] = await rows()
  expect([gone?.state, gone?.sealed]).toEqual(['sent', null])
})

test('where no mail server is set, the mail log shows it beside the others', async () => {
  await letters.post(database.sql, [letter()], '2026-11-25T09:00:01.000Z')
  const mail = { id: 'b', user: 'zofia', lang: 'pl', notices: 1, subject: 'S', text: 'T', html: '' }
  await insertMails(database.sql, [mail], [], '2026-11-25T09:00:02.000Z')
  clock.now = '2026-11-25T09:01:00.000Z'
  expect(await workerWith(logTransport).send()).toBe(2)
  const shown = await noticeStore(database.sql, letters).mails({ after: null, limit: 2 })
  expect(shown).toMatchObject([
    { email: 'zofia@example.invalid', subject: 'S', text: 'T', state: 'shown' },
    { email: 'palata@example.invalid', subject: 'Покана', text: letter().text, state: 'shown' },
  ])
})

test('another key opens nothing', async () => {
  const [row] = await database.sql<{ id: string; sealed: Buffer }[]>`
    select id, sealed from notice_mail where sealed is not null`
  const other = letterbox(openVault(Buffer.alloc(32, 6)))
  expect(() => other.read(row?.id ?? '', row?.sealed ?? Buffer.alloc(0))).toThrow()
})
