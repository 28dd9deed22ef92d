// Goal: attachments are withdrawn by their own side only; programs are told what is possible; what is erased is gone.
// Method: the functions of the doors on a real database and a folder: Zofia (Łódź) asks, Carmen (Vigo) answers.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../../test/database.ts'
import {
  actionsOf,
  codeOf,
  idIn,
  pdf,
  type SmallAttachments,
  smallAttachments,
  value,
} from '../../../test/small-attachments.ts'
import { insertOffice, officials } from '../../../test/small-office.ts'

const { zofia, jan, carmen } = officials

let database: TestDatabase
let small: SmallAttachments
beforeAll(async () => {
  database = await freshDatabase()
  await insertOffice(database.sql)
})
afterAll(() => database.drop())
beforeEach(() => {
  small = smallAttachments(database.sql)
  return small.clean
})

describe('withdrawn', () => {
  test('by its own side only; it stays listed, opens no more, and is not taken back', async () => {
    const taken = await small.accepted()
    const id = idIn(value(await small.attaches(zofia, taken)))
    expect(codeOf(await small.withdraws(carmen, taken, id))).toBe('exchange-attachments.foreign.invalid')
    expect(codeOf(await small.withdraws(jan, taken, id))).toBe('done')
    expect(codeOf(await small.withdraws(jan, taken, id))).toBe('exchange-attachments.withdrawn.unknown')
    expect(codeOf(await small.withdraws(jan, taken, 'other'))).toBe('exchange-attachments.unknown')
    const view = await small.seen(carmen, taken)
    expect(view.attachments).toMatchObject([
      { title: 'Dyplom Arrieta', href: null, withdrawnAt: small.clock.now },
    ])
    expect(await small.opens(carmen, taken, id)).toBe('exchange-attachments.withdrawn.unknown')
  })

  test('not after the exchange has ended, when nothing is attached either', async () => {
    const taken = await small.accepted()
    const id = idIn(value(await small.attaches(zofia, taken)))
    const over = await small.does(zofia, await small.seen(zofia, taken), 'withdraw', { language: 'pl' })
    expect(actionsOf(over)).not.toContain('attach')
    expect(codeOf(await small.withdraws(zofia, over, id))).toBe('exchange.action.invalid')
    expect(codeOf(await small.attaches(zofia, over))).toBe('exchange.action.invalid')
    expect(await small.opens(carmen, over, id)).toMatchObject({ text: pdf })
  })
})

test('programs are told what they may do, with the values that are possible', async () => {
  const taken = await small.accepted()
  expect(actionsOf(taken)).toContain('attach')
  expect(actionsOf(taken)).not.toContain('withdraw-attachment')
  const view = value(await small.attaches(carmen, taken))
  const schemaOf = (action: string) => view.actions.find(one => one.action === action)?.schema
  expect(schemaOf('attach')).toMatchObject({
    required: ['title', 'language', 'kind', 'file'],
    properties: { question: { enum: ['registered'] }, file: { type: 'string' } },
  })
  expect(schemaOf('withdraw-attachment')).toMatchObject({
    properties: { attachment: { enum: [idIn(view)] } },
  })
  expect(actionsOf(await small.seen(zofia, taken))).not.toContain('withdraw-attachment')
})

test('once the person was erased, nothing can be opened or attached', async () => {
  const taken = await small.accepted()
  const id = idIn(value(await small.attaches(zofia, taken)))
  await database.sql`delete from exchange_subject where exchange = ${taken.number}`
  expect((await small.seen(carmen, taken)).attachments).toMatchObject([
    { title: null, href: null, sizeBytes: 24 },
  ])
  expect(await small.opens(zofia, taken, id)).toBe('exchange.person.erased')
  expect(codeOf(await small.attaches(zofia, taken))).toBe('exchange.person.erased')
})

test('what was changed on the disk is not handed out', async () => {
  const taken = await small.accepted()
  const id = idIn(value(await small.attaches(zofia, taken)))
  const [inner = ''] = readdirSync(small.folder).filter(name => name !== 'incoming')
  const path = join(small.folder, inner, `${taken.number}.${id}`)
  const bytes = readFileSync(path)
  bytes[30] = (bytes[30] ?? 0) ^ 1
  writeFileSync(path, bytes)
  await expect(small.opens(zofia, taken, id)).rejects.toThrow()
})
