// The doors of dossiers: the list, one with its exchanges, and what an office does with them.
import { z } from 'zod'
import { type AnyDoor, type Call, door, type SignedCall } from '../base/door.ts'
import { type Result, refuse } from '../base/result.ts'
import type { Actor } from '../permission/model.ts'
import { dossierOf, dossierPageSchema, dossiersOf, dossiersSchema } from './dossier.ts'
import { filed, filingOf, filingSchema, newDossier, removed, renamed, takenOut } from './dossier-change.ts'
import { fileSchema, nameSchema } from './filing.ts'
import { dossierPage, dossiersPage, type Typed } from './page-dossier.ts'
import { filingPage } from './page-filing.ts'
import type { ExchangePorts } from './ports.ts'

const cursorQuery = z.object({ cursor: z.string().max(200).optional() })

/** All of them ask who signed in. Errors: permission.sign-in. */
export const dossierDoors = (ports: ExchangePorts): readonly AnyDoor<Actor>[] => [
  listDoor(ports),
  makeDoor(ports),
  readDoor(ports),
  renameDoor(ports),
  removeDoor(ports),
  filingDoor(ports),
  fileDoor(ports),
  takeOutDoor(ports),
]

const signed = <T>(
  call: Call<Actor>,
  run: (call: SignedCall<Actor>) => Promise<Result<T>>,
): Promise<Result<T>> =>
  call.who ? run({ ...call, who: call.who }) : Promise.resolve(refuse('permission.sign-in'))

/** What was typed into a field, whatever it was. */
const textIn = (sent: unknown, name: string): string => {
  const value = (sent as Readonly<Record<string, unknown>> | null)?.[name]
  return typeof value === 'string' ? value : ''
}

const listDoor = (ports: ExchangePorts): AnyDoor<Actor> =>
  door({
    method: 'GET',
    path: '/dossiers',
    summary: 'exchange-dossier.title',
    query: cursorQuery,
    view: dossiersSchema,
    run: (call, { query }) => signed(call, one => dossiersOf(ports, one, query.cursor)),
    page: (view, call) => dossiersPage(call, view),
  })

const makeDoor = (ports: ExchangePorts): AnyDoor<Actor> =>
  door({
    method: 'POST',
    path: '/dossiers',
    summary: 'exchange-dossier.make',
    body: z.strictObject({ name: nameSchema }),
    view: dossierPageSchema,
    status: 201,
    run: (call, { body }) =>
      signed(call, async one => {
        const made = await newDossier(ports, one, body.name)
        return made.ok ? dossierOf(ports, one, made.value) : made
      }),
    after: view => `/dossiers/${view.dossier}`,
    async again(call, { sent }, refusal) {
      const typed: Typed = { refusal, name: textIn(sent.value, 'name') }
      const view = await signed(call, one => dossiersOf(ports, one))
      return view.ok ? dossiersPage(call, view.value, typed) : null
    },
  })

const readDoor = (ports: ExchangePorts): AnyDoor<Actor> =>
  door({
    method: 'GET',
    path: '/dossiers/:dossier',
    summary: 'exchange-dossier.label',
    query: cursorQuery,
    view: dossierPageSchema,
    run: (call, { params, query }) =>
      signed(call, one => dossierOf(ports, one, params.dossier ?? '', query.cursor)),
    page: (view, call) => dossierPage(call, view),
  })

const renameDoor = (ports: ExchangePorts): AnyDoor<Actor> =>
  door({
    method: 'POST',
    path: '/dossiers/:dossier/rename',
    summary: 'exchange-track.saved.rename',
    body: z.strictObject({ name: nameSchema, was: z.string().max(80).optional() }),
    view: dossierPageSchema,
    run: (call, { params, body }) =>
      signed(call, async one => {
        const named = await renamed(ports, one, params.dossier ?? '', body)
        return named.ok ? dossierOf(ports, one, named.value) : named
      }),
    after: view => `/dossiers/${view.dossier}`,
    async again(call, { sent, params }, refusal) {
      const typed: Typed = { refusal, name: textIn(sent.value, 'name') }
      const view = await signed(call, one => dossierOf(ports, one, params.dossier ?? ''))
      return view.ok ? dossierPage(call, view.value, typed) : null
    },
  })

const removeDoor = (ports: ExchangePorts): AnyDoor<Actor> =>
  door({
    method: 'POST',
    path: '/dossiers/:dossier/remove',
    summary: 'exchange-track.saved.remove',
    // The button stands in the form of the name.
    body: z.object({}),
    view: dossiersSchema,
    run: (call, { params }) =>
      signed(call, async one => {
        const gone = await removed(ports, one, params.dossier ?? '')
        return gone.ok ? dossiersOf(ports, one) : gone
      }),
    after: () => '/dossiers',
    async again(call, { params }, refusal) {
      const view = await signed(call, one => dossierOf(ports, one, params.dossier ?? ''))
      return view.ok ? dossierPage(call, view.value, { refusal, name: view.value.name ?? '' }) : null
    },
  })

const filingDoor = (ports: ExchangePorts): AnyDoor<Actor> =>
  door({
    method: 'GET',
    path: '/exchanges/:number/dossier',
    summary: 'exchange-dossier.label',
    view: filingSchema.extend({ choices: dossiersSchema.shape.items }),
    run: (call, { params }) => signed(call, one => choosing(ports, one, params.number ?? '')),
    page: (view, call) => filingPage(call, view),
  })

/** Where it lies, and the dossiers that changed last, to choose from. */
async function choosing(ports: ExchangePorts, call: SignedCall<Actor>, number: string) {
  const filing = await filingOf(ports, call, number)
  if (!filing.ok) return filing
  const recent = await dossiersOf(ports, call)
  return recent.ok ? { ok: true as const, value: { ...filing.value, choices: recent.value.items } } : recent
}

const fileDoor = (ports: ExchangePorts): AnyDoor<Actor> =>
  door({
    method: 'POST',
    path: '/exchanges/:number/dossier',
    summary: 'exchange-dossier.put',
    body: fileSchema,
    view: filingSchema,
    run: (call, { params, body }) => signed(call, one => filed(ports, one, params.number ?? '', body)),
    after: view => `/exchanges/${view.number}`,
    async again(call, { sent, params }, refusal) {
      const view = await signed(call, one => choosing(ports, one, params.number ?? ''))
      const dossier = textIn(sent.value, 'dossier')
      const name = textIn(sent.value, 'name')
      return view.ok ? filingPage(call, view.value, { refusal, dossier, name }) : null
    },
  })

const takeOutDoor = (ports: ExchangePorts): AnyDoor<Actor> =>
  door({
    method: 'POST',
    path: '/exchanges/:number/dossier/remove',
    summary: 'exchange-dossier.take-out',
    // The button may stand in the form of the choice.
    body: z.object({ from: z.string().max(20).optional() }),
    view: filingSchema,
    run: (call, { params, body }) => signed(call, one => takenOut(ports, one, params.number ?? '', body)),
    after: view => `/exchanges/${view.number}`,
    async again(call, { params }, refusal) {
      const view = await signed(call, one => choosing(ports, one, params.number ?? ''))
      return view.ok ? filingPage(call, view.value, { refusal, dossier: '', name: '' }) : null
    },
  })
