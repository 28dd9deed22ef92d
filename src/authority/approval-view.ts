// What the keeper of an authority's data sees of its approvals: what is set, and what can be chosen.
import { z } from 'zod'
import type { Texts } from '../base/text.ts'
import type { Catalogue } from '../procedure/store.ts'
import { approvalSteps, type Coordinator, officialNameOf } from './model.ts'
import type { Approval } from './store/approval.ts'

const coordinatorSchema = z.object({ authority: z.string(), name: z.string(), lang: z.string() })
const procedureSchema = z.object({ procedure: z.string(), name: z.string() })

export const approvalSchema = z.object({
  authority: z.string(),
  name: z.string(),
  /** Whether the caller may change them. */
  isKeeper: z.boolean(),
  /** `*` stands for all procedures that are not named. `coordinator` approves before the step. */
  approvals: z.array(procedureSchema.extend({ step: z.enum(approvalSteps), coordinator: coordinatorSchema })),
  procedures: z.array(procedureSchema),
  coordinators: z.array(coordinatorSchema),
})
export type ApprovalView = Readonly<z.infer<typeof approvalSchema>>

/** Without a coordinator the approval is removed. */
export const approvalBody = z.strictObject({
  procedure: z.string().min(1).max(100),
  step: z.enum(approvalSteps),
  coordinator: z.string().max(300).optional(),
})

type Given = {
  readonly authority: string
  readonly name: string
  readonly isKeeper: boolean
  readonly approvals: readonly Approval[]
  readonly coordinators: readonly Coordinator[]
}

export function approvalView(t: Texts, { all, byId }: Catalogue, given: Given): ApprovalView {
  const { authority, name, isKeeper, approvals, coordinators } = given
  const nameOf = (id: string): string => (id === '*' ? t('authority.approval.all') : t(`${id}.name`))
  const coordinator = (id: string) => {
    const found = coordinators.find(one => one.id === id)
    return { authority: id, ...(found ? officialNameOf(found, t.lang) : { name: id, lang: 'en' }) }
  }
  return {
    ...{ authority, name, isKeeper },
    approvals: approvals
      .filter(({ procedure }) => procedure === '*' || byId(procedure))
      .map(one => ({ ...one, name: nameOf(one.procedure), coordinator: coordinator(one.coordinator) })),
    procedures: ['*', ...all.map(({ id }) => id)].map(id => ({ procedure: id, name: nameOf(id) })),
    coordinators: coordinators.map(({ id }) => coordinator(id)),
  }
}
