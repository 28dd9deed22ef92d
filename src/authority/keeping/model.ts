// The life of an authority in the directory: one table of steps, one of fields, and who stands how to it.
import { done, type Result, refuse } from '../../base/result.ts'
import { type Actor, rolesIn } from '../../permission/model.ts'
import type { AuthorityArea, AuthorityRecord, Status } from '../model.ts'

/**
 * How somebody stands to an authority. `official`: of any other one, whatever that coordinates elsewhere.
 * `registrant`: who has the link by which it registers, and no account.
 */
export const standings = [
  ...(['national', 'delegated', 'keeper', 'colleague', 'official', 'nobody', 'registrant'] as const),
] as const
export type Standing = (typeof standings)[number]

type Row = {
  readonly step: string
  readonly from: readonly Status[]
  /** Null: as it is. */
  readonly to: Status | null
  /** As the history calls it. */
  readonly event: string
  readonly by: readonly Standing[]
  /** Whoever takes it says why. */
  readonly needsReason?: true
}

const coordinators = ['national', 'delegated'] as const
const waiting = ['invited', 'registered', 'validated'] as const
const sent = ['registered'] as const
const known = ['validated', 'active', 'suspended'] as const
const active = ['active'] as const
const listed = ['active', 'suspended'] as const
/** Who keeps its data, from within or above. */
const keepers = [...coordinators, 'keeper'] as const
const signedIn = [...keepers, 'colleague', 'official'] as const

/**
 * invited -> registered -> validated -> active <-> suspended -> removed; or refused before it is active. Each row says
 * from where a step goes and who may take it; what it does to the record stands in evolve.ts. A validated authority
 * becomes active with the first legal area that is granted. Source: user guides; decision 0023.
 */
export const steps = [
  { step: 'register', from: ['invited'], to: 'registered', event: 'registered', by: ['registrant'] },
  { step: 'resend', from: ['invited'], to: null, event: 'resent', by: coordinators },
  { step: 'uninvite', from: ['invited'], to: 'refused', event: 'uninvited', by: coordinators },
  { step: 'return', from: sent, to: 'invited', event: 'returned', by: coordinators, needsReason: true },
  { step: 'validate', from: sent, to: 'validated', event: 'validated', by: coordinators },
  { step: 'refuse', from: waiting, to: 'refused', event: 'refused', by: coordinators, needsReason: true },
  { step: 'grant', from: known, to: null, event: 'granted', by: coordinators },
  { step: 'withdraw', from: known, to: null, event: 'withdrawn', by: coordinators, needsReason: true },
  { step: 'suspend', from: active, to: 'suspended', event: 'suspended', by: coordinators, needsReason: true },
  { step: 'reactivate', from: ['suspended'], to: 'active', event: 'reactivated', by: coordinators },
  { step: 'remove', from: listed, to: 'removed', event: 'removed', by: coordinators, needsReason: true },
  { step: 'delegate', from: active, to: null, event: 'delegated', by: ['national'] },
  { step: 'undelegate', from: listed, to: null, event: 'undelegated', by: ['national'], needsReason: true },
  { step: 'change', from: ['registered', ...known], to: null, event: 'changed', by: keepers },
  { step: 'confirm', from: listed, to: null, event: 'confirmed', by: ['keeper'] },
  { step: 'propose', from: listed, to: null, event: 'proposed', by: signedIn, needsReason: true },
] as const satisfies readonly Row[]
export type Step = (typeof steps)[number]['step']

export const rowOf = (step: Step): Row | undefined => steps.find(one => one.step === step)

/**
 * Who may change which field; everybody else signed in may propose it. `competences` are those of each legal area.
 * Source: user guides; the official name belongs to the validating coordinator.
 */
export const fields = {
  officialNames: coordinators,
  informalTitles: keepers,
  description: keepers,
  type: coordinators,
  level: coordinators,
  region: coordinators,
  validatingCoordinator: coordinators,
  competences: keepers,
  links: keepers,
  languages: keepers,
  street: keepers,
  postcode: keepers,
  town: keepers,
  phone: keepers,
  email: keepers,
  website: keepers,
} as const satisfies Readonly<Record<string, readonly Standing[]>>
export type Field = keyof typeof fields
export const fieldNames = Object.keys(fields) as readonly Field[]

