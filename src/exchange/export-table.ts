// The worklist as a table, whatever kind of file it becomes: columns in the reader's language, one row an exchange.
import type { Texts } from '../base/text.ts'
import type { Table } from '../base/xlsx.ts'
import type { ListView } from './list-view.ts'
import { areaName } from './page-head.ts'

/** A list that goes on (`next`) ends in a line that says so. */
export const tableOf = (t: Texts, { items, next }: ListView): Table => ({
  name: t('exchange.worklist.title'),
  columns: [
    { head: t('exchange-export.number'), width: 18 },
    { head: t('exchange.column.exchange'), width: 50 },
    { head: t('exchange.column.due'), width: 12, isDay: true },
    { head: t('exchange.column.authority'), width: 40 },
    { head: t('exchange.filter.country'), width: 8 },
    { head: t('exchange.column.area'), width: 28 },
    { head: t('exchange.column.next'), width: 40 },
    { head: t('exchange.urgent.label'), width: 10 },
  ],
  rows: items.map(item => [
    item.number,
    item.title,
    item.dueDay ?? '',
    item.counterpart?.name ?? '',
    item.counterpart?.country ?? '',
    areaName(t, item.area),
    item.next,
    item.urgent ? t('exchange.urgent.mark') : '',
  ]),
  ...(next !== null && { note: t('exchange-export.cut', { count: items.length }) }),
})
