// Keeps few pipelines alive: started on demand, the longest unused one makes room, idle ones are stopped.
import type { Command } from './mode.ts'
import { type Deadlines, Pipeline, type Said } from './pipeline.ts'
import type { Carrier } from './stream.ts'

export type PoolLimits = Deadlines & {
  readonly aliveMax: number
  readonly idleMs: number
}

export const usualLimits: PoolLimits = {
  firstMs: 10_000,
  laterMs: 4_000,
  msPerCharacter: 2,
  aliveMax: 6,
  idleMs: 10 * 60_000,
}

type Seat = { readonly pipeline: Pipeline; isBusy: boolean; timer: NodeJS.Timeout | null }

/** Takes the commands of each mode. */
export class Pool {
  readonly #commands: ReadonlyMap<string, readonly Command[]>
  readonly #limits: PoolLimits
  /** In the order of last use: the first one has been unused for longest. */
  readonly #seats = new Map<string, Seat>()
  readonly #ending = new Set<Promise<void>>()
  #queue: (() => void)[] = []
  #isStopped = false

  constructor(commands: ReadonlyMap<string, readonly Command[]>, limits: PoolLimits) {
    this.#commands = commands
    this.#limits = limits
  }

  /** Null: no pipeline of this mode can translate this sentence. */
  async say(mode: string, sentence: string, carrier: Carrier): Promise<string | null> {
    const commands = this.#commands.get(mode)
    if (!commands) return null
    const once = () => this.#sayOnce(mode, commands, pipeline => pipeline.say(sentence, carrier))
    const first = await once()
    // It may have died of something else than this sentence, so the sentence gets one more.
    const said = first.state === 'died' ? await once() : first
    return said.state === 'said' ? said.text : null
  }

  /** Leaders of the process groups that are alive, by mode. */
  alive(): ReadonlyMap<string, number> {
    const found = new Map<string, number>()
    for (const [mode, { pipeline }] of this.#seats) if (pipeline.pid !== null) found.set(mode, pipeline.pid)
    return found
  }

  /** Ends all pipelines, also those in the middle of a sentence. */
  async stop(): Promise<void> {
    this.#isStopped = true
    for (const [mode, seat] of [...this.#seats]) this.#leave(mode, seat)
    this.#wake()
    await Promise.all(this.#ending)
  }

  async #sayOnce(
    mode: string,
    commands: readonly Command[],
    use: (pipeline: Pipeline) => Promise<Said>,
  ): Promise<Said> {
    const seat = await this.#take(mode, commands)
    if (!seat) return { state: 'late' }
    const said = await use(seat.pipeline)
    this.#release(mode, seat)
    return said
  }

  /** Waits for the mode's own pipeline, or for room to start one; null when all is stopped. */
  async #take(mode: string, commands: readonly Command[]): Promise<Seat | null> {
    while (!this.#isStopped) {
      const seat = this.#seats.get(mode)
      if (seat && !seat.isBusy && seat.pipeline.isAlive) return this.#occupy(mode, seat)
      if (seat && !seat.isBusy) this.#leave(mode, seat)
      if (!this.#seats.has(mode) && this.#makeRoom()) {
        const pipeline = new Pipeline(commands, this.#limits)
        return this.#occupy(mode, { pipeline, isBusy: true, timer: null })
      }
      await new Promise<void>(resolve => this.#queue.push(resolve))
    }
    return null
  }

  #makeRoom(): boolean {
    if (this.#seats.size < this.#limits.aliveMax) return true
    const unused = [...this.#seats].find(([, seat]) => !seat.isBusy)
    if (unused) this.#leave(...unused)
    return unused !== undefined
  }

  #occupy(mode: string, seat: Seat): Seat {
    if (seat.timer) clearTimeout(seat.timer)
    seat.isBusy = true
    this.#seats.delete(mode)
    this.#seats.set(mode, seat)
    return seat
  }

  #release(mode: string, seat: Seat): void {
    seat.isBusy = false
    if (this.#isStopped || !seat.pipeline.isAlive) this.#leave(mode, seat)
    else seat.timer = setTimeout(() => this.#leave(mode, seat), this.#limits.idleMs).unref()
    this.#wake()
  }

  #leave(mode: string, seat: Seat): void {
    if (seat.timer) clearTimeout(seat.timer)
    if (this.#seats.get(mode) === seat) this.#seats.delete(mode)
    const ending = seat.pipeline.stop().finally(() => this.#ending.delete(ending))
    this.#ending.add(ending)
  }

  #wake(): void {
    const woken = this.#queue
    this.#queue = []
    for (const go of woken) go()
  }
}
