// What the clock does in the directory: what arrives late follows to the successor, and once a year it asks.
import { z } from 'zod'
import type { Jobs } from '../../base/job.ts'
import type { Log } from '../../base/log.ts'
import { forgotten } from '../import/check.ts'
import type { KeepPorts } from './ports.ts'

export type KeepTimers = {
  /** Hands over what reached an authority after it stopped working; answers how many exchanges. */
  handOver(): Promise<number>
  /** Asks who keeps data that nobody confirmed for a year; answers how many authorities. */
  ask(): Promise<number>
}

type TimerPorts = Pick<KeepPorts, 'store' | 'imports' | 'registrations' | 'handOver' | 'clock'> & {
  readonly log: Pick<Log, 'error'>
}

const askedMax = 500

/** One that cannot be worked on is told of, and holds up no other. */
export const openKeepTimers = (ports: TimerPorts): KeepTimers => ({
  async handOver() {
    const { store, log } = ports
    const next = new Map((await store.successions()).map(({ from, to }) => [from, to]))
    let count = 0
    for (const from of next.keys())
      try {
        const handed = await ports.handOver({ from, to: lastOf(next, from) })
        count += handed.ok ? handed.value.handedOver : 0
      } catch (error) {
        log.error('hand-over failed', error, { authority: from })
      }
    return count
  },
  async ask() {
    const { store } = ports
    const at = ports.clock()
    const due = await store.dueToConfirm(at, askedMax)
    const found = await store.records(due)
    let count = 0
    for (const record of found.values()) {
      const entry = { event: 'asked', at, office: null, account: null, data: { changes: [] } }
      if ((await store.write({ ...record, askedAt: at }, entry)) !== null) count += 1
    }
    return count
  },
})

/** The successor may have stopped working since: then its own one takes over. */
function lastOf(next: ReadonlyMap<string, string>, from: string): string {
  let to = next.get(from) ?? from
  for (let step = 0; step < next.size && next.has(to); step++) to = next.get(to) ?? to
  return to
}

/** By the clock, in whichever process comes first. Other servers learn of a suspension within a minute or so. */
export function defineKeepTimers(jobs: Jobs, ports: TimerPorts): void {
  const timers = openKeepTimers(ports)
  const every = (expression: string) => ({
    ...{ data: z.object({}), retryCountMax: 0, cron: { expression, zone: 'UTC' } },
  })
  jobs.define('authority-hand-over', every('*/2 * * * *'), async () => {
    await timers.handOver()
  })
  jobs.define('authority-import-forget', every('*/10 * * * *'), () => forgotten(ports))
  jobs.define('authority-registration-sweep', every('23 4 * * *'), async () => {
    await ports.registrations.sweep(ports.clock())
  })
  jobs.define('authority-confirm', every('41 4 * * *'), async () => {
    await timers.ask()
  })
}
