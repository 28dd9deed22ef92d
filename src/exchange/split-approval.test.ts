// Goal: who gave questions to another authority learns of its answer only once that one's coordinator approved it.
// Method: the whole application on a real database: Zofia (Łódź) asks Carmen (Vigo), who splits; Brais (Ourense)
//   answers what Lucía approves. The page of what was split, for both who look; its statements counted.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { counted, freshDatabase, type TestDatabase } from '../../test/database.ts'
import { insertOffice, officials } from '../../test/small-office.ts'
import { openPlay, type Play } from '../../test/small-play.ts'
import { authorityStore } from '../authority/store.ts'

const { zofia, carmen, brais, xoan, lucia } = officials

let database: TestDatabase
let play: Play
beforeAll(async () => {
  database = await freshDatabase()
  await insertOffice(database.sql)
  const setting = { procedure: '*', step: 'answer', coordinator: 'small-es-c' } as const
  await authorityStore(database.sql).setApproval('small-es-2', setting)
  play = openPlay(database.sql)
})
afterAll(() => database.drop())

const split = { recipient: 'small-es-2', asked: ['register-entry'], reason: 'Lleva el registro.' }
const entry = { 'register-entry': { answer: 'given', details: { number: 'OUR-20417' } } }

async function begun() {
  const parent = await play.does(carmen, await play.accepted(), 'split', split)
  const number = parent.children[0]?.number ?? ''
  const child = await play.does(brais, await play.seen(brais, { number }), 'accept')
  return { parent, child }
}

test('until then it stands as accepted, for who asks in it and for the sender of the whole', async () => {
  const { parent, child } = await begun()
  const waiting = await play.does(brais, child, 'answer', { language: 'es', answers: entry })
  expect(waiting.state).toBe('answer-awaiting-approval')
  for (const who of [carmen, zofia]) {
    const [one] = (await play.seen(who, parent)).children
    expect(one).toMatchObject({ state: 'accepted', standing: 'open', answeredAt: null })
  }
  await play.does(lucia, waiting, 'approve')
  expect((await play.seen(carmen, parent)).children[0]).toMatchObject({
    ...{ state: 'answered', standing: 'answered', answeredAt: '2026-11-24T09:00:00.000Z' },
    answers: { 'register-entry': { details: { number: 'OUR-20417' } } },
  })
})

test('who reads what came back reads personal data of the child: it is logged there', async () => {
  const { parent, child } = await begun()
  await play.does(
    lucia,
    await play.does(brais, child, 'answer', { language: 'es', answers: entry }),
    'approve',
  )
  const reads = () => database.sql`
    select account, authority from evidence_read where exchange = ${child.number} and account = 'carmen'`
  const before = (await reads()).length
  await play.page(carmen, parent)
  expect((await reads()).length).toBe(before + 1)
  await play.page(zofia, parent)
  expect(
    await database.sql`
    select from evidence_read where exchange = ${child.number} and account = 'zofia'`,
  ).toHaveLength(0)
})

test('the page of a split exchange asks no statement more for each child, answered or not', async () => {
  const statements = async (view: { readonly number: string }) =>
    (await counted(database.sql, () => play.page(carmen, view))).statements.length
  const { parent, child } = await begun()
  const toXoan = { recipient: 'small-es-4', asked: ['sanctions'] }
  const both = await play.does(carmen, await play.seen(carmen, parent), 'split', toXoan)
  await play.page(carmen, both)
  const open = await statements(both)
  await play.does(
    lucia,
    await play.does(brais, child, 'answer', { language: 'es', answers: entry }),
    'approve',
  )
  const other = await play.does(
    xoan,
    await play.seen(xoan, { number: both.children[1]?.number ?? '' }),
    'accept',
  )
  const one = await statements(both)
  const decided = { answer: 'yes', details: { kind: 'disciplinary', 'decided-on': '2024-05-02' } }
  await play.does(xoan, other, 'answer', { language: 'es', answers: { sanctions: decided } })
  // The readings of all children are one statement.
  expect([one - open, (await statements(both)) - one]).toEqual([1, 0])
})
