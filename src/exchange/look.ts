// Notes who has looked at an exchange, and whose personal data were shown: each reading is logged.
import type { SignedCall } from '../base/door.ts'
import type { Actor } from '../permission/model.ts'
import type { Opened } from './open.ts'
import type { ExchangePorts } from './ports.ts'
import { subject } from './vault.ts'
import type { ExchangeView } from './view-schema.ts'

/** A program's reading is logged like a person's; "since I last looked" follows the pages only. */
export async function noteLook(
  ports: ExchangePorts,
  { who, wants }: SignedCall<Actor>,
  opened: Opened,
  view: ExchangeView,
): Promise<void> {
  const { stored, log, personal } = opened
  await noteElsewhere(ports, who, opened)
  const values = [...view.form, ...view.answers.flatMap(answer => answer.details)]
  const isTitled = view.attachments.some(({ title }) => title !== null)
  const isPersonal = personal === 'shown' && (view.draft !== null || isTitled || values.some(isPersonalShown))
  const isRead = isPersonal || view.messages.some(({ text }) => text !== null)
  // One that forwarded the exchange has not seen what followed.
  const version = wants === 'html' ? (log.at(-1)?.version ?? 0) : 0
  const isNew = stored.inside.handlers.some(one => one.user === who.user && one.isNew)
  const aboveAt = wants === 'html' ? latestOf(opened) : null
  const isSeen = version <= stored.seenVersion && (aboveAt ?? '') <= (stored.seenAboveAt ?? '')
  if (!isRead && !isNew && isSeen) return
  await ports.store.noteLook({
    ...{ exchange: stored.exchange, user: who.user, authority: who.authority, version },
    ...{ at: ports.clock(), aboveAt },
    read: isRead ? readingOf(who, ports.clock()) : null,
  })
}

/** When the latest of what comes along from above was added or withdrawn. */
const latestOf = ({ above }: Opened): string | null =>
  above
    .flatMap(({ attachments }) => attachments.map(({ entry, withdrawn }) => withdrawn?.at ?? entry.at))
    .toSorted()
    .at(-1) ?? null

/**
 * What stands on the page of another exchange is a reading in its own: answers of children with personal data in each
 * child, titles of what came along with the questions where they were attached.
 */
export async function noteElsewhere(
  ports: ExchangePorts,
  who: Actor,
  { children, above, personal, procedure }: Opened,
): Promise<void> {
  const below = children.filter(({ answers }) =>
    procedure.questions.some(({ id, details }) =>
      details.some(detail => detail.personal && answers[id]?.details?.[detail.id] !== undefined),
    ),
  )
  const titled = above.filter(({ attachments, wrappedKey }) => attachments.length > 0 && wrappedKey)
  const exchanges = [...below, ...(personal === 'shown' ? titled : [])].map(({ exchange }) => exchange)
  if (exchanges.length === 0) return
  const at = ports.clock()
  const { user, authority } = who
  await ports.store.noteReadings({ exchanges, user, authority, at, read: readingOf(who, at) })
}

/** One entry a minute for each person: a page that looks for its translations is read once. */
export const readingOf = ({ user }: Actor, at: string) => ({ id: `${user} ${at.slice(0, 16)}`, subject })

const isPersonalShown = (value: ExchangeView['form'][number]): boolean =>
  value.personal && value.state === 'shown'
