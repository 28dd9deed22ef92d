// Visitors of a page: so many connections that ask again and again, in a thread of their own, over the socket.
import { Worker } from 'node:worker_threads'

export type Visits = {
  readonly path: string
  readonly accept: string
  readonly lanes: number
  /** So long; 0: each connection asks once. Unit: milliseconds. */
  readonly ms: number
}

/** Units: milliseconds, bytes of the last body. */
export type Visited = {
  readonly latencies: readonly number[]
  readonly status: number
  readonly bytes: number
}

export type Visitors = { visit(visits: Visits): Promise<Visited>; close(): Promise<void> }

export function openVisitors(port: number): Visitors {
  const worker = new Worker(new URL('./visitors-thread.ts', import.meta.url), { workerData: { port } })
  return {
    visit: visits =>
      new Promise((resolve, reject) => {
        worker.once('error', reject)
        worker.once('message', visited => {
          worker.off('error', reject)
          resolve(visited)
        })
        worker.postMessage(visits)
      }),
    close: async () => void (await worker.terminate()),
  }
}
