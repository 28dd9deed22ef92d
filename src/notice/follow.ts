// Follows the log of exchanges: for each event that has a notice, one for each handler of the other side.
import type { Followed } from '../base/follow.ts'
import type { Tx } from '../base/sql.ts'
import { zoneOf } from '../calendar/model.ts'
import { type ToldExchange, toldExchanges } from '../exchange/store/told.ts'
import { table as permissions, type Side } from '../permission/model.ts'
import { type Handler, handlersOf } from '../user/store/handlers.ts'
import {
  dayOf,
  daysBefore,
  mailAfter,
  newDays,
  rowOf,
  rowsOf,
  standard,
  type Told,
  toldMax,
} from './model.ts'
import { insertNotices, type NoticeRow } from './store/notices.ts'
import { settingsOf } from './store/settings.ts'

export const noticeFollower = { name: 'notice', log: 'exchange_event' } as const

const handling = permissions.filter(row => row.deeds.includes('act')).map(row => row.role)

/** What `follow` applies: at most five statements a batch, in the transaction that moves the follower on. */
export const tellOf =
  (clock: () => string) =>
  async (tx: Tx, entries: readonly Followed[]): Promise<void> => {
    const since = daysBefore(clock(), newDays)
    const told = entries.filter(entry => rowsOf(entry.event).length > 0 && entry.at >= since)
    if (told.length === 0) return
    const exchanges = new Map(
      (await toldExchanges(tx, [...new Set(told.map(one => one.exchange))])).map(one => [one.exchange, one]),
    )
    const cases = told.flatMap(entry => casesOf(entry, exchanges.get(entry.exchange)))
    const ids = [...new Set(cases.map(one => one.authority))]
    const handlers = Map.groupBy(await handlersOf(tx, ids, handling), one => one.authority)
    const rows = cases.flatMap(one => noticesOf(one, handlers.get(one.authority) ?? []))
    const settings = await settingsOf(tx, [...new Set(rows.map(row => row.user))])
    const notices = rows.map(({ zone, isNeeded, ...row }) => ({
      ...row,
      mailAfter: mailAfter(settings.get(row.user) ?? standard, { ...row, zone, isNeeded }),
    }))
    if (notices.length > 0) await insertNotices(tx, notices)
  }

type Case = {
  readonly entry: Followed
  readonly exchange: ToldExchange
  readonly authority: string
  readonly told: Told
}

/** Never the authority that did it. */
function casesOf(entry: Followed, exchange: ToldExchange | undefined): readonly Case[] {
  if (!exchange) return []
  const other = entry.authority === exchange.sender ? 'recipient' : 'sender'
  return rowsOf(entry.event).flatMap(({ to }) => {
    const told = to === 'other' ? other : to === 'successor' ? partIn(entry.data).side : to
    const authority =
      to === 'successor'
        ? partIn(entry.data).to
        : told === 'coordinator'
          ? coordinatorIn(entry.data)
          : exchange[told]
    return authority && authority !== entry.authority ? [{ entry, exchange, authority, told }] : []
  })
}

/** Which part went over to whom; later it may have gone on. */
const partIn = (data: unknown) => data as { readonly side: Side; readonly to: string }

function coordinatorIn(data: unknown): string | null {
  if (typeof data !== 'object' || data === null || !('coordinator' in data)) return null
  return typeof data.coordinator === 'string' ? data.coordinator : null
}

type Noticed = Omit<NoticeRow, 'mailAfter'> & { readonly zone: string; readonly isNeeded: boolean }

/** Never the one who did it, who may act for both sides; each person once. */
function noticesOf(
  { entry, exchange, authority, told }: Case,
  handlers: readonly Handler[],
): readonly Noticed[] {
  const { area, procedure, titleValue, isUrgent } = exchange
  const users = new Map(
    handlers
      .filter(one => (one.area === '*' || one.area === area) && one.user !== entry.account)
      .map(one => [one.user, one]),
  )
  return [...users.values()].slice(0, toldMax).map(({ user, country }) => ({
    ...{ user, authority, told, area, procedure, titleValue, isUrgent },
    ...{ exchange: entry.exchange, version: entry.version, event: entry.event, at: entry.at },
    dueDay: dayOf(entry.data),
    zone: zoneOf(country),
    isNeeded: rowOf(entry.event, told)?.isNeeded ?? false,
  }))
}
