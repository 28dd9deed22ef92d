// What programs and pages get to see: the inbox of notices, the settings of mails, the mail log of the demo.
import { z } from 'zod'
import type { Texts } from '../base/text.ts'
import { titleOfExchange } from '../exchange/view.ts'
import type { Catalogue } from '../procedure/store.ts'
import { choices, rowOf, type Setting, tolds } from './model.ts'
import type { MailRow } from './store/mails.ts'
import type { InboxRow } from './store/notices.ts'

export const noticeSchema = z.object({
  /** Of the exchange; the id of the authority where the directory tells. */
  number: z.string(),
  version: z.int(),
  event: z.string(),
  /** As what one is told; a coordinator is no party and cannot open the exchange, but see where it stands. */
  told: z.enum(tolds).nullable(),
  /** What happened, in the caller's language. */
  what: z.string(),
  procedure: z.string(),
  area: z.string(),
  title: z.string(),
  urgent: z.boolean(),
  /** The day that the event sets, in the recipient's calendar. */
  dueDay: z.string().nullable(),
  at: z.string(),
  isRead: z.boolean(),
})
export type NoticeView = Readonly<z.infer<typeof noticeSchema>>

export const inboxSchema = z.object({ items: z.array(noticeSchema), next: z.string().nullable() })
export type InboxView = Readonly<z.infer<typeof inboxSchema>>

export const markedSchema = z.object({ marked: z.int() })

export function noticeView(t: Texts, catalogue: Catalogue, row: InboxRow): NoticeView {
  const { exchange, version, event, procedure: id, area, isUrgent, dueDay, at, isRead, told } = row
  const procedure = catalogue.byId(id)
  return {
    ...{ number: exchange, version, event, told, area, dueDay, at, isRead, procedure: id, urgent: isUrgent },
    what: t(rowOf(event, told)?.key ?? 'notice.title'),
    title: procedure ? titleOfExchange(t, procedure, row.titleValue) : (row.titleValue ?? id),
  }
}

const hour = z.int().min(0).max(23)

export const settingSchema = z.object({
  choice: z.enum(choices),
  quiet: z.object({ from: hour, to: hour }).nullable(),
  procedures: z.array(
    z.object({ procedure: z.string(), name: z.string(), choice: z.enum(choices).nullable() }),
  ),
})
export type SettingView = Readonly<z.infer<typeof settingSchema>>

/** `isQuiet` false, or left out: no quiet hours. A procedure that is not named follows `choice`. */
export const settingBody = z.object({
  choice: z.enum(choices),
  isQuiet: z.boolean().optional(),
  quietFrom: hour.optional(),
  quietTo: hour.optional(),
  procedures: z.record(z.string().max(100), z.enum(choices)).optional(),
})

export const settingView = (t: Texts, { all }: Catalogue, setting: Setting): SettingView => ({
  choice: setting.choice,
  quiet: setting.quiet,
  procedures: all.map(({ id }) => ({
    procedure: id,
    name: t(`${id}.name`),
    choice: setting.procedures[id] ?? null,
  })),
})

export const mailsSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      to: z.string(),
      lang: z.string(),
      notices: z.int(),
      subject: z.string(),
      text: z.string(),
      state: z.enum(['waiting', 'sent', 'shown', 'dead']),
      attempts: z.int(),
      failure: z.string().nullable(),
      madeAt: z.string(),
      endedAt: z.string().nullable(),
    }),
  ),
  next: z.string().nullable(),
})
export type MailsView = Readonly<z.infer<typeof mailsSchema>>

export const mailView = ({ email, ...row }: Omit<MailRow, 'sealed'>) => ({ ...row, to: email })
