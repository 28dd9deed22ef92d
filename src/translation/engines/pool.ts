// Keeps few pipelines alive: started on demand, the longest unused one makes room, idle ones are stopped.
import type { Command } from './mode.ts'
import { type Deadlines, openPipeline, type Pipeline, type Said } from './pipeline.ts'
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

export type Pool = {
  /** Null: no pipeline of this mode can translate this sentence. */
  readonly say: (mode: string, sentence: string, carrier: Carrier) => Promise<string | null>
  /** Leaders of the process groups that are alive, by mode. For tests and `doctor`. */
  readonly alive: () => ReadonlyMap<string, number>
  readonly stop: () => Promise<void>
}

type Seat = { readonly pipeline: Pipeline; isBusy: boolean; timer: NodeJS.Timeout | null }

/** `commands` tells the pipeline of a mode. */
export function openPool(commands: ReadonlyMap<string, readonly Command[]>, limits: PoolLimits): Pool {
  // In the order of last use: the first one has been unused for longest.
  const seats = new Map<string, Seat>()
  let queue: (() => void)[] = []
  let isStopped = false

  const wake = (): void => {
    const woken = queue
    queue = []
    for (const go of woken) go()
  }
  const leave = (mode: string, seat: Seat): void => {
    if (seat.timer) clearTimeout(seat.timer)
    if (seats.get(mode) === seat) seats.delete(mode)
    void seat.pipeline.stop()
  }
  const makeRoom = (): boolean => {
    if (seats.size < limits.aliveMax) return true
    const unused = [...seats].find(([, seat]) => !seat.isBusy)
    if (unused) leave(...unused)
    return unused !== undefined
  }
  const take = async (mode: string): Promise<Seat | null> => {
    for (;;) {
      if (isStopped) return null
      const seat = seats.get(mode)
      if (seat && !seat.isBusy && !seat.pipeline.isAlive()) leave(mode, seat)
      else if (seat && !seat.isBusy) return occupy(mode, seat)
      if (!seats.has(mode) && makeRoom()) {
        const pipeline = openPipeline(commands.get(mode) ?? [], limits)
        return occupy(mode, { pipeline, isBusy: true, timer: null })
      }
      await new Promise<void>(resolve => queue.push(resolve))
    }
  }
  const occupy = (mode: string, seat: Seat): Seat => {
    if (seat.timer) clearTimeout(seat.timer)
    seat.isBusy = true
    seats.delete(mode)
    seats.set(mode, seat)
    return seat
  }
  const release = (mode: string, seat: Seat): void => {
    seat.isBusy = false
    if (isStopped || !seat.pipeline.isAlive()) leave(mode, seat)
    else seat.timer = setTimeout(() => leave(mode, seat), limits.idleMs).unref()
    wake()
  }
  const sayOnce = async (mode: string, sentence: string, carrier: Carrier): Promise<Said> => {
    const seat = await take(mode)
    if (!seat) return { state: 'late' }
    try {
      return await seat.pipeline.say(sentence, carrier)
    } finally {
      release(mode, seat)
    }
  }

  return {
    async say(mode, sentence, carrier) {
      if (!commands.has(mode)) return null
      const first = await sayOnce(mode, sentence, carrier)
      // It may have died of something else than this sentence, so it gets one more.
      const said = first.state === 'died' ? await sayOnce(mode, sentence, carrier) : first
      return said.state === 'said' ? said.text : null
    },
    alive() {
      const found = new Map<string, number>()
      for (const [mode, { pipeline }] of seats) {
        const pid = pipeline.pid()
        if (pid !== null) found.set(mode, pid)
      }
      return found
    },
    async stop() {
      isStopped = true
      const all = [...seats.values()]
      for (const [mode, seat] of [...seats]) leave(mode, seat)
      wake()
      await Promise.all(all.map(seat => seat.pipeline.stop()))
    },
  }
}
