// For the operator and the balancer: whether this process answers, and whether it can serve.
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { type AnyDoor, door } from './door.ts'
import { done, refuse } from './result.ts'

const readyMsMax = 2000

/** `isReady` tells whether database and migrations are there. Errors of ready: base.ready.unavailable. */
export const healthDoors = <Who>(isReady: () => Promise<boolean>): readonly AnyDoor<Who>[] => [
  door({
    method: 'GET',
    path: '/health/live',
    summary: 'base.live.summary',
    isOpen: true,
    view: z.object({ status: z.literal('live') }),
    run: async () => done({ status: 'live' as const }),
  }),
  door({
    method: 'GET',
    path: '/health/ready',
    summary: 'base.ready.summary',
    isOpen: true,
    view: z.object({ status: z.literal('ready') }),
    run: async () =>
      (await inTime(isReady)) ? done({ status: 'ready' as const }) : refuse('base.ready.unavailable'),
  }),
]

/** A database that does not answer soon does not answer. */
async function inTime(isReady: () => Promise<boolean>): Promise<boolean> {
  const over = new AbortController()
  const late = wait(readyMsMax, false, { signal: over.signal, ref: false })
  try {
    return await Promise.race([isReady(), late])
  } catch {
    return false
  } finally {
    over.abort()
  }
}
