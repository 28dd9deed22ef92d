// What stays inside one authority: who handles an exchange, who allocated it when, internal notes.
import type { Tx } from '../../base/sql.ts'

export type AllocationEvent = 'allocated' | 'taken-over' | 'released'

export type Allocate = {
  readonly exchange: string
  readonly authority: string
  readonly event: AllocationEvent
  /** All who handle it from now on. */
  readonly handlers: readonly string[]
  /** Those who did not before. */
  readonly added: readonly string[]
  readonly by: string
  readonly at: string
  /** The latest that the allocating person had read. */
  readonly revision: number
}

/** False where somebody allocated it meanwhile: nothing was written then. One statement. */
export async function allocate(sql: Tx, given: Allocate): Promise<boolean> {
  const { exchange, authority, handlers, added, by, at, revision } = given
  const [row] = await sql<{ made: number }[]>`
    with made as (
      insert into exchange_allocation (exchange, authority, version, event, at, account, data)
      select p.exchange, p.authority, ${revision + 1}, ${given.event}, ${at}::timestamptz, ${by},
        ${JSON.stringify({ handlers, added })}::jsonb
      from exchange_part p
      where p.exchange = ${exchange} and p.authority = ${authority} and p.part <> 'former'
        and ${revision} = (select coalesce(max(a.version), 0) from exchange_allocation a
          where a.exchange = p.exchange and a.authority = p.authority)
      on conflict do nothing
      returning exchange, authority
    ), gone as (
      delete from exchange_handler h using made
      where h.exchange = made.exchange and h.authority = made.authority
        and h.account <> all(${handlers as string[]})
    ), part as (
      update exchange_part p set is_allocated = ${handlers.length > 0} from made
      where p.exchange = made.exchange and p.authority = made.authority
      returning p.exchange, p.authority, p.turn
    ), handler as (
      insert into exchange_handler (exchange, authority, account, allocated_by, at, turn, seen_at)
      select exchange, authority, account, ${by}, ${at}::timestamptz, turn,
        case when account = ${by} then ${at}::timestamptz end
      from part, unnest(${handlers as string[]}::text[]) as account
      on conflict do nothing
    )
    select count(*)::int as made from made`
  return row?.made === 1
}

export type NoteRow = {
  readonly id: string
  readonly user: string
  readonly at: string
  readonly sealed: Buffer
}
export type AllocationRow = {
  readonly event: AllocationEvent
  readonly user: string
  readonly at: string
  readonly handlers: readonly string[]
}
export type InsideRows = {
  readonly notes: readonly NoteRow[]
  readonly allocations: readonly AllocationRow[]
}

type NoteJson = Omit<NoteRow, 'sealed'> & { readonly sealed: string }

/** Oldest first. One statement. */
export async function insideRows(sql: Tx, exchange: string, authority: string): Promise<InsideRows> {
  const instant = sql`to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
  const [row] = await sql<{ notes: NoteJson[]; allocations: AllocationRow[] }[]>`
    select (select coalesce(json_agg(json_build_object('id', id, 'user', account, 'at', ${instant},
          'sealed', encode(sealed, 'base64')) order by at, id), '[]')
        from exchange_note where exchange = ${exchange} and authority = ${authority}) as notes,
      (select coalesce(json_agg(json_build_object('event', event, 'user', account, 'at', ${instant},
          'handlers', data -> 'handlers') order by version), '[]')
        from exchange_allocation where exchange = ${exchange} and authority = ${authority}) as allocations`
  return {
    notes: (row?.notes ?? []).map(note => ({ ...note, sealed: Buffer.from(note.sealed, 'base64') })),
    allocations: row?.allocations ?? [],
  }
}

export type NewNote = Omit<NoteRow, 'sealed'> & {
  readonly exchange: string
  readonly authority: string
  readonly sealed: Buffer
}

/** At most so many notes of an authority to one exchange. */
export const notesMax = 300

/** `kept`: a note with this id is there already; nothing was written. */
export async function addNote(sql: Tx, given: NewNote): Promise<'added' | 'kept' | 'full'> {
  const { exchange, authority, id, user, at, sealed } = given
  const [row] = await sql<{ isThere: boolean; made: number }[]>`
    with made as (
      insert into exchange_note (exchange, authority, id, account, at, sealed)
      select ${exchange}, ${authority}, ${id}, ${user}, ${at}::timestamptz, ${sealed}::bytea
      where (select count(*) from exchange_note
        where exchange = ${exchange} and authority = ${authority}) < ${notesMax}
      on conflict do nothing
      returning id
    )
    select exists (select from exchange_note where exchange = ${exchange} and authority = ${authority}
      and id = ${id}) as "isThere", (select count(*)::int from made) as made`
  if (row?.made === 1) return 'added'
  return row?.isThere ? 'kept' : 'full'
}
