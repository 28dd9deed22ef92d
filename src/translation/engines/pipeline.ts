// One pipeline of Apertium processes that is kept alive: a sentence in, a sentence out, one at a time.
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import { type Command, shellLine } from './mode.ts'
import { type Carrier, decode, encode } from './stream.ts'

/** `died` and `late` are faults of the pipeline: it must not be used again. */
export type Said = { readonly state: 'said'; readonly text: string } | Faulty
type Faulty = { readonly state: 'died' | 'late' }

export type Deadlines = {
  /** For the first sentence: the dictionaries are loaded meanwhile. */
  readonly firstMs: number
  readonly laterMs: number
  /** Long sentences get more time. */
  readonly msPerCharacter: number
}

type Waiting = { readonly call: number; readonly sentence: string; readonly settle: (said: Said) => void }

const receivedBytesMax = 1_000_000
/** What a program gets to end by itself. */
const graceMs = 1000
const died: Faulty = { state: 'died' }

/** Started when it is made. */
export class Pipeline {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>
  readonly #deadlines: Deadlines
  readonly #ended: Promise<void>
  #isAlive = true
  #calls = 0
  #waiting: Waiting | null = null
  #received = Buffer.alloc(0)

  constructor(commands: readonly Command[], deadlines: Deadlines) {
    this.#deadlines = deadlines
    const child = start(commands)
    this.#child = child
    this.#ended = new Promise(resolve => child.once('close', () => resolve()))
    const die = () => this.#die(died)
    child.stdout.on('data', chunk => this.#hear(chunk)).on('end', die)
    for (const part of [child, child.stdin, child.stdout]) part.on('error', die)
    child.once('exit', die)
  }

  get isAlive(): boolean {
    return this.#isAlive
  }

  /** The leader of the process group; null once it has ended. */
  get pid(): number | null {
    return this.#isAlive ? (this.#child.pid ?? null) : null
  }

  /** Never called while another sentence is under way. */
  say(sentence: string, carrier: Carrier): Promise<Said> {
    if (!this.#isAlive) return Promise.resolve(died)
    const call = ++this.#calls
    const { firstMs, laterMs, msPerCharacter } = this.#deadlines
    const ms = (call === 1 ? firstMs : laterMs) + msPerCharacter * sentence.length
    return new Promise(resolve => {
      const timer = setTimeout(() => this.#die({ state: 'late' }), ms)
      const settle = (said: Said): void => {
        clearTimeout(timer)
        resolve(said)
      }
      this.#waiting = { call, sentence, settle }
      this.#child.stdin.write(encode(sentence, call, carrier))
    })
  }

  async stop(): Promise<void> {
    this.#die(died)
    if (this.#child.pid !== undefined) await this.#ended
  }

  #hear(chunk: Buffer): void {
    this.#received = Buffer.concat([this.#received, chunk])
    const end = this.#received.indexOf(0)
    if (end < 0 && this.#received.length < receivedBytesMax) return
    const answer = this.#received.subarray(0, end).toString('utf8')
    const isAlone = end === this.#received.length - 1
    this.#received = Buffer.alloc(0)
    const text = this.#waiting && isAlone ? decode(answer, this.#waiting.sentence, this.#waiting.call) : null
    // An answer that nobody asked for: from now on every sentence would get its neighbour's translation.
    if (text === null) this.#die(died)
    else this.#settle({ state: 'said', text })
  }

  #die(fault: Faulty): void {
    if (this.#isAlive) this.#end()
    this.#isAlive = false
    this.#settle(fault)
  }

  #end(): void {
    const { pid } = this.#child
    signalGroup(pid, 'SIGTERM')
    const timer = setTimeout(() => signalGroup(pid, 'SIGKILL'), graceMs)
    void this.#ended.finally(() => clearTimeout(timer))
  }

  #settle(said: Said): void {
    const waiting = this.#waiting
    this.#waiting = null
    waiting?.settle(said)
  }
}

/**
 * `sh` only joins the programs by pipes; all words are quoted. They are a group and can be ended at once;
 * the trap lets `sh` outlive them, so that it is told of their end and none stays behind as a zombie.
 */
function start(commands: readonly Command[]): ChildProcessByStdio<Writable, Readable, null> {
  return spawn('/bin/sh', ['-c', `trap : TERM; ${shellLine(commands)}`], {
    stdio: ['pipe', 'pipe', 'ignore'],
    detached: true,
    env: { PATH: process.env.PATH ?? '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C.UTF-8' },
  })
}

function signalGroup(leader: number | undefined, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (leader === undefined) return
  try {
    process.kill(-leader, signal)
  } catch {
    // All of them have ended already.
  }
}
