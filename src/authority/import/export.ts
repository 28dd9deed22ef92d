// A list as the file that the import takes back, CSV or spreadsheet: cells hold what the directory holds, as text.
import { z } from 'zod'
import { csvOf, guarded } from '../../base/csv.ts'
import { done } from '../../base/result.ts'
import type { Texts } from '../../base/text.ts'
import { xlsxOf, xlsxType } from '../../base/xlsx.ts'

export const tableSchema = z.object({
  columns: z.array(z.string()).readonly(),
  rows: z.array(z.array(z.string()).readonly()),
})

export type FileKind = 'csv' | 'xlsx'

type Spec = {
  /** Of the file, without its ending. */
  readonly name: string
  /** Text key of what the sheet is called. */
  readonly title: string
  /** Of each column. Unit: letters. */
  readonly width: number
}

const types = { csv: 'text/csv; charset=utf-8', xlsx: xlsxType } as const

/** The file of a door whose view is such a table. */
export const tableFile = (kind: FileKind, { name, title, width }: Spec) => ({
  type: types[kind],
  async of({ columns, rows }: z.infer<typeof tableSchema>, { t }: { readonly t: Texts }) {
    const file = `${name}.${kind}`
    if (kind === 'csv')
      return done({ name: file, body: csvOf([columns, ...rows.map(row => row.map(guarded))]) })
    const heads = columns.map(head => ({ head, width }))
    return done({ name: file, body: await xlsxOf({ name: t(title), columns: heads, rows }) })
  },
})
