// Files in a folder, each under a name of its own: written whole or not at all, claimed once a row tells of them.
import { createHash } from 'node:crypto'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

export type Shelf = {
  /** Writes a file to the disk, unclaimed. Names must be new, and safe as names of files. */
  put(name: string, bytes: AsyncIterable<Uint8Array>): Promise<void>
  /** From now on the file stays. Nothing happens where that was said before. */
  claim(name: string): Promise<void>
  /** In pieces; claimed or not. Throws where there is none. */
  read(name: string): AsyncIterable<Buffer>
  /** Removes a file that nobody has claimed. */
  drop(name: string): Promise<void>
  /** Names of files that were put before an instant and not claimed: the row was not written, or the server fell. */
  unclaimed(before: string): Promise<readonly string[]>
}

const pieceBytes = 65_536

/** Where a file lies before it is claimed, and after: on every kind of shelf, so that one can be copied to another. */
export const incoming = (name: string): string => `incoming/${name}`
/** A folder with all files of all years would be slow to look through. */
export const placeOf = (name: string): string =>
  `${createHash('sha256').update(name).digest('hex').slice(0, 3)}/${name}`

/** A folder on a local disk, or one that all servers share. It is made when the first file comes. */
export function openShelf(folder: string): Shelf {
  const drafts = join(folder, incoming(''))
  const draftOf = (name: string): string => join(folder, incoming(name))
  const pathOf = (name: string): string => join(folder, placeOf(name))
  return {
    async put(name, bytes) {
      await mkdir(drafts, { recursive: true, mode: 0o700 })
      try {
        await write(draftOf(name), bytes)
      } catch (error) {
        await rm(draftOf(name), { force: true })
        throw error
      }
      await sync(drafts)
    },
    async claim(name) {
      const place = pathOf(name)
      await mkdir(dirname(place), { recursive: true, mode: 0o700 })
      await rename(draftOf(name), place).catch(notThere)
      await sync(dirname(place))
    },
    async *read(name) {
      const file = await open(pathOf(name)).catch(notThere)
      yield* pieces(file ?? (await open(draftOf(name))))
    },
    drop: name => rm(draftOf(name), { force: true }),
    async unclaimed(before) {
      const names = (await readdir(drafts).catch(notThere)) ?? []
      const isOld = async (name: string): Promise<boolean> => {
        const found = await stat(draftOf(name)).catch(notThere)
        return found !== undefined && found.mtime.toISOString() < before
      }
      const old = await Promise.all(names.map(isOld))
      return names.filter((_, i) => old[i])
    },
  }
}

type Handle = Awaited<ReturnType<typeof open>>

async function write(path: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    for await (const piece of bytes) await file.writeFile(piece)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** One buffer for the whole file: each piece must be used before the next one is asked for. */
async function* pieces(file: Handle): AsyncGenerator<Buffer> {
  try {
    const buffer = Buffer.allocUnsafe(pieceBytes)
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, pieceBytes)
      if (bytesRead === 0) return
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await file.close()
  }
}

/** The name of a file is on the disk only once its folder is. */
async function sync(folder: string): Promise<void> {
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function notThere(error: unknown): undefined {
  if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT') return
  throw error
}
