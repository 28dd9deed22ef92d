// The thread of the visitors: asks as it is told, and answers how long each call took.
import { Agent, request } from 'node:http'
import { parentPort, workerData } from 'node:worker_threads'
import type { Visited, Visits } from './visitors.ts'

const agent = new Agent({ keepAlive: true })

async function visitAll({ lanes, ms, path, accept }: Visits): Promise<Visited> {
  const latencies: number[] = []
  let last = { status: 0, bytes: 0 }
  const end = performance.now() + ms
  const lane = async (): Promise<void> => {
    do {
      const from = performance.now()
      last = await call(path, accept)
      latencies.push(performance.now() - from)
    } while (performance.now() < end)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return { latencies, ...last }
}

/** Until the last byte. */
function call(path: string, accept: string): Promise<{ status: number; bytes: number }> {
  const { port } = workerData
  const headers = { accept, 'accept-language': 'en' }
  return new Promise((resolve, reject) => {
    request({ agent, host: '127.0.0.1', port, path, headers }, response => {
      let bytes = 0
      response.on('data', (piece: Buffer) => {
        bytes += piece.length
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, bytes }))
    })
      .on('error', reject)
      .end()
  })
}

parentPort?.on('message', (visits: Visits) => {
  visitAll(visits).then(visited => parentPort?.postMessage(visited))
})
