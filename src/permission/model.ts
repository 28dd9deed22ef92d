// Who may do what: a pure function over a table. It answers allow, or a refusal with a reason.
import { done, type Result, refuse } from '../base/result.ts'

export const roles = [
  'basic-user',
  'request-handler',
  'allocator',
  'supervisor',
  'referral-handler',
  'local-data-administrator',
] as const
export type Role = (typeof roles)[number]

/** The two that an exchange is between. */
export type Side = 'sender' | 'recipient'
/** Part of the coordinator that approves, or gives an opinion, for one of the two. */
export type CoordinatorPart = `${Side}-coordinator`

export const parts = ['sender', 'recipient', 'former', 'sender-coordinator', 'recipient-coordinator'] as const
/** An authority's part in one exchange; `former`: it forwarded the request to another one. */
export type Part = (typeof parts)[number]

export const isCoordinator = (part: Part): part is CoordinatorPart => part.endsWith('-coordinator')

/** On whose side a part stands. */
export const sideOf = (part: Part): Side => (part.startsWith('sender') ? 'sender' : 'recipient')

/** An official who acts for one authority now. `roles` per legal area; `*` holds for every area. */
export type Actor = {
  readonly user: string
  readonly name: string
  readonly lang: string
  readonly authority: string
  readonly country: string
  readonly roles: Readonly<Record<string, readonly Role[]>>
  /** Also runs this installation; given by the command `operators` alone. */
  readonly isOperator?: boolean
}

/** Whose task an exchange is inside the authority: nobody's in particular, the actor's own (or covered), others'. */
export type Allocation = 'nobody' | 'mine' | 'others'

/**
 * What a permission is about: to see that it exists, to read it, to read personal data, to act in it, to take it over
 * for oneself, to allocate it to anybody.
 */
export type Deed = 'see' | 'read' | 'read-personal' | 'act' | 'take' | 'allocate'

type Row = {
  readonly role: Role
  readonly deeds: readonly Deed[]
  /** What is left of them where the exchange is allocated to others. */
  readonly ofOthers?: readonly Deed[]
  /** In exchanges that its authority coordinates: there nobody reads personal data. */
  readonly coordinating: readonly Deed[]
}

/**
 * Source: Regulation (EU) No 1024/2012 Art. 9; the roles are those of the public user guides. A request handler sees
 * personal data of what is allocated to it, or of all that nobody allocated (decision 0018).
 */
export const table: readonly Row[] = [
  { role: 'basic-user', deeds: ['see', 'read'], coordinating: ['see'] },
  {
    role: 'request-handler',
    deeds: ['see', 'read', 'read-personal', 'act', 'take'],
    ofOthers: ['see', 'read', 'take'],
    coordinating: ['see'],
  },
  { role: 'allocator', deeds: ['see', 'read', 'allocate'], coordinating: ['see'] },
  { role: 'supervisor', deeds: ['see', 'read', 'read-personal'], coordinating: ['see', 'read'] },
  { role: 'referral-handler', deeds: ['see'], coordinating: ['see', 'read', 'act'] },
  { role: 'local-data-administrator', deeds: [], coordinating: [] },
]

/** What a row of the table allows in an exchange in which one's authority has this part. */
export const deedsAs = (row: Row, part: Part): readonly Deed[] =>
  isCoordinator(part) ? row.coordinating : row.deeds

/** Roles that may do a deed where nothing is allocated. */
export const rolesWith = (deed: Deed): readonly Role[] =>
  table.filter(({ deeds }) => deeds.includes(deed)).map(({ role }) => role)

export const rolesIn = (actor: Actor, area: string): readonly Role[] => [
  ...(actor.roles['*'] ?? []),
  ...(actor.roles[area] ?? []),
]

/** What one that forwarded the request keeps: it sees and reads what it saw then. */
const ofFormer: readonly Deed[] = ['see', 'read']

/**
 * Whether an actor may do a deed in an exchange of a legal area in which its authority has `part`.
 * Errors: exchange.unknown (not a party: the same answer as for an exchange that does not exist),
 * permission.part (it forwarded the request), permission.allocated (a colleague handles it),
 * permission.area (no role in the legal area), permission.read, permission.read-personal, permission.act.
 */
export function may(
  actor: Actor,
  deed: Deed,
  area: string,
  part: Part | null,
  allocation: Allocation,
): Result<true> {
  if (part === null) return refuse('exchange.unknown')
  if (part === 'former' && !ofFormer.includes(deed)) return refuse('permission.part')
  const held = rolesIn(actor, area)
  const holds = (wanted: Deed) =>
    table.filter(row => held.includes(row.role) && deedsAs(row, part).includes(wanted))
  const rows = holds(deed)
  const isLeft = (row: Row): boolean => isCoordinator(part) || (row.ofOthers ?? row.deeds).includes(deed)
  if (rows.some(row => allocation !== 'others' || isLeft(row))) return done(true)
  if (rows.length > 0) return refuse('permission.allocated', { area })
  if (holds('see').length === 0 || deed === 'see') return refuse('permission.area', { area })
  return refuse(deed === 'read' || deed === 'read-personal' ? `permission.${deed}` : 'permission.act', {
    area,
  })
}

/**
 * Legal areas in which an actor may do a deed, where nothing is allocated or all is allocated to others; `*` for all.
 * For lists, as one indexed condition.
 */
export function areasWith(
  actor: Actor,
  deed: Deed,
  allocation: Exclude<Allocation, 'mine'> = 'nobody',
): readonly string[] | '*' {
  const allows = (held: readonly Role[]) =>
    table.some(
      ({ role, deeds, ofOthers = deeds }) =>
        held.includes(role) && (allocation === 'others' ? ofOthers : deeds).includes(deed),
    )
  if (allows(actor.roles['*'] ?? [])) return '*'
  return Object.entries(actor.roles)
    .filter(([, held]) => allows(held))
    .map(([area]) => area)
}

/** Whether an actor may begin an exchange in some legal area. */
export const mayBegin = (actor: Actor): boolean => areasWith(actor, 'act').length > 0

/** Whether somebody keeps the data of an authority and acts for it now. Errors: permission.maintain. */
export const mayMaintain = (actor: Actor, authority: string): Result<true> =>
  actor.authority === authority &&
  Object.values(actor.roles).some(held => held.includes('local-data-administrator'))
    ? done(true)
    : refuse('permission.maintain')

/** Whether somebody speaks for who runs this installation, for whatever authority. Errors: permission.operate. */
export const mayOperate = (actor: Actor): Result<true> =>
  actor.isOperator ? done(true) : refuse('permission.operate')

/** With the text blocks and reply templates of the own authority: everybody reads them, some keep them. */
export const blockTable: Readonly<Record<Role, readonly ('read' | 'keep')[]>> = {
  'basic-user': ['read'],
  'request-handler': ['read', 'keep'],
  allocator: ['read'],
  supervisor: ['read'],
  'referral-handler': ['read'],
  'local-data-administrator': ['read', 'keep'],
}

/** Whether somebody may read, or keep, the text blocks of the authority for which they act now, whatever the legal
 *  area. Errors: permission.area (no role at all), permission.keep-blocks. */
export function mayWithBlocks(actor: Actor, deed: 'read' | 'keep'): Result<true> {
  const held = Object.values(actor.roles).flat()
  if (held.some(role => blockTable[role].includes(deed))) return done(true)
  return refuse(held.length === 0 ? 'permission.area' : 'permission.keep-blocks')
}
