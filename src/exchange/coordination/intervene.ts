// A coordinator steps in: reminds an authority of its country, or forwards a request that lies. One way for both.
import { randomUUID } from 'node:crypto'
import type { Sent, SignedCall } from '../../base/door.ts'
import { parseSent } from '../../base/form.ts'
import { done, type Result, refuse } from '../../base/result.ts'
import type { Actor } from '../../permission/model.ts'
import { isWithin } from '../../permission/remit.ts'
import { conflict, digestOf } from '../act.ts'
import { forwardOf } from '../command-of.ts'
import { decide } from '../kinds/request.ts'
import type { RequestEvent } from '../kinds/request-shape.ts'
import { isTimer } from '../kinds/request-table.ts'
import { isOnly } from '../model.ts'
import type { ExchangePorts } from '../ports.ts'
import { goOn } from '../step.ts'
import { formOf } from './forms.ts'
import { holderOf, type Intervention, interventions, mayForward, mayRemind } from './model.ts'
import { type InRemit, inRemit, openInRemit, remitOfCaller, standingOf } from './open.ts'
import { type CoordinatedView, coordinatedView } from './view.ts'

export type Intervening = { readonly number: string; readonly action: string; readonly sent: Sent }

export const isIntervention = (text: string): text is Intervention =>
  (interventions as readonly string[]).includes(text)

type Call = SignedCall<Actor>

/** Errors: those of `openInRemit`, exchange.action.unknown, permission.act, exchange.conflict, exchange.key.conflict,
 *  base.fields.invalid, and those of `mayRemind` and `mayForward`. */
export async function intervene(
  ports: ExchangePorts,
  call: Call,
  { number, action, sent }: Intervening,
): Promise<Result<CoordinatedView>> {
  if (!isIntervention(action)) return refuse('exchange.action.unknown', { action })
  const command = {
    key: call.idempotencyKey ?? randomUUID(),
    digest: digestOf(`coordination/${action}`, sent.value),
  }
  const opened = await openInRemit(ports, call, number, command)
  if (!opened.ok) return opened
  const { stored, remit } = opened.value
  if (stored.earlier) return again(ports, call, opened.value, command.digest)
  const event = await eventOf(ports, call, opened.value, { action, sent })
  if (!event.ok) return event
  const { rows, log } = await goOn(ports, call.who, { ...stored, personal: null }, event.value)
  const isFirst = await ports.store.append({
    ...{ ...rows, command, revision: null, read: null },
    ...{ keepsDraft: true, attachment: null },
  })
  if (isFirst) {
    const moved = { ...stored, log, version: rows.entry.version }
    return done(await coordinatedView(ports, call, await inRemit(ports, remit, moved)))
  }
  // Somebody was faster: this very command sent twice, the clock, or somebody else.
  const now = await openInRemit(ports, call, number, command)
  if (!now.ok) return now
  if (now.value.stored.earlier) return again(ports, call, now.value, command.digest)
  if (now.value.stored.version > stored.version && isOnly(isTimer, now.value.log, stored.version))
    return intervene(ports, { ...call, idempotencyKey: command.key }, { number, action, sent })
  return conflict(ports, call, now.value)
}

/** The first answer again, as the exchange was then; another command under the same key is refused. */
async function again(
  ports: ExchangePorts,
  call: Call,
  { remit, stored }: InRemit,
  digest: string,
): Promise<Result<CoordinatedView>> {
  if (!stored.earlier || stored.earlier.digest !== digest) return refuse('exchange.key.conflict')
  return done(await coordinatedView(ports, call, await inRemit(ports, remit, stored, stored.earlier.version)))
}

async function eventOf(
  ports: ExchangePorts,
  call: Call,
  opened: InRemit,
  { action, sent }: { readonly action: Intervention; readonly sent: Sent },
): Promise<Result<RequestEvent>> {
  const { stored, request } = opened
  const allowed = await remitOfCaller(ports, call.who, 'act')
  if (!allowed.ok) return allowed
  if (!isWithin(allowed.value, stored.area)) return refuse('permission.act', { area: stored.area })
  const said = (sent.value as { readonly version?: unknown } | null)?.version
  if (said !== undefined && !isOnly(isTimer, stored.log, Number(said))) return conflict(ports, call, opened)
  const standing = standingOf(opened)
  const may = action === 'remind' ? mayRemind(standing) : mayForward(standing)
  if (!may.ok) return may
  if (action === 'remind')
    return reminded(ports, call, { sent, authority: holderOf(opened.log, request) ?? '' })
  const read = parseSent(formOf(ports.lists, 'forward'), sent)
  if (!read.ok) return read
  const command = await forwardOf(ports, opened, { body: read.value }, read.value.language ?? call.who.lang)
  if (!command.ok) return command
  const decided = decide(request, command.value)
  if (!decided.ok) return decided
  const [event] = decided.value
  if (event?.event !== 'forwarded') throw new Error('a forward made another event')
  return done({ ...event, data: { ...event.data, from: request.recipient ?? '' } })
}

function reminded(
  ports: ExchangePorts,
  { who }: Call,
  { sent, authority }: { readonly sent: Sent; readonly authority: string },
): Result<RequestEvent> {
  const read = parseSent(formOf(ports.lists, 'remind'), sent)
  if (!read.ok) return read
  const { reason, language = who.lang } = read.value
  return done({ event: 'coordinator-reminded', data: { authority, ...(reason && { reason }), language } })
}
