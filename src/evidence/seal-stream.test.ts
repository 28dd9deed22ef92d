// Goal: a sealed file opens whole with its key and in its place, and nothing else opens: cut, moved, added, changed.
// Method: files of lengths round the size of a piece, in chunks of any size; every way to tamper with one of them.
import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openStream, pieceBytes, sealStream } from './seal-stream.ts'

const key = randomBytes(32)
const place = '2026-PL-12345678|a'
const sealedPiece = pieceBytes + 16
const headBytes = 17

async function* chunks(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
async function whole(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of stream) pieces.push(Buffer.from(piece))
  return Buffer.concat(pieces)
}
const sealed = (plain: Buffer, size = 10_000) => whole(sealStream(key, place, chunks(plain, size)))
const opened = (bytes: Buffer, { size = 7000, with: other = key, at = place } = {}) =>
  whole(openStream(other, at, chunks(bytes, size)))

test.each([0, 1, pieceBytes - 1, pieceBytes, pieceBytes + 1, 3 * pieceBytes])(
  '%d bytes come back',
  async count => {
    const plain = randomBytes(count)
    const box = await sealed(plain)
    expect(await opened(box)).toEqual(plain)
    expect(box.length).toBe(headBytes + count + 16 * Math.max(1, Math.ceil(count / pieceBytes)))
  },
)

test('whatever the sizes of the chunks', () =>
  fc.assert(
    fc.asyncProperty(
      ...[fc.integer({ min: 0, max: 200_000 }), fc.integer({ min: 1000, max: 90_000 })],
      fc.integer({ min: 100, max: 90_000 }),
      async (count, into, from) => {
        const plain = randomBytes(count)
        expect((await opened(await sealed(plain, into), { size: from })).equals(plain)).toBe(true)
      },
    ),
    { numRuns: 20 },
  ))

test('the same content twice looks different', async () => {
  const plain = Buffer.from('Arrieta')
  expect(await sealed(plain)).not.toEqual(await sealed(plain))
})

const plain = randomBytes(3 * pieceBytes + 500)
const piece = (box: Buffer, i: number): Buffer =>
  box.subarray(headBytes + i * sealedPiece, headBytes + (i + 1) * sealedPiece)
const tampered: readonly (readonly [string, (box: Buffer) => Buffer])[] = [
  ['cut within a piece', box => box.subarray(0, -1)],
  ['cut after a piece', box => box.subarray(0, headBytes + 2 * sealedPiece)],
  ['cut after the head', box => box.subarray(0, headBytes)],
  ['cut within the head', box => box.subarray(0, 5)],
  ['empty', () => Buffer.alloc(0)],
  ['longer', box => Buffer.concat([box, Buffer.from([0])])],
  [
    'two pieces changed round',
    box =>
      Buffer.concat([
        box.subarray(0, headBytes),
        piece(box, 1),
        piece(box, 0),
        box.subarray(headBytes + 2 * sealedPiece),
      ]),
  ],
  [
    'a piece left out',
    box =>
      Buffer.concat([box.subarray(0, headBytes + sealedPiece), box.subarray(headBytes + 2 * sealedPiece)]),
  ],
  [
    'a bit changed',
    box => {
      const other = Buffer.from(box)
      other[headBytes + 100] = (other[headBytes + 100] ?? 0) ^ 1
      return other
    },
  ],
  [
    'another version',
    box => {
      const other = Buffer.from(box)
      other[0] = 2
      return other
    },
  ],
]

test.each(tampered)('%s: does not open', async (_, change) => {
  await expect(opened(change(await sealed(plain)))).rejects.toThrow()
})

test('another key, another place: does not open', async () => {
  const box = await sealed(plain)
  await expect(opened(box, { with: randomBytes(32) })).rejects.toThrow()
  await expect(opened(box, { at: '2026-PL-12345678|b' })).rejects.toThrow()
})
