// What a line makes of an authority that is in the directory: the steps that its cells ask for, one after the other.
import { done, type Problem, type Result, refuseFields } from '../../base/result.ts'
import { evolve, type Input } from '../keeping/evolve.ts'
import { valuesIn } from '../keeping/input.ts'
import { mayStep, rowOf, standingOf } from '../keeping/model.ts'
import type { AuthorityRecord } from '../model.ts'
import { bodyOf, byColumn, type Cells, idsIn } from './body.ts'
import { areasIn, cellOf } from './columns.ts'
import type { Outcome, PlanFacts } from './plan.ts'

type Wanted = { readonly column: string; readonly input: Input; readonly area: string | null }

const unread: readonly string[] = ['id', 'country', 'reason']

/** Only cells that hold something else than the record are read at all. */
export function changedBy(facts: PlanFacts, record: AuthorityRecord, cells: Cells): Outcome {
  const isRead = (column: string, text: string): boolean =>
    !unread.includes(column) && !(column === 'status' && text === '')
  const different = new Map(
    [...cells].filter(([column, text]) => isRead(column, text) && text !== cellOf(record, column).trim()),
  )
  if (different.size === 0) return { record, event: 'changed' }
  // The coordinator's own line comes with its export; nobody coordinates its own authority.
  if (record.id === facts.who.authority)
    return { problems: [...different.keys()].map(path => ({ path, code: 'authority-admin.remit.invalid' })) }
  const wanted = wantedBy(facts, record, { different, reason: cells.get('reason') ?? '' })
  if (!wanted.ok) return { problems: (wanted.refusal.problems ?? []).map(byColumn) }
  return taken(facts, record, wanted.value)
}

function taken(facts: PlanFacts, record: AuthorityRecord, wanted: readonly Wanted[]): Outcome {
  const { who, acting, at } = facts
  let now = record
  let event = 'changed'
  for (const { column, input, area } of wanted) {
    const allowed = mayStep(standingOf(who, acting, now, area), { step: input.step, record: now })
    const next = allowed.ok ? evolve(now, input, at) : allowed
    if (!next.ok) return { problems: [{ path: column, code: next.refusal.code }] }
    now = next.value
    if (column === 'status') event = rowOf(input.step)?.event ?? event
  }
  const standing = standingOf(who, acting, now)
  const isKept = standing === 'national' || standing === 'delegated'
  return isKept
    ? { record: now, event }
    : { problems: [{ path: 'region', code: 'authority-admin.remit.invalid' }] }
}

type Given = { readonly different: Cells; readonly reason: string }

/** Areas come first, so that their competences have a place; what ends comes last. */
function wantedBy(
  facts: PlanFacts,
  record: AuthorityRecord,
  { different, reason }: Given,
): Result<readonly Wanted[]> {
  const held = areasIn(record).map(({ area }) => area)
  const areas = different.has('areas') ? idsIn(different.get('areas') ?? '') : held
  const granted = [...new Set(areas)].filter(area => !held.includes(area))
  const ended = held.filter(area => !areas.includes(area))
  const status = different.get('status')
  const step = status === undefined ? null : stepTo(facts, record, status)
  const body = bodyOf(different, areas, facts.choices)
  const problems: Problem[] = body.ok ? [] : [...(body.refusal.problems ?? [])]
  const add = (isWrong: boolean, path: string, code: string) => isWrong && problems.push({ path, code })
  add(different.has('areas') && areas.length === 0, 'areas', 'base.field.required')
  add(
    granted.some(area => !facts.choices.areas.includes(area)),
    'areas',
    'base.field.choice',
  )
  add(status !== undefined && step === null, 'status', 'authority-admin.step.invalid')
  add(reason === '' && (ended.length > 0 || step?.step === 'suspend'), 'reason', 'base.field.required')
  const values = body.ok ? valuesIn(record, body.value) : {}
  add(values.officialNames?.length === 0, 'name', 'base.field.required')
  add(isElsewhere(record, values.region), 'region', 'authority-admin.region.invalid')
  if (problems.length > 0) return refuseFields('base.fields.invalid', problems)
  const change = { column: firstOf(different), area: null, input: { step: 'change', values } } as const
  return done([
    ...granted.map(area => ({
      ...{ column: 'areas', area },
      input: { step: 'grant', area, procedures: null } as const,
    })),
    ...(Object.keys(values).length > 0 ? [change] : []),
    ...ended.map(area => ({ column: 'areas', area, input: { step: 'withdraw', area } as const })),
    ...(step ? [{ column: 'status', area: null, input: step }] : []),
  ])
}

/** A code of another country. */
export const isElsewhere = (
  { country }: Pick<AuthorityRecord, 'country'>,
  region: string | null | undefined,
): boolean => typeof region === 'string' && !region.startsWith(country)

const firstOf = (cells: Cells): string =>
  [...cells.keys()].find(one => one !== 'areas' && one !== 'status') ?? 'id'

/** Null: no step of a file leads there. Who takes over from one that is suspended is the coordinator. */
function stepTo({ who, acting }: PlanFacts, record: AuthorityRecord, status: string): Input | null {
  const covers = (area: string): boolean => {
    const standing = standingOf(who, acting, record, area)
    return standing === 'national' || standing === 'delegated'
  }
  if (status === 'suspended') return { step: 'suspend', successor: who.authority }
  if (status !== 'active') return null
  return record.status === 'suspended' ? { step: 'reactivate' } : { step: 'validate', isCovered: covers }
}
