// Opens an exchange for an official: loads it, asks the permissions, opens personal data where they may be read.
import type { Authority } from '../authority/model.ts'
import type { SignedCall } from '../base/door.ts'
import { done, type Result, refuse } from '../base/result.ts'
import { dayIn } from '../calendar/model.ts'
import { type Actor, may } from '../permission/model.ts'
import type { Procedure } from '../procedure/model.ts'
import { type ChildOpened, childrenOf } from './children.ts'
import { replay } from './kinds/request.ts'
import type { Request } from './kinds/request-shape.ts'
import {
  isAcceptance,
  isForward,
  isNumber,
  type LogEntry,
  leaverOf,
  type Message,
  type Sealed,
} from './model.ts'
import type { ExchangePorts } from './ports.ts'
import type { Stored } from './store/load.ts'

/** Why a personal value is not there. */
export type PersonalState = 'shown' | 'hidden' | 'erased'

export type Opened = {
  readonly stored: Stored
  readonly log: readonly LogEntry[]
  readonly procedure: Procedure
  /** With personal values in the clear where they may be read. */
  readonly request: Request
  readonly personal: PersonalState
  readonly messages: readonly Message[]
  readonly children: readonly ChildOpened[]
  readonly draft: Record<string, unknown> | null
  readonly authorities: ReadonlyMap<string, Authority>
  /** Today in the recipient's country; in the sender's while there is no recipient. */
  readonly today: string
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
    ? await ports.store.load({ exchange: number, authority: who.authority, user: who.user, key })
    : null
  if (!stored) return refuse('exchange.unknown')
  const allowed = may(who, 'read', stored.area, stored.part)
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
  const log = stored.log.filter(entry => entry.version <= version)
  const sealed = replay(log)
  const personal = personalState(who, stored, procedure, log)
  const key =
    stored.wrappedKey && personal === 'shown' ? ports.vault.keyOf(stored.exchange, stored.wrappedKey) : null
  const request = ports.vault.openRequest(stored.exchange, key, stored.personal, sealed)
  const draft =
    stored.draft && stored.wrappedKey && version === stored.version
      ? openDraft(ports, who.authority, stored, stored.wrappedKey)
      : null
  const chosen = draft?.recipient
  const children = await childrenOf(ports, who, stored, request)
  const ids = [sealed.sender, sealed.recipient, sealed.parent?.sender, chosen, ...namedIn(log)]
  ids.push(...children.map(child => child.recipient))
  const authorities = await ports.authorities([...new Set(ids.filter(id => typeof id === 'string'))])
  const country =
    authorities.get(request.recipient ?? String(chosen ?? ''))?.country ??
    authorities.get(request.sender)?.country ??
    who.country
  return {
    stored,
    log,
    procedure,
    request,
    personal,
    children,
    messages: messagesIn(ports, who, stored, personal === 'hidden' ? withoutAccepted(log) : log),
    draft,
    authorities,
    today: dayIn(country, ports.clock()),
  }
}

/** Who acted, and whom an entry names. */
const namedIn = (log: readonly LogEntry[]): readonly unknown[] =>
  log.flatMap(({ authority, data }) => {
    const { recipient, to } = (data ?? {}) as Readonly<Record<string, unknown>>
    return [authority, recipient, to]
  })

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

/** Both sides read what they write to each other, before acceptance too; it goes with the person's key. */
function messagesIn(
  { vault }: ExchangePorts,
  who: Actor,
  { exchange, area, part, wrappedKey, personal }: Stored,
  log: readonly LogEntry[],
): readonly Message[] {
  const entries = part === 'former' ? [] : log.filter(({ event }) => event === 'message')
  if (entries.length === 0) return []
  const dataOf = ({ data }: LogEntry) => data as { readonly text: Sealed; readonly language: string }
  const isRead = wrappedKey !== null && may(who, 'read-personal', area, part).ok
  const marks = new Set(entries.map(entry => dataOf(entry).text.sealed))
  const key = isRead ? vault.keyOf(exchange, wrappedKey) : null
  const texts = key ? vault.openValues(exchange, key, personal, marks) : new Map()
  return entries.map(entry => {
    const { text, language } = dataOf(entry)
    const opened: unknown = texts.get(text.sealed)
    return { entry, text: typeof opened === 'string' ? opened : null, language }
  })
}

function openDraft(
  ports: ExchangePorts,
  authority: string,
  { exchange, draft }: Stored,
  wrapped: Buffer,
): Record<string, unknown> | null {
  if (!draft) return null
  const key = ports.vault.keyOf(exchange, wrapped)
  return ports.vault.openDraft(exchange, authority, key, draft.sealed) as Record<string, unknown>
}

/** Before acceptance the recipient learns what is asked, not of whom. Source: Regulation (EU) No 1024/2012 Art. 9. */
export function personalState(
  who: Actor,
  stored: Stored,
  procedure: Procedure,
  log: readonly LogEntry[],
): PersonalState {
  if (!stored.wrappedKey) return 'erased'
  if (!may(who, 'read-personal', stored.area, stored.part).ok) return 'hidden'
  if (stored.part === 'sender' || procedure.personalBeforeAcceptance) return 'shown'
  // Then, and now as well: the answer to a repeated command may be older than a forwarding.
  return isAcceptedIn(log) && isAcceptedIn(stored.log) ? 'shown' : 'hidden'
}

/** Who it was forwarded to has to accept for itself. */
const isAcceptedIn = (log: readonly LogEntry[]): boolean =>
  log.slice(log.findLastIndex(isForward) + 1).some(isAcceptance)
