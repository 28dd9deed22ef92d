// The doors of an authority's approvals: who acts for it sees them, the keeper of its data sets them.
import { type AnyDoor, type Call, door } from '../base/door.ts'
import { done, type Problem, type Result, refuse, refuseFields } from '../base/result.ts'
import { type Actor, mayMaintain } from '../permission/model.ts'
import type { Catalogue } from '../procedure/store.ts'
import { approvalPage } from './approval-page.ts'
import { type ApprovalView, approvalBody, approvalSchema, approvalView } from './approval-view.ts'
import { coordinates, nameOf } from './model.ts'
import type { AuthorityStore } from './store.ts'

export type ApprovalPorts = {
  readonly store: Pick<AuthorityStore, 'byIds' | 'coordinators' | 'approvals' | 'setApproval'>
  readonly catalogue: Catalogue
}

/** Errors: permission.sign-in, permission.maintain, base.fields.invalid. */
export const approvalDoors = (ports: ApprovalPorts): readonly AnyDoor<Actor>[] => [
  door({
    method: 'GET',
    path: '/authorities/:id/approval',
    summary: 'authority.approval.summary',
    view: approvalSchema,
    run: (call, { params }) => read(ports, call, params.id ?? ''),
    page: (view, call) => approvalPage(call, view),
  }),
  door({
    method: 'POST',
    path: '/authorities/:id/approval',
    summary: 'authority.approval.set.summary',
    body: approvalBody,
    view: approvalSchema,
    async run(call, { params, body }) {
      const id = params.id ?? ''
      const { procedure, step, coordinator } = body
      const allowed = call.who ? mayMaintain(call.who, id) : refuse('permission.sign-in')
      if (!allowed.ok) return allowed
      const problems = await problemsOf(ports, call, id, body)
      if (problems.length > 0) return refuseFields('base.fields.invalid', problems)
      await ports.store.setApproval(id, { procedure, step, coordinator: coordinator ?? null })
      return read(ports, call, id)
    },
    after: view => `/authorities/${encodeURIComponent(view.authority)}/approval`,
    async again(call, { params, sent }, refusal) {
      const view = await read(ports, call, params.id ?? '')
      const typed = sent.value as Record<string, unknown>
      return view.ok ? approvalPage(call, view.value, { typed, refusal }) : null
    },
  }),
]

async function read(
  { store, catalogue }: ApprovalPorts,
  { who, t }: Call<Actor>,
  authority: string,
): Promise<Result<ApprovalView>> {
  if (!who) return refuse('permission.sign-in')
  if (who.authority !== authority) return refuse('permission.maintain')
  const [own, approvals, found] = await Promise.all([
    store.byIds([authority]),
    store.approvals(authority),
    store.coordinators([who.country], null),
  ])
  const coordinators = found.filter(({ id }) => id !== authority)
  const record = own.get(authority)
  const name = record ? nameOf(record, t.lang) : authority
  const isKeeper = mayMaintain(who, authority).ok
  return done(approvalView(t, catalogue, { authority, name, isKeeper, approvals, coordinators }))
}

type Body = { readonly procedure: string; readonly coordinator?: string | undefined }

/** A coordinator of the own country that is competent: for all procedures, in the authority's own legal area. */
async function problemsOf(
  { store, catalogue }: ApprovalPorts,
  { who }: Call<Actor>,
  id: string,
  { procedure, coordinator }: Body,
): Promise<readonly Problem[]> {
  const own = (await store.byIds([id])).get(id)
  const area = procedure === '*' ? own?.area : catalogue.byId(procedure)?.area
  if (area === undefined) return [{ path: 'procedure', code: 'base.field.choice' }]
  if (coordinator === undefined) return []
  const found = (await store.byIds([coordinator])).get(coordinator)
  const isRight = found && found.id !== id && found.country === who?.country && coordinates(found, area)
  return isRight ? [] : [{ path: 'coordinator', code: 'authority.approval.coordinator.invalid' }]
}
