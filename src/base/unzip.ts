// Reads single parts of a zip file that somebody sent: nothing is inflated beyond what was allowed.
import { promisify } from 'node:util'
import { inflateRaw } from 'node:zlib'

const inflate = promisify(inflateRaw)

export type Archive = {
  readonly names: readonly string[]
  /** Null: it is not there, is broken, or is larger than allowed. */
  part(name: string, bytesMax: number): Promise<Buffer | null>
}

type Entry = { readonly method: number; readonly flags: number; readonly size: number; readonly at: number }

const entriesMax = 1000
const endBytes = 22
const commentMax = 65_535

/** Null: not a zip file, or one of the kinds that no spreadsheet is (several parts, more than 4 GB). */
export function openArchive(bytes: Buffer): Archive | null {
  const end = bytes.lastIndexOf('PK\u0005\u0006', undefined, 'latin1')
  if (end < 0 || bytes.length - end < endBytes || bytes.length - end > endBytes + commentMax) return null
  const count = bytes.readUInt16LE(end + 10)
  const entries = count > entriesMax ? null : entriesIn(bytes, bytes.readUInt32LE(end + 16), count)
  return (
    entries && {
      names: [...entries.keys()],
      async part(name, bytesMax) {
        const entry = entries.get(name)
        const packed = entry && packedIn(bytes, entry)
        if (!packed) return null
        if (entry.method === 0) return packed.length <= bytesMax ? packed : null
        // The size that the file names may be a lie: what counts is what comes out.
        return inflate(packed, { maxOutputLength: bytesMax }).catch(() => null)
      },
    }
  )
}

function entriesIn(bytes: Buffer, from: number, count: number): Map<string, Entry> | null {
  const entries = new Map<string, Entry>()
  let at = from
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) return null
    const nameLength = bytes.readUInt16LE(at + 28)
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength)
    entries.set(name, {
      ...{ flags: bytes.readUInt16LE(at + 8), method: bytes.readUInt16LE(at + 10) },
      ...{ size: bytes.readUInt32LE(at + 20), at: bytes.readUInt32LE(at + 42) },
    })
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return entries
}

/** Encrypted parts are not read. */
function packedIn(bytes: Buffer, { method, flags, size, at }: Entry): Buffer | null {
  if ((flags & 1) !== 0 || (method !== 0 && method !== 8)) return null
  if (at + 30 > bytes.length || bytes.readUInt32LE(at) !== 0x04034b50) return null
  const start = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28)
  return start + size <= bytes.length ? bytes.subarray(start, start + size) : null
}
