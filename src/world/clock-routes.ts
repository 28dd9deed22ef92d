// The doors of the demo's clock: what time it is there, and moving it forward, so that timers can be seen at work.
import { z } from 'zod'
import type { Clock } from '../base/clock.ts'
import { type AnyDoor, door } from '../base/door.ts'
import { done, refuse } from '../base/result.ts'
import type { Timers } from '../exchange/timers.ts'
import type { Actor } from '../permission/model.ts'
import type { UserStore } from '../user/store.ts'
import { clockPage } from './clock-page.ts'
import type { ClockStore } from './store.ts'

export type ClockPorts = {
  readonly clock: Clock
  readonly store: ClockStore
  readonly users: Pick<UserStore, 'prolong'>
  readonly timers: Timers
}

const clockSchema = z.object({
  /** The instant that it is in the demo. */
  now: z.string(),
})
export type ClockView = Readonly<z.infer<typeof clockSchema>>

/** Unit: days. */
const stepMax = 31
const moveBody = z.object({ days: z.int().min(1).max(stepMax) })

/** `GET` and `POST /operator/clock`, for the demo only. Errors: permission.sign-in, base.fields.invalid. */
export const clockDoors = ({ clock, store, users, timers }: ClockPorts): readonly AnyDoor<Actor>[] => [
  door({
    method: 'GET',
    path: '/operator/clock',
    summary: 'exchange-timers.clock.title',
    view: clockSchema,
    run: async ({ who }) => (who ? done({ now: clock.now() }) : refuse('permission.sign-in')),
    page: (view, call) => clockPage(call, view),
  }),
  door({
    method: 'POST',
    path: '/operator/clock',
    summary: 'exchange-timers.clock.lead',
    body: moveBody,
    view: clockSchema,
    async run({ who }, { body: { days } }) {
      if (!who) return refuse('permission.sign-in')
      // Nobody is signed out by it.
      await users.prolong(days)
      clock.setAhead(await store.move(days))
      await timers.scan()
      return done({ now: clock.now() })
    },
    after: () => '/operator/clock',
  }),
]
