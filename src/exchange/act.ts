// Acts on an exchange: load, may, read, decide, append in one statement, answer with the new view.
import { createHash, randomUUID } from 'node:crypto'
import type { Sent, SignedCall } from '../base/door.ts'
import { parseSent } from '../base/form.ts'
import { done, type Result, refuse } from '../base/result.ts'
import { canonical, type Json } from '../evidence/model.ts'
import type { Actor } from '../permission/model.ts'
import { appended } from './append-event.ts'
import { commandOf } from './command-of.ts'
import { type DraftSaved, draftConflict, saveDraftOf, typedIn } from './draft.ts'
import { formFor, isAction } from './forms.ts'
import { decide } from './kinds/request.ts'
import { toldOf } from './kinds/request-approval.ts'
import type { RequestEvent } from './kinds/request-shape.ts'
import { type Action, isBeside, isFor, isTimer, rowOf } from './kinds/request-table.ts'
import { noteElsewhere, noteLook } from './look.ts'
import { type Opened, openExchange, openStored } from './open.ts'
import type { ExchangePorts } from './ports.ts'
import { mayIn } from './right.ts'
import type { Stored } from './store/load.ts'
import { nameIn, viewOf } from './view.ts'
import type { ExchangeView } from './view-schema.ts'

export type Acting = { readonly number: string; readonly action: string; readonly sent: Sent }

/** One way for all actions. Errors: those of `openExchange`, permission.act, exchange.action.*, exchange.conflict,
 *  exchange.key.conflict, base.fields.invalid, and those of `decide`. */
export async function act(
  ports: ExchangePorts,
  call: SignedCall<Actor>,
  { number, action, sent }: Acting,
): Promise<Result<ExchangeView>> {
  if (!isAction(action)) return refuse('exchange.action.unknown', { action })
  const key = call.idempotencyKey ?? randomUUID()
  const digest = digestOf(action, sent.value)
  const opened = await openExchange(ports, call, number, { key })
  if (!opened.ok) return opened
  const { stored } = opened.value
  if (stored.earlier) return again(ports, call, stored, digest)
  const ready = await prepared(ports, call, opened.value, { action, sent })
  if (!ready.ok) return ready
  const saved =
    ready.value.kind === 'draft'
      ? await saveDraftOf(ports, call, opened.value, ready.value.content)
      : await appended(ports, call, opened.value, ready.value.event, {
          command: { key, digest },
          revision: revisionIn(sent),
        })
  if (saved.ok) return answer(ports, call, saved.value, ready.value.kind === 'draft')
  // Somebody was faster: this very command sent twice, or somebody else.
  const now = await openExchange(ports, call, number, { key })
  if (!now.ok) return now
  if (now.value.stored.earlier) return again(ports, call, now.value.stored, digest)
  if (saved.refusal.code !== 'exchange.conflict') return saved
  const { version } = now.value.stored
  if (version > stored.version && !isNewSince(now.value.stored, stored.version, false))
    return act(ports, { ...call, idempotencyKey: key }, { number, action, sent })
  if (version > stored.version) return conflict(ports, call, now.value)
  const there = { ...now.value, saved: now.value.draft?.content ?? null }
  return draftConflict(ports, call, there, typedIn(ports, now.value, sent))
}

/** The answer to an event was noted as a reading with it; the others are noted here. */
export async function answer(
  ports: ExchangePorts,
  call: SignedCall<Actor>,
  stored: Stored,
  isToNote: boolean,
  version?: number,
): Promise<Result<ExchangeView>> {
  const opened = await openStored(ports, call.who, stored, version)
  const view = await viewOf(ports, call, opened)
  if (!isToNote) await noteElsewhere(ports, call.who, opened)
  else await noteLook(ports, { ...call, wants: 'json' }, opened, view)
  return done(view)
}

type Prepared =
  | { readonly kind: 'draft'; readonly content: DraftSaved }
  | { readonly kind: 'event'; readonly event: RequestEvent }

