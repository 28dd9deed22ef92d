// One pipeline of Apertium processes that is kept alive: a sentence in, a sentence out, one at a time.
import { type ChildProcess, spawn } from 'node:child_process'
import { type Command, shellLine } from './mode.ts'
import { type Carrier, decode, encode } from './stream.ts'

/** `died` and `late` are faults of the pipeline: it must not be used again. */
export type Said =
  | { readonly state: 'said'; readonly text: string }
  | { readonly state: 'died' }
  | { readonly state: 'late' }

export type Pipeline = {
  readonly say: (sentence: string, carrier: Carrier) => Promise<Said>
  readonly isAlive: () => boolean
  /** The leader of the process group; null once it has ended. */
  readonly pid: () => number | null
  readonly stop: () => Promise<void>
}

export type Deadlines = {
  /** For the first sentence: the dictionaries are loaded meanwhile. */
  readonly firstMs: number
  readonly laterMs: number
  /** Long sentences get more time. */
  readonly msPerCharacter: number
}

type Waiting = { readonly call: number; readonly sentence: string; readonly settle: (said: Said) => void }

const receivedBytesMax = 1_000_000

/** Starts the processes. `sh` only joins them by pipes; a mode's words are quoted. */
export function openPipeline(commands: readonly Command[], deadlines: Deadlines): Pipeline {
  const child = spawn('/bin/sh', ['-c', shellLine(commands)], {
    stdio: ['pipe', 'pipe', 'ignore'],
    // A group of its own, so that all stages can be ended at once.
    detached: true,
    env: { PATH: process.env.PATH ?? '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C.UTF-8' },
  })
  const ended = new Promise<void>(resolve => child.once('close', () => resolve()))
  let isAlive = true
  let calls = 0
  let waiting: Waiting | null = null
  let received = Buffer.alloc(0)

  const settle = (said: Said): void => {
    const { settle: tell } = waiting ?? {}
    waiting = null
    tell?.(said)
  }
  const die = (said: Said): void => {
    isAlive = false
    killGroup(child)
    settle(said)
  }
  const hear = (chunk: Buffer): void => {
    received = Buffer.concat([received, chunk])
    const end = received.indexOf(0)
    if (end < 0 && received.length < receivedBytesMax) return
    const answer = received.subarray(0, end).toString('utf8')
    const isAlone = end === received.length - 1
    received = Buffer.alloc(0)
    const text = waiting && isAlone ? decode(answer, waiting.sentence, waiting.call) : null
    // An answer that nobody asked for: from now on every sentence would get its neighbour's translation.
    if (text === null) die({ state: 'died' })
    else settle({ state: 'said', text })
  }

  child.stdout.on('data', hear)
  for (const end of [child, child.stdin, child.stdout]) end.on('error', () => die({ state: 'died' }))
  child.stdout.on('end', () => die({ state: 'died' }))
  child.once('exit', () => die({ state: 'died' }))

  return {
    isAlive: () => isAlive,
    pid: () => (isAlive ? (child.pid ?? null) : null),
    say(sentence, carrier) {
      if (!isAlive) return Promise.resolve({ state: 'died' })
      const call = ++calls
      const ms =
        (call === 1 ? deadlines.firstMs : deadlines.laterMs) + deadlines.msPerCharacter * sentence.length
      return new Promise(resolve => {
        const timer = setTimeout(() => die({ state: 'late' }), ms)
        waiting = {
          call,
          sentence,
          settle: said => {
            clearTimeout(timer)
            resolve(said)
          },
        }
        child.stdin.write(encode(sentence, call, carrier))
      })
    },
    async stop() {
      die({ state: 'died' })
      if (child.pid !== undefined) await ended
    },
  }
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    // All of them have ended already.
  }
}
