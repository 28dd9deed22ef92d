// The columns of a file of authorities: one way to write a record into cells, for export and to see what changed.
import { type AuthorityRecord, levels, type Status } from '../model.ts'
import type { Columns } from './sheet.ts'

/** Those without a language. `reason` is read, never written. */
export const plainColumns = [
  ...(['id', 'country', 'status', 'reason', 'type', 'level', 'areas', 'competences', 'region'] as const),
  ...(['town', 'street', 'postcode', 'phone', 'email', 'website', 'languages'] as const),
] as const
type PlainColumn = (typeof plainColumns)[number]

/** One column for each language: `name.de`. */
export const textColumns = { name: 'officialNames', title: 'informalTitles' } as const
export type TextColumn = keyof typeof textColumns

/** Those that an authority which is not in the directory yet cannot do without; and one official name. */
export const requiredColumns: readonly string[] = ['type', 'level', 'areas', 'town', 'email']

/** What may be written into the column of the status. */
export const importStatuses = ['registered', 'active', 'suspended'] as const satisfies readonly Status[]
export const importLevels = levels

export const textColumnOf = (column: string): readonly [TextColumn, string] | null => {
  const found = /^(name|title)\.([a-z]{2})$/.exec(column)
  return found ? [found[1] as TextColumn, found[2] ?? ''] : null
}

export const columnsIn = (languages: readonly string[]): Columns => ({
  key: 'id',
  isColumn(column) {
    const text = textColumnOf(column)
    return text ? languages.includes(text[1]) : plainColumns.some(one => one === column)
  },
})

/** Legal areas that count, without that of a coordinator of all. */
export const areasIn = ({ areas }: AuthorityRecord): AuthorityRecord['areas'] =>
  areas.filter(({ area, status }) => area !== '*' && status !== 'withdrawn')

/** What a cell holds of a record. */
export function cellOf(record: AuthorityRecord, column: string): string {
  const text = textColumnOf(column)
  if (text?.[0] === 'name') return record.officialNames.find(({ lang }) => lang === text[1])?.name ?? ''
  if (text) return record.informalTitles[text[1]] ?? ''
  switch (column as PlainColumn) {
    case 'areas':
      return areasIn(record)
        .map(({ area }) => area)
        .join(' ')
    case 'competences':
      return competencesIn(record)
    case 'languages':
      return record.languages.join(' ')
    case 'region':
      return record.region ?? ''
    case 'reason':
      return ''
    default:
      return String(record[column as Exclude<PlainColumn, 'reason' | 'region'>])
  }
}

/** With their legal area where there are several. */
function competencesIn(record: AuthorityRecord): string {
  const rows = areasIn(record)
  const isOne = rows.length === 1
  return rows.flatMap(row => row.competences.map(id => (isOne ? id : `${row.area}:${id}`))).join(' ')
}

/** The columns of a file with these records: texts in the languages in which there are some. */
export function columnsFor(records: readonly AuthorityRecord[]): readonly string[] {
  const names = records.flatMap(({ officialNames }) => officialNames.map(({ lang }) => lang))
  const titles = records.flatMap(({ informalTitles }) => Object.keys(informalTitles))
  const sorted = (column: TextColumn, langs: readonly string[]): readonly string[] =>
    [...new Set(langs)].toSorted().map(lang => `${column}.${lang}`)
  return [...plainColumns, ...sorted('name', names), ...sorted('title', titles)]
}

export const rowOf = (record: AuthorityRecord, columns: readonly string[]): readonly string[] =>
  columns.map(column => cellOf(record, column))
