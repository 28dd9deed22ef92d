// The one way in which an authority's record changes: load, may, read, evolve, write with its history.
import { createHash, randomUUID } from 'node:crypto'
import type { Sent, SignedCall } from '../../base/door.ts'
import { parseSent } from '../../base/form.ts'
import { done, type Result, refuse, refuseFields } from '../../base/result.ts'
import type { Actor } from '../../permission/model.ts'
import type { AuthorityRecord } from '../model.ts'
import { type Change, changesBetween, evolve, type Input } from './evolve.ts'
import { type Body, formFor, isByLanguage, withEmptied } from './forms.ts'
import { inputOf, type Standpoint } from './input.ts'
import { maySee, mayStep, rowOf, type Step, standingOf, steps } from './model.ts'
import type { HandedOver, KeepPorts } from './ports.ts'
import type { HistoryEntry } from './store.ts'

export const isStep = (step: string): step is Step => steps.some(one => one.step === step)

export type Taking = { readonly id: string; readonly step: Step; readonly sent: Sent }
export type Taken = { readonly record: AuthorityRecord; readonly handedOver: HandedOver | null }

/** How the caller stands to an authority, and its record as it is now. Errors: authority.unknown. */
export async function standpointOf(
  { store }: Pick<KeepPorts, 'store'>,
  who: Actor | null,
  id: string,
): Promise<Result<Standpoint>> {
  const office = who?.authority ?? ''
  const found = await store.records(office === '' ? [id] : [id, office])
  const record = found.get(id)
  if (!record) return refuse('authority.unknown', { id })
  const inArea = (area: string) => standingOf(who, found.get(office), record, area)
  const standing = standingOf(who, found.get(office), record)
  const inAny = record.areas.map(({ area }) => inArea(area)).find(one => one === 'delegated')
  return done({
    record,
    office,
    inArea,
    standing,
    sees: standing === 'official' ? (inAny ?? standing) : standing,
  })
}

/**
 * Takes a step. Errors: authority.unknown, permission.keep, base.fields.invalid, authority-admin.step.invalid,
 * authority-admin.area.invalid, authority-admin.conflict (somebody changed the same: who and when).
 */
export async function keep(
  ports: KeepPorts,
  { who }: SignedCall<Actor>,
  { id, step, sent }: Taking,
): Promise<Result<Taken>> {
  const opened = await standpointOf(ports, who, id)
  if (!opened.ok) return opened
  const at = opened.value
  const body = parseSent(formFor(step, ports.choices), sent) as Result<Body>
  const area = body.ok && typeof body.value.area === 'string' ? body.value.area : null
  const isOfArea = step === 'grant' || step === 'withdraw'
  const standing = isOfArea && area ? at.inArea(area) : at.standing
  if (!maySee(at.sees, at.record)) return refuse('authority.unknown', { id })
  const allowed = mayStep(standing, { step, record: at.record })
  // Of another status now: who was faster is told where the step is tried.
  const isLate = !allowed.ok && allowed.refusal.code === 'authority-admin.step.invalid' && step !== 'propose'
  if (!allowed.ok && !(isOfArea && !body.ok) && !(isLate && body.ok)) return allowed
  if (!body.ok) return body
  const whole = sent.kind === 'form' && step === 'change' ? withEmptied(sent.value, body.value) : body.value
  const input = await inputOf(ports, { ...at, standing }, step, whole)
  if (!input.ok) return input
  return step === 'propose'
    ? proposed(ports, who, at.record, body.value)
    : written(ports, who, at.record, { input: input.value, body: body.value })
}

const attemptsMax = 5

type Wanted = {
  readonly input: Input
  readonly body: Body
  /** More for the history. */
  readonly more?: object
  /** Another event than the step's own: it is noted even where nothing changes. */
  readonly event?: string
}

