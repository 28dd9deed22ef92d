// Threads that invent exchanges side by side; their batches come in the order of the list.
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { type Batch, batchPlaces } from './batch.ts'
import type { GroundWanted } from './ground.ts'

/** What goes wrong in a thread is thrown here. */
export type Inventors = {
  /** The next batch. */
  next(): Promise<Batch>
  /** The one at a place once more, with no more exchanges than there is room for. */
  again(from: number, room: number): Promise<Batch>
  close(): Promise<void>
}

export type Asked = { readonly from: number; readonly room: number }

/** Each holds a directory of its own in memory. */
const threadsMax = 4
/** With fewer a thread would be ready when all is over. */
const countEach = 1500
/** So many batches wait for the database at each thread. */
const aheadBatches = 2

/** How many threads are worth it for so many exchanges; 0: none, on one processor or for a small world. */
export const threadsFor = (count: number, processors = availableParallelism()): number =>
  processors < 2 ? 0 : Math.min(processors, threadsMax, Math.floor(count / countEach))

/** They begin at once: while the directory is written, the first batches of so many exchanges are made. */
export function openInventors(
  { threads, count }: { readonly threads: number; readonly count: number },
  { directory, ...wanted }: GroundWanted,
): Inventors {
  // No history says a title: those of a whole directory are most of it.
  const untitled = directory.map(one => ({ ...one, informalTitles: {} }))
  const all = Array.from({ length: threads }, () => openThread({ ...wanted, directory: untitled }))
  const none = Promise.reject(new Error('no thread, or no batch is left'))
  none.catch(() => {})
  const invent = (asked: Asked): Promise<Batch> =>
    all[(asked.from / batchPlaces) % threads]?.invent(asked) ?? none
  const waiting: Promise<Batch>[] = []
  let from = 0
  const ask = (): void => {
    // Each place brings one exchange or two.
    if (from >= count) return
    const batch = invent({ from, room: count })
    // Awaited in its turn; until then nobody else listens.
    batch.catch(() => {})
    waiting.push(batch)
    from += batchPlaces
  }
  for (let batch = 0; batch < threads * aheadBatches; batch++) ask()
  return {
    next() {
      ask()
      return waiting.shift() ?? none
    },
    again: (place, room) => invent({ from: place, room }),
    close: async () => void (await Promise.all(all.map(({ end }) => end()))),
  }
}

/** Answers come in the order of the questions. */
function openThread(wanted: GroundWanted) {
  const worker = new Worker(new URL('./batch-thread.ts', import.meta.url), { workerData: wanted })
  const asked: PromiseWithResolvers<Batch>[] = []
  let fault: unknown = null
  worker.on('message', (batch: Batch) => asked.shift()?.resolve(batch))
  worker.on('error', error => {
    fault = error
    for (const one of asked.splice(0)) one.reject(error)
  })
  return {
    invent(part: Asked): Promise<Batch> {
      const one = Promise.withResolvers<Batch>()
      if (fault === null) asked.push(one)
      else one.reject(fault)
      worker.postMessage(part)
      return one.promise
    },
    end: () => worker.terminate(),
  }
}
