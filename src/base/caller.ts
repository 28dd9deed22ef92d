// From where a call comes, for limits; and what of its address may stand in a log.

type Environment = { readonly incoming?: { readonly socket?: { readonly remoteAddress?: string } } }

/** Of this machine or this network: what speaks from there is a proxy of the operator, and names whom it speaks for. */
const near = /^(?:127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|::1$|f[cd][0-9a-f]{2}:)/i

/**
 * The address of the socket; behind a proxy the last one that it forwards, as those before come from anybody. Of IPv6
 * the network (64 bits): one household has as many addresses as it likes. Null: nobody knows.
 */
export function addressOf(environment: unknown, forwarded: string | undefined): string | null {
  const socket = (environment as Environment | undefined)?.incoming?.socket?.remoteAddress
  const own = socket?.replace(/^::ffff:(?=\d+\.)/, '')
  const named = forwarded?.split(',').at(-1)?.trim()
  const address = own === undefined || !near.test(own) || !named ? own : named
  if (address === undefined) return null
  return address.includes(':') ? networkOf(address) : address
}

function networkOf(address: string): string {
  const [before = '', after] = address.split('::')
  const head = before === '' ? [] : before.split(':')
  const tail = after === undefined || after === '' ? [] : after.split(':')
  const gap = after === undefined ? 0 : Math.max(8 - head.length - tail.length, 0)
  return [...head, ...Array.from({ length: gap }, () => '0'), ...tail].slice(0, 4).join(':')
}

const secretLength = 40

/** A link that lets somebody in is a secret: logs show that there was one. */
export const maskedPath = (path: string): string =>
  path
    .split('/')
    .map(part => (part.length >= secretLength && /^[\w-]+$/.test(part) ? '…' : part))
    .join('/')
