// From a decided event to the statement that writes it: sealed, linked to the log, with the rows that follow from it.
import type { SignedCall } from '../base/door.ts'
import { done, type Result, refuse } from '../base/result.ts'
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
import { personsOf } from './person-index.ts'
import type { ExchangePorts } from './ports.ts'
import type { Append } from './store/append.ts'
import type { Stored } from './store/load.ts'
import type { PersonalRow } from './vault.ts'
import { indexedWords } from './words.ts'

/** The next entry of a log, linked to the one before it. */
export function entryOf(
  exchange: string,
  before: LogEntry | undefined,
  event: RequestEvent,
  { at, who }: { readonly at: string; readonly who: Pick<Actor, 'authority' | 'user'> },
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

/** Who forwarded a request does not find it by words that came later. */
const isParty = ({ part }: PartRow): boolean => part !== 'former'
const idOf = ({ authority }: PartRow): string => authority

/** An exchange that goes on: what an event needs of it. */
export type Going = Pick<Stored, 'exchange' | 'area' | 'procedure' | 'wrappedKey' | 'log'> & {
  /** Null where nothing may be opened. */
  readonly personal: readonly PersonalRow[] | null
}

/** One more event, sealed and linked, with the rows that follow from it. */
export async function goOn(ports: ExchangePorts, who: Actor, going: Going, event: RequestEvent) {
  const { exchange, area, wrappedKey } = going
  const procedure = ports.catalogue.byId(going.procedure)
  if (!procedure || !wrappedKey)
    throw new Error(`exchange ${exchange} cannot go on: procedure or key is missing`)
  const key = ports.vault.keyOf(exchange, wrappedKey)
  const sealed = ports.vault.sealEvent(exchange, key, event, procedure)
  const personal = going.personal && [...going.personal, ...sealed.personal]
  const entry = entryOf(exchange, going.log.at(-1), sealed.event, { at: ports.clock(), who })
  const log = [...going.log, entry]
  const request = replay(log)
  const parts = partsOf(log, request)
  const countries = await ports.authorities(parts.map(part => part.authority))
  const countryOf = (id: string): string => countries.get(id)?.country ?? ''
  const standing = standingOf({ request, log, procedure, calendar: ports.calendar }, countryOf)
  const rows = {
    ...{ exchange, area, entry, parts, personal: sealed.personal, countryOf },
    current: currentOf(log, procedure, request),
    persons: personsOf(ports.vault, { exchange, key, personal, request, procedure, log, parts }),
    words: indexedWords({ request, procedure }, parts.filter(isParty).map(idOf)),
    nextTimerAt: nextTimer(standing, entry.at).nextAt,
  }
  return { rows, log, procedure }
}

/** Appends an event. Errors: exchange.conflict. */
export async function appended(
  ports: ExchangePorts,
  { who }: SignedCall<Actor>,
  stored: Stored,
  event: RequestEvent,
  { command, revision }: Pick<Append, 'command' | 'revision'>,
): Promise<Result<Stored>> {
  const { rows, log, procedure } = await goOn(ports, who, stored, event)
  const { entry, parts, personal } = rows
  const keepsDraft = isBeside(event.event)
  const part = parts.find(({ authority }) => authority === who.authority)?.part ?? stored.part
  const isFirst = await ports.store.append({
    ...rows,
    // The answer shows the exchange: where that includes personal data, it is a reading like any other.
    read: isReading(who, { ...stored, log, part }, procedure, log) ? readingOf(who, entry.at) : null,
    ...{ command, revision, keepsDraft, attachment: event.event === 'attached' ? event.data.id : null },
  })
  if (!isFirst) return refuse('exchange.conflict')
  return done({
    ...{ ...stored, log, draft: keepsDraft ? stored.draft : null, version: entry.version },
    part,
    personal: [...stored.personal, ...personal],
  })
}
