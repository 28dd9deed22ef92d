// Work that is done later, once: a thin face of pg-boss, which keeps its jobs in our own database.
import { PgBoss } from 'pg-boss'
import type { z } from 'zod'
import type { Sql, Tx } from './sql.ts'

type QueueOptions<Data> = {
  readonly data: z.ZodType<Data>
  /** At most one job of a key waits at any time; each `send` then needs a key. */
  readonly isKeyed?: boolean
  /** How often a failed job is tried again (default 5), with growing pauses from this one on. */
  readonly retryCountMax?: number
  readonly retryPauseSeconds?: number
  /** How long one run may take before it counts as failed. */
  readonly runSecondsMax?: number
  /** Runs by the clock, with this cron expression in this time zone; `data` must take `{}`. */
  readonly cron?: { readonly expression: string; readonly zone: string }
}

type SendOptions = {
  /** The caller's transaction: the job exists if and when it commits. */
  readonly sql?: Tx
  readonly key?: string
  /** Not before this instant (ISO). */
  readonly after?: string
}

export type Jobs = {
  /** Before `start`. The handler may be called again for the same job: what it does must bear that. */
  define<Data>(queue: string, options: QueueOptions<Data>, handler: (data: Data) => Promise<void>): void
  start(): Promise<void>
  /** True when queued; false when a job of that key waits already. */
  send(queue: string, data: object, options?: SendOptions): Promise<boolean>
  /** Waits for what runs, at most some seconds. */
  stop(): Promise<void>
}

type Defined = {
  readonly queue: string
  readonly options: QueueOptions<unknown>
  run(data: unknown): Promise<void>
}

const pollSeconds = 0.5
const stopMs = 10_000

/** `onError` is told what failed outside of a handler as well. */
export function openJobs(sql: Sql, onError: (error: Error) => void): Jobs {
  const defined: Defined[] = []
  const boss = new PgBoss({
    db: through(sql),
    schema: 'pgboss',
    schedule: true,
    supervise: true,
    monitorVacuum: false,
  })
  boss.on('error', onError)
  return {
    define(queue, options, handler) {
      defined.push({ queue, options, run: data => handler(options.data.parse(data)) })
    },
    async start() {
      await boss.start()
      const known = new Set((await boss.getQueues()).map(row => row.name))
      for (const each of defined) await prepare(boss, each, known.has(each.queue))
      for (const { queue, run } of defined)
        await boss.work<unknown>(queue, { pollingIntervalSeconds: pollSeconds, batchSize: 1 }, async jobs => {
          for (const job of jobs) await run(job.data).catch(error => tellAndThrow(error, onError))
        })
    },
    async send(queue, data, { sql: tx, key, after } = {}) {
      const id = await boss.send(queue, data, {
        ...(tx ? { db: through(tx) } : {}),
        ...(key === undefined ? {} : { singletonKey: key }),
        ...(after === undefined ? {} : { startAfter: after }),
      })
      return id !== null
    },
    stop: () => boss.stop({ graceful: true, timeout: stopMs }),
  }
}

async function prepare(boss: PgBoss, { queue, options }: Defined, isKnown: boolean): Promise<void> {
  const { cron, isKeyed, retryCountMax = 5, retryPauseSeconds = 5, runSecondsMax = 300 } = options
  const settings = {
    retryLimit: retryCountMax,
    retryDelay: retryPauseSeconds,
    retryBackoff: retryPauseSeconds > 0,
    expireInSeconds: runSecondsMax,
  }
  if (isKnown) await boss.updateQueue(queue, settings)
  else await boss.createQueue(queue, { ...settings, policy: isKeyed ? 'short' : 'standard' })
  if (cron) await boss.schedule(queue, cron.expression, {}, { tz: cron.zone })
}

function tellAndThrow(error: unknown, onError: (error: Error) => void): never {
  onError(error instanceof Error ? error : new Error(String(error)))
  throw error
}

/** Runs pg-boss's statements through our driver; what opens a transaction of its own gets a connection of its own. */
function through(sql: Sql | Tx) {
  return {
    async executeSql(text: string, values?: unknown[]) {
      if (/^\s*begin\b/i.test(text) && 'reserve' in sql) {
        const reserved = await sql.reserve()
        try {
          return { rows: [...(await reserved.unsafe(text))].flat() }
        } finally {
          reserved.release()
        }
      }
      const rows = await sql.unsafe(text, values as never[] | undefined)
      return { rows: [...rows], rowCount: rows.count }
    },
  }
}
