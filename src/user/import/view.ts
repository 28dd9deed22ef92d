// The report of a file of users as programs and pages see it, and what its columns hold.
import { z } from 'zod'
import { faultSchema } from '../../authority/import/view.ts'
import type { Texts } from '../../base/text.ts'
import { rolesSchema } from '../keeping/view-schema.ts'
import type { Checked } from './check.ts'
import { columns, type Planned, requiredColumns } from './plan.ts'

const lineSchema = z.object({
  ...{ line: z.int(), name: z.string(), mail: z.string(), event: z.string() },
  ...{ from: rolesSchema, to: rolesSchema },
})
export const reportSchema = z.object({
  import: z.string(),
  authority: z.string(),
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
  isWritten: z.boolean(),
})
export type ReportView = Readonly<z.infer<typeof reportSchema>>

const faultsMax = 2000
const shownMax = 200
const valueMax = 100

export function reportView(t: Texts, authority: string, found: Checked): ReportView {
  const about = {
    import: found.id,
    authority,
    file: found.name,
    faults: [],
    new: [],
    changed: [],
    mark: null,
  }
  if ('written' in found) {
    const { written } = found
    const counts = { new: written.new, changed: written.changed, unchanged: 0, faulty: 0 }
    return { ...about, lines: written.new + written.changed, counts, isWritten: true }
  }
  const { entered, changed, unchanged, faults, lines, mark } = found.plan
  const lineOf = ({ line, name, mail, event, from, to }: Planned) => ({ line, name, mail, event, from, to })
  const faulty = new Set(faults.map(({ line }) => line)).size
  const isReady = faulty === 0 && entered.length + changed.length > 0
  return {
    ...{ ...about, lines, isWritten: false, mark: isReady ? mark : null },
    counts: { new: entered.length, changed: changed.length, unchanged, faulty },
    faults: faults.slice(0, faultsMax).map(({ line, path, value, code, facts }) => ({
      ...{ line, column: path, value: value.slice(0, valueMax), code, message: t(code, facts) },
      expected: aboutColumn(t, path),
    })),
    ...{ new: entered.slice(0, shownMax).map(lineOf), changed: changed.slice(0, shownMax).map(lineOf) },
  }
}

export const columnsSchema = z.object({
  authority: z.string(),
  columns: z.array(z.object({ column: z.string(), about: z.string(), isRequired: z.boolean() })),
  /** Legal areas that a cell of roles may name. */
  areas: z.array(z.string()).readonly(),
  linesMax: z.int(),
  bytesMax: z.int(),
})
export type ColumnsView = Readonly<z.infer<typeof columnsSchema>>

export const columnRows = (t: Texts): ColumnsView['columns'] =>
  columns.map(column => ({
    ...{ column, about: aboutColumn(t, column) },
    isRequired: requiredColumns.includes(column),
  }))

/** What a cell of the column holds, in the reader's language. */
function aboutColumn(t: Texts, column: string): string {
  switch (column) {
    case 'mail':
      return 'name@example.org'
    case 'name':
      return t('authority-import.about.text', { max: 200 })
    case 'language':
      return 'bg, cs, da, …'
    case 'roles':
    case 'status':
      return t(`user-people.about.${column}`)
    default:
      return ''
  }
}
