// Attaches and withdraws: beside the workflow, so that a step of somebody else in between stops neither.
import { randomUUID } from 'node:crypto'
import type { SignedCall } from '../../base/door.ts'
import { done, type Result, refuse, refuseFields } from '../../base/result.ts'
import type { Incoming } from '../../base/upload.ts'
import type { Actor } from '../../permission/model.ts'
import { again, answer, conflict, digestOf } from '../act.ts'
import { appended } from '../append-event.ts'
import { keptBack } from '../kinds/request-approval.ts'
import type { RequestEvent } from '../kinds/request-shape.ts'
import { type Opened, openExchange } from '../open.ts'
import type { ExchangePorts } from '../ports.ts'
import { mayIn } from '../right.ts'
import type { ExchangeView } from '../view-schema.ts'
import { type AttachBody, askedIn, type WithdrawBody } from './forms.ts'
import { attachmentsIn, canAttach, roomFor } from './model.ts'
import { safeName } from './safe-name.ts'
import { shelfName, takeIn } from './take-in.ts'

type Command = { readonly key: string; readonly digest: string }
/** Each time one of those who write at once comes through: so many may be at it. */
const attemptsMax = 30

/** Errors: those of `openExchange`, of `mayAttach`, of `takeIn`; base.fields.invalid; exchange.key.conflict. */
export async function attach(
  ports: ExchangePorts,
  call: SignedCall<Actor>,
  { number, body, file }: { number: string; body: AttachBody; file: Incoming | null },
): Promise<Result<ExchangeView>> {
  const key = call.idempotencyKey ?? randomUUID()
  const opened = await openExchange(ports, call, number, { key })
  if (!opened.ok) return opened
  const { stored } = opened.value
  const allowed = stored.earlier ? done(true) : mayAttach(opened.value, call.who, 'attach')
  if (!allowed.ok) return allowed
  const sound = soundOf(ports, opened.value, body)
  if (!sound.ok) return sound
  if (!stored.wrappedKey) return refuse('exchange.person.erased')
  const { shelf, wake } = ports.files
  const subjectKey = ports.vault.keyOf(stored.exchange, stored.wrappedKey)
  const taken = await takeIn(shelf, { exchange: stored.exchange, key: subjectKey }, file)
  if (!taken.ok) return taken
  const { id, type, mark, digest, sizeBytes } = taken.value
  const about = [body.title, safeName(file?.name ?? '', type.ending)]
  const { language, kind, question } = body
  const data = {
    ...{ id, digest, type: type.id, sizeBytes, language, kind, about },
    ...{
      ...(question && { question }),
      ...(leavesWithAnswer(opened.value) && { withAnswer: true as const }),
    },
  }
  const command = { key, digest: digestOf('attach', { ...body, question: question ?? null, mark }) }
  const made = await beside(ports, call, opened.value, { event: 'attached', data }, command)
  const isNew = made.ok && made.value.isNew
  if (!isNew) await shelf.drop(shelfName(stored.exchange, id))
  // The event stands: what fails from here on is done by the next sweep and the next check.
  else await Promise.allSettled([shelf.claim(shelfName(stored.exchange, id)), wake()])
  return made.ok ? done(made.value.view) : made
}

/**
 * Errors: those of `openExchange` and of `mayAct`; exchange-attachments.unknown, .foreign.invalid, .withdrawn.unknown.
 */
export async function withdraw(
  ports: ExchangePorts,
  call: SignedCall<Actor>,
  { number, body }: { readonly number: string; readonly body: WithdrawBody },
): Promise<Result<ExchangeView>> {
  const key = call.idempotencyKey ?? randomUUID()
  const opened = await openExchange(ports, call, number, { key })
  if (!opened.ok) return opened
  const isKept = keptBack(opened.value.stored.log).has(body.attachment)
  const data = { id: body.attachment, ...(isKept && { withAnswer: true as const }) }
  const event = { event: 'attachment-withdrawn', data } as const
  const command = { key, digest: digestOf('withdraw-attachment', body) }
  const made = await beside(ports, call, opened.value, event, command)
  return made.ok ? done(made.value.view) : made
}

/** The recipient's answer, and what it adds to it, needs approval by its setting. */
function leavesWithAnswer({ stored, request }: Opened): boolean {
  const { part, approvers } = stored
  const isNeeded = approvers.answer !== undefined && approvers.answer !== request.sender
  return isNeeded && part === 'recipient' && owing.includes(request.state)
}

const owing: readonly string[] = ['accepted', 'further-requested', 'answer-awaiting-approval']

type Made = { readonly view: ExchangeView; readonly isNew: boolean }

/** Appends whatever happened in between, as long as it is still allowed. */
async function beside(
  ports: ExchangePorts,
  call: SignedCall<Actor>,
  first: Opened,
  event: RequestEvent,
  command: Command,
): Promise<Result<Made>> {
  let opened = first
  for (let attempt = 0; attempt < attemptsMax; attempt++) {
    const { stored } = opened
    if (stored.earlier) {
      const view = await again(ports, call, stored, command.digest)
      return view.ok ? done({ view: view.value, isNew: false }) : view
    }
    const allowed = mayStill(opened, call.who, event)
    if (!allowed.ok) return allowed
    const saved = await appended(ports, call, opened, event, { command, revision: null })
    if (saved.ok) {
      const view = await answer(ports, call, saved.value, false)
      return view.ok ? done({ view: view.value, isNew: true }) : view
    }
    const now = await openExchange(ports, call, stored.exchange, { key: command.key })
    if (!now.ok) return now
    opened = now.value
  }
  return conflict(ports, call, opened)
}

function mayStill(opened: Opened, who: Actor, event: RequestEvent): Result<true> {
  if (event.event !== 'attachment-withdrawn') return mayAttach(opened, who, 'attach')
  const allowed = mayAct(opened, who, 'withdraw-attachment')
  if (!allowed.ok) return allowed
  const found = attachmentsIn(opened.log).find(one => one.id === event.data.id)
  if (!found) return refuse('exchange-attachments.unknown')
  if (found.withdrawn) return refuse('exchange-attachments.withdrawn.unknown')
  if (found.entry.authority !== who.authority) return refuse('exchange-attachments.foreign.invalid')
  return done(true)
}

/** Errors: permission.act, permission.part, exchange.action.invalid, exchange.person.erased,
 *  exchange-attachments.full.invalid. */
export function mayAttach(opened: Opened, who: Actor, action: string): Result<true> {
  const allowed = mayAct(opened, who, action)
  return allowed.ok ? roomFor(opened.log, who.authority) : allowed
}

function mayAct({ stored, request }: Opened, who: Actor, action: string): Result<true> {
  const allowed = mayIn(who, 'act', stored)
  if (!allowed.ok) return allowed
  if (!stored.wrappedKey) return refuse('exchange.person.erased')
  const { state } = request
  return canAttach(state, stored.part) ? done(true) : refuse('exchange.action.invalid', { action, state })
}

function soundOf({ lists }: ExchangePorts, opened: Opened, { language, question }: AttachBody): Result<true> {
  const wrong = [
    ...(lists.languages.includes(language) ? [] : ['language']),
    ...(question === undefined || askedIn(opened).includes(question) ? [] : ['question']),
  ]
  if (wrong.length === 0) return done(true)
  return refuseFields(
    'base.fields.invalid',
    wrong.map(path => ({ path, code: 'base.field.choice' })),
  )
}
