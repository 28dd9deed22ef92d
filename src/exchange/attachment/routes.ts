// The doors of attachments: attach, withdraw, each with its page, and open.
import { z } from 'zod'
import { type AnyDoor, type Call, door, type FileBody, type Page, type Sent } from '../../base/door.ts'
import { done, type Refusal, refuse } from '../../base/result.ts'
import type { Actor } from '../../permission/model.ts'
import { noteLook } from '../look.ts'
import { openExchange } from '../open.ts'
import type { ExchangePorts } from '../ports.ts'
import { signed } from '../signed.ts'
import { viewOf } from '../view.ts'
import { exchangeSchema } from '../view-schema.ts'
import { attach, withdraw } from './attach.ts'
import { download } from './download.ts'
import { attachSchema, withdrawSchema } from './forms.ts'
import { bytesMax } from './model.ts'
import { attachPage, withdrawPage } from './page-attach.ts'

/** They stand before the doors of all actions, whose addresses they share. */
export const attachmentDoors = (ports: ExchangePorts): readonly AnyDoor<Actor>[] => [
  attachFormDoor(ports),
  withdrawFormDoor(ports),
  attachDoor(ports),
  withdrawDoor(ports),
  downloadDoor(ports),
]

const attachFormDoor = (ports: ExchangePorts): AnyDoor<Actor> =>
  door({
    method: 'GET',
    path: '/exchanges/:number/actions/attach',
    summary: 'exchange-attachments.attach',
    query: z.object({ question: z.string().max(100).optional() }),
    view: exchangeSchema,
    run: (call, { params }) => readFor(ports, call, { number: params.number ?? '', action: 'attach' }),
    page: (view, call) =>
      attachPage(ports, call, view, { typed: { question: call.url.searchParams.get('question') ?? '' } }),
  })

const withdrawFormDoor = (ports: ExchangePorts): AnyDoor<Actor> =>
  door({
    method: 'GET',
    path: '/exchanges/:number/actions/withdraw-attachment',
    summary: 'exchange-attachments.withdraw',
    query: z.object({ attachment: z.string().max(64).optional() }),
    view: exchangeSchema,
    run: (call, { params }) => readFor(ports, call, { number: params.number ?? '', action: null }),
    page: (view, call) => withdrawPage(call, view, call.url.searchParams.get('attachment') ?? ''),
  })

const attachDoor = (ports: ExchangePorts): AnyDoor<Actor> =>
  door({
    method: 'POST',
    path: '/exchanges/:number/actions/attach',
    summary: 'exchange-attachments.attach',
    body: attachSchema,
    upload: { bytesMax },
    view: exchangeSchema,
    status: 201,
    run: (call, { params, body, file = null }) =>
      signed(call, one => attach(ports, one, { number: params.number ?? '', body, file })),
    after: view => `/exchanges/${view.number}#attachments`,
    again: (call, { params, sent }, refusal) => again(ports, call, params.number ?? '', { sent, refusal }),
  })

const withdrawDoor = (ports: ExchangePorts): AnyDoor<Actor> =>
  door({
    method: 'POST',
    path: '/exchanges/:number/actions/withdraw-attachment',
    summary: 'exchange-attachments.withdraw',
    body: withdrawSchema,
    view: exchangeSchema,
    run: (call, { params, body }) =>
      signed(call, one => withdraw(ports, one, { number: params.number ?? '', body })),
    after: view => `/exchanges/${view.number}#attachments`,
  })

const downloadDoor = (ports: ExchangePorts): AnyDoor<Actor> =>
  door({
    method: 'GET',
    path: '/exchanges/:number/attachments/:attachment',
    summary: 'exchange-attachments.download',
    view: z.custom<FileBody>(),
    run: (call, { params }) =>
      signed(call, one => download(ports, one, { number: params.number ?? '', id: params.attachment ?? '' })),
    file: { type: 'application/octet-stream', of: view => done(view), isAll: true },
  })

type Asked = { readonly number: string; readonly action: string | null }

/** Errors: those of `openExchange`; exchange.action.invalid (not now, not by this person). */
const readFor = (ports: ExchangePorts, call: Call<Actor>, { number, action }: Asked) =>
  signed(call, async one => {
    const opened = await openExchange(ports, one, number)
    if (!opened.ok) return opened
    const view = await viewOf(ports, one, opened.value)
    await noteLook(ports, one, opened.value, view)
    const isPossible = action === null || view.actions.some(known => known.action === action)
    return isPossible ? done(view) : refuse('exchange.action.invalid', { action, state: view.state })
  })

/** Where it is possible no more, the bare refusal says so. */
async function again(
  ports: ExchangePorts,
  call: Call<Actor>,
  number: string,
  { sent, refusal }: { readonly sent: Sent; readonly refusal: Refusal },
): Promise<Page | null> {
  const view = await readFor(ports, call, { number, action: 'attach' })
  const typed = sent.value as Readonly<Record<string, unknown>>
  return view.ok ? attachPage(ports, call, view.value, { typed, refusal }) : null
}
