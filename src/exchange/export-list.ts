// The worklist as a file: the rows of all its pages up to a limit, without personal data.

import { csvOf } from '../base/csv.ts'
import { type AnyDoor, type Call, door } from '../base/door.ts'
import { done, type Result, refuse } from '../base/result.ts'
import { xlsxOf, xlsxType } from '../base/xlsx.ts'
import type { Actor } from '../permission/model.ts'
import { tableOf } from './export-table.ts'
import { type WorklistQuery, worklistQuery } from './list-query.ts'
import { listOf } from './list-routes.ts'
import { type ItemView, type ListView, listSchema } from './list-view.ts'
import type { ExchangePorts } from './ports.ts'

export const exportRowsMax = 10_000
const chunkRows = 1000

/** `GET /worklist.csv`, `GET /worklist.xlsx`: filters and permission of the list. Errors: permission.sign-in,
 *  base.fields.invalid. */
export function worklistFileDoors(ports: ExchangePorts, rowsMax = exportRowsMax): readonly AnyDoor<Actor>[] {
  const shared = {
    method: 'GET' as const,
    query: worklistQuery,
    view: listSchema,
    run: (call: Call<Actor>, { query }: { readonly query: WorklistQuery }) =>
      wholeList(ports, call, query, rowsMax),
  }
  return [
    door({
      ...shared,
      path: '/worklist.csv',
      summary: 'exchange-export.csv.summary',
      file: {
        type: 'text/csv; charset=utf-8',
        of: (view, { t }) => {
          const { columns, rows, note } = tableOf(t, view)
          const heads = columns.map(({ head }) => head)
          const last = note ? [heads.map((_, i) => (i === 0 ? note : ''))] : []
          return done({ name: 'worklist.csv', body: csvOf([heads, ...rows, ...last]) })
        },
      },
    }),
    door({
      ...shared,
      path: '/worklist.xlsx',
      summary: 'exchange-export.xlsx.summary',
      file: {
        type: xlsxType,
        of: async (view, { t }) => done({ name: 'worklist.xlsx', body: await xlsxOf(tableOf(t, view)) }),
      },
    }),
  ]
}

async function wholeList(
  ports: ExchangePorts,
  { t, who }: Call<Actor>,
  { view = 'act', cursor: start, ...filters }: WorklistQuery,
  rowsMax: number,
): Promise<Result<ListView>> {
  if (!who) return refuse('permission.sign-in')
  const items: ItemView[] = []
  let cursor = start
  do {
    const asked = { ...filters, turn: view === 'all' ? null : view, cursor }
    const found = await listOf(ports, t, who, asked, Math.min(chunkRows, rowsMax - items.length))
    if (!found.ok) return found
    items.push(...found.value.items)
    cursor = found.value.next ?? undefined
  } while (cursor !== undefined && items.length < rowsMax)
  return done({ items, next: cursor ?? null })
}
