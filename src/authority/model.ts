// An authority of the directory: what is known of it, and what it is called in a reader's language.
import type { Lang } from '../base/text.ts'

export const levels = ['national', 'regional', 'local'] as const
export type Level = (typeof levels)[number]

export const statuses = ['active', 'suspended', 'removed'] as const
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

/** What a coordinator may have to approve before it leaves. */
export const approvalSteps = ['send', 'answer'] as const
export type ApprovalStep = (typeof approvalSteps)[number]

export type Coordinator = Pick<Entry, 'id' | 'country' | 'type' | 'area' | 'officialNames' | 'status'>

/** Whether an authority works as coordinator for a legal area: the national one does for each. */
export const coordinates = ({ type, area, status }: Coordinator, wanted: string): boolean =>
  status === 'active' && (type === 'national-coordinator' || (type === 'area-coordinator' && area === wanted))

/** The official name in the reader's language where it has one, else the first; with its language. */
export const officialNameOf = (authority: Pick<Entry, 'id' | 'officialNames'>, lang: Lang): OfficialName =>
  authority.officialNames.find(one => one.lang === lang) ??
  authority.officialNames[0] ?? { lang: 'en', name: authority.id }

/** The official name in the reader's language where it has one, else the first. */
export const nameOf = (authority: Entry, lang: Lang): string => officialNameOf(authority, lang).name

/** The informal title in the reader's language, else in English, else the official name. */
export const titleOf = (authority: Authority, lang: Lang): string =>
  authority.informalTitles[lang] || authority.informalTitles.en || nameOf(authority, lang)
