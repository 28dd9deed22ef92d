// The doors of registration: two that are open to everybody, and those of coordinators.
import { z } from 'zod'
import { type AnyDoor, type Call, door, type Input, type Page } from '../../base/door.ts'
import { done, type Refusal, type Result } from '../../base/result.ts'
import type { Actor } from '../../permission/model.ts'
import { remitsOf, signed } from '../keeping/administration.ts'
import { begin, invite, knownLike } from './begin.ts'
import { fill, opened } from './fill.ts'
import { beginBody, inviteBody } from './forms.ts'
import { linkPath } from './letters.ts'
import { isOpen } from './model.ts'
import { beginPage, invitePage } from './page-begin.ts'
import { linkPage } from './page-link.ts'
import { registrantPage } from './page-registrant.ts'
import type { RegistrationPorts } from './ports.ts'
import { registrantOf } from './registrant.ts'
import { registrantSchema, registrationSchema, registrationView } from './view.ts'

export const registrationDoors = (ports: RegistrationPorts): readonly AnyDoor<Actor>[] => [
  ...beginDoors(ports),
  ...linkDoors(ports),
  ...coordinatorDoors(ports),
]

/** Errors: base.fields.invalid, authority-register.known.conflict, authority-register.begin.limit. */
const beginDoors = (ports: RegistrationPorts): readonly AnyDoor<Actor>[] => [
  door({
    method: 'GET',
    path: '/registration',
    summary: 'authority-register.title',
    isOpen: true,
    view: z.object({ countries: z.array(z.string()).readonly(), csrf: z.string() }),
    run: async ({ csrf }) => done({ countries: await ports.registrations.countries(), csrf }),
    page: (view, call) => beginPage(call, view.countries, ports.choices),
  }),
  door({
    method: 'POST',
    path: '/registration',
    summary: 'authority-register.begin',
    isOpen: true,
    body: beginBody(ports.choices),
    view: z.object({ isSent: z.literal(true) }),
    run: (call, { body }) => begin(ports, call, body),
    after: () => '/registration?begun=1',
    again: (call, { sent }, refusal) => beginAgain(ports, call, typedOf(sent.value), refusal),
  }),
]

async function beginAgain(
  ports: RegistrationPorts,
  call: Call<Actor>,
  typed: Readonly<Record<string, unknown>>,
  refusal: Refusal,
): Promise<Page> {
  const countries = await ports.registrations.countries()
  const read = beginBody(ports.choices).safeParse({ ...typed, areas: [typed.areas].flat() })
  const isKnown = refusal.code === 'authority-register.known.conflict' && read.success
  const known = isKnown ? await knownLike(ports, call.t.lang, read.data) : []
  return beginPage(call, countries, ports.choices, { typed, refusal, known })
}

const typedOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {}

/** Errors: authority-register.link.unknown, .stage.invalid, .conflict, base.fields.invalid. */
const linkDoors = (ports: RegistrationPorts): readonly AnyDoor<Actor>[] => [
  door({
    method: 'GET',
    path: '/registration/:token',
    summary: 'authority-register.summary',
    isOpen: true,
    view: registrationSchema,
    run: (call, { params }) => viewOf(ports, call, opened(ports, params.token ?? '')),
    page: (view, call) => linkPage(ports, call, view),
  }),
  door({
    method: 'POST',
    path: '/registration/:token',
    summary: 'authority-register.send',
    isOpen: true,
    view: registrationSchema,
    run: (call, { params, sent }) => viewOf(ports, call, fill(ports, params.token ?? '', sent)),
    after: (view, { params }) => `${linkPath(params.token ?? '')}${isOpen(view.stage) ? '?saved=1' : ''}`,
    again: (call, input, refusal) => linkAgain(ports, call, input, refusal),
  }),
]

async function viewOf(ports: RegistrationPorts, call: Call<Actor>, opening: ReturnType<typeof opened>) {
  const at = await opening
  return at.ok ? done(await registrationView(ports, call, at.value)) : at
}

async function linkAgain(
  ports: RegistrationPorts,
  call: Call<Actor>,
  { params, sent }: Input<unknown, unknown>,
  refusal: Refusal,
): Promise<Page | null> {
  const view = await viewOf(ports, call, opened(ports, params.token ?? ''))
  return view.ok ? linkPage(ports, call, view.value, { refusal, typed: typedOf(sent.value) }) : null
}

/** Errors: permission.coordinator, authority.unknown, permission.keep. */
const coordinatorDoors = (ports: RegistrationPorts): readonly AnyDoor<Actor>[] => [
  door({
    method: 'GET',
    path: '/administration/invite',
    summary: 'authority-register.invite',
    view: z.object({ areas: z.array(z.string()).readonly() }),
    run: call =>
      signed(call, async ({ who }) => {
        const areas = await areasOf(ports, who)
        return areas.ok ? done({ areas: areas.value }) : areas
      }),
    page: (view, call) => invitePage(call, view.areas, ports.choices),
  }),
  door({
    method: 'POST',
    path: '/administration/invite',
    summary: 'authority-register.invite',
    body: inviteBody(ports.choices),
    view: z.object({ authority: z.string() }),
    status: 201,
    run: (call, { body }) => signed(call, one => invite(ports, one, body)),
    after: ({ authority }) => `/authorities/${encodeURIComponent(authority)}`,
    async again(call, { sent }, refusal) {
      const areas = call.who && (await areasOf(ports, call.who))
      return areas?.ok
        ? invitePage(call, areas.value, ports.choices, { refusal, typed: typedOf(sent.value) })
        : null
    },
  }),
  door({
    method: 'GET',
    path: '/authorities/:id/registration',
    summary: 'authority-register.registrant',
    view: registrantSchema,
    run: (call, { params }) => signed(call, one => registrantOf(ports, one, params.id ?? '')),
    page: (view, call) => registrantPage(call, view),
  }),
]

/** Legal areas in which it may invite. */
async function areasOf(ports: RegistrationPorts, who: Actor): Promise<Result<readonly string[]>> {
  const remits = await remitsOf(ports, who)
  if (!remits.ok) return remits
  const held = remits.value.map(({ area }) => area)
  return done(ports.choices.areas.filter(area => held.includes('*') || held.includes(area)))
}
