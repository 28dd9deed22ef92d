// Acts on what the clock makes due in exchanges: reminders, lateness, escalation. Any number of processes may do it.
import { z } from 'zod'
import type { AuthorityRecord } from '../authority/model.ts'
import type { Jobs } from '../base/job.ts'
import type { Log } from '../base/log.ts'
import type { Remembered } from '../base/remember.ts'
import type { Calendar } from '../calendar/model.ts'
import type { Catalogue } from '../procedure/store.ts'
import { replay } from './kinds/request.ts'
import { nextTimer, standingOf, type Timer } from './kinds/request-timers.ts'
import { system } from './model.ts'
import type { ExchangePorts } from './ports.ts'
import { entryOf } from './step.ts'
import type { DueExchange } from './store/timers.ts'
import type { ExchangeStore } from './store.ts'

export type TimerPorts = {
  readonly store: Pick<ExchangeStore, 'dueExchanges' | 'appendTimer' | 'postponeTimer'>
  readonly catalogue: Catalogue
  readonly authorities: Remembered<AuthorityRecord>
  /** Who may be told of a request that goes wrong, the nearest first. */
  readonly coordinators: ExchangePorts['coordinators']
  readonly calendar: Calendar
  readonly clock: () => string
  readonly log: Pick<Log, 'error'>
}

export type Timers = {
  /** Works on all that is due; answers how many events it wrote. */
  scan(): Promise<number>
}

const chunkRows = 100

/** One exchange that cannot be worked on is told of, and holds up no other. */
export const openTimers = (ports: TimerPorts): Timers => ({
  async scan() {
    const now = ports.clock()
    let fired = 0
    for (let after: DueExchange | null = null; ; ) {
      const rows: readonly DueExchange[] = await ports.store.dueExchanges({ now, after, limit: chunkRows })
      for (const row of rows)
        try {
          fired += await workOn(ports, row, now)
        } catch (error) {
          ports.log.error('timer failed', error, { exchange: row.exchange })
        }
      after = rows.at(-1) ?? null
      if (rows.length < chunkRows) return fired
    }
  },
})

/** By the clock, in whichever process comes first. Nobody waits for a reminder to the minute. */
export function defineTimers(jobs: Jobs, timers: Timers): void {
  const cron = { expression: '*/5 * * * *', zone: 'UTC' }
  jobs.define('exchange-timers', { data: z.object({}), retryCountMax: 0, cron }, async () => {
    await timers.scan()
  })
}

/** How many events were written; none where somebody was faster, who set the next instant as well. */
async function workOn(ports: TimerPorts, row: DueExchange, now: string): Promise<number> {
  const { exchange, log } = row
  const procedure = ports.catalogue.byId(row.procedure)
  if (!procedure) throw new Error(`procedure ${row.procedure} is not in the catalogue`)
  const request = replay(log)
  const ids = [request.sender, request.recipient].filter(id => id !== null)
  const parties = await ports.authorities(ids)
  const standing = standingOf(
    { request, log, procedure, calendar: ports.calendar },
    id => parties.get(id)?.country ?? '',
  )
  const { due, nextAt } = nextTimer(standing, now)
  const data = due && (await dataOf(ports, due, { ids, area: row.area, country: standing.country.recipient }))
  if (!due || !data) {
    await ports.store.postponeTimer({ exchange, version: request.version, nextAt })
    return 0
  }
  const entry = entryOf(exchange, log.at(-1), { event: due.event, data }, { at: now, who: system })
  if (!(await ports.store.appendTimer({ exchange, entry, key: due.key, nextAt }))) return 0
  // Two may be waited for at once.
  const isMore = nextAt !== null && nextAt <= now
  return 1 + (isMore ? await workOn(ports, { ...row, log: [...log, entry] }, now) : 0)
}

type Around = { readonly ids: readonly string[]; readonly area: string; readonly country: string }

/** Null where there is no coordinator to be told: none in the directory, or only one that is a party itself. */
async function dataOf(ports: TimerPorts, { event, rung, day, by }: Timer, { ids, area, country }: Around) {
  if (event !== 'escalated') return { rung, day, ...(by && { by }) }
  const found = await ports.coordinators([country], area)
  const coordinator = found.find(({ id }) => !ids.includes(id))?.id
  return coordinator === undefined ? null : { rung, day, coordinator }
}
