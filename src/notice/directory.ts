// Follows the log of the directory: who keeps an authority's data, its coordinator or a proposer is told what happened.
import { officialNameOf } from '../authority/model.ts'
import { type ToldAuthority, toldAuthorities } from '../authority/store/told.ts'
import type { Followed } from '../base/follow.ts'
import type { Tx } from '../base/sql.ts'
import { zoneOf } from '../calendar/model.ts'
import { type Handler, handlersOf } from '../user/store/handlers.ts'
import { daysBefore, mailAfter, newDays, standard, toldMax } from './model.ts'
import { insertNotices, type NoticeRow } from './store/notices.ts'
import { settingsOf } from './store/settings.ts'

export const directoryFollower = { name: 'notice-directory', log: 'authority_log' } as const

type Whom = 'keepers' | 'coordinator' | 'proposer'

/** Who is told; what an authority changes itself is told to nobody. A new event of the directory is a row here. */
export const directoryTable: Readonly<Record<string, readonly Whom[]>> = {
  invited: [],
  resent: [],
  uninvited: [],
  returned: [],
  registered: ['coordinator'],
  validated: ['keepers'],
  refused: ['keepers'],
  granted: ['keepers'],
  withdrawn: ['keepers'],
  suspended: ['keepers'],
  reactivated: ['keepers'],
  removed: ['keepers'],
  delegated: ['keepers'],
  undelegated: ['keepers'],
  changed: ['keepers'],
  confirmed: [],
  asked: ['keepers'],
  proposed: ['keepers'],
  'proposal-accepted': ['proposer'],
  'proposal-refused': ['proposer'],
}

/** The official name is not the keepers' to change: there the coordinator decides. */
const whomOf = ({ event, data }: Followed): readonly Whom[] => {
  const { field } = data as { readonly field?: string }
  return event === 'proposed' && field === 'officialNames' ? ['coordinator'] : (directoryTable[event] ?? [])
}

/** What `follow` applies: at most four statements a batch. */
export const tellDirectory =
  (clock: () => string) =>
  async (tx: Tx, entries: readonly Followed[]): Promise<void> => {
    const since = daysBefore(clock(), newDays)
    const told = entries.filter(entry => whomOf(entry).length > 0 && entry.at >= since)
    if (told.length === 0) return
    const ids = [...new Set(told.map(({ exchange }) => exchange))]
    const known = new Map((await toldAuthorities(tx, ids)).map(one => [one.id, one]))
    const offices = [...known.values()].flatMap(({ id, coordinator }) => [id, coordinator ?? id])
    const keepers = Map.groupBy(
      await handlersOf(tx, [...new Set(offices)], ['local-data-administrator']),
      one => one.authority,
    )
    const rows = told.flatMap(entry => {
      const authority = known.get(entry.exchange)
      return authority ? noticesOf(entry, authority, keepers) : []
    })
    const settings = await settingsOf(tx, [...new Set(rows.map(({ user }) => user))])
    const notices = rows.map(({ country, ...row }) => ({
      ...row,
      mailAfter: mailAfter(settings.get(row.user) ?? standard, {
        ...{ ...row, isNeeded: false, zone: zoneOf(country) },
      }),
    }))
    if (notices.length > 0) await insertNotices(tx, notices)
  }

type Noticed = Omit<NoticeRow, 'mailAfter'> & { readonly country: string }

/** Never the one who did it; each person once. */
function noticesOf(
  entry: Followed,
  authority: ToldAuthority,
  keepers: ReadonlyMap<string, readonly Handler[]>,
): readonly Noticed[] {
  const { country } = authority
  const people = whomOf(entry).flatMap((whom): readonly { user: string; authority: string }[] => {
    if (whom === 'proposer') return proposerOf(entry)
    return keepers.get((whom === 'keepers' ? authority.id : authority.coordinator) ?? '') ?? []
  })
  const isOwn = entry.event === 'changed' && entry.authority === authority.id
  const users = new Map(people.filter(({ user }) => user !== entry.account).map(one => [one.user, one]))
  return (isOwn ? [] : [...users.values()]).slice(0, toldMax).map(one => ({
    ...{ user: one.user, authority: one.authority, country, exchange: authority.id, version: entry.version },
    ...{ told: 'directory', area: '*', procedure: '', event: entry.event, at: entry.at },
    ...{ titleValue: officialNameOf(authority, '').name, isUrgent: false, dueDay: null },
  }))
}

function proposerOf({ data }: Followed): readonly { user: string; authority: string }[] {
  const { to } = data as { readonly to?: { readonly account: string; readonly office: string } }
  return to ? [{ user: to.account, authority: to.office }] : []
}
