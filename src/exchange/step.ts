// From a decided event to what is written of it: sealed, linked to the log, with the rows that follow from it.
import { chainStart, type Json, link } from '../evidence/model.ts'
import type { Actor } from '../permission/model.ts'
import { currentOf, type PartRow, partsOf } from './current.ts'
import { replay } from './kinds/request.ts'
import { shownTo } from './kinds/request-approval.ts'
import type { RequestEvent } from './kinds/request-shape.ts'
import { isBeside } from './kinds/request-table.ts'
import { nextTimer, standingOf } from './kinds/request-timers.ts'
import { readingOf } from './look.ts'
import type { LogEntry } from './model.ts'
import { isReading } from './open.ts'
import { personsOf } from './person-index.ts'
import type { ExchangePorts } from './ports.ts'
import type { Append } from './store/append.ts'
import type { Stored } from './store/load.ts'
import type { PersonalRow } from './vault.ts'
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

/** An exchange that goes on: what an event needs of it. */
export type Going = Pick<Stored, 'exchange' | 'area' | 'procedure' | 'wrappedKey' | 'log'> & {
  /** Null where nothing may be opened. */
  readonly personal: readonly PersonalRow[] | null
}

export type GoingPorts = Pick<ExchangePorts, 'vault' | 'catalogue' | 'authorities' | 'calendar' | 'clock'>

/** One more event, sealed and linked, with the rows that follow from it. */
export async function goOn(
  ports: GoingPorts,
  who: Doer,
  going: Going,
  event: RequestEvent,
  at = ports.clock(),
) {
  const { exchange, area, wrappedKey } = going
  const procedure = ports.catalogue.byId(going.procedure)
  if (!procedure || !wrappedKey)
    throw new Error(`exchange ${exchange} cannot go on: procedure or key is missing`)
  const key = ports.vault.keyOf(exchange, wrappedKey)
  const sealed = ports.vault.sealEvent(exchange, key, event, procedure)
  const personal = going.personal && [...going.personal, ...sealed.personal]
  const entry = entryOf(exchange, going.log.at(-1), sealed.event, { at, who })
  const log = [...going.log, entry]
  const request = replay(log)
  const parts = partsOf(log, request)
  const countries = await ports.authorities(parts.map(idOf))
  const countryOf = (id: string): string => countries.get(id)?.country ?? ''
  const rows = {
    ...{ exchange, area, entry, parts, personal: sealed.personal, countryOf },
    ...rowsAfter(ports, { exchange, key, personal, request, procedure, log, parts, countryOf }),
  }
  return { rows, log, procedure }
}

/** What follows from a log: the current row, by what it is found, and when the clock looks again. */
export function rowsAfter(
  { vault, calendar }: Pick<ExchangePorts, 'vault' | 'calendar'>,
  { countryOf, ...told }: Parameters<typeof personsOf>[1] & Pick<Append, 'countryOf'>,
) {
  const { request, procedure, log, parts } = told
  const standing = standingOf({ request, log, procedure, calendar }, countryOf)
  const { due, nextAt } = nextTimer(standing, log.at(-1)?.at ?? '')
  return {
    current: currentOf(log, procedure, request),
    persons: personsOf(vault, told),
    // Nobody finds it by words of an answer that waits for approval: the sender could.
    words: indexedWords({ request: shownTo(request, 'sender'), procedure }, parts.filter(isParty).map(idOf)),
    // A message between the hour of a reminder and the clock's next look does not do away with the reminder.
    nextTimerAt: due?.at ?? nextAt,
  }
}

/** What a step of a party writes. */
export async function stepOf(
  ports: GoingPorts,
  stored: Stored,
  event: RequestEvent,
  { at, who, reader, command, revision }: Acting,
): Promise<Step> {
  const { rows, log, procedure } = await goOn(ports, who, stored, event, at)
  const { entry, parts, personal } = rows
  const keepsDraft = keepsDraftOf(event.event)
  const part = parts.find(({ authority }) => authority === who.authority)?.part ?? stored.part
  const isRead = reader && isReading(reader, { ...stored, log, part }, procedure, log)
  return {
    append: {
      ...{ ...rows, command, revision, keepsDraft, read: isRead ? readingOf(reader, entry.at) : null },
      attachment: event.event === 'attached' ? event.data.id : null,
    },
    after: {
      ...{ ...stored, log, draft: keepsDraft ? stored.draft : null, version: entry.version },
      part,
      personal: [...stored.personal, ...personal],
    },
  }
}
