// What an authority does among its own people: allocate an exchange, take it over, give it back, write a note.
import { createHash, randomUUID } from 'node:crypto'
import type { SignedCall } from '../base/door.ts'
import { done, type Result, refuse, refuseFields } from '../base/result.ts'
import type { Actor } from '../permission/model.ts'
import { type InsideView, insideSummary, peopleInside } from './inside-view.ts'
import { readingOf } from './look.ts'
import { type Opened, openExchange } from './open.ts'
import type { ExchangePorts } from './ports.ts'
import { mayIn } from './right.ts'
import type { AllocationEvent, NoteRow } from './store/inside.ts'
import { notesMax } from './store/inside.ts'
import type { Stored } from './store/load.ts'
import { titleOfExchange } from './view.ts'

/** Errors: those of `openExchange`. At most five statements: the reading of notes is logged like that of a form. */
export async function insideOf(
  ports: ExchangePorts,
  call: SignedCall<Actor>,
  number: string,
): Promise<Result<InsideView>> {
  const { t, who } = call
  const opened = await openExchange(ports, call, number)
  if (!opened.ok) return opened
  const { stored, procedure, request } = opened.value
  const { notes, allocations } = await ports.store.inside(stored.exchange, who.authority)
  const isRead = notes.length > 0 && stored.wrappedKey !== null && mayIn(who, 'read-personal', stored).ok
  const people = await ports.people([
    ...peopleInside(stored.inside),
    ...notes.map(({ user }) => user),
    ...allocations.flatMap(({ user, handlers }) => [user, ...handlers]),
  ])
  const nameOf = (user: string): string => people.get(user) ?? user
  if (isRead) await noteReading(ports, call, stored)
  const mayAllocate = mayIn(who, 'allocate', stored).ok
  return done({
    ...insideSummary(t, who, stored, people),
    number: stored.exchange,
    title: titleOfExchange(t, procedure, request.fields[procedure.titleField]),
    messages: openNotes(ports, who, stored, isRead, notes).map(({ user, ...note }) => ({
      ...note,
      by: nameOf(user),
    })),
    notesHidden: isRead || notes.length === 0 ? null : whyHidden(call, stored),
    history: allocations.map(({ event, user, at, handlers }) => ({
      ...{ event, at, by: nameOf(user), handlers: handlers.map(nameOf) },
      label: t(`exchange-people.event.${event}`),
    })),
    colleagues: mayAllocate ? [...(await ports.colleagues(who.authority, stored.area))] : [],
  })
}

function whyHidden({ t, who }: SignedCall<Actor>, stored: Stored): string {
  const allowed = mayIn(who, 'read-personal', stored)
  return allowed.ok ? t('exchange.person.erased') : t.refusal(allowed.refusal)
}

const noteReading = async (ports: ExchangePorts, { who }: SignedCall<Actor>, { exchange }: Stored) =>
  ports.store.noteLook({
    ...{ exchange, user: who.user, authority: who.authority, version: 0, at: ports.clock() },
    read: readingOf(who, ports.clock()),
  })

type NoteContent = { readonly text: string; readonly language: string }

function openNotes(
  { vault }: ExchangePorts,
  { authority }: Actor,
  { exchange, wrappedKey }: Stored,
  isRead: boolean,
  notes: readonly NoteRow[],
) {
  const key = isRead && wrappedKey ? vault.keyOf(exchange, wrappedKey) : null
  return notes.map(({ id, user, at, sealed }) => {
    const content = key && (vault.openNote({ exchange, authority, id }, key, sealed) as NoteContent)
    return { id, user, at, text: content?.text ?? null, lang: content?.language ?? null }
  })
}

/** Errors: those of `openExchange`, permission.*, base.fields.invalid, exchange-people.allocation.conflict. */
export async function allocateTo(
  ports: ExchangePorts,
  call: SignedCall<Actor>,
  number: string,
  {
    revision,
    handlers = [],
  }: { readonly revision: number; readonly handlers?: readonly string[] | undefined },
): Promise<Result<true>> {
  const opened = await openFor(ports, call, number, 'allocate')
  if (!opened.ok) return opened
  const { stored } = opened.value
  const known = await ports.colleagues(call.who.authority, stored.area)
  const wanted = [...new Set(handlers)]
  if (!wanted.every(user => known.some(one => one.user === user)))
    return refuseFields('base.fields.invalid', [{ path: 'handlers', code: 'base.field.choice' }])
  return change(ports, call, stored, { event: 'allocated', handlers: wanted, revision })
}

