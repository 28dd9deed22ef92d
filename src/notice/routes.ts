// The doors of notices: the inbox, marking as read, settings of mails, and the mail log of the demo.
import { z } from 'zod'
import { type AnyDoor, door } from '../base/door.ts'
import { done, type Result, refuse, refuseFields } from '../base/result.ts'
import { isNumber } from '../exchange/model.ts'
import { type Actor, areasWith } from '../permission/model.ts'
import type { Catalogue } from '../procedure/store.ts'
import type { Setting } from './model.ts'
import { inboxPage, mailsPage, settingsPage } from './pages.ts'
import type { MailsAsked } from './store/mails.ts'
import type { InboxAsked } from './store/notices.ts'
import type { NoticeStore } from './store.ts'
import {
  type InboxView,
  inboxSchema,
  mailsSchema,
  mailView,
  markedSchema,
  noticeView,
  settingBody,
  settingSchema,
  settingView,
} from './view.ts'

export type NoticePorts = {
  readonly store: NoticeStore
  readonly catalogue: Catalogue
  readonly clock: () => string
  /** The demo shows everybody what would have been sent. */
  readonly isDemo: boolean
}

const pageItems = 25
const listQuery = z.object({ cursor: z.string().max(200).optional() })
const oneBody = z.object({ number: z.string().refine(isNumber), version: z.int() })

/** Errors: permission.sign-in, notice.unknown, base.fields.invalid. */
export const noticeDoors = (ports: NoticePorts): readonly AnyDoor<Actor>[] => [
  ...inboxDoors(ports),
  ...settingsDoors(ports),
  ...(ports.isDemo ? [mailsDoor(ports)] : []),
]

/** `GET /notices`, `POST /notices/read`, `POST /notices/read-all`. */
const inboxDoors = (ports: NoticePorts): readonly AnyDoor<Actor>[] => [
  door({
    method: 'GET',
    path: '/notices',
    summary: 'notice.summary',
    query: listQuery,
    view: inboxSchema,
    async run({ t, who }, { query }): Promise<Result<InboxView>> {
      if (!who) return refuse('permission.sign-in')
      const after = readCursor(inboxCursor, query.cursor)
      if (!after.ok) return after
      const asked = { user: who.user, authority: who.authority, areas: areasWith(who, 'see') }
      const rows = await ports.store.inbox({ ...asked, after: after.value, limit: pageItems + 1 })
      const last = rows.length > pageItems ? rows[pageItems - 1] : undefined
      return done({
        items: rows.slice(0, pageItems).map(row => noticeView(t, ports.catalogue, row)),
        next: last ? cursorOf([last.isRead, last.at, last.exchange, last.version]) : null,
      })
    },
    page: (view, call) => inboxPage(call, view, ports.isDemo),
  }),
  door({
    method: 'POST',
    path: '/notices/read',
    summary: 'notice.read.button',
    body: oneBody,
    view: markedSchema,
    async run({ who }, { body: { number, version } }) {
      if (!who) return refuse('permission.sign-in')
      const isMarked = await ports.store.markRead(who, { exchange: number, version, at: ports.clock() })
      return isMarked ? done({ marked: 1 }) : refuse('notice.unknown')
    },
    after: () => '/notices',
  }),
  door({
    method: 'POST',
    path: '/notices/read-all',
    summary: 'notice.read-all.button',
    body: z.object({}),
    view: markedSchema,
    async run({ who }) {
      if (!who) return refuse('permission.sign-in')
      return done({ marked: await ports.store.markAllRead(who, ports.clock()) })
    },
    after: () => '/notices',
  }),
]

/** `GET /notices/settings`, `POST /notices/settings`. They belong to the person, whichever authority it acts for. */
const settingsDoors = ({ store, catalogue }: NoticePorts): readonly AnyDoor<Actor>[] => [
  door({
    method: 'GET',
    path: '/notices/settings',
    summary: 'notice.settings.title',
    view: settingSchema,
    async run({ t, who }) {
      if (!who) return refuse('permission.sign-in')
      return done(settingView(t, catalogue, await store.setting(who.user)))
    },
    page: (view, call) => settingsPage(call, view),
  }),
  door({
    method: 'POST',
    path: '/notices/settings',
    summary: 'notice.settings.title',
    body: settingBody,
    view: settingSchema,
    async run({ t, who }, { body }) {
      if (!who) return refuse('permission.sign-in')
      const setting = settingFrom(catalogue, body)
      if (!setting.ok) return setting
      await store.saveSetting(who.user, setting.value)
      return done(settingView(t, catalogue, setting.value))
    },
    after: () => '/notices/settings?saved=1',
  }),
]

function settingFrom(catalogue: Catalogue, body: z.infer<typeof settingBody>): Result<Setting> {
  const { choice, isQuiet = false, quietFrom, quietTo, procedures = {} } = body
  const unknown = Object.keys(procedures).find(id => !catalogue.byId(id))
  if (unknown !== undefined)
    return refuseFields('base.fields.invalid', [
      { path: `procedures.${unknown}`, code: 'base.field.unknown' },
    ])
  if (!isQuiet) return done({ choice, procedures, quiet: null })
  if (quietFrom === undefined || quietTo === undefined) {
    const path = quietFrom === undefined ? 'quietFrom' : 'quietTo'
    return refuseFields('base.fields.invalid', [{ path, code: 'base.field.required' }])
  }
  return done({ choice, procedures, quiet: { from: quietFrom, to: quietTo } })
}

/** `GET /operator/mails`. */
const mailsDoor = ({ store }: NoticePorts): AnyDoor<Actor> =>
  door({
    method: 'GET',
    path: '/operator/mails',
    summary: 'notice.mails.title',
    query: listQuery,
    view: mailsSchema,
    async run({ who }, { query }) {
      if (!who) return refuse('permission.sign-in')
      const after = readCursor(mailsCursor, query.cursor)
      if (!after.ok) return after
      const rows = await store.mails({ after: after.value, limit: pageItems + 1 })
      const last = rows.length > pageItems ? rows[pageItems - 1] : undefined
      const next = last ? cursorOf([last.madeAt, last.id]) : null
      return done({ items: rows.slice(0, pageItems).map(mailView), next })
    },
    page: (view, call) => mailsPage(call, view),
  })

const number = z.string().refine(isNumber)
const inboxCursor: z.ZodType<NonNullable<InboxAsked['after']>> = z.tuple([
  ...[z.boolean(), z.iso.datetime(), number, z.int()],
] as const)
const mailsCursor: z.ZodType<NonNullable<MailsAsked['after']>> = z.tuple([z.iso.datetime(), z.uuid()])

/** Where the next page starts, opaque to callers. */
const cursorOf = (values: readonly (string | number | boolean)[]): string =>
  Buffer.from(JSON.stringify(values)).toString('base64url')

function readCursor<T>(schema: z.ZodType<T>, cursor: string | undefined): Result<T | null> {
  if (cursor === undefined) return done(null)
  try {
    return done(schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString())))
  } catch {
    return refuseFields('base.fields.invalid', [{ path: 'cursor', code: 'base.field.type' }])
  }
}
