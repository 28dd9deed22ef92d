// Goal: what a real clamd finds is told, and whatever it does not say is never taken for clean.
// Method: a clamd of the system with the EICAR signature, left out where there is none; small servers that misbehave.
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Clamd, eicar, finding, hasClamd, startClamd } from '../../test/clamd.ts'
import { openClamd } from './clamd.ts'

async function* bytesOf(...pieces: readonly (string | Buffer)[]): AsyncGenerator<Buffer> {
  for (const piece of pieces) yield Buffer.from(piece)
}

describe.runIf(hasClamd)('a real clamd', () => {
  let clamd: Clamd
  beforeAll(async () => {
    clamd = await startClamd()
  })
  afterAll(() => clamd.stop())

  test('finds EICAR, in one piece or in many', async () => {
    const scanner = openClamd(clamd.socket)
    const infected = { state: 'infected', finding: `${finding}.UNOFFICIAL` }
    expect(await scanner.scan(bytesOf(eicar))).toEqual(infected)
    expect(await scanner.scan(bytesOf(...eicar))).toEqual(infected)
    expect(await scanner.version()).toContain('ClamAV')
  })

  test('finds nothing in what is clean, and nothing in nothing', async () => {
    const scanner = openClamd(clamd.socket)
    const pieces = Array.from({ length: 300 }, () => Buffer.alloc(65_536, 7))
    expect(await scanner.scan(bytesOf(...pieces))).toEqual({ state: 'clean' })
    expect(await scanner.scan(bytesOf())).toEqual({ state: 'clean' })
  })

  test('what is too large for it has failed, it is not clean', async () => {
    const pieces = Array.from({ length: 30 }, () => Buffer.alloc(1_000_000, 7))
    expect(await openClamd(clamd.socket).scan(bytesOf(...pieces))).toMatchObject({ state: 'failed' })
  })
})

/** Answers each call in one way. */
async function serve(answer: (socket: Socket) => void): Promise<{ address: string; close(): void }> {
  const server = createServer(socket => {
    socket.on('error', () => {})
    answer(socket)
  })
  const port = await new Promise<number>(resolve =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)),
  )
  return { address: `127.0.0.1:${port}`, close: () => void server.close() }
}

test.each([
  ['hangs up', (socket: Socket) => void socket.destroy()],
  ['hangs up politely', (socket: Socket) => void socket.end()],
])('one that %s has not answered', async (_, answer) => {
  const { address, close } = await serve(answer)
  expect(await openClamd(address).scan(bytesOf('x'))).toMatchObject({ state: 'failed' })
  await expect(openClamd(address).version()).rejects.toThrow()
  close()
})

test.each(['stream: OK but more', 'OK', 'stream: Can’t allocate memory ERROR', 'HTTP/1.1 200 OK'])(
  'an answer that is not known is not clean: %s',
  async words => {
    const { address, close } = await serve(socket => void socket.end(`${words}\0`))
    expect(await openClamd(address).scan(bytesOf('x'))).toMatchObject({ state: 'failed' })
    close()
  },
)

test('content that breaks off is not clean', async () => {
  const { address, close } = await serve(() => {})
  async function* broken(): AsyncGenerator<Buffer> {
    yield Buffer.from('x')
    throw new Error('changed on the disk')
  }
  const failed = { state: 'failed', reason: 'changed on the disk' }
  expect(await openClamd(address).scan(broken())).toEqual(failed)
  close()
})

test('nobody there is told', async () => {
  await expect(openClamd(join(tmpdir(), 'no-such-socket')).scan(bytesOf('x'))).rejects.toThrow('ENOENT')
  await expect(openClamd('127.0.0.1:1').version()).rejects.toThrow('ECONNREFUSED')
})
