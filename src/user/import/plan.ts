// What a file of users would do: of each line who is invited, added, changed or taken out, or what is wrong. Pure.
import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Fault } from '../../authority/import/plan.ts'
import type { Line, Sheet } from '../../authority/import/sheet.ts'
import type { AuthorityRecord } from '../../authority/model.ts'
import type { Problem } from '../../base/result.ts'
import { type Actor, type Role, roles as roleNames } from '../../permission/model.ts'
import {
  changedAreas,
  keepsArea,
  type Member,
  mailKey,
  problemsOf,
  type Roles,
  tidied,
} from '../keeping/model.ts'
import type { KnownAccount } from '../keeping/store.ts'

export const columns = ['mail', 'name', 'language', 'roles', 'status'] as const
export const requiredColumns: readonly string[] = ['mail', 'name', 'language', 'roles']

/** What a file writes to take somebody out. */
const leftStatus = 'left'

export type Planned = {
  readonly line: number
  readonly mail: string
  readonly name: string
  readonly language: string
  readonly event: 'invited' | 'added' | 'changed' | 'removed' | 'withdrawn'
  /** Null: nobody here has this address. */
  readonly user: string | null
  readonly version: number
  readonly isInvited: boolean
  readonly from: Roles
  readonly to: Roles
}

export type Plan = {
  readonly lines: number
  readonly entered: readonly Planned[]
  readonly changed: readonly Planned[]
  readonly unchanged: number
  readonly faults: readonly Fault[]
  /** Of the file and of the users as they are now: another one where anything else is to be written. */
  readonly mark: string
}

export type PlanFacts = {
  readonly who: Actor
  readonly authority: AuthorityRecord
  /** Users of the authority by address. */
  readonly members: ReadonlyMap<string, Member>
  /** Accounts that the file names, by address. */
  readonly accounts: ReadonlyMap<string, KnownAccount>
  /** Of accounts that were users of the authority before. */
  readonly versions: ReadonlyMap<string, number>
  readonly areas: readonly string[]
  readonly languages: readonly string[]
  readonly fileHash: string
}

type Outcome = Planned | 'unchanged' | { readonly problems: readonly Problem[] }

/** Nothing is left out: each line is new, changed, unchanged or faulty. */
export function planOf(facts: PlanFacts, { lines, faults: ofHead }: Sheet): Plan {
  const entered: Planned[] = []
  const changed: Planned[] = []
  const faults: Fault[] = ofHead.map(one => ({ ...one, line: 1, value: '' }))
  const seen = new Map<string, number>()
  let unchanged = 0
  for (const one of ofHead.length > 0 ? [] : lines) {
    const outcome = outcomeOf(facts, one, seen)
    if (outcome === 'unchanged') unchanged += 1
    else if ('problems' in outcome)
      for (const problem of outcome.problems)
        faults.push({ ...problem, line: one.line, value: one.cells.get(problem.path) ?? '' })
    else if (outcome.event === 'invited' || outcome.event === 'added') entered.push(outcome)
    else changed.push(outcome)
  }
  const rows = [...entered, ...changed].map(({ mail, event, version }) => [mail, event, version])
  const mark = createHash('sha256')
    .update(JSON.stringify([facts.fileHash, facts.authority.id, rows]))
    .digest('hex')
  return { lines: lines.length, entered, changed, unchanged, faults, mark }
}

function outcomeOf(facts: PlanFacts, line: Line, seen: Map<string, number>): Outcome {
  if (line.faults.some(({ path }) => path === '')) return { problems: line.faults }
  const mail = mailKey(line.cells.get('mail') ?? '')
  const first = seen.get(mail)
  if (first === undefined) seen.set(mail, line.line)
  const problems: Problem[] = [...line.faults]
  if (!isMail(mail))
    problems.push({ path: 'mail', code: mail === '' ? 'base.field.required' : 'base.field.type' })
  if (first !== undefined)
    problems.push({ path: 'mail', code: 'user-people.twice.invalid', facts: { line: first } })
  if (problems.length > 0) return { problems: problems.filter(isFirst) }
  const member = facts.members.get(mail)
  return member ? changedBy(facts, line, member) : enteredBy(facts, line, mail)
}

const mailSchema = z.email().max(300)
const isMail = (mail: string): boolean => mailSchema.safeParse(mail).success

