// Goal: files in a bucket are like files in a folder: whole or not at all, claimed or left over; calls are signed, and
//   neither way holds a whole file in memory.
// Method: a server of the test that checks signatures by the published rules, itself proved on the published example.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openS3Server, type S3Server } from '../../test/s3-server.ts'
import { signatureOf } from '../../test/s3-signature.ts'
import { type Bucket, openBucket, partBytes } from './bucket.ts'
import { checkFiles } from './doctor.ts'
import { placeOf } from './shelf.ts'

let server: S3Server
let bucket: Bucket
beforeEach(async () => {
  server = await openS3Server()
  bucket = openBucket(server.settings)
})
afterEach(() => server.stop())

async function* bytesOf(...pieces: readonly string[]): AsyncGenerator<Buffer> {
  for (const piece of pieces) yield Buffer.from(piece)
}
const pieceBytes = 65_536
/** So many pieces of which each differs from the others. */
async function* many(count: number, tell: (bytes: number) => void = () => {}): AsyncGenerator<Buffer> {
  for (let i = 0; i < count; i++) {
    tell((i + 1) * pieceBytes)
    yield Buffer.alloc(pieceBytes, `${i} `)
  }
}
async function read(name: string): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of bucket.read(name)) pieces.push(Buffer.from(piece))
  return Buffer.concat(pieces)
}
const names = () => [...server.objects.keys()].toSorted()
const soon = '2199-01-01T00:00:00.000Z'

test('the server’s own rule of signing is that of the published example', () => {
  const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
  const headers = {
    ...{ host: 'examplebucket.s3.amazonaws.com', range: 'bytes=0-9' },
    ...{ 'x-amz-content-sha256': empty, 'x-amz-date': '20130524T000000Z' },
  }
  const scope = { day: '20130524', region: 'us-east-1', signed: Object.keys(headers).toSorted() }
  const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
  expect(signatureOf({ method: 'GET', target: '/test.txt', headers }, scope, secret)).toBe(
    'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  )
})

describe('as in a folder', () => {
  test('it is read before and after it was claimed, which may be said twice', async () => {
    await bucket.put('a.1', bytesOf('Lipowa ', '12'))
    expect((await read('a.1')).toString()).toBe('Lipowa 12')
    expect(await bucket.unclaimed(soon)).toEqual(['a.1'])
    await bucket.claim('a.1')
    await bucket.claim('a.1')
    expect((await read('a.1')).toString()).toBe('Lipowa 12')
    expect(await bucket.unclaimed(soon)).toEqual([])
    await bucket.drop('a.1')
    expect(names()).toEqual([`files/${placeOf('a.1')}`])
  })

  test('what breaks off leaves nothing, be it of one part or of many', async () => {
    async function* broken(count: number): AsyncGenerator<Buffer> {
      yield* many(count)
      throw new Error('line broke')
    }
    for (const count of [1, 100]) await expect(bucket.put('a.1', broken(count))).rejects.toThrow('line broke')
    expect([names(), server.uploads.size]).toEqual([[], 0])
    await expect(read('a.1')).rejects.toThrow('no file')
  })

  test('what nobody claimed is found on every page of the list, where it is old enough', async () => {
    const all = ['a.1', 'a.2', 'a.3', 'a.4', 'a.5', 'a.6', 'a.7']
    for (const name of all) await bucket.put(name, bytesOf(name))
    await bucket.claim('a.4')
    expect(await bucket.unclaimed(soon)).toEqual(all.filter(name => name !== 'a.4'))
    expect(await bucket.unclaimed('2020-01-01T00:00:00.000Z')).toEqual([])
    await bucket.drop('a.1')
    expect((await bucket.unclaimed(soon)).length).toBe(5)
  })

  test('an empty file, and one that ends with a part', async () => {
    await bucket.put('a.0', bytesOf())
    expect(await read('a.0')).toHaveLength(0)
    await bucket.put('a.1', many((2 * partBytes) / pieceBytes))
    expect(await read('a.1')).toHaveLength(2 * partBytes)
  })
})

describe('it flows', () => {
  test('up: never more than one part is held; the bytes are the same', async () => {
    let most = 0
    const count = 320
    const counting = many(count, given => {
      most = Math.max(most, given - server.seen.takenBytes)
    })
    await bucket.put('a.1', counting)
    expect(most).toBeLessThanOrEqual(partBytes + pieceBytes)
    const whole: Buffer[] = []
    for await (const piece of many(count)) whole.push(piece)
    expect((await read('a.1')).equals(Buffer.concat(whole))).toBe(true)
    expect(server.seen.calls.filter(call => call.startsWith('PUT'))).toHaveLength(4)
  })

  test('down: who takes one piece gets no whole file, and the server is left alone', async () => {
    await bucket.put('a.1', many(640))
    for await (const piece of bucket.read('a.1')) {
      expect(piece.length).toBeGreaterThan(0)
      await new Promise(resolve => setTimeout(resolve, 50))
      break
    }
    expect(server.seen.sentBytes).toBeLessThan(16 * 1024 * 1024)
  })
})

describe('where it does not go', () => {
  test('a server that is busy is asked again', async () => {
    server.seen.faults.push({ status: 503, code: 'SlowDown' }, { status: 503, code: 'SlowDown' })
    await bucket.put('a.1', bytesOf('Lipowa'))
    expect((await read('a.1')).toString()).toBe('Lipowa')
  })

  test.each([
    ['another secret', { secret: 'guessed' }, /SignatureDoesNotMatch/],
    ['another key', { keyId: 'ANOTHER' }, /InvalidAccessKeyId/],
    ['another bucket', { bucket: 'another' }, /does not exist/],
    ['nobody listens', { endpoint: 'http://127.0.0.1:9' }, /cannot be reached/],
  ])('%s: nothing is written, and doctor says why', async (_, wrong, why) => {
    const other = openBucket({ ...server.settings, ...wrong })
    await expect(other.put('a.1', bytesOf('Lipowa'))).rejects.toThrow()
    const settings = { dataDir: '', files: { ...server.settings, ...wrong } }
    await expect(checkFiles({ settings })).rejects.toThrow(why)
    expect(names()).toEqual([])
  })

  test('a refusal while parts are sent is a fault, and leaves nothing', async () => {
    async function* refusedHalfway(): AsyncGenerator<Buffer> {
      yield* many(100)
      server.seen.faults.push({ status: 403, code: 'AccessDenied' })
      yield* many(100)
    }
    await expect(bucket.put('a.1', refusedHalfway())).rejects.toThrow('403 AccessDenied')
    expect([names(), server.uploads.size]).toEqual([[], 0])
  })

  test('all is well: doctor says where they lie, and nothing was changed', async () => {
    const found = await checkFiles({ settings: { dataDir: '', files: server.settings } })
    expect(found).toMatchObject({ state: 'ok', message: expect.stringContaining('imi-files') })
    expect([names(), server.seen.calls]).toEqual([[], ['GET ?list-type=2&max-keys=1']])
  })
})
