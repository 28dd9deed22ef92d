// What a file would do: of each line the record that it makes and what changes, or what is wrong. Pure functions.
import { createHash } from 'node:crypto'
import type { Problem } from '../../base/result.ts'
import type { Actor } from '../../permission/model.ts'
import { type Change, changesBetween } from '../keeping/evolve.ts'
import type { Choices } from '../keeping/forms.ts'
import { standingOf } from '../keeping/model.ts'
import type { AuthorityRecord } from '../model.ts'
import { changedBy } from './change.ts'
import { enteredBy } from './enter.ts'
import type { Line, Sheet } from './sheet.ts'

export type Planned = {
  readonly line: number
  readonly record: AuthorityRecord
  readonly event: string
  readonly changes: readonly Change[]
  /** Empty: nobody gave one. */
  readonly reason: string
}
/** `path` is the column; of line 1 the head. */
export type Fault = Problem & { readonly line: number; readonly value: string }

export type Plan = {
  readonly lines: number
  readonly entered: readonly Planned[]
  readonly changed: readonly Planned[]
  readonly unchanged: number
  readonly faults: readonly Fault[]
  /** Of the file and of the records as they are now: another one where anything else is to be written. */
  readonly mark: string
}

export type PlanFacts = {
  readonly who: Actor
  /** The coordinator. */
  readonly acting: AuthorityRecord | undefined
  /** Those that the file names, as they are now. */
  readonly records: ReadonlyMap<string, AuthorityRecord>
  readonly choices: Choices
  readonly at: string
  readonly fileHash: string
}

/** Either a record and its event, or what is wrong by column. */
export type Outcome = Pick<Planned, 'record' | 'event'> | { readonly problems: readonly Problem[] }

/** Nothing is left out: each line is new, changed, unchanged or faulty. */
export function planOf(facts: PlanFacts, { lines, faults: ofHead }: Sheet): Plan {
  const entered: Planned[] = []
  const changed: Planned[] = []
  const faults: Fault[] = ofHead.map(one => ({ ...one, line: 1, value: '' }))
  const seen = new Map<string, number>()
  let unchanged = 0
  if (ofHead.length === 0)
    for (const one of lines) {
      const outcome = outcomeOf(facts, one, seen)
      if ('problems' in outcome) {
        for (const problem of outcome.problems)
          faults.push({ ...problem, line: one.line, value: one.cells.get(problem.path) ?? '' })
        continue
      }
      const before = facts.records.get(outcome.record.id)
      const changes = before ? changesBetween(before, outcome.record) : []
      const planned = { ...outcome, line: one.line, changes, reason: one.cells.get('reason') ?? '' }
      if (!before) entered.push(planned)
      else if (changes.length > 0) changed.push(planned)
      else unchanged += 1
    }
  return { lines: lines.length, entered, changed, unchanged, faults, mark: markOf(facts, entered, changed) }
}

/** A line whose cells do not stand in their columns says nothing more that could be trusted. */
function outcomeOf(facts: PlanFacts, line: Line, seen: Map<string, number>): Outcome {
  if (line.faults.some(({ path }) => path === '')) return { problems: line.faults }
  const given = line.cells.get('id') ?? ''
  const first = seen.get(given)
  if (given !== '' && first === undefined) seen.set(given, line.line)
  const twice = first && { path: 'id', code: 'authority-import.twice.invalid', facts: { line: first } }
  const country = line.cells.get('country') ?? ''
  const isAbroad = country !== '' && country !== facts.who.country
  const before = [
    ...line.faults,
    ...(twice ? [twice] : []),
    ...(isAbroad ? [{ path: 'country', code: 'authority-admin.remit.invalid' }] : []),
  ]
  const own = newId(facts, line.line)
  const record = facts.records.get(given || own)
  const isUnknown = given !== '' && !(record && isKept(facts, record))
  if (isUnknown) before.push({ path: 'id', code: 'authority-import.id.invalid' })
  const faulty = new Set(before.map(({ path }) => path))
  if (faulty.has('id')) return { problems: before }
  // A new authority that the same file has entered before: what was left empty is as it was made.
  const isRead = (column: string, text: string): boolean =>
    !faulty.has(column) && (given !== '' || text !== '')
  const cells = new Map([...line.cells].filter(([column, text]) => isRead(column, text)))
  const outcome = record ? changedBy(facts, record, cells) : enteredBy(facts, own, cells)
  const problems = [...before, ...('problems' in outcome ? outcome.problems : [])]
  return problems.length > 0 ? { problems: problems.filter(isFirst) } : outcome
}

const isFirst = ({ path }: Problem, at: number, all: readonly Problem[]): boolean =>
  all.findIndex(one => one.path === path) === at

/** The coordinator's own line comes with its export: it may stand there. */
function isKept({ who, acting }: PlanFacts, record: AuthorityRecord): boolean {
  const standing = standingOf(who, acting, record)
  return standing === 'national' || standing === 'delegated' || record.id === who.authority
}

/** Of file and line: the same file sent once more enters nobody twice. */
export const newId = ({ fileHash, who }: Pick<PlanFacts, 'fileHash' | 'who'>, line: number): string =>
  `${who.country.toLowerCase()}-${hashOf(fileHash, line).slice(0, 12)}`

const hashOf = (...parts: readonly (string | number)[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex')

const markOf = (
  { fileHash, who }: PlanFacts,
  entered: readonly Planned[],
  changed: readonly Planned[],
): string =>
  hashOf(
    fileHash,
    who.authority,
    entered.map(({ record }) => record.id).join(),
    changed.map(({ record }) => `${record.id}:${record.version}`).join(),
  )
