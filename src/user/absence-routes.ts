// The doors of a person's absences: when one is away from the acting authority, and who covers one meanwhile.
import { createHash, randomUUID } from 'node:crypto'
import { z } from 'zod'
import { type AnyDoor, type Call, door, type SignedCall } from '../base/door.ts'
import { daySchema } from '../base/form.ts'
import { done, type Problem, type Refusal, type Result, refuse, refuseFields } from '../base/result.ts'
import { dayIn } from '../calendar/model.ts'
import type { Actor } from '../permission/model.ts'
import { absencePage } from './absence-page.ts'
import { absencesMax } from './store/absences.ts'
import type { UserStore } from './store.ts'

const colleagueSchema = z.object({ user: z.string(), name: z.string() })
export const absenceListSchema = z.object({
  /** Those that are not over, the next first. Both days are included; days of the authority's country. */
  items: z.array(
    z.object({ id: z.string(), fromDay: z.string(), toDay: z.string(), cover: colleagueSchema }),
  ),
  /** Who can cover the caller. */
  colleagues: z.array(colleagueSchema),
  today: z.string(),
})
export type AbsenceListView = Readonly<z.infer<typeof absenceListSchema>>

const absenceBody = z.strictObject({
  fromDay: daySchema,
  toDay: daySchema,
  cover: z.string().min(1).max(300),
})

export type AbsencePorts = { readonly store: UserStore; readonly clock: () => string }

/** `GET /me/absences` and below. Errors: permission.sign-in, base.fields.invalid, user.absence.limit and .unknown. */
export const absenceDoors = (ports: AbsencePorts): readonly AnyDoor<Actor>[] => [
  door({
    method: 'GET',
    path: '/me/absences',
    summary: 'user.absence.title',
    view: absenceListSchema,
    run: call => listed(ports, call),
    page: (view, call) => absencePage(call, view),
  }),
  door({
    method: 'POST',
    path: '/me/absences',
    summary: 'user.absence.add',
    body: absenceBody,
    view: absenceListSchema,
    async run(call, { body }): Promise<Result<AbsenceListView>> {
      if (!call.who) return refuse('permission.sign-in')
      const added = await addOne(ports, { ...call, who: call.who }, body)
      return added.ok ? listed(ports, call) : added
    },
    after: () => '/me/absences',
    again: (call, { sent }, refusal) => again(ports, call, refusal, sent.value),
  }),
  door({
    method: 'POST',
    path: '/me/absences/:id/remove',
    summary: 'exchange-track.saved.remove',
    body: z.object({}),
    view: absenceListSchema,
    async run(call, { params }): Promise<Result<AbsenceListView>> {
      if (!call.who) return refuse('permission.sign-in')
      const isGone = await ports.store.removeAbsence(call.who, params.id ?? '')
      return isGone ? listed(ports, call) : refuse('user.absence.unknown')
    },
    after: () => '/me/absences',
    again: (call, _, refusal) => again(ports, call, refusal, {}),
  }),
]

async function listed(
  { store, clock }: AbsencePorts,
  { who }: Pick<Call<Actor>, 'who'>,
): Promise<Result<AbsenceListView>> {
  if (!who) return refuse('permission.sign-in')
  const today = dayIn(who.country, clock())
  const [absences, colleagues] = await Promise.all([
    store.absences(who, today),
    store.colleagues(who.authority, null),
  ])
  const nameOf = (user: string) => colleagues.find(one => one.user === user)?.name ?? user
  return done({
    items: absences.map(one => ({ ...one, cover: { user: one.cover, name: nameOf(one.cover) } })),
    colleagues: colleagues.filter(({ user }) => user !== who.user),
    today,
  })
}

async function addOne(
  { store, clock }: AbsencePorts,
  { who, idempotencyKey }: SignedCall<Actor>,
  { fromDay, toDay, cover }: z.infer<typeof absenceBody>,
): Promise<Result<true>> {
  const today = dayIn(who.country, clock())
  const colleagues = await store.colleagues(who.authority, null)
  const isKnown = cover !== who.user && colleagues.some(({ user }) => user === cover)
  const problems: Problem[] = [
    ...(toDay < fromDay || toDay < today ? [{ path: 'toDay', code: 'user.absence.days' }] : []),
    ...(isKnown ? [] : [{ path: 'cover', code: 'base.field.choice' }]),
  ]
  if (problems.length > 0) return refuseFields('base.fields.invalid', problems)
  const id = createHash('sha256')
    .update(idempotencyKey ?? randomUUID())
    .digest('base64url')
  const isAdded = await store.addAbsence(who, { id, fromDay, toDay, cover }, today)
  return isAdded ? done(true) : refuse('user.absence.limit', { max: absencesMax })
}

async function again(ports: AbsencePorts, call: Call<Actor>, refusal: Refusal, typed: unknown) {
  const view = await listed(ports, call)
  const values = typeof typed === 'object' && typed !== null ? { ...typed } : {}
  return view.ok ? absencePage(call, view.value, { refusal, typed: values }) : null
}