/** A name that is written otherwise changes nobody: a person is called as its account says. */
function changedBy(facts: PlanFacts, { line, cells }: Line, member: Member): Outcome {
  const { user, name, mail, language, version, roles: from } = member
  const isInvited = member.state === 'invited'
  const same = { line, user, name, mail, language, version, isInvited, from }
  const status = (cells.get('status') ?? '').toLowerCase()
  if (status === leftStatus) {
    const problems = foreign(facts, from, {})
    return problems.length > 0
      ? { problems }
      : { ...same, event: isInvited ? 'withdrawn' : 'removed', to: {} }
  }
  const isRight = status === '' || status === member.state
  const unread = { to: from, isKnown: true, problems: [] }
  const read = cells.has('roles') ? rolesOf(facts, cells.get('roles') ?? '') : unread
  const isSame = read.isKnown && changedAreas(from, read.to).length === 0
  const problems = [
    ...(isRight ? [] : [{ path: 'status', code: 'base.field.choice' }]),
    ...(isSame ? [] : [...read.problems, ...foreign(facts, from, read.to)]),
  ]
  if (problems.length > 0) return { problems: problems.filter(isFirst) }
  return isSame ? 'unchanged' : { ...same, event: 'changed', to: read.to }
}

function enteredBy(facts: PlanFacts, { line, cells }: Line, mail: string): Outcome {
  const account = facts.accounts.get(mail)
  const [name = '', language = '', status = ''] = ['name', 'language', 'status'].map(
    one => cells.get(one) ?? '',
  )
  const { to, problems: ofRoles } = rolesOf(facts, cells.get('roles') ?? '')
  const problems: Problem[] = [...ofRoles, ...foreign(facts, {}, to)]
  const add = (isWrong: boolean, path: string, code: string) => isWrong && problems.push({ path, code })
  add(name === '', 'name', 'base.field.required')
  if (name.length > nameMax)
    problems.push({ path: 'name', code: 'base.field.too-long', facts: { max: nameMax } })
  add(language === '', 'language', 'base.field.required')
  add(!facts.languages.includes(language), 'language', 'base.field.choice')
  add(!['', 'invited', 'active'].includes(status.toLowerCase()), 'status', 'base.field.choice')
  if (problems.length > 0) return { problems: problems.filter(isFirst) }
  const user = account?.user ?? null
  return {
    ...{ line, mail, user, to, from: {}, isInvited: false },
    ...{ name: account?.name ?? name, language: account?.language ?? language },
    version: facts.versions.get(user ?? '') ?? 0,
    event: account?.isLinked ? 'added' : 'invited',
  }
}

const nameMax = 200

const isFirst = ({ path }: Problem, at: number, all: readonly Problem[]): boolean =>
  all.findIndex(one => one.path === path) === at

const foreign = ({ who, authority }: PlanFacts, from: Roles, to: Roles): readonly Problem[] =>
  changedAreas(from, to).some(area => !keepsArea(who, authority, area))
    ? [{ path: 'roles', code: 'permission.area' }]
    : []

/** `supervisor` holds for every legal area, `services:supervisor` for one. */
function rolesOf({ authority, areas }: PlanFacts, cell: string) {
  const given: Record<string, Role[]> = {}
  let isKnown = true
  for (const one of cell.split(/[\s,;]+/).filter(part => part !== '')) {
    const at = one.indexOf(':')
    const area = at < 0 ? '*' : one.slice(0, at)
    const role = roleNames.find(name => name === one.slice(at + 1))
    if (role && (area === '*' || areas.includes(area))) given[area] = [...(given[area] ?? []), role]
    else isKnown = false
  }
  const to = tidied(given)
  const problems: readonly Problem[] = isKnown
    ? problemsOf(authority, to).map(one => ({ ...one, path: 'roles' }))
    : [{ path: 'roles', code: 'base.field.choice' }]
  return { to, isKnown, problems }
}

/** The cells of a user, as an import reads them. */
export const rowOf = ({ mail, name, language, roles, state }: Member): readonly string[] => [
  ...[mail, name, language],
  Object.entries(roles)
    .flatMap(([area, held]) => held.map(role => (area === '*' ? role : `${area}:${role}`)))
    .join(' '),
  state,
]
