// Goal: a database that breaks down at the worst moment costs a statement, never the process.
// Method: a server of a few bytes that lets the driver in and cuts the line at its first statement; arrays on a
//   real one.
import { createServer, type Server } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect } from '../../src/base/sql.ts'
import { freshDatabase, type TestDatabase } from '../database.ts'

/** AuthenticationOk and ReadyForQuery. */
const welcome = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0, 0x5a, 0, 0, 0, 5, 0x49])

const listening = (server: Server): Promise<number> =>
  new Promise(found => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      found(typeof address === 'object' && address ? address.port : 0)
    })
  })

test('a line cut just after the welcome fails the statement and nothing else', async () => {
  const server = createServer(socket => {
    socket.once('data', () => {
      socket.write(welcome)
      socket.once('data', () => socket.resetAndDestroy())
    })
    socket.on('error', () => {})
  })
  const unheard: unknown[] = []
  const hear = (error: unknown): void => void unheard.push(error)
  process.on('unhandledRejection', hear)
  const sql = connect(`postgres://imi@127.0.0.1:${await listening(server)}/imi`, { max: 1 })
  await expect(sql`select 1`).rejects.toMatchObject({ code: 'ECONNRESET' })
  await sql.end({ timeout: 0 })
  await new Promise(done => server.close(done))
  await new Promise(setImmediate)
  process.off('unhandledRejection', hear)
  expect(unheard).toEqual([])
})

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

const awkward = ['plain', 'a, b', '"', '\\', '{}', '', 'NULL', 'Βόλος\n', ' ']

test('lists go to the database and come back as they were', async () => {
  const [row] = await database.sql`
    select ${awkward}::text[] as texts, ${[3, -4]}::int[] as numbers, ${[]}::text[] as none,
      ${[null, 'x']}::text[] as gap, ${['0191c3a4-0000-7000-8000-000000000001']}::uuid[] as ids,
      array[true, false] as flags, array['2026-11-24'::date] as days,
      array['2026-11-24T09:00:00Z'::timestamptz] as instants`
  expect(row).toEqual({
    ...{ texts: awkward, numbers: [3, -4], none: [], gap: [null, 'x'], flags: [true, false] },
    ...{ ids: ['0191c3a4-0000-7000-8000-000000000001'], days: ['2026-11-24'] },
    instants: ['2026-11-24T09:00:00.000Z'],
  })
  const [found] = await database.sql`select 'a, b' = any(${awkward}) as here, 'c' = any(${awkward}) as there`
  expect(found).toEqual({ here: true, there: false })
})
