// For the operator and the balancer: whether this process answers, and whether it can serve.
import { z } from 'zod'
import { type AnyDoor, door } from './door.ts'
import { done, refuse } from './result.ts'

/** `isReady` tells whether database and migrations are there. Errors of ready: base.ready.unavailable. */
export const healthDoors = <Who>(isReady: () => Promise<boolean>): readonly AnyDoor<Who>[] => [
  door({
    method: 'GET',
    path: '/health/live',
    summary: 'base.live.summary',
    view: z.object({ status: z.literal('live') }),
    run: async () => done({ status: 'live' as const }),
  }),
  door({
    method: 'GET',
    path: '/health/ready',
    summary: 'base.ready.summary',
    view: z.object({ status: z.literal('ready') }),
    run: async () =>
      (await isReady().catch(() => false))
        ? done({ status: 'ready' as const })
        : refuse('base.ready.unavailable'),
  }),
]
