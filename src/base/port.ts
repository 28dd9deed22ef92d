// The port that the server listens on: free, served by us, or taken by somebody else.
import { createServer } from 'node:net'
import { OperatorFault } from './fault.ts'
import type { Settings } from './settings.ts'
import { sqlState } from './sql.ts'

type Address = Pick<Settings, 'port' | 'host'>

/** Makes a plain fault of what `listen` failed with; gives back what is no matter of the address. */
export function explainListen(error: unknown, { port, host }: Address): unknown {
  switch (sqlState(error)) {
    case 'EADDRINUSE':
      return new OperatorFault(
        `Port ${port} is taken by another program (perhaps Open IMI runs already).`,
        `End that program, or choose another port: PORT=${port === 65_535 ? 3000 : port + 1} npm start`,
      )
    case 'EACCES':
      return new OperatorFault(
        `Port ${port} may not be used by this user.`,
        'Choose a port from 1024 on with the variable PORT.',
      )
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new OperatorFault(
        `${host} is not an address of this machine.`,
        'Set the variable HOST to localhost, 0.0.0.0 or an address of this machine.',
      )
    default:
      return error
  }
}

/** `localhost` has two addresses, of which browsers and programs take either; `isNeeded` is false of the second. */
export const addressesOf = (host: string): readonly { readonly ip: string; readonly isNeeded: boolean }[] =>
  host === 'localhost'
    ? [
        { ip: '127.0.0.1', isNeeded: true },
        { ip: '::1', isNeeded: false },
      ]
    : [{ ip: host, isNeeded: true }]

/** Whether `listen` failed as this machine lacks that kind of address. */
export const isNoAddress = (error: unknown): boolean =>
  ['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(sqlState(error) ?? '')

/** Faults at once where the server could not listen, before anything else is started. Answers the port: 0 takes any. */
export async function checkPort({ port, host }: Address): Promise<number> {
  let free = port
  for (const { ip, isNeeded } of addressesOf(host))
    free = await tryPort(free, ip).catch(error => {
      if (!isNeeded && isNoAddress(error)) return free
      throw explainListen(error, { port, host })
    })
  return free
}

function tryPort(port: number, ip: string): Promise<number> {
  const server = createServer()
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, ip, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : port))
    })
  })
}

/** Whether what answers there is a server of this program. */
export async function isServedByUs({ port }: Address): Promise<boolean> {
  try {
    const answer = await fetch(`http://localhost:${port}/health/live`, { signal: AbortSignal.timeout(2000) })
    return answer.ok
  } catch {
    return false
  }
}
