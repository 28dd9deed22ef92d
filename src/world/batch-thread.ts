// A thread of its own that invents batches of exchanges, each as it is asked for.
import { parentPort, workerData } from 'node:worker_threads'
import { readProcedures } from '../procedure/store.ts'
import { batchPlaces, inventBatch } from './batch.ts'
import { type GroundWanted, openGround, readVocabulary } from './ground.ts'
import type { Asked } from './inventors.ts'

const wanted = workerData as GroundWanted
const ground = openGround(wanted, readVocabulary(wanted.root), readProcedures(wanted.root))

/** One after another, as asked: nothing else goes on in this thread. */
let made: Promise<void> = Promise.resolve()

parentPort?.on('message', ({ from, room }: Asked) => {
  const part = { from, to: from + batchPlaces, room, numbers: new Map() }
  made = made.then(async () => parentPort?.postMessage(await inventBatch(ground, part)))
})
