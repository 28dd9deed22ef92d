// Opens an exchange for an official: loads it, asks the permissions, opens personal data where they may be read.
import type { Authority } from '../authority/model.ts'
import type { SignedCall } from '../base/door.ts'
import { done, type Result, refuse } from '../base/result.ts'
import { dayIn } from '../calendar/model.ts'
import { type Actor, isCoordinator, type Part } from '../permission/model.ts'
import type { Procedure } from '../procedure/model.ts'
import { type Above, aboveOf } from './attachment/above.ts'
import { type ChildOpened, childrenOf } from './children.ts'
import { replay } from './kinds/request.ts'
import { shownTo, toldOf } from './kinds/request-approval.ts'
import type { Request, Value } from './kinds/request-shape.ts'
import {
  isAcceptance,
  isForward,
  isNumber,
  isSealed,
  type LogEntry,
  leaverOf,
  type Message,
  type Sealed,
  system,
} from './model.ts'
import type { ExchangePorts } from './ports.ts'
import { returnedIn, typedIn } from './returned.ts'
import { mayIn } from './right.ts'
import type { Stored } from './store/load.ts'
import type { Reason } from './texts-of.ts'
import { dataWith, withValues, wordMarks } from './vault.ts'

/** Why a personal value is not there. */
export type PersonalState = 'shown' | 'hidden' | 'erased'

export type Opened = {
  readonly stored: Stored
  /** False: as it was before, for the answer to a repeated command, or for one that forwarded it. */
  readonly isNow: boolean
  /** What this part is told of. */
  readonly log: readonly LogEntry[]
  readonly procedure: Procedure
  /** With personal values in the clear where they may be read. */
  readonly request: Request
  readonly personal: PersonalState
  readonly messages: readonly Message[]
  readonly children: readonly ChildOpened[]
  /** Of a child: what was attached to its questions in the exchanges above it. */
  readonly above: readonly Above[]
  /** What was said with an event, by its version. */
  readonly reasons: ReadonlyMap<number, Reason>
  readonly draft: Typed | null
  readonly authorities: ReadonlyMap<string, Authority>
  /** Today in the recipient's country; in the sender's while there is no recipient. */
  readonly today: string
}

/** What was typed and not sent, by whom and when it was kept. */
export type Typed = {
  readonly content: Readonly<Record<string, unknown>>
  readonly user: string
  readonly savedAt: string
}

/**
 * Errors: exchange.unknown (not there, or not a party: the same answer), permission.area, permission.read.
 * `version`: as it was then, for the answer to a repeated command.
 */
export async function openExchange(
  ports: ExchangePorts,
  call: SignedCall<Actor>,
  number: string,
  { key = null, version }: { key?: string | null; version?: number } = {},
): Promise<Result<Opened>> {
  const { who } = call
  const stored = isNumber(number)
    ? await ports.store.load({
        ...{ exchange: number, authority: who.authority, user: who.user, key },
        today: dayIn(who.country, ports.clock()),
      })
    : null
  if (!stored) return refuse('exchange.unknown')
  const allowed = mayIn(who, 'read', stored)
  if (!allowed.ok) return allowed
  return done(await openStored(ports, who, stored, version))
}

/** The exchange as its log tells it, up to a version where one is given. */
export async function openStored(
  ports: ExchangePorts,
  who: Actor,
  stored: Stored,
  wanted = stored.version,
): Promise<Opened> {
  const procedure = ports.catalogue.byId(stored.procedure)
  if (!procedure) throw new Error(`procedure ${stored.procedure} is not in the catalogue`)
  const version = Math.min(wanted, lastFor(stored, who.authority))
  const { part } = stored
  const past = stored.log.filter(entry => entry.version <= version)
  const log = toldOf(past, part)
  // To a side that is not told of a step, the exchange has its version from before.
  const sealed = { ...shownTo(replay(past), part), version: log.at(-1)?.version ?? 0 }
  const personal = personalState(who, stored, procedure, log)
  const values = valuesFor(ports, who, stored, { log: past, personal })
  const request = withValues(sealed, values)
  const isNow = version === stored.version
  const draft =
    isNow && !isCoordinator(part) && mayIn(who, 'read-personal', stored).ok
      ? draftOf(ports, who.authority, stored, { personal, values })
      : null
  const chosen = draft?.content.recipient
  const children = await childrenOf(ports, who, stored, request)
  const above = await aboveOf(ports, part, sealed)
  const { coordinators } = sealed
  const ids = [
    ...[sealed.sender, sealed.recipient, sealed.parent?.sender, chosen],
    ...[coordinators.sender, coordinators.recipient, ...Object.values(stored.approvers)],
    ...[...log.flatMap(namedIn), ...children.map(child => child.recipient)],
    ...above.flatMap(one => one.attachments.map(({ entry }) => entry.authority)),
  ]
  const authorities = await ports.authorities([...new Set(ids.filter(id => typeof id === 'string'))])
  const country =
    authorities.get(request.recipient ?? String(chosen ?? ''))?.country ??
    authorities.get(request.sender)?.country ??
    who.country
  return {
    ...{ stored, isNow, log },
    procedure,
    request,
    ...{ personal, children, above },
    ...{ messages: messagesIn(who, stored, { log, personal }, values), reasons: reasonsIn(who, log, values) },
    draft,
    authorities,
    today: dayIn(country, ports.clock()),
  }
}

/** Who acted, and whom an entry names. */
function namedIn({ authority, data }: LogEntry): readonly unknown[] {
  const { recipient, to, coordinator } = (data ?? {}) as Readonly<Record<string, unknown>>
  return [authority === system.authority ? null : authority, recipient, to, coordinator]
}

