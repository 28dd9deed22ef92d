// The page of an action again after a refusal, with everything that was typed.
import type { Call, Input, Page, Sent } from '../base/door.ts'
import type { Refusal } from '../base/result.ts'
import type { Actor } from '../permission/model.ts'
import { actionAgain, chosenOf } from './action-form.ts'
import { joined, typedIn } from './draft.ts'
import { isAction } from './forms.ts'
import { noteLook } from './look.ts'
import { type Opened, openExchange } from './open.ts'
import type { ExchangePorts } from './ports.ts'
import { signed } from './signed.ts'
import { viewOf } from './view.ts'

/** The page that was sent from, with what was typed. */
export async function again(
  ports: ExchangePorts,
  call: Call<Actor>,
  { params, sent }: Input<unknown, unknown>,
  refusal: Refusal,
): Promise<Page | null> {
  const { number = '', action = '' } = params
  const opened = await signed(call, one => openExchange(ports, one, number))
  if (!opened.ok || !call.who || !isAction(action)) return null
  const signedCall = { ...call, who: call.who }
  const typed = typedAgain(ports, opened.value, sent, refusal)
  const view = await viewOf(ports, signedCall, await withRecipient(ports, opened.value, typed))
  await noteLook(ports, signedCall, opened.value, view)
  const chosen = await chosenOf(ports, call, typed.recipient)
  return actionAgain(ports, call, { view, action, chosen, typed, refusal })
}

/** What was typed; after a colleague's saving joined with what that one wrote in other fields. */
function typedAgain(ports: ExchangePorts, opened: Opened, sent: Sent, { code }: Refusal) {
  const typed = code === 'exchange.draft.conflict' ? typedIn(ports, opened, sent) : null
  return typed?.marks === undefined
    ? (sent.value as Readonly<Record<string, unknown>>)
    : joined(opened, typed).content
}

/** The recipient that was typed stands in the form again, not the one that was saved before. */
export async function withRecipient(
  ports: ExchangePorts,
  opened: Opened,
  { recipient }: Readonly<Record<string, unknown>>,
): Promise<Opened> {
  if (typeof recipient !== 'string' || opened.request.state !== 'draft') return opened
  const found = await ports.authorities([recipient])
  const authorities = new Map([...opened.authorities, ...found])
  const { draft } = opened
  return { ...opened, authorities, draft: draft && { ...draft, content: { ...draft.content, recipient } } }
}
