// Sealing of files in pieces: each is AES-256-GCM, and none can be left out, moved, or added without being noticed.
import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, randomBytes } from 'node:crypto'

const version = 1
const saltBytes = 16
const tagBytes = 16
export const pieceBytes = 65_536

/**
 * The construction is STREAM (Hoang, Reyhanitabar, Rogaway, Vizár 2015): a key for this file alone, drawn from the
 * subject's key, a random salt and the place of the file; the nonce counts the pieces and marks the last one.
 */
function pieceKey(key: Buffer, salt: Buffer, context: string) {
  const secret = createSecretKey(Buffer.from(hkdfSync('sha256', key, salt, `open-imi file ${context}`, 32)))
  const nonce = (count: number, isLast: boolean): Buffer => {
    const iv = Buffer.alloc(12)
    iv.writeUInt32BE(count, 7)
    iv[11] = isLast ? 1 : 0
    return iv
  }
  return {
    seal(piece: Buffer, count: number, isLast: boolean): Buffer {
      const cipher = createCipheriv('aes-256-gcm', secret, nonce(count, isLast))
      return Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()])
    },
    open(sealed: Buffer, count: number, isLast: boolean): Buffer {
      const decipher = createDecipheriv('aes-256-gcm', secret, nonce(count, isLast))
      decipher.setAuthTag(sealed.subarray(-tagBytes))
      return Buffer.concat([decipher.update(sealed.subarray(0, -tagBytes)), decipher.final()])
    },
  }
}

/** Version, salt, then the sealed pieces. `context` binds the file to its place. */
export async function* sealStream(
  key: Buffer,
  context: string,
  plain: AsyncIterable<Uint8Array>,
): AsyncGenerator<Buffer> {
  const salt = randomBytes(saltBytes)
  const { seal } = pieceKey(key, salt, context)
  yield Buffer.concat([Buffer.from([version]), salt])
  for await (const [piece, count, isLast] of cut(plain, pieceBytes)) yield seal(piece, count, isLast)
}

/** Throws where key or context are others, or where anything was changed; what came before was authentic. */
export async function* openStream(
  key: Buffer,
  context: string,
  sealed: AsyncIterable<Uint8Array>,
): AsyncGenerator<Buffer> {
  const source = sealed[Symbol.asyncIterator]()
  try {
    const head = await take(source, 1 + saltBytes)
    if (head.first[0] !== version) throw new Error('sealed file: unknown version')
    const { open } = pieceKey(key, head.first.subarray(1), context)
    const rest = joined(head.rest, source)
    for await (const [piece, count, isLast] of cut(rest, pieceBytes + tagBytes))
      yield open(piece, count, isLast)
  } finally {
    await source.return?.()
  }
}

async function take(source: AsyncIterator<Uint8Array>, bytes: number) {
  let found: Buffer = Buffer.alloc(0)
  while (found.length < bytes) {
    const next = await source.next()
    if (next.done) throw new Error('sealed file: too short')
    found = Buffer.concat([found, next.value])
  }
  return { first: found.subarray(0, bytes), rest: found.subarray(bytes) }
}

async function* joined(first: Buffer, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (first.length > 0) yield first
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
}

/** Pieces of one size; only the last may be shorter, and there is always a last one. */
async function* cut(
  bytes: AsyncIterable<Uint8Array>,
  size: number,
): AsyncGenerator<readonly [piece: Buffer, count: number, isLast: boolean]> {
  let count = 0
  let waiting: Buffer = Buffer.alloc(0)
  for await (const chunk of bytes) {
    waiting = Buffer.concat([waiting, chunk])
    // A whole piece may be the last one: it waits until more is there.
    while (waiting.length > size) {
      yield [waiting.subarray(0, size), count, false]
      count += 1
      waiting = waiting.subarray(size)
    }
  }
  yield [waiting, count, true]
}
