// The doors of coordinators: the overview of a remit, one exchange in it, and stepping in.
import { z } from 'zod'
import { type AnyDoor, type Call, door, type Input, type Page, type SignedCall } from '../../base/door.ts'
import { type Refusal, type Result, refuse } from '../../base/result.ts'
import type { Actor } from '../../permission/model.ts'
import type { ExchangePorts } from '../ports.ts'
import { interventionBlocks } from './block-routes.ts'
import { interventionForm, interventionFormSchema } from './form-view.ts'
import { intervene } from './intervene.ts'
import { coordinationOf, coordinationSchema } from './list-view.ts'
import { openInRemit, remitOfCaller } from './open.ts'
import { coordinationPage } from './page-list.ts'
import { coordinatedPage, interventionPage } from './page-one.ts'
import { coordinationQuery } from './query.ts'
import { type CoordinatedView, coordinatedSchema, coordinatedView } from './view.ts'

const path = '/coordination/exchanges/:number'
const chosenSchema = z.object({ recipient: z.string().max(300).optional() })

/** Errors of all: permission.sign-in, permission.coordinator, permission.area. */
export const coordinationDoors = (ports: ExchangePorts): readonly AnyDoor<Actor>[] => [
  door({
    method: 'GET',
    path: '/coordination',
    summary: 'exchange-coordinator.summary',
    query: coordinationQuery,
    view: coordinationSchema,
    async run({ t, who }, { query }) {
      if (!who) return refuse('permission.sign-in')
      const remit = await remitOfCaller(ports, who, 'see')
      return remit.ok ? coordinationOf(ports, t, remit.value, query) : remit
    },
    page: (view, call) => coordinationPage(call, view),
  }),
  door({
    method: 'GET',
    path,
    summary: 'exchange-coordinator.one.summary',
    view: coordinatedSchema,
    run: (call, { params }) => signed(call, one => read(ports, one, params.number ?? '')),
    page: (view, call) => coordinatedPage(call, view),
  }),
  door({
    method: 'GET',
    path: `${path}/actions/:action`,
    summary: 'exchange.action-form.summary',
    query: chosenSchema,
    view: interventionFormSchema,
    run: (call, { params, query }) =>
      signed(call, one => interventionForm(ports, one, { ...namesIn(params), ...query })),
    page: (view, call) => interventionPage(ports, call, view),
  }),
  door({
    method: 'POST',
    path: `${path}/actions/:action`,
    summary: 'exchange.act.summary',
    view: coordinatedSchema,
    run: (call, { params, sent }) => signed(call, one => intervene(ports, one, { ...namesIn(params), sent })),
    after: view => `/coordination/exchanges/${view.number}`,
    again: (call, input, refusal) => again(ports, call, input, refusal),
  }),
  ...interventionBlocks(ports),
]

const signed = <T>(
  call: Call<Actor>,
  run: (call: SignedCall<Actor>) => Promise<Result<T>>,
): Promise<Result<T>> =>
  call.who ? run({ ...call, who: call.who }) : Promise.resolve(refuse('permission.sign-in'))

const namesIn = ({ number = '', action = '' }: Input<unknown, unknown>['params']) => ({ number, action })

async function read(
  ports: ExchangePorts,
  call: SignedCall<Actor>,
  number: string,
): Promise<Result<CoordinatedView>> {
  const opened = await openInRemit(ports, call, number)
  return opened.ok ? { ok: true, value: await coordinatedView(ports, call, opened.value) } : opened
}

/** The form with what was typed; the exchange as it is now where the step is over. */
async function again(
  ports: ExchangePorts,
  call: Call<Actor>,
  { params, sent }: Input<unknown, unknown>,
  refusal: Refusal,
): Promise<Page | null> {
  const typed = sent.value as Record<string, unknown>
  const asked = { ...namesIn(params), recipient: typed.recipient }
  const form = await signed(call, one => interventionForm(ports, one, asked))
  if (form.ok) return interventionPage(ports, call, form.value, { typed, refusal })
  const view = await signed(call, one => read(ports, one, asked.number))
  return view.ok ? coordinatedPage(call, view.value, { typed, refusal }) : null
}
