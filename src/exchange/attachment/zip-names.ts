// The list at the end of a zip file: names and sizes of what is in it. Nothing is unpacked.

export type ZipNames = { readonly names: readonly string[]; readonly unpackedBytes: number }

const endMark = Buffer.from('PK\u0005\u0006', 'latin1')
const entryMark = 0x02014b50
const endBytes = 22
const entryBytes = 46

/** `tail`: the last bytes of a file of so many. Null where the list is not whole in them, or is not sound. */
export function zipNames(tail: Buffer, sizeBytes: number): ZipNames | null {
  const end = tail.lastIndexOf(endMark)
  if (end < 0 || end + endBytes > tail.length) return null
  const count = tail.readUInt16LE(end + 10)
  let at = tail.readUInt32LE(end + 16) - (sizeBytes - tail.length)
  if (at < 0 || at > end) return null
  const names: string[] = []
  let unpackedBytes = 0
  for (; names.length < count; ) {
    if (at + entryBytes > end || tail.readUInt32LE(at) !== entryMark) return null
    const nameBytes = tail.readUInt16LE(at + 28)
    const rest = tail.readUInt16LE(at + 30) + tail.readUInt16LE(at + 32)
    unpackedBytes += tail.readUInt32LE(at + 24)
    names.push(tail.toString('utf8', at + entryBytes, Math.min(at + entryBytes + nameBytes, end)))
    at += entryBytes + nameBytes + rest
  }
  return { names, unpackedBytes }
}
