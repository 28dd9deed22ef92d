// The notices of officials: written once each, read page by page, unread first.
import type { Tx } from '../../base/sql.ts'
import type { Told } from '../model.ts'

export type NoticeRow = {
  readonly user: string
  readonly exchange: string
  readonly version: number
  readonly authority: string
  readonly told: Told | null
  readonly area: string
  readonly procedure: string
  readonly titleValue: string | null
  readonly event: string
  readonly isUrgent: boolean
  readonly dueDay: string | null
  readonly at: string
  readonly mailAfter: string | null
}

export type InboxRow = Omit<NoticeRow, 'user' | 'authority' | 'mailAfter'> & { readonly isRead: boolean }

/** Of whom the notices are, and for which authority that person acts now. */
export type Owner = { readonly user: string; readonly authority: string }

export type InboxAsked = Owner & {
  readonly areas: readonly string[] | '*'
  readonly after: readonly [isRead: boolean, at: string, exchange: string, version: number] | null
  readonly limit: number
}

/**
 * A repeat adds nothing: a person is told of an event once. That it is now this person's own task takes the place of
 * what all were told of the same step.
 */
export async function insertNotices(sql: Tx, rows: readonly NoticeRow[]): Promise<void> {
  await sql`
    insert into notice (account, exchange, version, authority, area, procedure, title_value, event, is_urgent,
      due_day, at, mail_after, told)
    select "user", exchange, version, authority, area, procedure, "titleValue", event, "isUrgent", "dueDay", at,
      "mailAfter", told
    from json_to_recordset(${JSON.stringify(rows)}::json) as given ("user" text, exchange text, version int,
      authority text, area text, procedure text, "titleValue" text, event text, "isUrgent" boolean,
      "dueDay" date, at timestamptz, "mailAfter" timestamptz, told text)
    on conflict (account, exchange, version) do update set event = excluded.event, at = excluded.at,
      told = excluded.told, read_at = null, mail = null, mail_after = excluded.mail_after,
      authority = excluded.authority, due_day = coalesce(notice.due_day, excluded.due_day)
    where excluded.event = 'allocated' and notice.at < excluded.at`
}

export async function inbox(sql: Tx, asked: InboxAsked): Promise<readonly InboxRow[]> {
  const { user, authority, areas, after, limit } = asked
  const [isRead = false, at = null, exchange = null, version = null] = after ?? []
  const from = after
    ? sql`(read_at is not null) >= ${isRead} and ((read_at is not null) > ${isRead} or at < ${at}::timestamptz
        or at = ${at}::timestamptz and (exchange, version) > (${exchange}, ${version}::int))`
    : sql`true`
  return sql<InboxRow[]>`
    select exchange, version, area, procedure, title_value as "titleValue", event, is_urgent as "isUrgent",
      due_day as "dueDay", at, told, read_at is not null as "isRead"
    from notice
    where account = ${user} and authority = ${authority} and ${from}
      and ${areas === '*' ? sql`true` : sql`(area = any(${areas as string[]}) or told = 'directory')`}
    order by (read_at is not null), at desc, exchange, version
    limit ${limit}`
}

/** A look from before the exchange was allocated to this person does not count. */
const newTask = (sql: Tx) => sql`select from exchange_handler h
  where h.exchange = n.exchange and h.authority = n.authority and h.account = n.account and h.seen_at is null`

/** Who has looked at the exchange since knows already. Reads the looks of the exchange room: one statement for many. */
export async function readWhatWasSeen(sql: Tx, which: { readonly user?: string; readonly dueAt?: string }) {
  await sql`
    update notice n set read_at = s.at from exchange_seen s
    where s.exchange = n.exchange and s.account = n.account and n.read_at is null
      and (n.version > 0 and s.version >= n.version or n.version < 0 and s.above_at >= n.at)
      and (n.event <> 'allocated' or not exists (${newTask(sql)}))
      and ${which.user === undefined ? sql`true` : sql`n.account = ${which.user}`}
      and ${which.dueAt === undefined ? sql`true` : sql`n.mail is null and n.mail_after <= ${which.dueAt}`}`
}

/** False where this person has no such notice. A second time changes nothing. */
export async function markRead(
  sql: Tx,
  { user, authority }: Owner,
  { exchange, version, at }: { readonly exchange: string; readonly version: number; readonly at: string },
): Promise<boolean> {
  const marked = await sql`
    update notice set read_at = coalesce(read_at, ${at}::timestamptz)
    where account = ${user} and authority = ${authority} and exchange = ${exchange} and version = ${version}`
  return marked.count === 1
}

/** Answers how many. */
export async function markAllRead(sql: Tx, { user, authority }: Owner, at: string): Promise<number> {
  const marked = await sql`
    update notice set read_at = ${at}
    where account = ${user} and authority = ${authority} and read_at is null and at <= ${at}`
  return marked.count
}

/** Removes what is older, read or not. */
export async function sweepNotices(sql: Tx, before: string): Promise<void> {
  await sql`delete from notice where at < ${before}`
}
