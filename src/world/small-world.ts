// The parts that the world is invented from, opened once for the tests of this room.
import { resolve } from 'node:path'
import { readLexicons } from '../authority/lexicons.ts'
import type { Shelf } from '../base/shelf.ts'
import { library, readLanguages } from '../base/text.ts'
import { openCalendar } from '../calendar/holidays.ts'
import type { Vault } from '../exchange/vault.ts'
import { readProcedures } from '../procedure/store.ts'
import { openDays } from './days.ts'
import { inventDirectory } from './directory.ts'
import { frame, readWords } from './frame.ts'
import { inventOfficials } from './people.ts'
import { openSources } from './sources.ts'

export const root = resolve(import.meta.dirname, '..', '..')

/** Tuesday noon in Brussels. */
export const now = '2026-11-24T11:00:00.000Z'

export const languages = readLanguages(root).map(({ code }) => code)
export const wordsOf = readWords(root)
export const lexicons = readLexicons(root)
export const names = library(readLanguages(root), new Map())
export const catalogue = readProcedures(root)
export const calendar = openCalendar()

export async function listed<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

/** The whole directory: about half a second. */
export const inventAll = () => inventDirectory({ frame, wordsOf, lexicons, library: names })

/** Keeps files in memory. */
export function memoryShelf(): Shelf & { readonly files: ReadonlyMap<string, Buffer> } {
  const files = new Map<string, Buffer>()
  return {
    files,
    async put(name, bytes) {
      const pieces: Uint8Array[] = []
      for await (const piece of bytes) pieces.push(Buffer.from(piece))
      files.set(name, Buffer.concat(pieces))
    },
    claim: async () => {},
    async *read(name) {
      yield files.get(name) ?? Buffer.alloc(0)
    },
    async drop(name) {
      files.delete(name)
    },
    unclaimed: async () => [],
  }
}

export function historySources(vault: Vault, at: string = now) {
  const directory = inventAll()
  const { handlers, judges } = inventOfficials(directory, wordsOf)
  const shelf = memoryShelf()
  const sources = openSources(wordsOf, lexicons, names)
  return {
    directory,
    handlers,
    judges,
    shelf,
    catalogue,
    sources,
    calendar,
    days: openDays(calendar, at),
    vault,
  }
}
