// Brings invented exchanges into a database: batches by COPY in their order, one written while others are invented.
import type { Shelf } from '../base/shelf.ts'
import type { Tx } from '../base/sql.ts'
import { copyHistories } from '../exchange/store/copy.ts'
import { type Batch, batchPlaces, inventBatch } from './batch.ts'
import type { Ground } from './ground.ts'
import type { Inventors } from './inventors.ts'
import { type Numbers, takeAll } from './numbers.ts'

export type Filling = {
  readonly ground: Ground
  /** Null: all are invented here. */
  readonly inventors: Inventors | null
  readonly count: number
  /** Where the files of attachments go. */
  readonly shelf: Shelf
  readonly progress: (done: number) => void
}

/** `progress` tells what is written. */
export async function fillExchanges(tx: Tx, filling: Filling): Promise<void> {
  const { ground, inventors, count, shelf, progress } = filling
  const numbers: Numbers = new Map()
  let writing: Promise<number> = Promise.resolve(0)
  for (let [from, invented] = [0, 0]; invented < count; from += batchPlaces) {
    const room = count - invented
    const made = (await inventors?.next()) ?? null
    // A thread knows neither the numbers that others have given nor where the list ends.
    const isRight = made !== null && made.exchanges.length <= room && takeAll(numbers, made.exchanges)
    const part = { from, to: from + batchPlaces, room, numbers }
    const batch = isRight ? made : await inventBatch(ground, part)
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

async function write(tx: Tx, shelf: Shelf, { lines, files }: Batch): Promise<void> {
  const bytesOf = async function* (bytes: Uint8Array) {
    yield bytes
  }
  await Promise.all(files.map(([name, bytes]) => shelf.put(name, bytesOf(bytes))))
  await copyHistories(tx, lines)
}