/** The whole task passes to who takes it over. Errors: as `allocateTo`. */
export async function takeOver(
  ports: ExchangePorts,
  call: SignedCall<Actor>,
  number: string,
  { revision }: { readonly revision: number },
): Promise<Result<true>> {
  const opened = await openFor(ports, call, number, 'take')
  if (!opened.ok) return opened
  return change(ports, call, opened.value.stored, {
    ...{ event: 'taken-over', handlers: [call.who.user], revision },
  })
}

/** One's own task goes back: to the other handlers, else to all. Errors: as `allocateTo`. */
export async function release(
  ports: ExchangePorts,
  call: SignedCall<Actor>,
  number: string,
  { revision }: { readonly revision: number },
): Promise<Result<true>> {
  const opened = await openFor(ports, call, number, 'act')
  if (!opened.ok) return opened
  const { stored } = opened.value
  const left = stored.inside.handlers.map(({ user }) => user).filter(user => user !== call.who.user)
  return change(ports, call, stored, { event: 'released', handlers: left, revision })
}

async function openFor(
  ports: ExchangePorts,
  call: SignedCall<Actor>,
  number: string,
  deed: 'act' | 'take' | 'allocate',
): Promise<Result<Opened>> {
  const opened = await openExchange(ports, call, number)
  if (!opened.ok) return opened
  const allowed = mayIn(call.who, deed, opened.value.stored)
  return allowed.ok ? opened : allowed
}

type Change = {
  readonly event: AllocationEvent
  readonly handlers: readonly string[]
  readonly revision: number
}

/** A repeat changes nothing. Who was slower learns who was faster. */
async function change(
  ports: ExchangePorts,
  { who }: SignedCall<Actor>,
  { exchange, inside }: Stored,
  { event, handlers, revision }: Change,
): Promise<Result<true>> {
  const now = inside.handlers.map(({ user }) => user)
  const added = handlers.filter(user => !now.includes(user))
  if (added.length === 0 && now.length === handlers.length) return done(true)
  const { authority, user: by } = who
  const isMade = await ports.store.allocate({
    ...{ exchange, authority, event, handlers, added, by, at: ports.clock(), revision },
  })
  if (isMade) return done(true)
  const last = (await ports.store.inside(exchange, authority)).allocations.at(-1)
  const names = await ports.people(last ? [last.user, ...last.handlers] : [])
  return refuse('exchange-people.allocation.conflict', {
    name: names.get(last?.user ?? '') ?? '',
    changedAt: last?.at ?? ports.clock(),
  })
}

/**
 * Kept as it was written: nothing is edited. Errors: those of `openExchange`, permission.*, exchange-people.note.limit,
 * exchange.key.conflict.
 */
export async function addNote(
  ports: ExchangePorts,
  call: SignedCall<Actor>,
  number: string,
  { text }: { readonly text: string },
): Promise<Result<true>> {
  const { who, t } = call
  const opened = await openFor(ports, call, number, 'act')
  if (!opened.ok) return opened
  const { exchange, wrappedKey } = opened.value.stored
  if (!wrappedKey) return refuse('permission.read-personal')
  const { authority, user } = who
  const id = createHash('sha256')
    .update(`${user}|${call.idempotencyKey ?? randomUUID()}`)
    .digest('base64url')
  const place = { exchange, authority, id }
  const key = ports.vault.keyOf(exchange, wrappedKey)
  const sealed = ports.vault.sealNote(place, key, { text, language: t.lang })
  const outcome = await ports.store.addNote({ ...place, user, at: ports.clock(), sealed })
  if (outcome === 'added') return done(true)
  if (outcome === 'full') return refuse('exchange-people.note.limit', { max: notesMax })
  const kept = (await ports.store.inside(exchange, authority)).notes.find(one => one.id === id)
  const isSame = kept && (ports.vault.openNote(place, key, kept.sealed) as NoteContent).text === text
  return isSame ? done(true) : refuse('exchange.key.conflict')
}
