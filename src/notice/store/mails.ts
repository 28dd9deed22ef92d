// The outbox: mails are made once from what is due, taken by one worker at a time, and end sent, shown or dead.
import type { Tx } from '../../base/sql.ts'
import type { Told } from '../model.ts'

/** A notice that is due, with the language of the person. */
export type DueNotice = {
  readonly user: string
  readonly lang: string
  readonly exchange: string
  readonly version: number
  readonly procedure: string
  readonly event: string
  readonly told: Told | null
  readonly isUrgent: boolean
  readonly dueDay: string | null
}

export type MailState = 'waiting' | 'sent' | 'shown' | 'dead'

export type NewMail = {
  readonly id: string
  readonly user: string
  readonly lang: string
  readonly notices: number
  readonly subject: string
  readonly text: string
  readonly html: string
}

export type TakenMail = NewMail & {
  readonly madeAt: string
  /** Of a letter '': it is sealed, as are its words. */
  readonly email: string
  /** A letter. */
  readonly sealed: Buffer | null
  /** Counts this attempt too. */
  readonly attempts: number
}

export type MailRow = Omit<TakenMail, 'user' | 'html'> & {
  readonly state: MailState
  readonly endedAt: string | null
  readonly failure: string | null
}

/** Any number that no other lock of this database has. */
const makerLock = 20_081_129

/** Within a transaction: true for the only one that may make mails until it ends. */
export async function mayMake(sql: Tx): Promise<boolean> {
  const [row] = await sql<{ isMine: boolean }[]>`select pg_try_advisory_xact_lock(${makerLock}) as "isMine"`
  return row?.isMine ?? false
}

const accountsMax = 200

/**
 * All that is due of some people, who had no mail since `lastBefore`; the oldest first. While a mail for somebody still
 * waits, what comes meanwhile waits for the next one: a mail server that is back after a day brings no flood.
 */
export const dueNotices = (sql: Tx, now: string, lastBefore: string) => sql<DueNotice[]>`
  with who as (
    select distinct n.account from notice n
    where n.mail is null and n.read_at is null and n.mail_after <= ${now}
      and not exists (select from notice_mail m where m.account = n.account 
        and (m.made_at > ${lastBefore} or m.state = 'waiting'))
    order by n.account limit ${accountsMax}
  )
  select n.account as "user", account.lang, n.exchange, n.version, n.procedure, n.event, n.told,
    n.is_urgent as "isUrgent", n.due_day as "dueDay"
  from who join account on account.id = who.account
  join notice n on n.account = who.account and n.mail is null and n.read_at is null and n.mail_after <= ${now}
  order by n.account, n.at, n.exchange, n.version`

/** `parts` says which notice went into which mail. */
export async function insertMails(
  sql: Tx,
  mails: readonly NewMail[],
  parts: readonly {
    readonly mail: string
    readonly user: string
    readonly exchange: string
    readonly version: number
  }[],
  at: string,
): Promise<void> {
  await sql`
    with made as (
      insert into notice_mail (account, id, made_at, lang, notices, subject, text, html, state, next_at)
      select "user", id, ${at}::timestamptz, lang, notices, subject, text, html, 'waiting', ${at}::timestamptz
      from json_to_recordset(${JSON.stringify(mails)}::json)
        as given ("user" text, id text, lang text, notices int, subject text, text text, html text)
    )
    update notice n set mail = given.mail
    from json_to_recordset(${JSON.stringify(parts)}::json)
      as given (mail text, "user" text, exchange text, version int)
    where n.account = given."user" and n.exchange = given.exchange and n.version = given.version`
}

/** Letters that wait; whom they go to and what they say is sealed. */
export async function insertLetters(
  sql: Tx,
  letters: readonly (Pick<NewMail, 'id' | 'lang'> & { readonly sealed: Buffer })[],
  at: string,
): Promise<void> {
  const rows = letters.map(({ sealed, ...one }) => ({ ...one, sealed: sealed.toString('base64') }))
  await sql`
    insert into notice_mail (account, id, made_at, lang, notices, subject, text, html, state, next_at, sealed)
    select '', id, ${at}::timestamptz, lang, 0, '', '', '', 'waiting', ${at}::timestamptz, decode(sealed, 'base64')
    from json_to_recordset(${JSON.stringify(rows)}::json) as given (id text, lang text, sealed text)`
}

/**
 * Takes one mail until `until`: nobody else gets it before that, and whoever took it and died loses it then. The
 * lock lasts for this statement only, as an open transaction would hold back all followers of the log.
 */
export async function takeMail(sql: Tx, now: string, until: string): Promise<TakenMail | null> {
  const [taken] = await sql<TakenMail[]>`
    update notice_mail m set attempts = m.attempts + 1, next_at = ${until}
    from (
      select account, id from notice_mail where state = 'waiting' and next_at <= ${now}
      order by next_at, id limit 1 for update skip locked
    ) as due left join account on account.id = due.account
    where m.account = due.account and m.id = due.id
    returning m.id, m.account as "user", m.lang, m.notices, m.subject, m.text, m.html, m.made_at as "madeAt",
      m.attempts, coalesce(account.email, '') as email, m.sealed`
  return taken ?? null
}

export type MailEnd = {
  readonly state: MailState
  /** Of one that goes on waiting. */
  readonly nextAt: string | null
  readonly failure: string | null
  readonly at: string
}

/**
 * False where another worker has taken it since. What is no list of notices may hold a secret, which nobody needs here
 * once it has left.
 */
export async function endAttempt(sql: Tx, mail: TakenMail, end: MailEnd): Promise<boolean> {
  const ended = await sql`
    update notice_mail set state = ${end.state}, failure = ${end.failure},
      next_at = coalesce(${end.nextAt}::timestamptz, next_at),
      -- a letter that has gone, or never will, is nobody's any more; the mail log shows the others
      sealed = case when ${end.state}::text in ('sent', 'dead') then null else sealed end,
      ended_at = case when ${end.state}::text = 'waiting' then null else ${end.at}::timestamptz end,
      text = case when ${end.state} in ('sent', 'dead') and notices = 0 then '' else text end,
      html = case when ${end.state} in ('sent', 'dead') and notices = 0 then '' else html end
    where account = ${mail.user} and id = ${mail.id} and state = 'waiting' and attempts = ${mail.attempts}`
  return ended.count === 1
}

export type MailsAsked = {
  readonly after: readonly [madeAt: string, id: string] | null
  readonly limit: number
}

/** The latest first. */
export function recentMails(sql: Tx, { after, limit }: MailsAsked) {
  const [madeAt = null, id = null] = after ?? []
  const from = after
    ? sql`(m.made_at < ${madeAt}::timestamptz or m.made_at = ${madeAt}::timestamptz and m.id > ${id})`
    : sql`true`
  return sql<MailRow[]>`
    select m.id, m.lang, m.notices, m.subject, m.text, m.made_at as "madeAt", m.attempts, m.state, m.failure,
      m.ended_at as "endedAt", coalesce(account.email, '') as email, m.sealed
    from notice_mail m left join account on account.id = m.account
    where ${from}
    order by m.made_at desc, m.id limit ${limit}`
}

/** Removes what has ended before. */
export async function sweepMails(sql: Tx, before: string): Promise<void> {
  await sql`delete from notice_mail where state <> 'waiting' and made_at < ${before}`
}
