// Goal: exchanges from before are found by the person like those of today, whoever indexes them and however often it is
//   stopped; nobody finds more than today, and beginnings of names find what whole names do.
// Method: real requests, whose index is taken away as an update would find them; runs in parts, at once, beside a step.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { counted, freshDatabase, type TestDatabase } from '../../test/database.ts'
import { callOf, insertOffice, library, officials, smallPorts } from '../../test/small-office.ts'
import type { Progress } from '../base/progress.ts'
import type { Result } from '../base/result.ts'
import type { Actor } from '../permission/model.ts'
import { act } from './act.ts'
import { runIndexPersons } from './command.ts'
import { createExchange } from './create.ts'
import { indexPersons } from './person-backfill.ts'
import { searchByPerson } from './person-search.ts'

const { zofia, carmen, brais } = officials

let database: TestDatabase
let stage: ReturnType<typeof smallPorts>
beforeAll(async () => {
  database = await freshDatabase()
  await insertOffice(database.sql)
  stage = smallPorts(database.sql)
})
afterAll(() => database.drop())
beforeEach(async () => {
  // Each test alone: what others left is held already, and in no list.
  await database.sql`update exchange set person_index = 1`
  await database.sql`delete from exchange_part`
})

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.refusal))
  return result.value
}
const does = (who: Actor, number: string, action: string, body: object) =>
  act(stage.ports, callOf(library, who), { number, action, sent: { kind: 'json', value: body } })
const begun = async (name: string) =>
  value(
    await createExchange(stage.ports, callOf(library, zofia), {
      ...{ procedure: 'pq-information-request', fields: { 'family-name': name } },
    }),
  ).number
async function sent(name = 'Jaskółka'): Promise<string> {
  const number = await begun(name)
  const fields = {
    ...{ background: 'Sprawa.', profession: 'physiotherapist' },
    ...{ 'family-name': name, 'given-names': 'Anna' },
  }
  const asking = { language: 'pl', askedDay: '2026-12-15', asked: ['registered'] }
  value(await does(zofia, number, 'send', { version: 1, recipient: 'small-es', ...asking, fields }))
  return number
}
const found = async (as: Actor, person: string) =>
  value(await searchByPerson(stage.ports, callOf(library, as), { person })).items.map(item => item.number)

type Held = { exchange: string; authority: string; tokens: string[] }
const held = () => database.sql<Held[]>`select exchange, authority, tokens from exchange_person order by 1, 2`
/** As an update finds them. */
async function forget(numbers: readonly string[]): Promise<void> {
  await database.sql`delete from exchange_person where exchange = any(${numbers as string[]})`
  await database.sql`update exchange set person_index = 0 where exchange = any(${numbers as string[]})`
}
const say: Progress = Object.assign(() => {}, { part: () => {} })
const onFault = (exchange: string): void => expect(exchange).toBe('no fault')
const run = (limit?: number) => indexPersons(stage.ports, { ...(limit && { limit }), onFault })

test('stopped after a part, it goes on; in the end all is as the steps had written it', async () => {
  const numbers = [await sent(), await sent(), await sent(), await sent(), await sent()]
  value(await does(carmen, numbers[0] ?? '', 'accept', { version: 2 }))
  const before = [...(await held())]
  await forget(numbers)
  expect(await found(zofia, 'Jaskolka')).toEqual([])
  expect((await run(2)).indexed).toBe(2)
  expect(await found(zofia, 'Jaskolka')).toHaveLength(2)
  expect([(await run(2)).indexed, (await run()).indexed, (await run()).indexed]).toEqual([2, 1, 0])
  expect([...(await held())]).toEqual(before)
  expect([await found(carmen, 'Jaskolka'), await found(brais, 'Jaskolka')]).toEqual([[numbers[0]], []])
})

test('what is held by an older way, without beginnings, gets them; the whole name finds it meanwhile', async () => {
  const number = await sent()
  const [row] = await database.sql<Held[]>`select * from exchange_person where exchange = ${number}`
  const whole = ['jaskolka', 'anna'].map(word => stage.ports.vault.tokenOf('small-pl', word)).toSorted()
  await database.sql`update exchange_person set tokens = ${whole}::bigint[] where exchange = ${number}`
  await database.sql`update exchange set person_index = 0 where exchange = ${number}`
  expect([await found(zofia, 'Jaskółka'), await found(zofia, 'Jask')]).toEqual([[number], []])
  await run()
  expect([await found(zofia, 'Jask'), await found(zofia, 'jas ann'), await found(zofia, 'Ja')]).toEqual([
    [number],
    [number],
    [],
  ])
  expect(await database.sql`select tokens from exchange_person where exchange = ${number}`).toEqual([
    { tokens: row?.tokens },
  ])
})

test('many at once, and a step meanwhile: each is indexed once, and the step has its way', async () => {
  const numbers = await Promise.all(Array.from({ length: 12 }, () => sent()))
  await forget(numbers)
  const [accepted, ...runs] = await Promise.all([
    does(carmen, numbers[5] ?? '', 'accept', { version: 2 }),
    ...Array.from({ length: 4 }, () => run()),
  ])
  expect(value(accepted).state).toBe('accepted')
  await run()
  const count = runs.reduce((sum, one) => sum + one.indexed, 0)
  expect(count === 12 || count === 11).toBe(true)
  expect((await found(zofia, 'Jask')).toSorted()).toEqual(numbers.toSorted())
  expect(await found(carmen, 'Jask')).toEqual([numbers[5]])
})

test('who moves it on between reading and writing, by a program from before too, is not overwritten', async () => {
  const number = await sent()
  await forget([number])
  const { store } = stage.ports
  const late: typeof store = {
    ...store,
    async indexOne(given) {
      value(await does(carmen, number, 'accept', { version: 2 }))
      // The older program does not know the mark.
      await database.sql`update exchange set person_index = 0 where exchange = ${number}`
      return store.indexOne(given)
    },
  }
  expect((await indexPersons({ ...stage.ports, store: late }, { onFault })).indexed).toBe(0)
  expect(await found(carmen, 'Jask')).toEqual([number])
  expect((await run()).indexed).toBe(1)
})

test('drafts, erased persons and what cannot be read: nobody finds them, and none holds up another', async () => {
  const draft = await begun('Zygzak')
  const [erased, broken, sound] = [await sent(), await sent(), await sent()]
  await database.sql`delete from exchange_subject where exchange = ${erased}`
  await database.sql`update exchange set procedure = 'gone' where exchange = ${broken}`
  await forget([draft, erased, broken, sound])
  const answer = await runIndexPersons(stage.ports, say)
  expect(answer).toMatchObject({ exit: 1, json: { indexed: 3, failed: [broken] } })
  expect([await found(zofia, 'Zygzak'), await found(zofia, 'Jaskolka')]).toEqual([[], [sound]])
  expect(await database.sql`select exchange from exchange where person_index < 1`).toEqual([
    { exchange: broken },
  ])
})

test('one statement for each exchange and one for each hundred; a later run asks once', async () => {
  const numbers = [await sent(), await sent()]
  await forget(numbers)
  expect((await counted(database.sql, () => run())).statements).toHaveLength(4)
  expect((await counted(database.sql, () => run())).statements).toHaveLength(1)
})
