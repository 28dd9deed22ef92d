// Goal: where a coordinator approves answers, what the recipient attaches leaves with the answer, not before it.
// Method: the functions of the doors on a real database and a folder: Zofia (Łódź) asks, Carmen (Vigo) answers, Lucía
//   approves for Spain; the notices that follow the log.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../../test/database.ts'
import {
  codeOf,
  idIn,
  type SmallAttachments,
  smallAttachments,
  value,
} from '../../../test/small-attachments.ts'
import { insertOffice, officials } from '../../../test/small-office.ts'
import { authorityStore } from '../../authority/store.ts'
import { partsOf } from '../current.ts'
import type { LogEntry } from '../model.ts'

const { zofia, carmen, lucia } = officials

let database: TestDatabase
let small: SmallAttachments
beforeAll(async () => {
  database = await freshDatabase()
  await insertOffice(database.sql)
  const setting = { procedure: '*', step: 'answer', coordinator: 'small-es-c' } as const
  await authorityStore(database.sql).setApproval('small-es', setting)
})
afterAll(() => database.drop())
beforeEach(() => {
  small = smallAttachments(database.sql)
  return small.clean
})

const answer = { language: 'es', answers: { registered: { answer: 'yes' } } }
const logOf = async (number: string) =>
  (await database.sql`select version, event, at, authority, account as "user", data, hash
    from exchange_event where exchange = ${number} order by version`) as unknown as LogEntry[]

describe('a file that the recipient attaches', () => {
  test('is not there for the sender: not in list, history, news or by its address', async () => {
    const taken = await small.accepted()
    const before = await small.seen(zofia, taken)
    const own = value(await small.attaches(carmen, taken, { question: 'registered' }))
    expect(own.attachments).toMatchObject([{ question: 'registered', isOwn: true }])
    const now = await small.seen(zofia, taken)
    expect({ ...now, seen: null }).toEqual({ ...before, seen: null })
    expect(await small.opens(zofia, taken, idIn(own))).toBe('exchange-attachments.unknown')
    const [part] = partsOf(await logOf(taken.number)).filter(one => one.part === 'sender')
    expect(part?.otherVersion).toBe(3)
  })

  test('waits with the answer for the coordinator, comes back with it, and leaves with it', async () => {
    const taken = await small.accepted()
    const own = value(await small.attaches(carmen, taken))
    const waiting = await small.does(carmen, own, 'answer', answer)
    expect((await small.seen(zofia, taken)).attachments).toEqual([])
    expect((await small.seen(lucia, taken)).attachments).toHaveLength(1)
    const returned = await small.does(lucia, waiting, 'return', { reason: 'Falta algo.', language: 'es' })
    expect((await small.seen(zofia, taken)).attachments).toEqual([])
    const again = await small.does(carmen, returned, 'answer', answer)
    await small.does(lucia, again, 'approve')
    const there = await small.seen(zofia, taken)
    expect(there.attachments).toMatchObject([{ isOwn: false, title: 'Dyplom Arrieta' }])
    expect(await small.opens(zofia, taken, idIn(there))).toMatchObject({
      text: expect.stringContaining('%PDF'),
    })
  })

  test('and takes back before the answer left, the sender never hears of', async () => {
    const taken = await small.accepted()
    const own = value(await small.attaches(carmen, taken))
    expect(codeOf(await small.withdraws(carmen, taken, idIn(own)))).toBe('done')
    const { history, attachments } = await small.seen(zofia, taken)
    expect([history.at(-1)?.event, attachments]).toEqual(['accepted', []])
    const flags = (await logOf(taken.number)).map(({ data }) => (data as { withAnswer?: true }).withAnswer)
    expect(flags.filter(Boolean), 'nobody is told by a notice').toHaveLength(2)
  })

  test('for an answer that left is a new one: it waits for the next', async () => {
    const taken = await small.accepted()
    const waiting = await small.does(carmen, taken, 'answer', answer)
    const left = await small.does(lucia, waiting, 'approve')
    const asked = { language: 'pl', asked: ['sanctions'], askedDay: '2026-12-20' }
    const further = await small.does(zofia, { ...left, version: left.version }, 'ask-further', asked)
    const own = value(await small.attaches(carmen, further))
    expect(own.attachments).toHaveLength(1)
    expect((await small.seen(zofia, taken)).attachments).toEqual([])
  })
})

test('what the sender attaches is seen at once', async () => {
  const taken = await small.accepted()
  value(await small.attaches(zofia, taken))
  expect((await small.seen(carmen, taken)).attachments).toHaveLength(1)
})