/** Whoever changed something else meanwhile disturbs nobody: it is laid over what is there now. */
export async function written(
  ports: KeepPorts,
  who: Actor,
  record: AuthorityRecord,
  { input, body, more = {}, event }: Wanted,
): Promise<Result<Taken>> {
  const { id } = record
  let now = record
  for (let attempt = 0; attempt < attemptsMax; attempt++) {
    const later = body.version < now.version ? await ports.store.changesAfter(id, body.version) : []
    const step = await stepOf(ports, now, later, input)
    if (!step.ok) return step
    const { next, changes } = step.value
    if (input.step === 'change' && event === undefined && changes.length === 0)
      return done({ record: now, handedOver: null })
    const entry = {
      event: event ?? rowOf(input.step)?.event ?? input.step,
      ...{ at: ports.clock(), office: who.authority, account: who.user },
      data: { changes, ...(body.reason && { reason: body.reason }), ...more },
    }
    const version = await ports.store.write(next, entry)
    if (version !== null) return followed(ports, { ...next, version }, input)
    now = (await ports.store.records([id])).get(id) ?? now
  }
  throw new Error(`authority ${id} does not stand still`)
}

type Stepped = { readonly next: AuthorityRecord; readonly changes: readonly Change[] }

/** The step on the record as it is now; a conflict where somebody changed the same since it was read. */
async function stepOf(
  ports: KeepPorts,
  now: AuthorityRecord,
  later: readonly HistoryEntry[],
  input: Input,
): Promise<Result<Stepped>> {
  const row = rowOf(input.step)
  const own = input.step === 'change' ? { ...input, values: typedSince(now, later, input.values) } : input
  const next = row?.from.includes(now.status)
    ? evolve(now, own, ports.clock())
    : refuse('authority-admin.step.invalid')
  const changes = next.ok ? changesBetween(now, next.value) : []
  const fields = changes.map(({ field }) => field)
  const isSame = (entry: HistoryEntry): boolean =>
    changesIn(entry).some(({ field }) => input.step === 'confirm' || fields.includes(field) || !next.ok)
  const faster = later.findLast(isSame)
  if (faster) return refuse('authority-admin.conflict', await fasterOf(ports, faster))
  return next.ok ? done({ next: next.value, changes }) : next
}

export const changesIn = ({ data }: HistoryEntry): readonly Change[] =>
  (data as { readonly changes?: readonly Change[] }).changes ?? []

/** What was really typed: a form sends all its fields, also those that another one has changed meanwhile. */
function typedSince<V extends object>(now: AuthorityRecord, later: readonly HistoryEntry[], values: V): V {
  const before: Record<string, unknown> = { ...now }
  for (const entry of later.toReversed())
    for (const { field, from } of changesIn(entry)) if (field !== 'areas') before[field] = from
  const isTyped = ([field, value]: [string, unknown]): boolean =>
    JSON.stringify(value) !== JSON.stringify(before[field])
  return (later.length === 0 ? values : Object.fromEntries(Object.entries(values).filter(isTyped))) as V
}

async function fasterOf({ people }: KeepPorts, { account, office, at }: HistoryEntry) {
  const name = account === null ? undefined : (await people([account])).get(account)
  return { name: name ?? office ?? '–', changedAt: at }
}

/** What is open at one that stops working goes to its successor; what stays waits for the other side. */
async function followed(ports: KeepPorts, record: AuthorityRecord, { step }: Input): Promise<Result<Taken>> {
  const stops = step === 'suspend' || step === 'remove'
  if (!stops || record.successor === null) return done({ record, handedOver: null })
  const handed = await ports.handOver({ from: record.id, to: record.successor })
  return handed.ok ? done({ record, handedOver: handed.value }) : handed
}

/** Noted in the history, so that who keeps the data is told; the record stays. */
async function proposed(
  ports: KeepPorts,
  who: Actor,
  record: AuthorityRecord,
  body: Body,
): Promise<Result<Taken>> {
  const field = body.field as string
  const { language } = body
  if (isByLanguage(field) && language === undefined)
    return refuseFields('base.fields.invalid', [{ path: 'language', code: 'base.field.required' }])
  const value = isByLanguage(field) ? { [String(language)]: body.value } : body.value
  const id = createHash('sha256').update(randomUUID()).digest('base64url').slice(0, 16)
  const { reason = '' } = body
  const by = { office: who.authority, account: who.user, at: ports.clock() }
  await ports.store.propose(record.id, { id, field, value, reason, ...by })
  return written(ports, who, record, {
    input: { step: 'propose' },
    body: { version: record.version, reason },
    more: { proposal: id, field },
  })
}
