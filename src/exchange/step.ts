// From a decided event to what is written of it: sealed, linked to the log, with the rows that follow from it.
import { chainStart, type Json, link } from '../evidence/model.ts'
import type { Actor } from '../permission/model.ts'
import { currentOf, type PartRow, partsOf } from './current.ts'
import { replay } from './kinds/request.ts'
import type { RequestEvent } from './kinds/request-shape.ts'
import { isBeside } from './kinds/request-table.ts'
import { nextTimer, standingOf } from './kinds/request-timers.ts'
import { readingOf } from './look.ts'
import type { LogEntry } from './model.ts'
import { isReading } from './open.ts'
import type { ExchangePorts } from './ports.ts'
import type { Append } from './store/append.ts'
import type { Stored } from './store/load.ts'
import { indexedWords } from './words.ts'

type Doer = Pick<Actor, 'authority' | 'user'>

export type Acting = Pick<Append, 'command' | 'revision'> & {
  readonly at: string
  readonly who: Doer
  /** Who is answered with the exchange: where that shows personal data, it is a reading like any other. */
  readonly reader: Actor | null
}

/** What is written, and the exchange as it is stored then. */
export type Step = { readonly append: Append; readonly after: Stored }

/** The next entry of a log, linked to the one before it. */
export function entryOf(
  exchange: string,
  before: LogEntry | undefined,
  event: RequestEvent,
  { at, who }: { readonly at: string; readonly who: Doer },
): LogEntry {
  const made = {
    version: (before?.version ?? 0) + 1,
    event: event.event,
    at,
    authority: who.authority,
    user: who.user,
    data: event.data as Json,
  }
  return { ...made, hash: link(before?.hash ?? chainStart, { exchange, ...made }) }
}

/** Whose part ended does not find it by words that came later. */
const isParty = ({ part }: PartRow): boolean => part !== 'former'
const idOf = ({ authority }: PartRow): string => authority

/** What was saved for the answer stays; and a part goes over with it. */
const keepsDraftOf = (event: string): boolean =>
  isBeside(event) || event === 'split' || event === 'handed-over'

export async function stepOf(
  ports: Pick<ExchangePorts, 'vault' | 'catalogue' | 'authorities' | 'calendar'>,
  stored: Stored,
  event: RequestEvent,
  { at, who, reader, command, revision }: Acting,
): Promise<Step> {
  const { exchange, area, wrappedKey } = stored
  const procedure = ports.catalogue.byId(stored.procedure)
  if (!procedure || !wrappedKey)
    throw new Error(`exchange ${exchange} cannot go on: procedure or key is missing`)
  const sealed = ports.vault.sealEvent(exchange, ports.vault.keyOf(exchange, wrappedKey), event, procedure)
  const entry = entryOf(exchange, stored.log.at(-1), sealed.event, { at, who })
  const log = [...stored.log, entry]
  const request = replay(log)
  const parts = partsOf(log, request)
  const countries = await ports.authorities(parts.map(idOf))
  const keepsDraft = keepsDraftOf(event.event)
  const part = parts.find(({ authority }) => authority === who.authority)?.part ?? stored.part
  const countryOf = (id: string) => countries.get(id)?.country ?? ''
  const standing = standingOf({ request, log, procedure, calendar: ports.calendar }, countryOf)
  const isRead = reader && isReading(reader, { ...stored, log, part }, procedure, log)
  return {
    append: {
      ...{ exchange, area, entry, parts, command, revision, keepsDraft, personal: sealed.personal },
      attachment: event.event === 'attached' ? event.data.id : null,
      read: isRead ? readingOf(reader, entry.at) : null,
      current: currentOf(log, procedure, request),
      words: indexedWords({ request, procedure }, parts.filter(isParty).map(idOf)),
      countryOf,
      nextTimerAt: nextTimer(standing, entry.at).nextAt,
    },
    after: {
      ...{ ...stored, log, draft: keepsDraft ? stored.draft : null, version: entry.version },
      part,
      personal: [...stored.personal, ...sealed.personal],
    },
  }
}
