// Brings invented exchanges into a database: batches by COPY in their order, one written while others are invented.
import type { Shelf } from '../base/shelf.ts'
import type { Tx } from '../base/sql.ts'
import { copyHistories } from '../exchange/store/copy.ts'
import { type Batch, batchPlaces } from './batch.ts'
import type { Part } from './histories.ts'
import type { Inventors } from './inventors.ts'
import { type Numbers, takeAll } from './numbers.ts'

export type Filling = {
  /** Invents in this thread. */
  readonly here: (part: Part) => Promise<Batch>
  /** Null: all are invented here. */
  readonly inventors: Inventors | null
  readonly count: number
  /** Where the files of attachments go. */
  readonly shelf: Shelf
  readonly progress: (done: number) => void
}

/** `progress` tells what is written. */
export async function fillExchanges(tx: Tx, filling: Filling): Promise<void> {
  const { here, inventors, count, shelf, progress } = filling
  const numbers: Numbers = new Map()
  let writing: Promise<number> = Promise.resolve(0)
  for (let [from, invented] = [0, 0]; invented < count; from += batchPlaces) {
    const room = count - invented
    const made = inventors && (await fitting(inventors, from, room))
    // A thread does not know the numbers that others have given.
    const isFree = made !== null && takeAll(numbers, made.exchanges)
    const batch = isFree ? made : await here({ from, to: from + batchPlaces, room, numbers })
    invented += batch.exchanges.length
    const written = await writing
    if (written > 0) progress(written)
    const until = invented
    writing = write(tx, shelf, batch).then(() => until)
    // Awaited before the next batch; until then nobody else listens.
    writing.catch(() => {})
  }
  progress(await writing)
}

/** A thread does not know either how many were made before: the last ones may be too many. */
async function fitting(inventors: Inventors, from: number, room: number): Promise<Batch> {
  const batch = await inventors.next()
  return batch.exchanges.length <= room ? batch : inventors.again(from, room)
}

async function write(tx: Tx, shelf: Shelf, { lines, files }: Batch): Promise<void> {
  const bytesOf = async function* (bytes: Uint8Array) {
    yield bytes
  }
  await Promise.all(files.map(([name, bytes]) => shelf.put(name, bytesOf(bytes))))
  await copyHistories(tx, lines)
}
