// Listens for HTTP on every address of the host with one handler, and closes without cutting off open calls.
import { createServer, type RequestListener, type Server } from 'node:http'
import { addressesOf, explainListen, isNoAddress } from './port.ts'
import type { Settings } from './settings.ts'

type Address = Pick<Settings, 'port' | 'host'>

const graceMs = 10_000
const idleMs = 50

/** Answers how to stop: accepts nothing more, lets open calls end, cuts off what takes longer. */
export async function listen(address: Address, handle: RequestListener): Promise<() => Promise<void>> {
  const servers: Server[] = []
  const close = async (): Promise<void> => void (await Promise.all(servers.map(closed)))
  for (const { ip, isNeeded } of addressesOf(address.host))
    try {
      servers.push(await listening(createServer(handle), address.port, ip))
    } catch (error) {
      if (!isNeeded && isNoAddress(error)) continue
      await close()
      throw explainListen(error, address)
    }
  return close
}

const listening = (server: Server, port: number, ip: string): Promise<Server> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, ip, () => resolve(server.off('error', reject)))
  })

/** A connection that is kept for the next call ends as soon as its call has ended. */
const closed = (server: Server): Promise<void> =>
  new Promise(resolve => {
    const idle = setInterval(() => server.closeIdleConnections(), idleMs)
    const late = setTimeout(() => server.closeAllConnections(), graceMs)
    server.close(() => {
      clearInterval(idle)
      clearTimeout(late)
      resolve()
    })
  })

/** Where a program on this machine reaches a server that listens there. */
export function localUrl({ port, host }: Address): string {
  const name = ['0.0.0.0', '::'].includes(host) ? 'localhost' : host
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`
}
