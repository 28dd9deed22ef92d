// All SQL of the notices that pages and programs ask for, tied to one database.
import type { Sql } from '../base/sql.ts'
import { zoneOf } from '../calendar/model.ts'
import type { Letterbox } from './letters.ts'
import { mailAfter, rowOf, type Setting, standard } from './model.ts'
import { type MailRow, type MailsAsked, recentMails } from './store/mails.ts'
import {
  type InboxAsked,
  type InboxRow,
  inbox,
  markAllRead,
  markRead,
  type Owner,
  readWhatWasSeen,
} from './store/notices.ts'
import { moveUnsent, saveSetting, settingsOf, unsentOf } from './store/settings.ts'

export type NoticeStore = {
  /** Two statements: what was looked at elsewhere counts as read. */
  inbox(asked: InboxAsked): Promise<readonly InboxRow[]>
  markRead(owner: Owner, which: Parameters<typeof markRead>[2]): Promise<boolean>
  markAllRead(owner: Owner, at: string): Promise<number>
  setting(user: string): Promise<Setting>
  /** Holds for what has not gone out yet, too. */
  saveSetting(user: string, setting: Setting): Promise<void>
  mails(asked: MailsAsked): Promise<readonly Omit<MailRow, 'sealed'>[]>
}

/** The notices of a database; `letters` opens what was sealed. */
export const noticeStore = (sql: Sql, letters?: Pick<Letterbox, 'read'>): NoticeStore => ({
  async inbox(asked) {
    await readWhatWasSeen(sql, { user: asked.user })
    return inbox(sql, asked)
  },
  markRead: (owner, which) => markRead(sql, owner, which),
  markAllRead: (owner, at) => markAllRead(sql, owner, at),
  setting: async user => (await settingsOf(sql, [user])).get(user) ?? standard,
  saveSetting: (user, setting) =>
    sql.begin(async tx => {
      await saveSetting(tx, user, setting)
      const unsent = await unsentOf(tx, user)
      const moved = unsent.map(({ exchange, version, event, told, country, ...rest }) => ({
        ...{ exchange, version },
        mailAfter: mailAfter(setting, {
          ...rest,
          isNeeded: rowOf(event, told)?.isNeeded ?? false,
          zone: zoneOf(country),
        }),
      }))
      if (moved.length > 0) await moveUnsent(tx, user, moved)
    }),
  async mails(asked) {
    const rows = await recentMails(sql, asked)
    return rows.map(({ sealed, ...row }) => {
      if (!sealed || !letters) return row
      const { email, subject, text } = letters.read(row.id, sealed)
      return { ...row, email, subject, text }
    })
  },
})
