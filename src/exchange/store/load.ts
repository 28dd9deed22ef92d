// Reads one exchange as an authority may see it: log, part, sealed data, own draft, an earlier command. One statement.
import type { Tx } from '../../base/sql.ts'
import type { Part } from '../../permission/model.ts'
import type { LogEntry } from '../model.ts'
import { type PersonalRow, subject } from '../vault.ts'
import { coversOf } from './cover.ts'
import { type PersonalText, personalJson, personalOf } from './personal.ts'

export type StoredDraft = {
  readonly revision: number
  readonly sealed: Buffer
  readonly user: string
  readonly savedAt: string
}
/** A command that was acted on before. */
export type Earlier = { readonly version: number; readonly digest: string }

export type Stored = {
  readonly exchange: string
  readonly procedure: string
  readonly area: string
  readonly version: number
  readonly part: Part
  readonly log: readonly LogEntry[]
  /** Null: erased. */
  readonly wrappedKey: Buffer | null
  readonly personal: readonly PersonalRow[]
  readonly draft: StoredDraft | null
  readonly earlier: Earlier | null
  /** What is known of the bytes of each attachment. */
  readonly scans: readonly Scan[]
  /** The latest version that this person has looked at; 0 for none, with the instant. */
  readonly seenVersion: number
  readonly seenAt: string | null
  /** Up to which instant this person has looked at what comes along from the exchanges above. */
  readonly seenAboveAt: string | null
  /** Where the own office keeps it. */
  readonly dossier: StoredFiling | null
  /** Which other office has looked at it, up to which version. */
  readonly seenBy: readonly SeenBy[]
  readonly inside: Inside
  /** Coordinators that have to approve what this authority sends and answers in the procedure, by its own setting. */
  readonly approvers: Approvers
}

/** Who handles it inside the authority that reads; nothing of this is told to the other side. */
export type Inside = {
  readonly handlers: readonly HandledBy[]
  /** Of the history inside: two that allocate at once cannot both have read the latest. 0: never allocated. */
  readonly revision: number
  readonly notes: number
}

export type HandledBy = {
  readonly user: string
  /** Who allocated it. */
  readonly by: string
  readonly at: string
  /** Not opened by this person since then. */
  readonly isNew: boolean
  /** Who may act in this person's place today: the colleague named, and who covers that one meanwhile. */
  readonly covers: readonly string[]
  /** Of them who is there, if anybody; and up to which day. */
  readonly cover: string | null
  readonly coverUntil: string | null
}

export type Approvers = { readonly send?: string; readonly answer?: string }

export type StoredFiling = {
  readonly dossier: string
  readonly sealedName: Buffer
  readonly user: string
  readonly at: string
}

/** The office, never the person. Instants of the first look, and of the first look at the version. */
export type SeenBy = {
  readonly authority: string
  readonly firstAt: string
  readonly lastAt: string
  readonly version: number
}

export type Scan = {
  readonly id: string
  readonly scan: 'waiting' | 'clean' | 'infected'
  readonly finding: string | null
}

export type Asking = {
  readonly exchange: string
  readonly authority: string
  readonly user: string
  /** Day in the authority's country: who is away then is covered. */
  readonly today: string
  /** Idempotency key, where the call is a command. */
  readonly key?: string | null
}

type Row = Omit<Stored, 'personal' | 'draft' | 'earlier' | 'log' | 'dossier'> & {
  readonly dossier: string | null
  readonly sealedName: Buffer | null
  readonly filedBy: string | null
  readonly filedAt: string | null
  readonly log: readonly LogEntry[] | null
  readonly personal: readonly PersonalText[] | null
  readonly revision: number | null
  readonly sealed: Buffer | null
  readonly draftUser: string | null
  readonly savedAt: string | null
  readonly earlierVersion: number | null
  readonly digest: string | null
}

type Fragment = ReturnType<Tx>

