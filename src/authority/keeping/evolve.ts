// What a step of its life, or a change of its data, makes of an authority's record. Pure functions.
import { done, type Result, refuse } from '../../base/result.ts'
import { askedArea } from '../blank.ts'
import type { AuthorityArea, AuthorityRecord, CoordinatorLink, OfficialName } from '../model.ts'
import { type Field, rowOf } from './model.ts'

/** What may be changed: each field with its new value, those left out stay. */
export type Values = Partial<
  Pick<AuthorityRecord, Exclude<Field, 'officialNames' | 'competences' | 'links'>> & {
    readonly officialNames: readonly OfficialName[]
    /** By legal area. */
    readonly competences: Readonly<Record<string, readonly string[]>>
    readonly links: readonly CoordinatorLink[]
  }
>

export type Input =
  | { readonly step: 'reactivate' | 'confirm' | 'refuse' | 'propose' | 'return' | 'resend' | 'uninvite' }
  /** `isCovered`: whether who validates may grant a legal area that was asked for. */
  | { readonly step: 'validate'; readonly isCovered: (area: string) => boolean }
  | { readonly step: 'suspend' | 'remove'; readonly successor: string | null }
  | { readonly step: 'withdraw' | 'undelegate'; readonly area: string }
  | { readonly step: 'grant'; readonly area: string; readonly procedures: readonly string[] | null }
  | { readonly step: 'delegate'; readonly area: string; readonly regions: readonly string[] }
  | { readonly step: 'change' | 'register'; readonly values: Values }

/**
 * The record after a step that may be taken. Errors: authority-admin.area.invalid (it has no such legal area, or it
 * would lose the last one).
 */
export function evolve(record: AuthorityRecord, input: Input, at: string): Result<AuthorityRecord> {
  const to = rowOf(input.step)?.to
  const next = to ? { ...record, status: to } : record
  switch (input.step) {
    case 'validate':
      return activated(settled(next, next.areas.map(grantedWhere(input.isCovered))), at)
    case 'grant':
      return activated(
        settled(next, withArea(next.areas, { ...areaOf(next, input.area), ...granted(input) })),
        at,
      )
    case 'withdraw':
      return withoutArea(next, input.area)
    case 'delegate': {
      const row = areaOf(next, input.area)
      const { regions } = input
      return done(
        settled(next, withArea(next.areas, { ...row, role: 'coordinator', status: 'active', regions })),
      )
    }
    case 'undelegate':
      return undelegated(next, input.area)
    case 'suspend':
    case 'remove':
      return done({ ...next, successor: input.successor })
    case 'reactivate':
      return done({ ...next, successor: null })
    case 'confirm':
      return done({ ...next, confirmedAt: at })
    case 'change':
    case 'register':
      return done(changed(next, input.values))
    case 'refuse':
    case 'propose':
    case 'return':
    case 'resend':
    case 'uninvite':
      return done(next)
  }
}

const granted = ({ procedures }: { readonly procedures: readonly string[] | null }) =>
  ({ procedures, status: 'active' }) as const

const grantedWhere =
  (isCovered: (area: string) => boolean) =>
  (row: AuthorityArea): AuthorityArea =>
    row.status === 'asked' && isCovered(row.area) ? { ...row, status: 'active' } : row

const areaOf = ({ areas }: AuthorityRecord, area: string): AuthorityArea =>
  areas.find(one => one.area === area) ?? askedArea(area)

const withArea = (areas: readonly AuthorityArea[], row: AuthorityArea): readonly AuthorityArea[] =>
  [...areas.filter(one => one.area !== row.area), row].toSorted((a, b) => (a.area < b.area ? -1 : 1))

/** A validated authority works from its first granted area on. */
function activated(record: AuthorityRecord, at: string): Result<AuthorityRecord> {
  const works = record.status === 'validated' && record.areas.some(({ status }) => status === 'active')
  return done(works ? { ...record, status: 'active', activeSince: record.activeSince ?? at } : record)
}

/** The last one stays: who shall do nothing any more is suspended. */
function withoutArea(record: AuthorityRecord, area: string): Result<AuthorityRecord> {
  const row = record.areas.find(one => one.area === area && one.status !== 'withdrawn')
  const left = record.areas.filter(one => one !== row && one.area !== '*' && one.status === 'active')
  if (!row || left.length === 0) return refuse('authority-admin.area.invalid')
  return done(settled(record, withArea(record.areas, { ...row, status: 'withdrawn' })))
}

/** It stays an authority of the area; where it coordinates without working there, the row ends. */
function undelegated(record: AuthorityRecord, area: string): Result<AuthorityRecord> {
  const row = record.areas.find(one => one.area === area && one.role === 'coordinator')
  if (row?.status !== 'active') return refuse('authority-admin.area.invalid')
  const ended: AuthorityArea =
    area === '*' ? { ...row, status: 'withdrawn', regions: [] } : { ...row, role: 'authority', regions: [] }
  return done(settled(record, withArea(record.areas, ended)))
}

function changed(record: AuthorityRecord, { competences, ...values }: Values): AuthorityRecord {
  const next = { ...record, ...values }
  if (!competences) return next
  const areas = next.areas.map(row => ({ ...row, competences: competences[row.area] ?? row.competences }))
  return settled(next, areas)
}

/** Main area and competences follow from the areas: what is granted, else what is asked for. */
function settled(record: AuthorityRecord, areas: readonly AuthorityArea[]): AuthorityRecord {
  const own = areas.filter(({ area }) => area !== '*')
  const active = own.filter(({ status }) => status === 'active')
  const counted = active.length > 0 ? active : own.filter(({ status }) => status === 'asked')
  const main = counted.find(({ area }) => area === record.area) ?? counted[0]
  return {
    ...record,
    areas,
    area: main?.area ?? record.area,
    competences: [...new Set((counted.length > 0 ? counted : areas).flatMap(one => one.competences))],
  }
}

export type Change = { readonly field: string; readonly from: unknown; readonly to: unknown }

/** What follows from the areas is no change of its own; neither are the notes of the clock. */
const untold: readonly string[] = ['version', 'area', 'competences', 'activeSince', 'askedAt', 'confirmedAt']

/** What is different, field by field; of legal areas the rows that are. */
export function changesBetween(before: AuthorityRecord, after: AuthorityRecord): readonly Change[] {
  return (Object.keys(before) as (keyof AuthorityRecord)[])
    .filter(field => !untold.includes(field) && !isSame(before[field], after[field]))
    .map(field =>
      field === 'areas'
        ? { field, from: rowsBut(before.areas, after.areas), to: rowsBut(after.areas, before.areas) }
        : { field, from: before[field], to: after[field] },
    )
}

const rowsBut = (rows: readonly AuthorityArea[], others: readonly AuthorityArea[]) =>
  rows.filter(row => !others.some(other => isSame(row, other)))

/** Whether two values are the same, whatever the order of their keys. */
function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(ordered(a)) === JSON.stringify(ordered(b))
}

const ordered = (value: unknown): unknown =>
  typeof value !== 'object' || value === null
    ? value
    : Array.isArray(value)
      ? value.map(ordered)
      : Object.fromEntries(
          Object.entries(value)
            .toSorted()
            .map(([key, item]) => [key, ordered(item)]),
        )
