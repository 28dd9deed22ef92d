// An authority of the directory: what is known of it, and what it is called in a reader's language.
import type { Lang } from '../base/text.ts'

export const levels = ['national', 'regional', 'local'] as const
export type Level = (typeof levels)[number]

/** Its life, in this order; see keeping/model.ts. `refused`: it never was in the directory. */
export const statuses = [
  ...(['invited', 'registered', 'validated', 'active', 'suspended', 'removed', 'refused'] as const),
] as const
export type Status = (typeof statuses)[number]

export type OfficialName = { readonly lang: Lang; readonly name: string }

/** What the finder needs to know of an authority. */
export type Entry = {
  readonly id: string
  /** The Union's code: EL for Greece. */
  readonly country: string
  readonly type: string
  readonly level: Level
  /** The legal area. */
  readonly area: string
  /** Ids of professions or activities of the lexicon. */
  readonly competences: readonly string[]
  /** The code of its region (NUTS 2 or 3), where it is known. */
  readonly region: string | null
  /** In its native spelling. */
  readonly town: string
  /** In the languages of the country, at least one. */
  readonly officialNames: readonly OfficialName[]
  readonly status: Status
}

export type Authority = Entry & {
  /** What it is, in every language of the system. */
  readonly informalTitles: Readonly<Record<string, string>>
  /** In which it works. */
  readonly languages: readonly Lang[]
  readonly street: string
  readonly postcode: string
  readonly phone: string
  readonly email: string
  readonly website: string
  readonly isInvented: boolean
}

export const areaRoles = ['authority', 'coordinator'] as const
export const areaStatuses = ['asked', 'active', 'withdrawn'] as const

/** What an authority is in one legal area. */
export type AuthorityArea = {
  /** `*` for every area: coordinators only. */
  readonly area: string
  readonly role: (typeof areaRoles)[number]
  readonly competences: readonly string[]
  /** Null: all of the area. */
  readonly procedures: readonly string[] | null
  readonly status: (typeof areaStatuses)[number]
  /** Of a coordinator: the NUTS codes to which it is limited; none: the whole country. */
  readonly regions: readonly string[]
  /** Null: the coordinator of the area, else the national one. */
  readonly accessCoordinator: string | null
}

/** A coordinator that an authority chose for a legal area: asked to approve and to intervene, or to look on. */
export type CoordinatorLink = {
  readonly area: string
  readonly coordinator: string
  readonly link: 'request' | 'linked'
}

/** What coordinators keep of an authority, beside what it tells of itself. */
export type Kept = {
  /** Of the directory, when the authority last changed. */
  readonly version: number
  /** In at least one language once it is registered. */
  readonly description: Readonly<Record<string, string>>
  readonly areas: readonly AuthorityArea[]
  readonly links: readonly CoordinatorLink[]
  /** Null: the national one of its country. */
  readonly validatingCoordinator: string | null
  readonly successor: string | null
  readonly activeSince: string | null
  /** When the clock asked last whether its data are right. */
  readonly askedAt: string | null
  /** When somebody of the authority said last that its data are right. */
  readonly confirmedAt: string | null
}

export type AuthorityRecord = Authority & Kept

/** What an authority has where nothing is said: its one legal area, a coordinator's remit by its type. */
export const mainArea = ({ type, area, competences }: Entry): AuthorityArea => ({
  area: type === 'national-coordinator' ? '*' : area,
  role: type === 'national-coordinator' || type === 'area-coordinator' ? 'coordinator' : 'authority',
  competences,
  ...{ procedures: null, status: 'active', regions: [], accessCoordinator: null },
})

/** What a coordinator may have to approve before it leaves. */
export const approvalSteps = ['send', 'answer'] as const
export type ApprovalStep = (typeof approvalSteps)[number]

/** `area` is the one that it coordinates; `*` for all. */
export type Coordinator = Pick<Entry, 'id' | 'country' | 'type' | 'area' | 'officialNames' | 'status'>

/** Whether an authority works as coordinator for a legal area in its whole country. */
export const coordinates = (
  { status, areas }: Pick<AuthorityRecord, 'status' | 'areas'>,
  wanted: string,
): boolean =>
  status === 'active' &&
  areas.some(
    one =>
      one.role === 'coordinator' &&
      one.status === 'active' &&
      one.regions.length === 0 &&
      (one.area === '*' || one.area === wanted),
  )

/** The official name in the reader's language where it has one, else the first; with its language. */
export const officialNameOf = (authority: Pick<Entry, 'id' | 'officialNames'>, lang: Lang): OfficialName =>
  authority.officialNames.find(one => one.lang === lang) ??
  authority.officialNames[0] ?? { lang: 'en', name: authority.id }

/** The official name in the reader's language where it has one, else the first. */
export const nameOf = (authority: Entry, lang: Lang): string => officialNameOf(authority, lang).name

/** The informal title in the reader's language, else in English, else the official name. */
export const titleOf = (authority: Authority, lang: Lang): string =>
  authority.informalTitles[lang] || authority.informalTitles.en || nameOf(authority, lang)
