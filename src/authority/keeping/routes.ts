// The doors of an authority as it is kept: its page, the form of each step, the step itself.
import { z } from 'zod'
import { type AnyDoor, type Call, door, type Input, type Page } from '../../base/door.ts'
import { done, type Refusal, type Result, refuse } from '../../base/result.ts'
import type { Actor } from '../../permission/model.ts'
import { importDoors } from '../import/routes.ts'
import {
  administrationOf,
  administrationQuery,
  administrationSchema,
  enter,
  enterBody,
  remitsOf,
  signed,
} from './administration.ts'
import { isStep, keep, standpointOf } from './keep.ts'
import { maySee } from './model.ts'
import { openDataDoors } from './open-data.ts'
import { actionPage } from './page-action.ts'
import { administrationPage, enterPage } from './page-administration.ts'
import { authorityPage } from './page-authority.ts'
import type { KeepPorts } from './ports.ts'
import { decideProposal, decisionBody } from './proposal.ts'
import { keptView, pathOf } from './view.ts'
import { actionSchema, type KeptView, keptSchema } from './view-schema.ts'

const formSchema = z.object({ action: actionSchema, authority: keptSchema })
export type FormView = Readonly<z.infer<typeof formSchema>>

/** Errors of all: permission.sign-in, authority.unknown; of the administration permission.coordinator. */
export const keepingDoors = (ports: KeepPorts): readonly AnyDoor<Actor>[] => [
  // Before the page of an authority, whose address takes any word.
  ...openDataDoors(ports),
  ...administrationDoors(ports),
  ...importDoors(ports),
  ...authorityDoors(ports),
]

const administrationDoors = (ports: KeepPorts): readonly AnyDoor<Actor>[] => [
  door({
    method: 'GET',
    path: '/administration',
    summary: 'authority-admin.summary',
    query: administrationQuery,
    view: administrationSchema,
    run: (call, { query }) => signed(call, one => administrationOf(ports, one, query)),
    page: (view, call) => administrationPage(call, view, ports.choices),
  }),
  door({
    method: 'GET',
    path: '/administration/new',
    summary: 'authority-admin.enter',
    view: z.object({ country: z.string() }),
    run: call =>
      signed(call, async one => {
        const remits = await remitsOf(ports, one.who)
        return remits.ok ? done({ country: one.who.country }) : remits
      }),
    page: (_, call) => enterPage(call, ports.choices),
  }),
  door({
    method: 'POST',
    path: '/administration/new',
    summary: 'authority-admin.enter',
    body: enterBody(ports.choices),
    view: z.object({ authority: z.string() }),
    status: 201,
    run: (call, { body }) => signed(call, one => enter(ports, one, body)),
    after: view => pathOf(view.authority),
    again: async (call, { sent }, refusal) =>
      enterPage(call, ports.choices, { refusal, typed: typedIn(sent.value) }),
  }),
]

const authorityDoors = (ports: KeepPorts): readonly AnyDoor<Actor>[] => [
  door({
    method: 'GET',
    path: '/authorities/:id',
    summary: 'authority.one.summary',
    view: keptSchema,
    run: (call, { params }) => read(ports, call, params.id ?? ''),
    page: (view, call) => authorityPage(call, view),
  }),
  door({
    method: 'GET',
    path: '/authorities/:id/actions/:action',
    summary: 'exchange.action-form.summary',
    view: formSchema,
    run: (call, { params }) => formOf(ports, call, params),
    page: (view, call) => actionPage(ports, call, view),
  }),
  door({
    method: 'POST',
    path: '/authorities/:id/actions/:action',
    summary: 'authority-admin.act.summary',
    view: keptSchema,
    async run(call, { params, sent }) {
      const { id = '', action = '' } = params
      if (!call.who) return refuse('permission.sign-in')
      if (!isStep(action)) return refuse('exchange.action.unknown', { action })
      const taken = await keep(ports, { ...call, who: call.who }, { id, step: action, sent })
      return taken.ok ? read(ports, call, id, taken.value.handedOver) : taken
    },
    after: view => pathOf(view.authority),
    again: (call, input, refusal) => again(ports, call, input, refusal),
  }),
  door({
    method: 'POST',
    path: '/authorities/:id/proposals/:proposal',
    summary: 'authority-admin.decide.summary',
    body: decisionBody,
    view: keptSchema,
    async run(call, { params, body }) {
      const { id = '', proposal = '' } = params
      if (!call.who) return refuse('permission.sign-in')
      const decided = await decideProposal(ports, { ...call, who: call.who }, { id, proposal, ...body })
      return decided.ok ? read(ports, call, id) : decided
    },
    after: view => pathOf(view.authority),
    async again(call, { params, sent }, refusal) {
      const view = await read(ports, call, params.id ?? '')
      return view.ok ? authorityPage(call, view.value, { refusal, typed: typedIn(sent.value) }) : null
    },
  }),
]

async function read(
  ports: KeepPorts,
  { who, t }: Call<Actor>,
  id: string,
  handedOver: KeptView['handedOver'] = null,
): Promise<Result<KeptView>> {
  if (!who) return refuse('permission.sign-in')
  const at = await standpointOf(ports, who, id)
  if (!at.ok) return at
  if (!maySee(at.value.sees, at.value.record)) return refuse('authority.unknown', { id })
  return done(await keptView(ports, t, at.value, handedOver))
}

/** Errors: permission.keep (not for this caller, or not now). */
async function formOf(
  ports: KeepPorts,
  call: Call<Actor>,
  { id = '', action = '' }: Readonly<Record<string, string>>,
): Promise<Result<FormView>> {
  const view = await read(ports, call, id)
  if (!view.ok) return view
  const found = view.value.actions.find(one => one.action === action)
  return found ? done({ action: found, authority: view.value }) : refuse('permission.keep')
}

const typedIn = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {}

/** The form with what was typed; where the step is over, the authority as it is now. */
async function again(
  ports: KeepPorts,
  call: Call<Actor>,
  { params, sent }: Input<unknown, unknown>,
  refusal: Refusal,
): Promise<Page | null> {
  const typed = typedIn(sent.value)
  const form = await formOf(ports, call, params)
  if (form.ok) return actionPage(ports, call, form.value, { refusal, typed })
  const view = await read(ports, call, params.id ?? '')
  return view.ok ? authorityPage(call, view.value, { refusal, typed }) : null
}
