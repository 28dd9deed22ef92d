// Follows the log and notes where each request went in the end, once somebody took it on.
import { z } from 'zod'
import { type Followed, follow } from '../../base/follow.ts'
import type { Jobs } from '../../base/job.ts'
import type { Sql, Tx } from '../../base/sql.ts'
import { matterIn } from '../../procedure/model.ts'
import type { Catalogue } from '../../procedure/store.ts'
import { isAcceptance } from '../model.ts'
import {
  dropOtherRoutes,
  forgetRoutes,
  type RouteRow,
  routeLogs,
  saveRoutes,
  takenExchanges,
} from '../store/route.ts'
import { rememberedSince, routeOf } from './model.ts'

const follower = { name: 'routes', log: 'exchange_event' } as const

export type LearnerPorts = {
  readonly sql: Sql
  readonly catalogue: Catalogue
  readonly clock: () => string
}

export type Learner = {
  /** Works off the log; answers how many entries there were. Any process may do it, one at a time does. */
  tell(): Promise<number>
  /** What is older than two years goes. */
  forget(): Promise<void>
  /** Learns everything again from the whole log, beside any follower; what is read meanwhile is never empty. */
  rebuild(tell?: (routes: number) => void): Promise<Relearnt>
}

/** `changed`: of how many exchanges something else was known, or nothing, or something that should not have been. */
export type Relearnt = { readonly routes: number; readonly changed: number }

export function openLearner({ sql, catalogue, clock }: LearnerPorts): Learner {
  const apply = (tx: Tx, entries: readonly Followed[]) => learn(tx, catalogue, entries, clock())
  async function tell(): Promise<number> {
    let all = 0
    for (
      let count = await follow(sql, follower, apply);
      count > 0;
      count = await follow(sql, follower, apply)
    )
      all += count
    return all
  }
  return {
    tell,
    forget: () => forgetRoutes(sql, rememberedSince(clock())),
    rebuild: (onChunk = () => {}) => rebuild({ sql, catalogue, clock }, onChunk),
  }
}

/** By the clock, each night, in whichever process comes first. */
export function defineForgetting(jobs: Jobs, learner: Pick<Learner, 'forget'>): void {
  const cron = { expression: '23 3 * * *', zone: 'UTC' }
  jobs.define('routes-forget', { data: z.object({}), retryCountMax: 0, cron }, learner.forget)
}

/** The whole log of an exchange decides, not the one entry: it does not matter how often, or how late, it is read. */
async function learn(tx: Tx, catalogue: Catalogue, entries: readonly Followed[], now: string): Promise<void> {
  const since = rememberedSince(now)
  const taken = entries.filter(entry => isAcceptance(entry) && entry.at >= since)
  if (taken.length === 0) return
  const rows = await routesOf(tx, catalogue, [...new Set(taken.map(({ exchange }) => exchange))])
  if (rows.length > 0) await saveRoutes(tx, rows)
}

async function routesOf(
  sql: Tx,
  catalogue: Catalogue,
  exchanges: readonly string[],
): Promise<readonly RouteRow[]> {
  const logs = await routeLogs(sql, exchanges)
  return logs.flatMap(({ exchange, log }) => {
    const route = routeOf(log, (id, fields) => {
      const procedure = catalogue.byId(id)
      return procedure ? matterIn(procedure, fields) : null
    })
    return route ? [{ exchange, ...route }] : []
  })
}

const chunkRows = 1000

/** As a route follows from the whole log of its exchange, it is the same whoever writes it, and in whatever order. */
async function rebuild(
  { sql, catalogue, clock }: LearnerPorts,
  onChunk: (routes: number) => void,
): Promise<Relearnt> {
  const start = clock()
  const since = rememberedSince(start)
  await forgetRoutes(sql, since)
  const right: string[] = []
  let changed = 0
  for (let after: string | undefined = ''; after !== undefined; ) {
    const taken: readonly string[] = await takenExchanges(sql, { since, after, limit: chunkRows })
    const rows = taken.length > 0 ? await routesOf(sql, catalogue, taken) : []
    if (rows.length > 0) changed += await saveRoutes(sql, rows)
    right.push(...rows.map(({ exchange }) => exchange))
    onChunk(right.length)
    after = taken.at(-1)
  }
  return { routes: right.length, changed: changed + (await dropOtherRoutes(sql, right, start)) }
}
