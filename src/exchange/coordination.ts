// What the rule must know of coordinators: who has to approve by the authority's setting, and who is asked to judge.
import { coordinates } from '../authority/model.ts'
import { done, type Result, refuse } from '../base/result.ts'
import { isCoordinator } from '../permission/model.ts'
import type { Command, Coordinators, Verdict } from './kinds/request-shape.ts'
import type { Opened } from './open.ts'
import type { ExchangePorts } from './ports.ts'

/**
 * The same command with the coordinator that has to approve it first, where the setting names one. A coordinator that
 * is a side itself approves nothing. Errors: exchange.coordinator.invalid (it does not work at present).
 */
export async function approvedFirst(
  { authorities }: ExchangePorts,
  { stored, request, procedure }: Opened,
  command: Result<Command>,
): Promise<Result<Command>> {
  if (!command.ok) return command
  const { value } = command
  if (value.action !== 'send' && value.action !== 'answer' && value.action !== 'answer-part') return command
  const approver = stored.approvers[value.action === 'send' ? 'send' : 'answer']
  const other = value.action === 'send' ? value.recipient : request.sender
  if (approver === undefined || approver === other) return command
  const found = (await authorities([approver])).get(approver)
  if (!found || !coordinates(found, procedure.area)) return refuse('exchange.coordinator.invalid')
  return done({ ...value, approver })
}

type Given = {
  readonly action: 'approve' | 'return' | 'not-satisfied' | 'give-opinion'
  readonly body: Readonly<Record<string, unknown>>
}

/** Errors: exchange.recipient.inactive (it stopped working while the request waited). */
export async function coordinationOf(
  ports: ExchangePorts,
  opened: Opened,
  { action, body }: Given,
  language: string,
): Promise<Result<Command>> {
  const { request, stored, today } = opened
  const reason = body.reason as string
  switch (action) {
    case 'approve': {
      const recipient = (await ports.authorities([request.recipient ?? ''])).get(request.recipient ?? '')
      const isGone = request.state === 'awaiting-approval' && recipient?.status !== 'active'
      return isGone ? refuse('exchange.recipient.inactive') : done({ action, today })
    }
    case 'return':
      return done({ action, reason, language })
    case 'not-satisfied':
      return done({ action, reason, language, coordinators: await judgesOf(ports, opened) })
    case 'give-opinion': {
      const { part } = stored
      if (!isCoordinator(part)) throw new Error(`${part} gives no opinion`)
      return done({ action, reason, language, by: part, verdict: body.verdict as Verdict })
    }
  }
}

/** Of each side the coordinator of the legal area in its country, else the national one; never one of the sides. */
async function judgesOf(
  ports: ExchangePorts,
  { request, authorities, procedure }: Opened,
): Promise<Coordinators> {
  const { sender, recipient } = request
  const countryOf = (id: string | null): string => authorities.get(id ?? '')?.country ?? ''
  const found = await ports.coordinators([countryOf(sender), countryOf(recipient)], procedure.area)
  const of = (side: string | null): string | null => {
    const own = found.filter(
      ({ id, country }) => country === countryOf(side) && id !== sender && id !== recipient,
    )
    return own[0]?.id ?? null
  }
  return { sender: of(sender), recipient: of(recipient) }
}
