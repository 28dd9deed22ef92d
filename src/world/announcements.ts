// What the operator of the demo has published beside the statistics, and who of the cast speaks for it.
import { z } from 'zod'
import type { Tx } from '../base/sql.ts'
import { parts } from '../scoreboard/announcement/model.ts'
import { writeAnnouncement } from '../scoreboard/store/announcement.ts'
import { userStore } from '../user/store.ts'
import announcementData from './announcements.json' with { type: 'json' }
import { cast } from './cast.ts'

const { texts } = z
  .strictObject({
    about: z.string(),
    texts: z.array(z.strictObject({ part: z.enum(parts), lang: z.string(), text: z.string() })),
  })
  .parse(announcementData)

export async function insertOperator(tx: Tx, at: string): Promise<void> {
  for (const { user } of cast.filter(one => one.isOperator)) {
    await userStore(tx).setOperator(user, true)
    for (const one of texts) await writeAnnouncement(tx, { ...one, version: 0, user, at })
  }
}