/** One whose part ended sees the exchange as it was then. */
const lastFor = ({ part, log, version }: Stored, authority: string): number =>
  part === 'former' ? (log.findLast(entry => leaverOf(entry) === authority)?.version ?? 0) : version

/**
 * Without the messages that an earlier recipient wrote and got after it had accepted: they may name the person, and
 * who the request was forwarded to has not accepted yet.
 */
function withoutAccepted(log: readonly LogEntry[]): readonly LogEntry[] {
  let isAccepted = false
  return log.filter(entry => {
    isAccepted = isAcceptance(entry) || (isAccepted && !isForward(entry))
    return !isAccepted
  })
}

type Reading = { readonly log: readonly LogEntry[]; readonly personal: PersonalState }

/** What this reader may have opened: all values, or only the words that were not written between others. */
function valuesFor(
  { vault }: ExchangePorts,
  who: Actor,
  { exchange, part, wrappedKey, personal: rows, area, inside }: Stored,
  { log, personal }: Reading,
): ReadonlyMap<string, Value> {
  // Words may name the person: who reads without personal data has none of them, but for the coordinator who decides
  // on them.
  const place = { area, inside, part: part === 'former' ? 'recipient' : part } as const
  if (!isCoordinator(part) && !mayIn(who, 'read-personal', place).ok) return new Map()
  const isAll = personal === 'shown'
  const words = isAll ? undefined : wordMarks(part === 'recipient' ? withoutAccepted(log) : log)
  if (!wrappedKey || words?.size === 0) return new Map()
  return vault.openValues(exchange, vault.keyOf(exchange, wrappedKey), rows, words)
}

/** Both sides read what they write to each other, before acceptance too; it goes with the person's key. */
function messagesIn(
  who: Actor,
  stored: Stored,
  { log, personal }: Reading,
  values: ReadonlyMap<string, Value>,
): readonly Message[] {
  const read = personal === 'hidden' ? withoutAccepted(log) : log
  const isRead = mayIn(who, 'read-personal', stored).ok
  const isParty = stored.part !== 'former' && !isCoordinator(stored.part)
  const entries = isParty ? read.filter(({ event }) => event === 'message') : []
  return entries.map(entry => {
    const { text, language } = entry.data as { readonly text: Sealed; readonly language: string }
    const opened = isRead ? values.get(text.sealed) : null
    return { entry, text: typeof opened === 'string' ? opened : null, language }
  })
}

/** What a coordinator writes to an authority is read by that one only. */
const isFor = ({ event, data }: LogEntry, authority: string): boolean =>
  event !== 'coordinator-reminded' || (data as { readonly authority?: string }).authority === authority

function reasonsIn(
  { authority }: Actor,
  log: readonly LogEntry[],
  values: ReadonlyMap<string, Value>,
): ReadonlyMap<number, Reason> {
  const reasons = new Map<number, Reason>()
  for (const { version, data } of log.filter(entry => isFor(entry, authority))) {
    const { reason, language } = (data ?? {}) as { reason?: Value; language?: string }
    const text = isSealed(reason) ? values.get(reason.sealed) : reason
    if (typeof text === 'string') reasons.set(version, { text, lang: language ?? 'en' })
  }
  return reasons
}

/** What was typed and kept; else what was submitted for approval and came back. */
function draftOf(
  { vault }: ExchangePorts,
  authority: string,
  stored: Stored,
  { personal, values }: { readonly personal: PersonalState; readonly values: ReadonlyMap<string, Value> },
): Typed | null {
  const { exchange, wrappedKey } = stored
  if (!wrappedKey) return null
  if (stored.draft) {
    const key = vault.keyOf(exchange, wrappedKey)
    const { sealed, user, savedAt } = stored.draft
    return { content: vault.openDraft(exchange, authority, key, sealed) as Typed['content'], user, savedAt }
  }
  const entry = returnedIn(stored.log, authority)
  if (!entry || personal !== 'shown') return null
  const data = dataWith(entry.data, values)
  return { content: typedIn(data as Parameters<typeof typedIn>[0]), user: entry.user, savedAt: entry.at }
}

/** Before acceptance the recipient learns what is asked, not of whom. Source: Regulation (EU) No 1024/2012 Art. 9. */
export function personalState(
  who: Actor,
  stored: Stored,
  procedure: Procedure,
  log: readonly LogEntry[],
): PersonalState {
  if (!stored.wrappedKey) return 'erased'
  if (!mayIn(who, 'read-personal', stored).ok) return 'hidden'
  // Then, and now as well: the answer to a repeated command may be older than a forwarding.
  const isOpen = [log, stored.log].every(one => isPersonalOpen(stored.part, procedure, one))
  return isOpen ? 'shown' : 'hidden'
}

/** Whether personal data are open to a part, whoever acts for it. */
export function isPersonalOpen(part: Part, procedure: Procedure, log: readonly LogEntry[]): boolean {
  if (part === 'sender') return true
  return part === 'recipient' && (procedure.personalBeforeAcceptance || isAcceptedIn(log))
}

/** Whether who opens an exchange reads about a person: its data, or messages, in which anybody may be named. */
export function isReading(
  who: Actor,
  stored: Stored,
  procedure: Procedure,
  log: readonly LogEntry[],
): boolean {
  if (personalState(who, stored, procedure, log) === 'shown') return true
  const isOpen = stored.wrappedKey !== null && mayIn(who, 'read-personal', stored).ok
  return isOpen && withoutAccepted(log).some(({ event }) => event === 'message')
}

/** Who it was forwarded to has to accept for itself. */
const isAcceptedIn = (log: readonly LogEntry[]): boolean =>
  log.slice(log.findLastIndex(isForward) + 1).some(isAcceptance)
