// What a coordinator coordinates, and what its officials may do there: pure functions over the table of roles.
import { done, type Result, refuse } from '../base/result.ts'
import { type Actor, areasWith } from './model.ts'

/** Country and legal areas in which exchanges are coordinated. */
export type Remit = { readonly country: string; readonly areas: readonly string[] | '*' }

/** What somebody may do as a coordinator: see where exchanges stand, or step in. */
export type CoordinatorDeed = 'see' | 'act'

type Coordinator = {
  readonly country: string
  readonly areas: readonly {
    /** `*` for every area. */
    readonly area: string
    readonly role: string
    readonly status: string
    readonly regions: readonly string[]
  }[]
}

/**
 * Null for who coordinates no exchanges. Who is limited to regions keeps the authorities there, but exchanges are those
 * of a country (decision 0023). Source: user guides; the national coordinator works in every legal area.
 */
export function remitOf({ country, areas }: Coordinator): Remit | null {
  const held = areas
    .filter(
      ({ role, status, regions }) => role === 'coordinator' && status === 'active' && regions.length === 0,
    )
    .map(({ area }) => area)
  if (held.includes('*')) return { country, areas: '*' }
  return held.length > 0 ? { country, areas: held } : null
}

/**
 * The part of a remit in which an official may do a deed: never beyond its roles in the legal areas.
 * Errors: permission.coordinator (its authority coordinates nothing), permission.area (no role in any of the areas),
 * permission.act (may see, but not step in).
 */
export function remitFor(
  actor: Actor,
  coordinator: Coordinator | undefined,
  deed: CoordinatorDeed,
): Result<Remit> {
  const remit = coordinator && remitOf(coordinator)
  if (!remit) return refuse('permission.coordinator')
  const held = areasWith(actor, deed)
  const areas = common(remit.areas, held)
  if (areas.length > 0) return done({ country: remit.country, areas })
  const isSeen = deed === 'act' && common(remit.areas, areasWith(actor, 'see')).length > 0
  return refuse(isSeen ? 'permission.act' : 'permission.area')
}

type Areas = readonly string[] | '*'

const common = (one: Areas, other: Areas): Areas =>
  one === '*' ? other : other === '*' ? one : one.filter(area => other.includes(area))

/** Whether a legal area belongs to a remit. */
export const isWithin = ({ areas }: Remit, area: string): boolean => areas === '*' || areas.includes(area)
