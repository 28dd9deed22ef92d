// Visitors of a page: so many connections that ask again and again, in a thread of their own, over the socket.
import { Agent, request } from 'node:http'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'

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
  const worker = new Worker(new URL(import.meta.url), { workerData: { port } })
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

if (!isMainThread) {
  const agent = new Agent({ keepAlive: true })
  parentPort?.on('message', (visits: Visits) => {
    visitAll(agent, workerData.port, visits).then(visited => parentPort?.postMessage(visited))
  })
}

async function visitAll(agent: Agent, port: number, { lanes, ms, ...asked }: Visits): Promise<Visited> {
  const latencies: number[] = []
  let last = { status: 0, bytes: 0 }
  const end = performance.now() + ms
  const lane = async (): Promise<void> => {
    do {
      const from = performance.now()
      last = await call({ agent, port, ...asked })
      latencies.push(performance.now() - from)
    } while (performance.now() < end)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return { latencies, ...last }
}

type Called = { readonly agent: Agent; readonly port: number; readonly path: string; readonly accept: string }

/** Until the last byte. */
const call = ({ accept, ...where }: Called): Promise<{ status: number; bytes: number }> =>
  new Promise((resolve, reject) => {
    const headers = { accept, 'accept-language': 'en' }
    request({ host: '127.0.0.1', ...where, headers }, response => {
      let bytes = 0
      response.on('data', (piece: Buffer) => {
        bytes += piece.length
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, bytes }))
    })
      .on('error', reject)
      .end()
  })
