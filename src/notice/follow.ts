// Follows the log of exchanges: for each event that has a notice, one for each handler of the other side.
import type { Followed } from '../base/follow.ts'
import type { Tx } from '../base/sql.ts'
import { zoneOf } from '../calendar/model.ts'
import { type Below, childrenBelow } from '../exchange/store/below.ts'
import { type ToldExchange, toldExchanges } from '../exchange/store/told.ts'
import {
  type CoordinatorPart,
  deedsAs,
  type Part,
  parts,
  table as permissions,
  type Side,
} from '../permission/model.ts'
import { type Handler, handlersOf } from '../user/store/handlers.ts'
import {
  dayOf,
  daysBefore,
  leavesLater,
  mailAfter,
  namedIn,
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
/** The other log: what an authority allocates among its own people. */
export const allocationFollower = { name: 'notice-allocation', log: 'exchange_allocation' } as const

/** Roles that act where the authority has one of these parts. */
const handlingAs = (wanted: readonly Part[]): readonly string[] =>
  permissions.filter(row => wanted.some(part => deedsAs(row, part).includes('act'))).map(row => row.role)

const handling = handlingAs(parts)

/** What `follow` applies: at most six statements a batch, in the transaction that moves the follower on. */
export const tellOf =
  (clock: () => string) =>
  async (tx: Tx, entries: readonly Followed[]): Promise<void> => {
    const since = daysBefore(clock(), newDays)
    const told = entries.filter(entry => rowsOf(entry.event).length > 0 && entry.at >= since)
    if (told.length === 0) return
    const files = told.filter(({ event }) => event.startsWith('attach'))
    const below = files.length > 0 ? await childrenBelow(tx, files) : []
    const numbers = new Set([...told.map(one => one.exchange), ...below.map(one => one.child)])
    const exchanges = new Map(
      (await toldExchanges(tx, [...numbers], clock().slice(0, 10))).map(one => [one.exchange, one]),
    )
    const cases = told.flatMap(entry => [
      ...casesOf(entry, exchanges.get(entry.exchange)),
      ...below.filter(one => isOf(one, entry)).flatMap(one => caseBelow(entry, one, exchanges)),
    ])
    const ids = [...new Set(cases.map(one => one.authority))]
    const handlers = Map.groupBy(await handlersOf(tx, ids, handling), one => one.authority)
    const rows = latest(cases.flatMap(one => noticesOf(one, handlers.get(one.authority) ?? [])))
    const settings = await settingsOf(tx, [...new Set(rows.map(row => row.user))])
    const notices = rows.map(({ zone, isNeeded, ...row }) => ({
      ...row,
      mailAfter: mailAfter(settings.get(row.user) ?? standard, { ...row, zone, isNeeded }),
    }))
    if (notices.length > 0) await insertNotices(tx, notices)
  }

/** Given away and allocated again at the same step: told once. */
const latest = (rows: readonly Noticed[]): readonly Noticed[] => [
  ...new Map(rows.map(row => [`${row.user} ${row.exchange} ${row.version}`, row])).values(),
]

type Case = {
  readonly entry: Followed
  readonly exchange: ToldExchange
  readonly authority: string
  readonly told: Told
}

/** Never the authority that did it, but for what it allocates among its own people. */
function casesOf(entry: Followed, exchange: ToldExchange | undefined): readonly Case[] {
  if (!exchange || leavesLater(entry.data)) return []
  const other = entry.authority === exchange.parts.sender ? 'recipient' : 'sender'
  return rowsOf(entry.event).flatMap(({ to }): Case | readonly Case[] => {
    if (to === 'successor') {
      const { side, to: authority } = partIn(entry.data)
      return { entry, exchange, authority, told: side }
    }
    if (to === 'opposite') {
      const authority = exchange.parts[partIn(entry.data).side === 'sender' ? 'recipient' : 'sender']
      return authority ? [{ entry, exchange, authority, told: to }] : []
    }
    const told = to === 'other' ? other : to === 'awaited' ? awaitedIn(entry.data) : to
    if (told === 'handler') return { entry, exchange, authority: entry.authority, told }
    const authority = told in exchange.parts ? exchange.parts[told as Part] : namedIn(entry.data, told)
    return authority && authority !== entry.authority ? [{ entry, exchange, authority, told }] : []
  })
}

const isOf = (one: Below, { exchange, version }: Followed): boolean =>
  one.exchange === exchange && one.version === version

/** More steps than any exchange has: what happened at the same step of two exchanges above is told twice. */
const stepsMax = 1_000_000

/** What the asking side adds to a question goes to whom the question was given; what the other side adds stays. */
function caseBelow(
  entry: Followed,
  { child, depth }: Below,
  exchanges: ReadonlyMap<string, ToldExchange>,
): readonly Case[] {
  const exchange = exchanges.get(child)
  const authority = exchange?.parts.recipient
  if (!authority || entry.authority !== exchanges.get(entry.exchange)?.parts.sender) return []
  const version = -(depth * stepsMax + entry.version)
  return [{ entry: { ...entry, exchange: child, version }, exchange, authority, told: 'recipient' }]
}

/** An escalation reaches whoever acts at the coordinator: it has no part yet. */
const rolesFor = (told: Told): readonly string[] =>
  told === 'coordinator' ? handling : handlingAs([parts.find(part => part === told) ?? 'recipient'])
/** Which part went over to whom; later it may have gone on. */
const partIn = (data: unknown) => data as { readonly side: Side; readonly to: string }
const awaitedIn = (data: unknown): CoordinatorPart => (data as { readonly by: CoordinatorPart }).by

type Noticed = Omit<NoticeRow, 'mailAfter'> & { readonly zone: string; readonly isNeeded: boolean }

/** Never the one who did it, who may act for both sides; each person once. */
function noticesOf(
  { entry, exchange, authority, told }: Case,
  handlers: readonly Handler[],
): readonly Noticed[] {
  const { area, procedure, titleValue, isUrgent } = exchange
  const here = handlers.filter(
    one => rolesFor(told).includes(one.role) && (one.area === '*' || one.area === area),
  )
  const users = new Map(
    wantedOf({ entry, exchange, authority, told }, here)
      .filter(one => one.user !== entry.account)
      .map(one => [one.user, one]),
  )
  return [...users.values()].slice(0, toldMax).map(({ user, country }) => ({
    ...{ user, authority, told, area, procedure, titleValue, isUrgent },
    ...{ exchange: entry.exchange, event: entry.event, at: entry.at },
    // What is allocated is told as of the step that the exchange stands at.
    version: told === 'handler' ? exchange.version : entry.version,
    dueDay: dayOf(entry.data),
    zone: zoneOf(country),
    isNeeded: rowOf(entry.event, told)?.isNeeded ?? false,
  }))
}

/** Those to whom it is allocated; all where it is nobody's, or none of them may act any more. */
function wantedOf({ entry, exchange, authority, told }: Case, here: readonly Handler[]): readonly Handler[] {
  if (told === 'handler') return here.filter(({ user }) => addedIn(entry).includes(user))
  const allocated = exchange.handlers[authority] ?? []
  const own = here.filter(({ user }) => allocated.includes(user))
  return own.length > 0 ? own : here
}

const addedIn = ({ data }: Followed): readonly unknown[] =>
  typeof data === 'object' && data !== null && 'added' in data && Array.isArray(data.added) ? data.added : []
