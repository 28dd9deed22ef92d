// Goal: where a check is set up, nothing is opened before it was found clean, whatever goes wrong; leftovers are swept.
// Method: a real clamd with the EICAR signature (left out where there is none), scanners that fail, a real database.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Clamd, eicar, hasClamd, startClamd } from '../../../test/clamd.ts'
import type { TestDatabase } from '../../../test/database.ts'
import { callOf, library, officials, openOffice, smallPorts } from '../../../test/small-office.ts'
import { value } from '../../../test/small-play.ts'
import { openClamd, type Scanner } from '../../base/clamd.ts'
import { openShelf } from '../../base/shelf.ts'
import { createExchange } from '../create.ts'
import { openExchange } from '../open.ts'
import { viewOf } from '../view.ts'
import { attach } from './attach.ts'
import { type CheckPorts, checkWaiting, sweep } from './check.ts'
import { download } from './download.ts'
import { takeIn } from './take-in.ts'

const { zofia } = officials

let database: TestDatabase
let clock: { now: string }
let ports: ReturnType<typeof smallPorts>['ports']
let folder: string
const told: string[] = []
beforeAll(async () => {
  ;({ database } = await openOffice())
})
afterAll(() => database.drop())
beforeEach(async () => {
  await database.sql`delete from exchange_attachment`
  told.length = 0
  folder = mkdtempSync(join(tmpdir(), 'open-imi-files-'))
  const small = smallPorts(database.sql)
  clock = small.clock
  ports = { ...small.ports, files: { ...small.ports.files, shelf: openShelf(folder), isScanned: true } }
  return () => rmSync(folder, { recursive: true, force: true })
})

const fileOf = (content: string) => ({
  ...{ name: 'a.txt', end: () => 'whole' as const },
  bytes: (async function* () {
    yield Buffer.from(content)
  })(),
})
const call = () => callOf(library, zofia)
const begun = async () =>
  value(await createExchange(ports, call(), { procedure: 'pq-information-request' })).number
const attached = async (number: string, content: string) => {
  const body = { title: 'Plik', language: 'pl', kind: 'other' } as const
  return (
    value(await attach(ports, call(), { number, body, file: fileOf(content) })).attachments.at(-1)?.id ?? ''
  )
}
const opens = async (number: string, id: string) => {
  const got = await download(ports, call(), { number, id })
  return got.ok ? new Response(got.value.body).text() : got.refusal.code
}
const checkOf = async (number: string) =>
  (await viewOf(ports, call(), value(await openExchange(ports, call(), number)))).attachments.map(
    ({ check, finding, href }) => ({ check, finding, isOpen: href !== null }),
  )
const portsOf = (scanner: Scanner | null): CheckPorts => ({
  ...{ store: ports.store, vault: ports.vault, shelf: ports.files.shelf, scanner, clock: () => clock.now },
  log: { error: message => void told.push(message) },
})
const failing = (scan: Scanner['scan']): Scanner => ({ scan, version: async () => '' })

describe.runIf(hasClamd)('with a real clamd', () => {
  let clamd: Clamd
  beforeAll(async () => {
    clamd = await startClamd()
  })
  afterAll(() => clamd.stop())

  test('EICAR never becomes downloadable; what is clean does', async () => {
    const number = await begun()
    const [bad, good] = [await attached(number, eicar), await attached(number, 'Grüße')]
    for (const id of [bad, good])
      expect(await opens(number, id)).toBe('exchange-attachments.waiting.unavailable')
    await checkWaiting(portsOf(openClamd(clamd.socket)))
    expect(await checkOf(number)).toEqual([
      { check: 'infected', finding: 'Open-Imi.Test.Eicar.UNOFFICIAL', isOpen: false },
      { check: 'clean', finding: null, isOpen: true },
    ])
    expect(await opens(number, bad)).toBe('exchange-attachments.infected.invalid')
    expect(await opens(number, good)).toBe('Grüße')
    // Nor when the check is taken away again.
    ports = { ...ports, files: { ...ports.files, isScanned: false } }
    expect(await opens(number, bad)).toBe('exchange-attachments.infected.invalid')
  })

  test('what came before the check was set up is checked too', async () => {
    const number = await begun()
    const scanned = ports
    ports = { ...ports, files: { ...ports.files, isScanned: false } }
    const id = await attached(number, eicar)
    await checkWaiting(portsOf(null))
    expect(await checkOf(number)).toMatchObject([{ check: 'unchecked', isOpen: true }])
    ports = scanned
    expect(await opens(number, id)).toBe('exchange-attachments.waiting.unavailable')
    await checkWaiting(portsOf(openClamd(clamd.socket)))
    expect(await opens(number, id)).toBe('exchange-attachments.infected.invalid')
  })
})
test.skipIf(hasClamd)('a real clamd is left out: apt-get install clamav-daemon', () => {})