/** As our log writes instants: what JSON made by the database would write otherwise. */
const instantText = (sql: Tx, at: Fragment): Fragment =>
  sql`to_char(${at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** The log of an exchange as JSON, or a part of it, for a column of another statement; null where there is none. */
export const logOf = (sql: Tx, exchange: Fragment, which = sql`true`): Fragment =>
  sql`(select json_agg(json_build_object('version', l.version, 'event', l.event,
      'at', ${instantText(sql, sql`l.at`)}, 'authority', l.authority, 'user', l.account, 'data', l.data,
      'hash', l.hash) order by l.version)
    from exchange_event l where l.exchange = ${exchange} and (${which}))`

/** Null where there is no such exchange, and where the authority has no part in it: nobody can tell which. */
export async function load(
  sql: Tx,
  { exchange, authority, user, today, key = null }: Asking,
): Promise<Stored | null> {
  const [row] = await sql<Row[]>`
    select e.exchange, e.procedure, e.area, e.version, p.part, s.wrapped_key as "wrappedKey",
      d.revision, d.sealed, d.account as "draftUser", d.saved_at as "savedAt",
      c.version as "earlierVersion", c.digest, coalesce(n.version, 0) as "seenVersion", n.at as "seenAt",
      n.above_at as "seenAboveAt",
      f.dossier, g.sealed_name as "sealedName", f.account as "filedBy", f.at as "filedAt",
      ${logOf(sql, sql`${exchange}`)} as log,
      (select ${personalJson(sql)} from exchange_personal v where v.exchange = ${exchange}) as personal,
      (select coalesce(json_agg(json_build_object('id', a.id, 'scan', a.scan, 'finding', a.finding)), '[]')
        from exchange_attachment a where a.exchange = ${exchange}) as scans,
      (select coalesce(json_agg(o), '[]') from (
        select o.authority, ${instantText(sql, sql`min(o.first_at)`)} as "firstAt",
          ${instantText(sql, sql`max(o.at)`)} as "lastAt", max(o.version) as version
        from exchange_seen o join exchange_part q on q.exchange = o.exchange and q.authority = o.authority
        where o.exchange = ${exchange} and o.authority <> ${authority} and o.version > 0
          and q.part in ('sender', 'recipient', 'former')
        group by o.authority order by o.authority) o) as "seenBy",
      ${insideOf(sql, { exchange, authority, today })} as inside,
      (select coalesce(json_object_agg(a.step, a.coordinator), '{}') from (
        select distinct on (step) step, coordinator
        from authority_approval a
        where a.authority = ${authority} and procedure in (e.procedure, '*') and exists (
          select from authority_area r where r.authority = a.coordinator and r.role = 'coordinator'
            and r.area in (e.area, '*'))
        order by step, procedure = '*') a) as approvers
    from exchange e
    join exchange_part p on p.exchange = e.exchange and p.authority = ${authority}
    left join exchange_subject s on s.exchange = e.exchange and s.subject = ${subject}
    left join exchange_draft d on d.exchange = e.exchange and d.authority = p.authority
    left join exchange_command c on c.exchange = e.exchange and c.authority = p.authority and c.key = ${key}
    left join exchange_dossier f on f.exchange = e.exchange and f.authority = p.authority
    left join dossier g on g.authority = f.authority and g.dossier = f.dossier
    left join exchange_seen n on n.exchange = e.exchange and n.account = ${user}
    where e.exchange = ${exchange}`
  return row ? storedOf(row) : null
}

const insideOf = (
  sql: Tx,
  { exchange, authority, today }: Pick<Asking, 'exchange' | 'authority' | 'today'>,
) => sql`json_build_object(
  'revision', (select coalesce(max(a.version), 0) from exchange_allocation a
    where a.exchange = ${exchange} and a.authority = ${authority}),
  'notes', (select count(*) from exchange_note o
    where o.exchange = ${exchange} and o.authority = ${authority}),
  'handlers', (select coalesce(json_agg(json_build_object('user', h.account, 'by', h.allocated_by,
      'at', ${instantText(sql, sql`h.at`)}, 'isNew', h.seen_at is null, 'covers', b.accounts,
      'cover', b.accounts[1], 'coverUntil', b.until) order by h.at, h.account), '[]')
    from exchange_handler h cross join lateral ${coversOf(sql, today)} b
    where h.exchange = ${exchange} and h.authority = ${authority}))`

function storedOf(row: Row): Stored {
  const { revision, sealed, draftUser, savedAt, earlierVersion, digest, log, personal, ...rest } = row
  const { dossier, sealedName, filedBy, filedAt, ...same } = rest
  return {
    ...same,
    log: log ?? [],
    personal: personalOf(personal),
    draft:
      revision !== null && sealed && savedAt ? { revision, sealed, user: draftUser ?? '', savedAt } : null,
    dossier:
      dossier && sealedName && filedAt ? { dossier, sealedName, user: filedBy ?? '', at: filedAt } : null,
    earlier: earlierVersion !== null ? { version: earlierVersion, digest: digest ?? '' } : null,
  }
}
