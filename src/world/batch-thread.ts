// A thread of its own that invents batches of exchanges, each as it is asked for.
import { parentPort, workerData } from 'node:worker_threads'
import { batchPlaces, inventBatch } from './batch.ts'
import { type GroundWanted, openGround, readVocabulary } from './ground.ts'

const wanted = workerData as GroundWanted
const ground = openGround(wanted, readVocabulary(wanted.root))

/** One after another, as asked: nothing else goes on in this thread. */
let made: Promise<void> = Promise.resolve()

parentPort?.on('message', (from: number) => {
  const part = { from, to: from + batchPlaces, room: Number.POSITIVE_INFINITY, numbers: new Map() }
  made = made.then(async () => parentPort?.postMessage(await inventBatch(ground, part)))
})
