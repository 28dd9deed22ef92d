// Goal: whoever reads about a person is noted, where messages may name somebody too.
// Method: real steps on a real database; the register of readings after each look.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestDatabase } from '../../test/database.ts'
import { callOf, library, officials, openOffice, type smallPorts } from '../../test/small-office.ts'
import type { Actor } from '../permission/model.ts'
import { act } from './act.ts'
import { createExchange } from './create.ts'
import { exchangeDoors } from './routes.ts'

const { zofia, carmen } = officials

let database: TestDatabase
let stage: ReturnType<typeof smallPorts>
beforeAll(async () => {
  ;({ database, ...stage } = await openOffice())
})
afterAll(() => database.drop())

async function does(who: Actor, number: string, action: string, body: object): Promise<void> {
  const given = { number, action, sent: { kind: 'json', value: body } as const }
  const result = await act(stage.ports, callOf(library, who), given)
  if (!result.ok) throw new Error(JSON.stringify(result.refusal))
}

async function sent(): Promise<string> {
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

test('messages read before acceptance are logged as a reading, on the page and in the answer to a step', async () => {
  const { sql } = database
  const readings = async (number: string) =>
    (
      await sql<{ account: string }[]>`select account from evidence_read where exchange = ${number}
      and account = 'carmen'`
    ).length
  const get = exchangeDoors(stage.ports).find(
    one => one.path === '/exchanges/:number' && one.method === 'GET',
  )
  const opens = (number: string) =>
    get?.run(callOf(library, carmen), {
      params: { number },
      query: {},
      body: {},
      sent: { kind: 'none', value: null },
    })
  const number = await sent()
  await opens(number)
  expect(await readings(number)).toBe(0)
  await does(zofia, number, 'write-message', { version: 2, text: 'Chodzi o Nowaka.', language: 'pl' })
  await opens(number)
  expect(await readings(number)).toBe(1)
  stage.clock.now = '2026-11-24T09:05:00.000Z'
  const other = { version: 3, day: '2026-12-20', language: 'es' }
  await does(carmen, number, 'propose-date', other)
  expect(await readings(number)).toBe(2)
})