async function prepared(
  ports: ExchangePorts,
  call: SignedCall<Actor>,
  opened: Opened,
  { action, sent }: { action: Action; sent: Sent },
): Promise<Result<Prepared>> {
  const { stored, request, procedure } = opened
  const allowed = mayIn(call.who, 'act', stored)
  if (!allowed.ok) return allowed
  const isDraft = action === 'save-draft' || action === 'save-answer'
  const said = versionIn(sent)
  if (said !== null && isNewSince(stored, said, isDraft)) return conflict(ports, call, opened)
  const row = rowOf(request.state, action)
  if (!row) return refuse('exchange.action.invalid', { action, state: request.state })
  if (!isFor(row, stored.part)) return refuse(notFor(row), { action })
  const read = parseSent(
    formFor(action, procedure, ports.lists, opened),
    isDraft ? sent : withoutRevision(sent),
  )
  if (!read.ok) return read
  const body = read.value
  if (action === 'save-draft' || action === 'save-answer')
    return done({ kind: 'draft', content: { ...body, version: stored.version } })
  const at = ports.clock()
  const isForm = sent.kind === 'form'
  const command = await commandOf(ports, opened, { action, body, isForm, who: call.who, at })
  if (!command.ok) return command
  const decided = decide(request, command.value)
  if (!decided.ok) return decided
  const [event] = decided.value
  if (!event) throw new Error(`action ${action} made no event`)
  return done({ kind: 'event', event })
}

/**
 * Whether anything happened since a version that this part is told of and that is no step of the clock. A message of
 * the other side must not stop the saving of what somebody is typing.
 */
function isNewSince({ log, part, version }: Stored, said: number, isDraft: boolean): boolean {
  if (said < 1 || said > version) return true
  const told = toldOf(log, part).filter(entry => entry.version > said)
  return told.some(({ event }) => !(isDraft ? isBeside(event) : isTimer(event)))
}

const notFor = ({ by }: { readonly by: string }): string =>
  by.endsWith('coordinator') ? 'permission.part-coordinator' : 'permission.part'

/** The version that was sent, whatever else is wrong with the rest: a conflict is told before faulty fields. */
function versionIn({ value }: Sent): number | null {
  if (typeof value !== 'object' || value === null || !('version' in value)) return null
  const version = Number(value.version)
  return Number.isInteger(version) ? version : null
}

/** The page's form carries revision and marks of its draft for saving; sending does not need them. */
function withoutRevision(sent: Sent): Sent {
  if (sent.kind !== 'form' || typeof sent.value !== 'object' || sent.value === null) return sent
  const { revision: _, marks: __, ...value } = sent.value as Record<string, unknown>
  return { kind: 'form', value }
}

/** Which draft the writer had before the eyes; null for programs, which send everything along. */
function revisionIn({ kind, value }: Sent): number | null {
  const revision =
    kind === 'form' ? Number((value as { revision?: unknown } | null)?.revision ?? Number.NaN) : null
  return revision !== null && Number.isInteger(revision) ? revision : null
}

/** Tells a command that is sent again from another one under the same idempotency key. */
export const digestOf = (action: string, sent: unknown): string =>
  createHash('sha256')
    .update(canonical({ action, sent: sent as Json }))
    .digest('base64url')

/** The first answer again, as the exchange was then; another command under the same key is refused. */
export async function again(
  ports: ExchangePorts,
  call: SignedCall<Actor>,
  stored: Stored,
  digest: string,
): Promise<Result<ExchangeView>> {
  if (!stored.earlier || stored.earlier.digest !== digest) return refuse('exchange.key.conflict')
  return answer(ports, call, stored, true, stored.earlier.version)
}

/** Who was faster, and when: a colleague by name, another authority as such. */
export async function conflict(
  ports: ExchangePorts,
  call: SignedCall<Actor>,
  { log, authorities }: Pick<Opened, 'log' | 'authorities'>,
): Promise<Result<never>> {
  const last = log.findLast(({ event }) => !isTimer(event))
  const isColleague = last?.authority === call.who.authority
  const name = isColleague
    ? (await ports.people([last.user])).get(last.user)
    : nameIn(authorities, call, last?.authority ?? '')
  return refuse('exchange.conflict', {
    ...{ name: name ?? '', changedAt: last?.at ?? '', version: last?.version ?? 0 },
  })
}
