// The worklist as a file: the rows of all its pages up to a limit, without personal data.
import { type AnyDoor, door } from '../base/door.ts'
import { done, type Result, refuse } from '../base/result.ts'
import type { Texts } from '../base/text.ts'
import type { Actor } from '../permission/model.ts'
import { csvOf } from './export-csv.ts'
import { worklistQuery } from './list-query.ts'
import { listOf } from './list-routes.ts'
import { type ItemView, type ListView, listSchema } from './list-view.ts'
import { areaName } from './page-head.ts'
import type { ExchangePorts } from './ports.ts'

export const exportRowsMax = 10_000
const chunkRows = 1000

/** `GET /worklist.csv`: filters and permission of the list. Errors: permission.sign-in, base.fields.invalid. */
export const worklistCsvDoor = (ports: ExchangePorts): AnyDoor<Actor> =>
  door({
    method: 'GET',
    path: '/worklist.csv',
    summary: 'exchange-export.csv.summary',
    query: worklistQuery,
    view: listSchema,
    async run({ t, who }, { query }): Promise<Result<ListView>> {
      if (!who) return refuse('permission.sign-in')
      const { view = 'act', cursor: start, ...filters } = query
      const items: ItemView[] = []
      let cursor = start
      do {
        const asked = { ...filters, turn: view === 'all' ? null : view, cursor }
        const found = await listOf(ports, t, who, asked, chunkRows)
        if (!found.ok) return found
        items.push(...found.value.items)
        cursor = found.value.next ?? undefined
      } while (cursor !== undefined && items.length < exportRowsMax)
      return done({ items, next: cursor ?? null })
    },
    file: {
      type: 'text/csv; charset=utf-8',
      of: ({ items }, { t }) => ({ name: 'worklist.csv', body: csvOf(rowsOf(t, items)) }),
    },
  })

const rowsOf = (t: Texts, items: readonly ItemView[]): readonly (readonly string[])[] => [
  [
    t('exchange-export.number'),
    t('exchange.column.exchange'),
    t('exchange.column.due'),
    t('exchange.column.authority'),
    t('exchange.filter.country'),
    t('exchange.column.area'),
    t('exchange.column.next'),
    t('exchange.urgent.label'),
  ],
  ...items.map(item => [
    item.number,
    item.title,
    item.dueDay ?? '',
    item.counterpart?.name ?? '',
    item.counterpart?.country ?? '',
    areaName(t, item.area),
    item.next,
    item.urgent ? t('exchange.urgent.mark') : '',
  ]),
]
