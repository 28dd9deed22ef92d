// Drafts: what an authority has typed and not sent, sealed, with a revision so that nobody overwrites another.
import type { Tx } from '../../base/sql.ts'

export type SaveDraft = {
  readonly exchange: string
  /** The draft belongs to this version; it is not kept once the exchange has moved on. */
  readonly version: number
  readonly authority: string
  readonly user: string
  readonly at: string
  /** What the writer had read before; null: whatever is there. */
  readonly revision: number | null
  readonly sealed: Buffer
}

/** The new revision; null where somebody else saved meanwhile or the exchange has moved on. */
export async function saveDraft(sql: Tx, given: SaveDraft): Promise<number | null> {
  const { exchange, authority, user, at, revision, sealed, version } = given
  const [row] = await sql<{ revision: number }[]>`
    insert into exchange_draft as d (exchange, authority, revision, account, saved_at, sealed)
    select exchange, ${authority}, 1, ${user}, ${at}::timestamptz, ${sealed}::bytea
    from exchange where exchange = ${exchange} and version = ${version} for share
    on conflict (exchange, authority) do update
      set revision = d.revision + 1, account = excluded.account, saved_at = excluded.saved_at,
        sealed = excluded.sealed
      where ${revision}::int is null or d.revision = ${revision}::int
    returning revision`
  return row?.revision ?? null
}

export type Looked = {
  readonly exchange: string
  readonly user: string
  readonly authority: string
  readonly version: number
  readonly at: string
  /** Instant of the latest of what comes along from the exchanges above, as far as it stood on the page. */
  readonly aboveAt?: string | null
  /** Data subjects whose personal data were shown, each with an id for the entry. */
  readonly read: { readonly id: string; readonly subject: string } | null
}

export type Readings = Pick<Looked, 'user' | 'authority' | 'at'> & {
  readonly exchanges: readonly string[]
  readonly read: { readonly id: string; readonly subject: string }
}

/**
 * Notes that a person has looked at an exchange, and at what was allocated to it, and which personal data were shown.
 * One statement.
 * Source: Regulation (EU) No 1024/2012 Art. 21 (security, logging of access).
 */
export async function noteLook(
  sql: Tx,
  { exchange, user, authority, version, at, aboveAt = null, read }: Looked,
): Promise<void> {
  await sql`
    with seen as (
      insert into exchange_seen as s (exchange, account, version, at, authority, first_at, above_at)
      values (${exchange}, ${user}, ${version}, ${at}, ${authority}, ${at}, ${aboveAt})
      on conflict (exchange, account) do update set version = greatest(s.version, excluded.version),
        at = excluded.at, authority = excluded.authority, above_at = greatest(s.above_at, excluded.above_at)
      where s.version < excluded.version or excluded.above_at > coalesce(s.above_at, '-infinity')
    ), handled as (
      update exchange_handler set seen_at = ${at}::timestamptz
      where exchange = ${exchange} and authority = ${authority} and account = ${user} and seen_at is null
    )
    insert into evidence_read (exchange, id, at, account, authority, subject)
    select ${exchange}, ${read?.id ?? null}, ${at}::timestamptz, ${user}, ${authority}, ${read?.subject ?? null}
    where ${read?.id ?? null}::text is not null
    on conflict do nothing`
}

/** Personal data of several exchanges that stood on one page. One statement. */
export async function noteReadings(
  sql: Tx,
  { exchanges, user, authority, at, read }: Readings,
): Promise<void> {
  await sql`
    insert into evidence_read (exchange, id, at, account, authority, subject)
    select exchange, ${read.id}, ${at}::timestamptz, ${user}, ${authority}, ${read.subject}
    from unnest(${exchanges as string[]}::text[]) as exchange
    on conflict do nothing`
}
