// Opens the remit of a caller, and one exchange within it, as a coordinator may see it.
import type { Authority } from '../../authority/model.ts'
import type { SignedCall } from '../../base/door.ts'
import { done, type Result, refuse } from '../../base/result.ts'
import type { Actor } from '../../permission/model.ts'
import { type CoordinatorDeed, type Remit, remitFor } from '../../permission/remit.ts'
import { replay } from '../kinds/request.ts'
import type { Request } from '../kinds/request-shape.ts'
import { isNumber, type LogEntry } from '../model.ts'
import type { ExchangePorts } from '../ports.ts'
import type { Coordinated } from '../store/coordinated.ts'
import { holderOf, type Standing } from './model.ts'

/** What the caller may do as a coordinator. Errors: permission.coordinator, permission.area, permission.act. */
export async function remitOfCaller(
  { authorities }: ExchangePorts,
  who: Actor,
  deed: CoordinatorDeed,
): Promise<Result<Remit>> {
  return remitFor(who, (await authorities([who.authority])).get(who.authority), deed)
}

/** An exchange as its log tells it, up to a version. Nothing is opened: personal values and texts stay sealed. */
export type InRemit = {
  readonly remit: Remit
  readonly stored: Coordinated
  readonly log: readonly LogEntry[]
  readonly request: Request
  readonly authorities: ReadonlyMap<string, Authority>
}

/** Errors: those of the remit, exchange.unknown (not there, a draft, or not in the remit: the same answer). */
export async function openInRemit(
  ports: ExchangePorts,
  { who }: SignedCall<Actor>,
  number: string,
  { deed = 'see', key = null }: { readonly deed?: CoordinatorDeed; readonly key?: string | null } = {},
): Promise<Result<InRemit>> {
  const remit = await remitOfCaller(ports, who, deed)
  if (!remit.ok) return remit
  const stored = isNumber(number)
    ? await ports.store.coordinated({ exchange: number, ...remit.value, authority: who.authority, key })
    : null
  return stored ? done(await inRemit(ports, remit.value, stored)) : refuse('exchange.unknown')
}

export async function inRemit(
  ports: ExchangePorts,
  remit: Remit,
  stored: Coordinated,
  version = stored.version,
): Promise<InRemit> {
  const log = stored.log.filter(entry => entry.version <= version)
  const request = replay(log)
  const ids = [
    ...[request.sender, request.recipient ?? '', holderOf(log, request) ?? ''],
    ...log.flatMap(entry => [entry.authority, nextIn(entry)]),
  ]
  const authorities = await ports.authorities([...new Set(ids.filter(id => id !== ''))])
  return { remit, stored, log, request, authorities }
}

/** Whom an entry names beside the one that made it: who a request was forwarded to, or which coordinator was told. */
export const nextIn = ({ data }: LogEntry): string => {
  const { recipient, coordinator } = (data ?? {}) as { recipient?: unknown; coordinator?: unknown }
  const id = recipient ?? coordinator
  return typeof id === 'string' ? id : ''
}

export const standingOf = ({ remit, request, log, authorities }: InRemit): Standing => ({
  ...{ request, log },
  country: remit.country,
  known: id => authorities.get(id) ?? null,
})