test('a scanner that is down changes nothing; it is asked again', async () => {
  const number = await begun()
  const id = await attached(number, 'Grüße')
  const down = failing(() => Promise.reject(new Error('ECONNREFUSED')))
  await expect(checkWaiting(portsOf(down))).rejects.toThrow('ECONNREFUSED')
  expect(await opens(number, id)).toBe('exchange-attachments.waiting.unavailable')
  await checkWaiting(portsOf(failing(async () => ({ state: 'clean' }))))
  expect(await opens(number, id)).toBe('Grüße')
})

test('a file that fails waits longer and longer, told to the operator, and holds up no other', async () => {
  const number = await begun()
  await attached(number, 'first')
  await attached(number, 'second')
  const asked: string[] = []
  const scanner = failing(async bytes => {
    let text = ''
    for await (const piece of bytes) text += Buffer.from(piece).toString()
    asked.push(text)
    return text === 'first' ? { state: 'failed', reason: 'size limit' } : { state: 'clean' }
  })
  await checkWaiting(portsOf(scanner))
  await checkWaiting(portsOf(scanner))
  expect(asked).toEqual(['first', 'second'])
  expect(told).toHaveLength(1)
  clock.now = '2026-11-24T09:01:00.000Z'
  await checkWaiting(portsOf(scanner))
  clock.now = '2026-11-24T09:02:00.000Z'
  await checkWaiting(portsOf(scanner))
  expect(asked).toEqual(['first', 'second', 'first'])
  expect(await checkOf(number)).toMatchObject([{ check: 'waiting' }, { check: 'clean' }])
})

test('bytes that are gone are never clean', async () => {
  const number = await begun()
  await attached(number, 'Grüße')
  rmSync(folder, { recursive: true })
  const { address, close } = await silent()
  await checkWaiting(portsOf(openClamd(address)))
  close()
  expect(told).toHaveLength(1)
  expect(await checkOf(number)).toMatchObject([{ check: 'waiting' }])
})

/** Takes everything and says that all is well when it is told the end. */
async function silent(): Promise<{ address: string; close(): void }> {
  const server = createServer(socket => {
    socket.on('error', () => {})
    socket.on(
      'data',
      piece => void (piece.subarray(-4).equals(Buffer.alloc(4)) && socket.end('stream: OK\0')),
    )
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { address: `127.0.0.1:${port}`, close: () => void server.close() }
}

test('bytes that no row tells of are swept after an hour; those that a row tells of are claimed', async () => {
  const number = await begun()
  const key = Buffer.alloc(32, 1)
  const { shelf } = ports.files
  const left = value(await takeIn(shelf, { exchange: number, key }, fileOf('left behind')))
  const told = value(await takeIn(shelf, { exchange: number, key }, fileOf('row was written')))
  await database.sql`
    insert into exchange_attachment (exchange, id, next_at) values (${number}, ${told.id}, ${clock.now})`
  const names = () => readdirSync(join(folder, 'incoming')).toSorted()
  const now = Date.now()
  clock.now = new Date(now + 50 * 60_000).toISOString()
  await sweep(portsOf(null))
  expect(names()).toEqual([`${number}.${left.id}`, `${number}.${told.id}`].toSorted())
  clock.now = new Date(now + 70 * 60_000).toISOString()
  await sweep(portsOf(null))
  expect(names()).toEqual([])
  await expect(shelf.read(`${number}.${left.id}`)[Symbol.asyncIterator]().next()).rejects.toThrow('ENOENT')
  expect((await shelf.read(`${number}.${told.id}`)[Symbol.asyncIterator]().next()).done).toBe(false)
})
