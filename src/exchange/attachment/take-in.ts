// Takes the bytes of an attachment in: told by their content, sealed, written to the shelf; never whole in memory.
import { createHash, createHmac, randomBytes } from 'node:crypto'
import { done, type Result, refuseFields } from '../../base/result.ts'
import type { Shelf } from '../../base/shelf.ts'
import type { Incoming } from '../../base/upload.ts'
import { openStream, sealStream } from '../../evidence/seal-stream.ts'
import { type FileType, typeReader } from './file-type.ts'
import { bytesMax } from './model.ts'

export type TakenIn = {
  readonly id: string
  /** SHA-256 of the sealed bytes, in hex. */
  readonly digest: string
  /** Tells whether the same content comes again; without the key it tells nothing. */
  readonly mark: string
  readonly type: FileType
  readonly sizeBytes: number
}

/** Name of the file on the shelf. */
export const shelfName = (exchange: string, id: string): string => `${exchange}.${id}`
export const idsIn = (name: string): { readonly exchange: string; readonly id: string } => {
  const [exchange = '', id = ''] = name.split('.')
  return { exchange, id }
}

const place = (exchange: string, id: string): string => `${exchange}|${id}`

/** The bytes in the clear. Throws where the key is not theirs or anything was changed. */
export const bytesOf = (shelf: Shelf, key: Buffer, exchange: string, id: string): AsyncGenerator<Buffer> =>
  openStream(key, place(exchange, id), shelf.read(shelfName(exchange, id)))

/**
 * Writes the file, unclaimed. Errors: base.fields.invalid at `file` with base.field.required or one of
 * exchange-attachments.file.{large,broken,empty,type}; then nothing is left of it.
 */
export async function takeIn(
  shelf: Pick<Shelf, 'put' | 'drop'>,
  { exchange, key }: { readonly exchange: string; readonly key: Buffer },
  file: Incoming | null,
): Promise<Result<TakenIn>> {
  if (!file) return refused('base.field.required')
  const id = randomBytes(16).toString('hex')
  const reader = typeReader()
  const mark = createHmac('sha256', key)
  const digest = createHash('sha256')
  let sizeBytes = 0
  let isUnwanted = false
  async function* read(bytes: Incoming['bytes']): AsyncGenerator<Buffer> {
    for await (const chunk of bytes) {
      sizeBytes += chunk.length
      mark.update(chunk)
      isUnwanted = !reader.take(chunk)
      if (isUnwanted) return
      yield chunk
    }
  }
  async function* sealed(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const piece of sealStream(key, place(exchange, id), bytes)) {
      digest.update(piece)
      yield piece
    }
  }
  await shelf.put(shelfName(exchange, id), sealed(read(file.bytes)))
  const type = isUnwanted ? null : reader.end(file.name)
  const problem = problemOf(file, { sizeBytes, type })
  if (problem === null && type)
    return done({ id, type, sizeBytes, digest: digest.digest('hex'), mark: mark.digest('hex') })
  await shelf.drop(shelfName(exchange, id))
  return refused(problem ?? 'exchange-attachments.file.type')
}

const refused = (code: string): Result<never> =>
  refuseFields('base.fields.invalid', [{ path: 'file', code, facts: { size: bytesMax / 1_000_000 } }])

/** A form without a chosen file sends one without name and bytes. */
function problemOf(
  file: Incoming,
  { sizeBytes, type }: { readonly sizeBytes: number; readonly type: FileType | null },
): string | null {
  const end = file.end()
  if (end === 'too-long') return 'exchange-attachments.file.large'
  if (end === 'broken') return 'exchange-attachments.file.broken'
  if (sizeBytes === 0) return file.name === '' ? 'base.field.required' : 'exchange-attachments.file.empty'
  return type ? null : 'exchange-attachments.file.type'
}
