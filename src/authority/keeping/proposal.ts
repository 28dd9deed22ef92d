// What others proposed for an authority's record, accepted or refused by who may change the field.
import { z } from 'zod'
import type { SignedCall } from '../../base/door.ts'
import { done, type Result, refuse, refuseFields } from '../../base/result.ts'
import type { Actor } from '../../permission/model.ts'
import { type ChangeBody, formFor } from './forms.ts'
import { valuesIn } from './input.ts'
import { standpointOf, written } from './keep.ts'
import { type Field, mayChange } from './model.ts'
import type { KeepPorts } from './ports.ts'

export const decisionBody = z.strictObject({
  decision: z.enum(['accept', 'refuse']),
  /** Needed to refuse; the proposer reads it. */
  reason: z.string().trim().min(1).max(4000).optional(),
})

type Deciding = z.infer<typeof decisionBody> & { readonly id: string; readonly proposal: string }

/**
 * Errors: authority.unknown, authority-admin.proposal.unknown (not there, or decided before), permission.keep,
 * base.fields.invalid (no reason to refuse; a value that nobody could enter).
 */
export async function decideProposal(
  ports: KeepPorts,
  { who }: SignedCall<Actor>,
  { id, proposal, decision, reason }: Deciding,
): Promise<Result<true>> {
  const opened = await standpointOf(ports, who, id)
  if (!opened.ok) return opened
  const { record, standing } = opened.value
  const found = (await ports.store.proposals(id)).find(one => one.id === proposal)
  if (!found) return refuse('authority-admin.proposal.unknown')
  if (!mayChange(standing, found.field as Field)) return refuse('permission.keep')
  const { version } = record
  const more = { proposal, field: found.field, to: { office: found.office, account: found.account } }
  if (decision === 'refuse' && reason === undefined)
    return refuseFields('base.fields.invalid', [{ path: 'reason', code: 'base.field.required' }])
  const read = formFor('change', ports.choices).safeParse({ version, [found.field]: found.value })
  if (decision === 'accept' && !read.success)
    return refuseFields('base.fields.invalid', [{ path: found.field, code: 'base.field.type' }])
  if (!(await ports.store.decide(id, proposal, decision === 'accept' ? 'accepted' : 'refused')))
    return refuse('authority-admin.proposal.unknown')
  const body = { version, ...(reason !== undefined && { reason }) }
  const values = decision === 'accept' ? valuesIn(record, { [found.field]: found.value } as ChangeBody) : {}
  const event = decision === 'accept' ? 'proposal-accepted' : 'proposal-refused'
  const taken = await written(ports, who, record, { input: { step: 'change', values }, body, more, event })
  return taken.ok ? done(true) : taken
}
