// What the pages of the statistics know: sums of the months, remembered while they stand; how many people there are.
import { remembered } from '../../base/remember.ts'
import type { Announcement } from '../announcement/model.ts'
import type { UsageState } from '../store/usage.ts'
import type { Sum } from './model.ts'

export type People = { readonly users: number; readonly authorities: number }

/** The same object as long as nothing changed. */
export type Known = {
  readonly sums: readonly Sum[]
  readonly people: People
  readonly announcements: readonly Announcement[]
}

export type Usage = {
  /** One statement; one more for what changed, and each five minutes one for the people. */
  known(): Promise<Known>
}

export type UsagePorts = {
  readonly store: {
    state(): Promise<UsageState>
    sums(months: readonly string[]): Promise<readonly Sum[]>
    announcements(): Promise<readonly Announcement[]>
  }
  /** Counted in their tables: asked seldom. */
  readonly people: () => Promise<People>
}

type Held = { readonly version: number; readonly sums: readonly Sum[] }

export function openUsage({ store, people }: UsagePorts): Usage {
  const months = new Map<string, Held>()
  const counted = remembered<People>(async () => new Map([['all', await people()]]), Date.now)
  let announced: { readonly count: number; readonly texts: readonly Announcement[] } = { count: 0, texts: [] }
  let last: { readonly mark: string; readonly known: Known } | null = null

  const learn = async ({ months: versions, announcements }: UsageState): Promise<void> => {
    const stale = Object.entries(versions).filter(
      ([month, version]) => months.get(month)?.version !== version,
    )
    if (stale.length > 0) {
      const fresh = Map.groupBy(await store.sums(stale.map(([month]) => month)), one => one.month)
      for (const [month, version] of stale) months.set(month, { version, sums: fresh.get(month) ?? [] })
    }
    if (announced.count !== announcements)
      announced = { count: announcements, texts: await store.announcements() }
  }

  return {
    async known() {
      const state = await store.state()
      const { users = 0, authorities = 0 } = (await counted(['all'])).get('all') ?? {}
      const mark = JSON.stringify([state, users, authorities])
      if (last?.mark === mark) return last.known
      await learn(state)
      const sums = [...months.values()].flatMap(one => one.sums)
      const known = { sums, people: { users, authorities }, announcements: announced.texts }
      last = { mark, known }
      return known
    },
  }
}
