// Goal: a job runs once per send, belongs to the sender's transaction, is tried again when it fails, and joins by key.
// Method: the real queue on a real database; each test waits for what must come, never for a fixed time.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { type Jobs, openJobs } from './job.ts'

let database: TestDatabase
let jobs: Jobs | null = null
const errors: string[] = []

beforeAll(async () => {
  database = await freshDatabase()
})
afterEach(async () => {
  await jobs?.stop()
  jobs = null
  errors.length = 0
})
afterAll(() => database.drop())

const open = (): Jobs => {
  jobs = openJobs(database.sql, error => errors.push(error.message))
  return jobs
}
const data = z.object({ cup: z.number() })
const until = (condition: () => boolean) => expect.poll(condition, { timeout: 8000, interval: 30 }).toBe(true)

test('a job sent inside a transaction runs if it commits, and only then', async () => {
  const seen: number[] = []
  const { define, start, send } = open()
  define('tea', { data }, async ({ cup }) => void seen.push(cup))
  await start()
  await database.sql.begin(tx => send('tea', { cup: 1 }, { sql: tx }))
  const failed = database.sql.begin(async tx => {
    await send('tea', { cup: 2 }, { sql: tx })
    throw new Error('changed my mind')
  })
  await expect(failed).rejects.toThrow('changed my mind')
  await send('tea', { cup: 3 })
  await until(() => seen.includes(3) && seen.includes(1))
  expect(seen.toSorted()).toEqual([1, 3])
})

test('a failed job is told and tried again', async () => {
  const seen: number[] = []
  const { define, start, send } = open()
  define('milk', { data, retryPauseSeconds: 0 }, async ({ cup }) => {
    seen.push(cup)
    if (seen.length < 3) throw new Error('sour')
  })
  await start()
  await send('milk', { cup: 7 })
  await until(() => seen.length === 3)
  expect(errors).toEqual(['sour', 'sour'])
})

test('of one key only one job waits', async () => {
  const seen: number[] = []
  const { define, start, send } = open()
  define('sugar', { data, isKeyed: true }, async ({ cup }) => void seen.push(cup))
  await start()
  const after = new Date(Date.now() + 700).toISOString()
  const answers = []
  for (const cup of [1, 2]) answers.push(await send('sugar', { cup }, { key: 'a', after }))
  answers.push(await send('sugar', { cup: 3 }, { key: 'b' }))
  expect(answers).toEqual([true, false, true])
  await until(() => seen.length === 2)
  expect(seen.toSorted()).toEqual([1, 3])
})

test('a second start is quick and keeps what waits', async () => {
  const seen: number[] = []
  const first = open()
  first.define('late', { data }, async () => {})
  await first.start()
  await first.send('late', { cup: 5 }, { after: new Date(Date.now() + 300).toISOString() })
  await first.stop()
  const second = open()
  second.define('late', { data }, async ({ cup }) => void seen.push(cup))
  const began = performance.now()
  await second.start()
  expect(performance.now() - began).toBeLessThan(2500)
  await until(() => seen.length === 1)
})
