// The doors of the keeping of users: the list, one user, the invitation of one more, each step.
import { z } from 'zod'
import { signed } from '../../authority/keeping/administration.ts'
import { type AnyDoor, type Call, door, type Input, type Page, type SignedCall } from '../../base/door.ts'
import { done, type Refusal, refuse } from '../../base/result.ts'
import type { Actor } from '../../permission/model.ts'
import { userImportDoors } from '../import/routes.ts'
import { invite, isStep, takeStep } from './keep.ts'
import { states } from './model.ts'
import { userPage } from './page-user.ts'
import { invitePage, usersPage } from './page-users.ts'
import type { PeoplePorts } from './ports.ts'
import { inviteView, userPath, usersPath, usersView, userView } from './view.ts'
import { inviteSchema, userOneSchema, usersSchema } from './view-schema.ts'

const usersQuery = z.object({
  name: z.string().max(100).optional(),
  cursor: z.string().max(800).optional(),
})

/** Errors of all: permission.sign-in, authority.unknown, permission.maintain (keeps no users there). */
export const peopleDoors = (ports: PeoplePorts): readonly AnyDoor<Actor>[] => [
  ...listDoors(ports),
  // Before the page of a user, whose address takes any word.
  ...userImportDoors(ports),
  ...oneDoors(ports),
]

const listDoors = (ports: PeoplePorts): readonly AnyDoor<Actor>[] => [
  door({
    method: 'GET',
    path: '/users',
    summary: 'user-people.title',
    query: usersQuery,
    view: usersSchema,
    run: (call, { query }) => signed(call, one => usersView(ports, one, one.who.authority, query)),
    page: (view, call) => usersPage(call, view),
  }),
  door({
    method: 'GET',
    path: '/authorities/:id/users',
    summary: 'user-people.title',
    query: usersQuery,
    view: usersSchema,
    run: (call, { params, query }) => signed(call, one => usersView(ports, one, params.id ?? '', query)),
    page: (view, call) => usersPage(call, view),
  }),
  door({
    method: 'GET',
    path: '/authorities/:id/users/new',
    summary: 'user-people.invite',
    view: inviteSchema,
    run: (call, { params }) => signed(call, one => inviteView(ports, one, params.id ?? '')),
    page: (view, call) => invitePage(call, ports.choices.languages, view),
  }),
  door({
    method: 'POST',
    path: '/authorities/:id/users',
    summary: 'user-people.invite',
    view: z.object({ user: z.string(), state: z.enum(states) }),
    status: 201,
    run: (call, { params, sent }) => signed(call, one => invite(ports, one, { id: params.id ?? '', sent })),
    after: (view, { params }) => userPath(params.id ?? '', view.user),
    async again(call, { params, sent }, refusal) {
      const view = await signed(call, one => inviteView(ports, one, params.id ?? ''))
      if (!view.ok) return null
      return invitePage(call, ports.choices.languages, view.value, { refusal, typed: typedIn(sent.value) })
    },
  }),
]

const takenSchema = z.object({
  /** Null: no user of the authority any more, or not the caller's to see. */
  user: userOneSchema.nullable(),
})

const oneDoors = (ports: PeoplePorts): readonly AnyDoor<Actor>[] => [
  door({
    method: 'GET',
    path: '/authorities/:id/users/:user',
    summary: 'user-people.title',
    view: userOneSchema,
    run: (call, { params }) => signed(call, one => userView(ports, one, params.id ?? '', params.user ?? '')),
    page: (view, call) => userPage(call, view),
  }),
  door({
    method: 'POST',
    path: '/authorities/:id/users/:user/actions/:action',
    summary: 'authority-admin.act.summary',
    view: takenSchema,
    run: (call, input) => signed(call, one => taken(ports, one, input)),
    after: (view, { params: { id = '', user = '' } }) => (view.user ? userPath(id, user) : usersPath(id)),
    again: (call, input, refusal) => again(ports, call, input, refusal),
  }),
]

async function taken(ports: PeoplePorts, call: SignedCall<Actor>, { params, sent }: Input<unknown, unknown>) {
  const { id = '', user = '', action = '' } = params
  if (!isStep(action)) return refuse('exchange.action.unknown', { action })
  const did = await takeStep(ports, call.who, { id, user, step: action, sent })
  if (!did.ok) return did
  const view = did.value ? await userView(ports, call, id, user) : null
  return done({ user: view?.ok ? view.value : null })
}

/** The user as it is now, with what was chosen; where it is gone, the page of the refusal. */
async function again(
  ports: PeoplePorts,
  call: Call<Actor>,
  { params, sent }: Input<unknown, unknown>,
  refusal: Refusal,
): Promise<Page | null> {
  const view = await signed(call, one => userView(ports, one, params.id ?? '', params.user ?? ''))
  return view.ok ? userPage(call, view.value, { refusal, typed: typedIn(sent.value) }) : null
}

const typedIn = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {}
