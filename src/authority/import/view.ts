// The report of a file as programs and pages see it: counts, each faulty line, each change field by field.
import { z } from 'zod'
import type { Call } from '../../base/door.ts'
import type { Texts } from '../../base/text.ts'
import type { Actor } from '../../permission/model.ts'
import { nameOf } from '../model.ts'
import type { Checked } from './check.ts'
import { plainColumns, requiredColumns, textColumnOf } from './columns.ts'
import type { Planned } from './plan.ts'
import type { Written } from './store.ts'

export const faultSchema = z.object({
  line: z.int(),
  /** Empty: the line as a whole. */
  column: z.string(),
  value: z.string(),
  code: z.string(),
  message: z.string(),
  /** What would be right. */
  expected: z.string(),
})
const lineSchema = z.object({
  line: z.int(),
  authority: z.string(),
  name: z.string(),
  changes: z.array(z.object({ field: z.string(), from: z.unknown(), to: z.unknown() })).readonly(),
})
export const reportSchema = z.object({
  import: z.string(),
  file: z.string(),
  lines: z.int(),
  /** How many lines of each kind. */
  counts: z.object({ new: z.int(), changed: z.int(), unchanged: z.int(), faulty: z.int() }),
  faults: z.array(faultSchema),
  /** The first of them. */
  new: z.array(lineSchema),
  changed: z.array(lineSchema),
  /** To be sent back to write exactly this; null: there is nothing to write. */
  mark: z.string().nullable(),
  written: z.object({ version: z.int(), new: z.int(), changed: z.int() }).nullable(),
})
export type ReportView = Readonly<z.infer<typeof reportSchema>>

const faultsMax = 2000
const shownMax = 200
const valueMax = 100

export function reportView(
  { t }: Call<Actor>,
  found: Checked | { readonly id: string; readonly name: string; readonly written: Written },
): ReportView {
  const about = { import: found.id, file: found.name, faults: [], new: [], changed: [], mark: null }
  if ('written' in found) {
    const { written } = found
    const counts = { new: written.new, changed: written.changed, unchanged: 0, faulty: 0 }
    return { ...about, lines: written.new + written.changed, counts, written }
  }
  const { entered, changed, unchanged, faults, lines, mark } = found.plan
  const lineOf = ({ line, record, changes }: Planned) => ({
    ...{ line, authority: record.id, name: nameOf(record, t.lang), changes },
  })
  const faulty = new Set(faults.map(({ line }) => line)).size
  const isReady = faulty === 0 && entered.length + changed.length > 0
  return {
    ...{ ...about, lines, written: null, mark: isReady ? mark : null },
    counts: { new: entered.length, changed: changed.length, unchanged, faulty },
    faults: faults.slice(0, faultsMax).map(({ line, path, value, code, facts }) => ({
      ...{ line, column: path, value: value.slice(0, valueMax), code, message: t(code, facts) },
      expected: aboutColumn(t, path),
    })),
    ...{ new: entered.slice(0, shownMax).map(lineOf), changed: changed.slice(0, shownMax).map(lineOf) },
  }
}

export const columnsSchema = z.object({
  columns: z.array(z.object({ column: z.string(), about: z.string(), isRequired: z.boolean() })),
  linesMax: z.int(),
  bytesMax: z.int(),
})
export type ColumnsView = Readonly<z.infer<typeof columnsSchema>>

export const columnRows = (t: Texts): ColumnsView['columns'] =>
  [...plainColumns, 'name.xx', 'title.xx'].map(column => ({
    ...{ column, about: aboutColumn(t, column) },
    isRequired: requiredColumns.includes(column) || column === 'name.xx',
  }))

/** What a cell of the column holds, in the reader's language. */
export function aboutColumn(t: Texts, column: string): string {
  if (textColumnOf(column) || column === 'name' || column === 'title')
    return t('authority-import.about.text', { max: 300 })
  switch (column) {
    case '':
      return ''
    case 'id':
    case 'status':
    case 'reason':
    case 'competences':
      return t(`authority-import.about.${column}`)
    case 'type':
    case 'areas':
      return t('authority-import.about.ids')
    case 'country':
      return 'AT, BE, BG, …'
    case 'level':
      return 'national, regional, local'
    case 'region':
      return t('authority-admin.region.invalid')
    case 'languages':
      return 'de fr …'
    case 'email':
      return 'office@example.org'
    case 'website':
      return 'https://example.org'
    default:
      return t('authority-import.about.text', { max: 300 })
  }
}
