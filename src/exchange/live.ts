// Who has a page open is told what others change: one question to the database for a whole server, many listeners.
import type { Change } from './store/changes.ts'

export type Listener = {
  readonly authority: string
  readonly tell: (change: Change) => void
  /** Called once, when the server stops. */
  readonly end: () => void
}

export type LiveHub = {
  /** Answers how to leave. */
  listen(listener: Listener): () => void
  stop(): void
}

export type LivePorts = {
  readonly changes: (asked: {
    authorities: readonly string[]
    since: string
    limit: number
  }) => Promise<readonly Change[]>
  readonly clock: () => string
  readonly onProblem: (error: unknown) => void
}

const everyMs = 1000
/** Servers' clocks may differ so much, and a change may take so long from its time to its commit. */
const overlapMs = 30_000
const changesMax = 500

/**
 * Asks the table of parts and is not notified: a NOTIFY takes one lock for all commits of the database, and does not
 * pass through a pooler. While nobody listens nothing is asked.
 */
export function openLive({ changes, clock, onProblem }: LivePorts): LiveHub {
  const listeners = new Set<Listener>()
  const told = new Map<string, number>()
  let timer: ReturnType<typeof setTimeout> | null = null
  let isStopped = false

  async function look(): Promise<void> {
    const nowMs = Date.parse(clock())
    const since = new Date(nowMs - overlapMs).toISOString()
    const authorities = [...new Set([...listeners].map(one => one.authority))]
    for (const change of await changes({ authorities, since, limit: changesMax })) {
      const key = `${change.authority} ${change.exchange} ${change.version}`
      if (told.has(key)) continue
      told.set(key, nowMs)
      for (const one of listeners) if (one.authority === change.authority) one.tell(change)
    }
    for (const [key, atMs] of told) if (atMs < nowMs - 3 * overlapMs) told.delete(key)
  }

  function plan(): void {
    if (timer || isStopped || listeners.size === 0) return
    timer = setTimeout(() => {
      look()
        .catch(onProblem)
        .finally(() => {
          timer = null
          plan()
        })
    }, everyMs)
    timer.unref()
  }

  return {
    listen(listener) {
      // Not before the listener knows how to leave.
      if (isStopped) queueMicrotask(listener.end)
      else listeners.add(listener)
      plan()
      return () => void listeners.delete(listener)
    },
    stop() {
      isStopped = true
      if (timer) clearTimeout(timer)
      for (const { end } of listeners) end()
      listeners.clear()
    },
  }
}
