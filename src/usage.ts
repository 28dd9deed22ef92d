// Puts the statistics of use together: counts, what others published, what the operator tells.
import { authorityStore } from './authority/store.ts'
import type { AnyDoor } from './base/door.ts'
import type { Remembered } from './base/remember.ts'
import type { Sql } from './base/sql.ts'
import type { Library } from './base/text.ts'
import type { Actor } from './permission/model.ts'
import type { AnnouncementPorts } from './scoreboard/announcement/keep.ts'
import { announcementDoors } from './scoreboard/announcement/routes.ts'
import { announcements, versionsOf, writeAnnouncement } from './scoreboard/store/announcement.ts'
import { usageOf, usageState } from './scoreboard/store/usage.ts'
import { readUseMethod } from './scoreboard/usage/method.ts'
import { type UsageDoorPorts, usageDoors } from './scoreboard/usage/routes.ts'
import { openUsage } from './scoreboard/usage/usage.ts'
import { userStore } from './user/store.ts'

export type UsagePorts = UsageDoorPorts & AnnouncementPorts

type Wanted = {
  readonly sql: Sql
  readonly root: string
  readonly library: Pick<Library, 'languages'>
  readonly people: Remembered<string>
  readonly clock: () => string
  readonly publicUrl: string
}

export function openStatistics({ sql, root, library, people, clock, publicUrl }: Wanted): UsagePorts {
  const languages = library.languages.map(({ code }) => code)
  const usage = openUsage({
    store: {
      state: () => usageState(sql),
      sums: months => usageOf(sql, months),
      announcements: () => announcements(sql),
    },
    people: async () => ({
      users: await userStore(sql).count(),
      authorities: (await authorityStore(sql).figures()).authorities,
    }),
  })
  const kept = {
    all: () => announcements(sql),
    versions: (one: Parameters<typeof versionsOf>[1]) => versionsOf(sql, one),
    write: (one: Parameters<typeof writeAnnouncement>[1]) => writeAnnouncement(sql, one),
  }
  return { people, clock, publicUrl, languages, usage, method: readUseMethod(root), announcements: kept }
}

/** Page, pictures and tables are public; what the operator tells is written by who operates. */
export const statisticsDoors = (ports: UsagePorts): readonly AnyDoor<Actor>[] => [
  ...usageDoors(ports),
  ...announcementDoors(ports),
]