/** Whether a table names a standing. */
const names = (given: readonly Standing[], standing: Standing): boolean => given.includes(standing)

export const mayChange = (standing: Standing, field: Field): boolean => names(fields[field], standing)

const unlisted: readonly Status[] = [...waiting, 'refused']

/** What is not said to everybody: how it came about, and authorities that are not in the directory yet. */
const insiders = [...keepers, 'colleague'] as const
export const maySeeHistory = (standing: Standing): boolean => names(insiders, standing)
const isOfficial = (standing: Standing): boolean => standing !== 'nobody' && standing !== 'registrant'
/** Who registers sees the form, which is the whole of what it knows. */
export const maySee = (standing: Standing, { status }: Pick<AuthorityRecord, 'status'>): boolean =>
  isOfficial(standing) && (!unlisted.some(one => one === status) || names(insiders, standing))

/**
 * Whether a step may be taken now. Errors: authority.unknown (may not even see it), permission.keep (another one may),
 * authority-admin.step.invalid (not in this status).
 */
export function mayStep(
  standing: Standing,
  { step, record }: { readonly step: Step; readonly record: Pick<AuthorityRecord, 'id' | 'status'> },
): Result<true> {
  const row = rowOf(step)
  const isOwn = standing === 'registrant' && row !== undefined && names(row.by, standing)
  if (!row || !(isOwn || maySee(standing, record))) return refuse('authority.unknown', { id: record.id })
  if (!names(row.by, standing)) return refuse('permission.keep')
  return row.from.includes(record.status) ? done(true) : refuse('authority-admin.step.invalid')
}

/** Steps that need somebody who registers by a link. */
export const ofRegistration: readonly string[] = ['resend', 'uninvite', 'return']

/** Who registers is named to those who decide on it, while they do. */
export const maySeeRegistrant = (standing: Standing, { status }: Pick<AuthorityRecord, 'status'>): boolean =>
  names(coordinators, standing) && (status === 'invited' || status === 'registered')

type Acting = Pick<AuthorityRecord, 'country' | 'status' | 'areas'>
type Target = Pick<AuthorityRecord, 'id' | 'country' | 'region' | 'areas'> &
  Partial<Pick<AuthorityRecord, 'validatingCoordinator'>>

/**
 * How an official stands to an authority: `acting` is the record for which the official acts. A delegated coordinator
 * must cover each of its legal areas, or the one that a step is about; what the authority asks of others beside keeps
 * the one that validates it from nothing. Only who keeps the data of the coordinator acts
 * for it here; nobody coordinates its own authority.
 */
export function standingOf(
  who: Actor | null,
  acting: Acting | undefined,
  target: Target,
  area: string | null = null,
): Exclude<Standing, 'registrant'> {
  if (!who) return 'nobody'
  const isKeeper = (one: string): boolean => rolesIn(who, one).includes('local-data-administrator')
  if (who.authority === target.id) return Object.keys(who.roles).some(isKeeper) ? 'keeper' : 'colleague'
  if (acting?.status !== 'active' || acting.country !== target.country) return 'official'
  const held = acting.areas.filter(
    one => one.role === 'coordinator' && one.status === 'active' && isKeeper(one.area),
  )
  if (held.some(one => one.area === '*' && one.regions.length === 0)) return 'national'
  const covered = (one: string): boolean => held.some(row => covers(row, target.region, one))
  const counts = countsFor(target.validatingCoordinator === who.authority, covered)
  const wanted = area === null ? target.areas.filter(counts).map(row => row.area) : [area]
  return wanted.length > 0 && wanted.every(covered) ? 'delegated' : 'official'
}

/** Legal areas that count: asked for or granted; to who validates, of those asked for only its own. */
const countsFor =
  (isValidating: boolean, covered: (area: string) => boolean) =>
  ({ area, status }: AuthorityArea): boolean =>
    status === 'active' || (status === 'asked' && (!isValidating || covered(area)))

/** A code names its region and all within it: ES1 covers ES11. */
const covers = (row: AuthorityArea, region: string | null, area: string): boolean =>
  (row.area === '*' || row.area === area) &&
  (row.regions.length === 0 || row.regions.some(one => region?.startsWith(one) === true))
