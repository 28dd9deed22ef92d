// Authorities that register by a link: where a registration stands, how many may come, and which coordinator gets it.
import { Temporal } from 'temporal-polyfill'
import type { Lang } from '../../base/text.ts'
import type { AuthorityRecord, OfficialName } from '../model.ts'

/** The person who registers the authority and becomes its first local data administrator. */
export type Registrant = { readonly name: string; readonly email: string; readonly language: Lang }

/** What is kept sealed. `typed` is the form as it was last saved, field by field. */
export type Content = {
  /** Where the link goes. */
  readonly email: string
  /** What the coordinator, or who began, calls the authority. */
  readonly name: string
  readonly typed: Readonly<Record<string, unknown>>
}

export type Registration = {
  /** The id that it has or will have. */
  readonly authority: string
  readonly country: string
  readonly areas: readonly string[]
  readonly coordinator: string
  readonly lang: Lang
  readonly expiresAt: string
  readonly version: number
  readonly changedAt: string
}

export const stages = ['open', 'returned', 'sent', 'refused', 'validated', 'expired'] as const
export type Stage = (typeof stages)[number]

const linkDays = 30

/** When a link made now ends. Unit: 30 days. */
export const linkEnd = (at: string): string =>
  Temporal.Instant.from(at)
    .add({ hours: linkDays * 24 })
    .toString({ fractionalSecondDigits: 3 })

/** Where a registration stands; `record` is null while one that began by itself has not been sent yet. */
export function stageOf(
  { expiresAt }: Pick<Registration, 'expiresAt'>,
  record: Pick<AuthorityRecord, 'status'> | null,
  wasReturned: boolean,
  at: string,
): Stage {
  if (at >= expiresAt) return 'expired'
  switch (record?.status) {
    case undefined:
    case 'invited':
      return wasReturned ? 'returned' : 'open'
    case 'registered':
      return 'sent'
    case 'refused':
      return 'refused'
    default:
      return 'validated'
  }
}

/** While it stands so, whoever has the link may write. */
export const isOpen = (stage: Stage): boolean => stage === 'open' || stage === 'returned'

/** How many may begin by themselves: so many links reach one mailbox, leave for one network address, leave at all. */
export const limits = [
  { of: 'email', countMax: 3, hours: 24 },
  { of: 'caller', countMax: 10, hours: 1 },
  { of: 'all', countMax: 100, hours: 1 },
] as const
export type Limit = (typeof limits)[number]

/** A coordinator with one legal area (`*`: all) that it coordinates in its whole country. */
export type Coordinating = {
  readonly id: string
  readonly area: string
  readonly officialNames: readonly OfficialName[]
}

/** Who coordinates a legal area; those of the area alone first. */
export const coordinatingIn = (all: readonly Coordinating[], area: string): readonly Coordinating[] => [
  ...all.filter(one => one.area === area),
  ...all.filter(one => one.area === '*'),
]

/** Who gets a registration: the one coordinator of all its legal areas, else the national one. Null: nobody. */
export function coordinatorFor(all: readonly Coordinating[], areas: readonly string[]): string | null {
  const [first = ''] = areas
  const able = coordinatingIn(all, first).find(({ id, area }) => {
    const held = all.filter(one => one.id === id).map(one => one.area)
    return area === '*' || areas.every(wanted => held.includes(wanted))
  })
  return able?.id ?? null
}

/**
 * Legal areas that a coordinator may grant, of those there are. Where it is limited to regions, validation says whether
 * the authority lies in one.
 */
export function grantable(
  office: Pick<AuthorityRecord, 'status' | 'areas'> | undefined,
  all: readonly string[],
): readonly string[] {
  const held = office?.status === 'active' ? office.areas : []
  const rows = held.filter(({ role, status }) => role === 'coordinator' && status === 'active')
  return all.filter(area => rows.some(row => row.area === '*' || row.area === area))
}

/** Types that only a national coordinator gives: by delegation, not by registration. */
export const isTypeOfCoordinator = (type: string): boolean => type.endsWith('-coordinator')
