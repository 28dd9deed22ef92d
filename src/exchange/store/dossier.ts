// The dossiers of an office, and which of its exchanges lie in them. Each function is one statement.
import { isUniqueViolation, sqlState, type Tx } from '../../base/sql.ts'

export type DossierRow = {
  readonly dossier: string
  readonly sealedName: Buffer
  /** Who named it last, and when. */
  readonly user: string
  readonly createdAt: string
  /** The last time that it was named, or something was put in or taken out. */
  readonly changedAt: string
  /** All exchanges in it; those that the reader may see; the latest change of these. */
  readonly total: number
  readonly count: number
  readonly latestAt: string | null
}

export type DossiersAsked = {
  readonly authority: string
  /** Legal areas that the person may see; `*` for all. */
  readonly areas: readonly string[] | '*'
  /** Only this one. */
  readonly dossier?: string
  readonly after?: { readonly at: string; readonly dossier: string } | null
  readonly limit: number
}

/** Those that are empty or hold something that the person may see; the one that changed last is first. */
export function dossiers(
  sql: Tx,
  { authority, areas, dossier, after, limit }: DossiersAsked,
): Promise<readonly DossierRow[]> {
  const isSeen = areas === '*' ? sql`true` : sql`p.area = any(${areas as string[]})`
  return sql<DossierRow[]>`
    select d.dossier, d.sealed_name as "sealedName", d.account as "user", d.created_at as "createdAt",
      d.changed_at as "changedAt", f.total, f.count, f."latestAt"
    from dossier d
    cross join lateral (
      select count(*)::int as total, (count(*) filter (where ${isSeen}))::int as count,
        max(p.changed_at) filter (where ${isSeen}) as "latestAt"
      from exchange_dossier x
      join exchange_part p on p.exchange = x.exchange and p.authority = x.authority
      where x.authority = d.authority and x.dossier = d.dossier) f
    where d.authority = ${authority} and (f.total = 0 or f.count > 0)
      ${dossier === undefined ? sql`` : sql`and d.dossier = ${dossier}`}
      ${after ? sql`and (d.changed_at, d.dossier) < (${after.at}::timestamptz, ${after.dossier})` : sql``}
    order by d.changed_at desc, d.dossier desc limit ${limit}`.then(rows => [...rows])
}

export type NewDossier = {
  readonly authority: string
  readonly dossier: string
  readonly sealedName: Buffer
  readonly user: string
  readonly at: string
}

/** False where the office has one of this number. */
export const makeDossier = (sql: Tx, given: NewDossier): Promise<boolean> =>
  unlessTaken(sql`
    insert into dossier (authority, dossier, sealed_name, account, created_at, changed_at)
    values (${given.authority}, ${given.dossier}, ${given.sealedName}, ${given.user}, ${given.at}, ${given.at})`)

/** False where somebody named it meanwhile, or it is gone. */
export async function renameDossier(
  sql: Tx,
  { authority, dossier, sealedName, user, at, was }: NewDossier & { readonly was: Buffer },
): Promise<boolean> {
  const named = await sql`
    update dossier set sealed_name = ${sealedName}, account = ${user}, changed_at = ${at}
    where authority = ${authority} and dossier = ${dossier} and sealed_name = ${was}`
  return named.count === 1
}

type Named = { readonly authority: string; readonly dossier: string }

const isReferred = '23503'

/** False where something lies in it, or there is none. The database itself keeps a dossier that is not empty. */
export async function removeDossier(sql: Tx, { authority, dossier }: Named): Promise<boolean> {
  try {
    const gone = await sql`delete from dossier where authority = ${authority} and dossier = ${dossier}`
    return gone.count === 1
  } catch (error) {
    if (sqlState(error) === isReferred) return false
    throw error
  }
}

export type Filing = Named & {
  readonly exchange: string
  readonly user: string
  readonly at: string
  /** The dossier that the writer knew it to be in; null: in none; undefined: whichever. */
  readonly from: string | null | undefined
}

/** Puts an exchange into a dossier that is there. False where a colleague moved it meanwhile. */
export async function file(
  sql: Tx,
  { authority, dossier, exchange, user, at, from }: Filing,
): Promise<boolean> {
  const [row] = await sql<{ filed: number }[]>`
    with filed as (
      insert into exchange_dossier as x (exchange, authority, dossier, account, at)
      select ${exchange}, authority, dossier, ${user}, ${at}::timestamptz from dossier
      where authority = ${authority} and dossier = ${dossier}
      on conflict (exchange, authority) do update
        set dossier = excluded.dossier, account = excluded.account, at = excluded.at
        where ${from === undefined} or x.dossier = ${from ?? null}::text
      returning dossier
    ), touched as (
      update dossier d set changed_at = ${at}::timestamptz from filed
      where d.authority = ${authority} and d.dossier = filed.dossier
    )
    select count(*)::int as filed from filed`
  return row?.filed === 1
}

/** False where it does not lie in this dossier. */
export async function takeOut(
  sql: Tx,
  { authority, dossier, exchange, at }: Pick<Filing, 'authority' | 'dossier' | 'exchange' | 'at'>,
): Promise<boolean> {
  const [row] = await sql<{ taken: number }[]>`
    with taken as (
      delete from exchange_dossier
      where exchange = ${exchange} and authority = ${authority} and dossier = ${dossier}
      returning dossier
    ), touched as (
      update dossier d set changed_at = ${at}::timestamptz from taken
      where d.authority = ${authority} and d.dossier = taken.dossier
    )
    select count(*)::int as taken from taken`
  return row?.taken === 1
}

async function unlessTaken(statement: PromiseLike<{ readonly count: number }>): Promise<boolean> {
  try {
    return (await statement).count === 1
  } catch (error) {
    if (isUniqueViolation(error)) return false
    throw error
  }
}
