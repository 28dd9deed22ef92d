// Asks ClamAV's daemon whether bytes are malicious: its INSTREAM protocol over TCP or a local socket.
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { messageOf } from './fault.ts'

export type Verdict =
  | { readonly state: 'clean' }
  /** `finding`: the name that the daemon gives to what it found. */
  | { readonly state: 'infected'; readonly finding: string }
  /** It answered, but not about the content: too large for it, or a fault of its own. */
  | { readonly state: 'failed'; readonly reason: string }

export type Scanner = {
  /** Throws only where the daemon cannot be reached; what goes wrong from then on is a failure of this content. */
  scan(bytes: AsyncIterable<Uint8Array>): Promise<Verdict>
  /** What it is, with the age of its signatures. Throws where it cannot be reached or does not answer. */
  version(): Promise<string>
}

const connectMs = 10_000
const silenceMs = 120_000
const answerBytesMax = 10_000

/** `address`: `host:port`, or the path of a socket. */
export function openClamd(address: string): Scanner {
  return {
    async scan(bytes) {
      const socket = await dial(address)
      const line = await ask(socket, 'zINSTREAM\0', bytes).catch(messageOf)
      const found = /^stream: (.+) FOUND$/.exec(line)
      if (found?.[1]) return { state: 'infected', finding: found[1] }
      return line === 'stream: OK' ? { state: 'clean' } : { state: 'failed', reason: line.slice(0, 200) }
    },
    version: async () => ask(await dial(address), 'zVERSION\0', null),
  }
}

async function dial(address: string): Promise<Socket> {
  const tcp = /^\[?([^/\]]+)\]?:(\d+)$/.exec(address)
  const socket = tcp?.[1] ? connect({ host: tcp[1], port: Number(tcp[2]) }) : connect({ path: address })
  socket.setTimeout(connectMs, () => socket.destroy(new Error('clamd: nobody there')))
  await once(socket, 'connect')
  return socket
}

/** One question on one line; its answer without the NUL at its end. */
async function ask(
  socket: Socket,
  command: string,
  bytes: AsyncIterable<Uint8Array> | null,
): Promise<string> {
  socket.setTimeout(silenceMs, () => socket.destroy(new Error('clamd: no answer')))
  const answer = answerOf(socket)
  // Whoever asked hears of it through `answer`.
  answer.catch(() => {})
  try {
    socket.write(command)
    if (bytes) await send(socket, bytes)
    return await answer
  } finally {
    socket.destroy()
  }
}

/** It may answer and hang up before everything is sent: what it said counts. */
function answerOf(socket: Socket): Promise<string> {
  let text = ''
  return new Promise((resolve, reject) => {
    const end = (error?: Error): void => {
      const line = text.replace(/\0[\s\S]*$/, '')
      if (line !== '') resolve(line)
      else reject(error ?? new Error('clamd: hung up without an answer'))
    }
    socket.on('data', piece => {
      if (text.length < answerBytesMax) text += piece.toString('latin1')
      if (text.includes('\0')) end()
    })
    socket.on('error', end)
    socket.on('close', () => end())
  })
}

/** Each piece behind its length; one of length 0 is the end. Stops where nobody listens any more. */
async function send(socket: Socket, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  const length = (count: number): Buffer => {
    const head = Buffer.alloc(4)
    head.writeUInt32BE(count)
    return head
  }
  for await (const piece of bytes) {
    if (piece.length === 0) continue
    if (!socket.writable) return
    socket.write(length(piece.length))
    // The piece may be overwritten by the next one.
    if (!socket.write(Buffer.from(piece))) await ready(socket)
  }
  if (socket.writable) socket.write(length(0))
}

/** Until it takes more, or is gone. */
const ready = (socket: Socket): Promise<void> =>
  new Promise(resolve => {
    const go = (): void => {
      socket.off('drain', go).off('close', go)
      resolve()
    }
    socket.on('drain', go).on('close', go)
    if (socket.destroyed) go()
  })
