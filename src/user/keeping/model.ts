// Who keeps the users of an authority: one table of steps, one of what is seen of a user, and which roles may be given.
import { Temporal } from 'temporal-polyfill'
import { standingOf } from '../../authority/keeping/model.ts'
import type { AuthorityRecord } from '../../authority/model.ts'
import { done, type Problem, type Result, refuse } from '../../base/result.ts'
import { type Actor, type Role, roles as roleNames, rolesIn } from '../../permission/model.ts'

/** Roles by legal area; `*` holds for every area. */
export type Roles = Readonly<Record<string, readonly Role[]>>

export const states = ['invited', 'active'] as const
export type State = (typeof states)[number]

/** A user of an authority. */
export type Member = {
  readonly user: string
  readonly name: string
  readonly mail: string
  readonly language: string
  readonly state: State
  /** Of one who was invited: those that it will hold. */
  readonly roles: Roles
  /** Of this user at this authority; 0: nothing has changed yet. */
  readonly version: number
  /** Of the open invitation. */
  readonly expiresAt: string | null
}

/**
 * How somebody stands to a user. `coordinator`: the national one of the country, or the one that validated the
 * authority; it keeps administrators only. `official`: of any other authority.
 */
export const standings = ['keeper', 'coordinator', 'self', 'colleague', 'official', 'nobody'] as const
export type Standing = (typeof standings)[number]

type Row = {
  readonly step: string
  readonly from: readonly State[]
  /** As the history calls it. */
  readonly event: string
  readonly by: readonly Standing[]
}

const keepers = ['keeper', 'coordinator'] as const

/** Each row says from where a step goes and who may take it. To invite is not among them: there is no user yet. */
export const steps = [
  { step: 'change', from: ['active', 'invited'], event: 'changed', by: ['keeper'] },
  { step: 'remove', from: ['active'], event: 'removed', by: keepers },
  { step: 'resend', from: ['invited'], event: 'resent', by: keepers },
  { step: 'withdraw', from: ['invited'], event: 'withdrawn', by: keepers },
] as const satisfies readonly Row[]
export type Step = (typeof steps)[number]['step']

export const mayInvite = (standing: Standing): boolean => keepers.some(one => one === standing)

/** Who sees what of a user. Source: Regulation (EU) No 1024/2012 Art. 9(5): who needs it, and nobody else. */
export const fields = {
  name: [...keepers, 'self'],
  mail: [...keepers, 'self'],
  language: [...keepers, 'self'],
  state: [...keepers, 'self'],
  roles: [...keepers, 'self'],
  history: [...keepers, 'self'],
} as const satisfies Readonly<Record<string, readonly Standing[]>>
export type Field = keyof typeof fields

export const maySee = (standing: Standing, field: Field): boolean =>
  fields[field].some(one => one === standing)

export const administrator = 'local-data-administrator' satisfies Role

/** What a coordinator names somebody to. */
export const asAdministrator: Roles = { '*': [administrator] }

export const isAdministrator = ({ roles }: { readonly roles: Roles }): boolean =>
  Object.values(roles).some(held => held.includes(administrator))

type Target = Pick<AuthorityRecord, 'id' | 'country' | 'region' | 'areas' | 'validatingCoordinator'>

/**
 * How somebody stands to the users of an authority; `acting` is the record for which that person acts. The coordinator
 * that validated it keeps its administrators as long as it coordinates one of its legal areas.
 */
export function standingAt(
  who: Actor | null,
  acting: AuthorityRecord | undefined,
  target: Target,
): Exclude<Standing, 'self'> {
  const standing = standingOf(who, acting, target)
  if (standing === 'national') return 'coordinator'
  if (standing !== 'delegated' && standing !== 'official') return standing
  const coordinatesOne = target.areas.some(
    ({ area }) => standingOf(who, acting, target, area) === 'delegated',
  )
  return coordinatesOne && target.validatingCoordinator === who?.authority ? 'coordinator' : 'official'
}

