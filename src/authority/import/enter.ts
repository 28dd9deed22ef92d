// What a line makes of nothing: a new authority of the coordinator's country, waiting for validation or active at once.
import { type Problem, type Result, refuseFields } from '../../base/result.ts'
import { blankRecord } from '../blank.ts'
import { evolve } from '../keeping/evolve.ts'
import { valuesIn } from '../keeping/input.ts'
import { standingOf } from '../keeping/model.ts'
import type { AuthorityRecord } from '../model.ts'
import { bodyOf, byColumn, type Cells, idsIn } from './body.ts'
import { isElsewhere } from './change.ts'
import { requiredColumns } from './columns.ts'
import type { Outcome, PlanFacts } from './plan.ts'

export function enteredBy(facts: PlanFacts, id: string, cells: Cells): Outcome {
  const { who, acting } = facts
  const filled = new Map([...cells].filter(([, text]) => text !== ''))
  const record = recordOf(facts, id, filled)
  if (!record.ok) return { problems: (record.refusal.problems ?? []).map(byColumn) }
  const standing = standingOf(who, acting, { ...record.value, validatingCoordinator: null })
  const covers = (area: string): boolean =>
    standing === 'national' || standingOf(who, acting, record.value, area) === 'delegated'
  const outside = record.value.areas.find(({ area }) => !covers(area))
  if (outside) return { problems: [{ path: 'areas', code: 'authority-admin.remit.invalid' }] }
  if (filled.get('status') !== 'active') return { record: record.value, event: 'registered' }
  const active = evolve(record.value, { step: 'validate', isCovered: covers }, facts.at)
  return active.ok
    ? { record: active.value, event: 'validated' }
    : { problems: [{ path: 'status', code: active.refusal.code }] }
}

/** Registered, with the legal areas that it asks for. */
function recordOf(facts: PlanFacts, id: string, cells: Cells): Result<AuthorityRecord> {
  const { who, acting, choices } = facts
  const areas = [...new Set(idsIn(cells.get('areas') ?? ''))]
  const body = bodyOf(cells, areas, choices)
  const problems: Problem[] = body.ok ? [] : [...(body.refusal.problems ?? [])]
  const add = (isWrong: boolean, path: string, code: string) => isWrong && problems.push({ path, code })
  for (const column of requiredColumns) add(!cells.has(column), column, 'base.field.required')
  add(![...cells.keys()].some(column => column.startsWith('name.')), 'name', 'base.field.required')
  add(
    areas.some(area => !choices.areas.includes(area)),
    'areas',
    'base.field.choice',
  )
  const status = cells.get('status') ?? 'registered'
  add(status !== 'registered' && status !== 'active', 'status', 'authority-admin.step.invalid')
  const blank = blankRecord(
    {
      ...{ id, country: who.country, status: 'registered', isInvented: acting?.isInvented ?? false },
      validatingCoordinator: who.authority,
    },
    areas,
  )
  const values = body.ok ? valuesIn(blank, body.value) : {}
  add(isElsewhere(blank, values.region), 'region', 'authority-admin.region.invalid')
  if (problems.length > 0) return refuseFields('base.fields.invalid', problems)
  const languages = values.languages ?? (values.officialNames ?? []).map(({ lang }) => lang)
  return evolve(blank, { step: 'change', values: { competences: {}, ...values, languages } }, facts.at)
}
