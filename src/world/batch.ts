// A batch of invented exchanges as it goes into the database: lines for COPY, and the files of attachments.
import type { Lines } from '../base/copy.ts'
import type { Shelf } from '../base/shelf.ts'
import { linesOf } from '../exchange/store/copy.ts'
import type { HistoryRow } from '../exchange/store/history.ts'
import type { Ground } from './ground.ts'
import { inventPart, type Part } from './histories.ts'

export const batchPlaces = 250

/** Plain values all: it may come from a thread. */
export type Batch = {
  /** Their numbers. */
  readonly exchanges: readonly string[]
  readonly lines: readonly Lines[]
  readonly files: readonly (readonly [name: string, bytes: Uint8Array])[]
}

/** So often others get their turn meanwhile. */
const turnRows = 10

export async function inventBatch({ given, assign }: Ground, part: Part): Promise<Batch> {
  const files = new Map<string, Uint8Array>()
  const rows: HistoryRow[] = []
  for await (const row of inventPart({ ...given, shelf: { put: putInto(files), drop } }, assign, part)) {
    rows.push(row)
    if (rows.length % turnRows === 0) await new Promise(setImmediate)
  }
  return { exchanges: rows.map(({ exchange }) => exchange), lines: linesOf(rows), files: [...files] }
}

const putInto =
  (files: Map<string, Uint8Array>): Shelf['put'] =>
  async (name, bytes) => {
    const pieces: Uint8Array[] = []
    for await (const piece of bytes) pieces.push(Buffer.from(piece))
    files.set(name, Buffer.concat(pieces))
  }

/** What is invented is taken in. */
const drop = (name: string): Promise<never> => Promise.reject(new Error(`${name} was not taken in`))