/** How somebody stands to one user of it: a coordinator keeps administrators only. */
export function standingTo(
  who: Actor,
  at: Exclude<Standing, 'self'>,
  member: Pick<Member, 'user' | 'roles'>,
): Standing {
  if (at === 'coordinator') return isAdministrator(member) ? at : 'official'
  return at === 'colleague' && who.user === member.user ? 'self' : at
}

/**
 * Whether a step may be taken now. Errors: user-people.unknown (may not even see the user), permission.maintain
 * (another one may), user-people.step.invalid (not in this state).
 */
export function mayStep(standing: Standing, step: Step, state: State): Result<true> {
  if (!maySee(standing, 'name')) return refuse('user-people.unknown')
  const row: Row | undefined = steps.find(one => one.step === step)
  if (!row?.by.includes(standing)) return refuse('permission.maintain')
  return row.from.includes(state) ? done(true) : refuse('user-people.step.invalid')
}

type Areas = Pick<AuthorityRecord, 'areas'>

/** Whether an authority works in a legal area. */
export const hasArea = ({ areas }: Areas, area: string): boolean =>
  area === '*' || areas.some(row => row.status !== 'withdrawn' && (row.area === '*' || row.area === area))

/** Approving and giving opinions is the matter of coordinators. */
const coordinates = ({ areas }: Areas, area: string): boolean =>
  areas.some(
    row =>
      row.role === 'coordinator' &&
      row.status !== 'withdrawn' &&
      (area === '*' || row.area === '*' || row.area === area),
  )

/** Whether an authority can have a user with this role in this legal area. */
export const canGive = (authority: Areas, area: string, role: Role): boolean =>
  hasArea(authority, area) && (role !== 'referral-handler' || coordinates(authority, area))

/**
 * Whether an administrator may give and take roles in a legal area: only where it is administrator itself, for all
 * legal areas only where it is in each of the authority's.
 */
export const keepsArea = (who: Actor, { areas }: Areas, area: string): boolean =>
  area === '*'
    ? rolesIn(who, '*').includes(administrator) ||
      areas.every(row => row.status === 'withdrawn' || rolesIn(who, row.area).includes(administrator))
    : rolesIn(who, area).includes(administrator)

/**
 * What is wrong with roles that somebody shall hold. Errors: base.field.required (none at all),
 * user-people.area.invalid (the authority has no such legal area), user-people.referral.invalid (no coordinator).
 */
export function problemsOf(authority: Areas, wanted: Roles): readonly Problem[] {
  const given = Object.entries(wanted).flatMap(([area, held]) => held.map(role => ({ area, role })))
  if (given.length === 0) return [{ path: 'roles', code: 'base.field.required' }]
  return given
    .filter(({ area, role }) => !canGive(authority, area, role))
    .map(({ area }) => ({
      path: `roles.${area}`,
      code: hasArea(authority, area) ? 'user-people.referral.invalid' : 'user-people.area.invalid',
    }))
}

/** Legal areas in which roles differ. */
export const changedAreas = (before: Roles, after: Roles): readonly string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    area => rolesText(before[area]) !== rolesText(after[area]),
  )

const rolesText = (held: readonly Role[] = []): string => inOrder(held).join()

/** Each once, in the order of the table; areas without a role are left out. */
export const tidied = (given: Roles): Roles =>
  Object.fromEntries(
    Object.entries(given)
      .map(([area, held]) => [area, inOrder(held)] as const)
      .filter(([, held]) => held.length > 0)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  )

const inOrder = (held: readonly Role[]): readonly Role[] => roleNames.filter(role => held.includes(role))

/** What is left of roles without those of an administrator. */
export const withoutAdministrator = (held: Roles): Roles =>
  tidied(
    Object.fromEntries(
      Object.entries(held).map(([area, some]) => [area, some.filter(role => role !== administrator)]),
    ),
  )

const invitationDays = 14

/** When an invitation made now ends. Unit: 14 days. */
export const invitationEnd = (at: string): string =>
  Temporal.Instant.from(at)
    .add({ hours: invitationDays * 24 })
    .toString({ fractionalSecondDigits: 3 })

/** An e-mail address as accounts are compared by: exactly, but for capital letters. */
export const mailKey = (mail: string): string => mail.trim().toLowerCase()
