// Published editions: what was signed, and requests.csv in pieces. Rows are added, never changed.
import type { Tx } from '../../base/sql.ts'

/** Which version of an edition; they count from one. */
export type VersionAsked = { readonly edition: string; readonly version: number }

export type PublishedRow = VersionAsked & {
  readonly publishedAt: string
  /** The very bytes that were signed. */
  readonly document: string
  readonly signature: Uint8Array
  readonly publicKey: string
  readonly scripts: readonly { readonly name: string; readonly text: string }[]
}

/** By what it is known whether an edition changed: its newest version (0: none), and the counts of its months. */
export type Stand = { readonly published: number; readonly counts: string }

/** One statement. */
export async function standOf(
  sql: Tx,
  { id, period }: { id: string; period: { from: string; to: string } },
): Promise<Stand> {
  const [row] = await sql<Stand[]>`
    select coalesce(sum(version), 0)::text as counts, (
      select coalesce(max(version), 0)::int from scoreboard_published where edition = ${id}) as published
    from scoreboard_month where month between ${period.from} and ${period.to}`
  return row ?? { published: 0, counts: '0' }
}

/** Null: there is none. One statement. */
export async function publishedOf(sql: Tx, { edition, version }: VersionAsked): Promise<PublishedRow | null> {
  const [row] = await sql<PublishedRow[]>`
    select edition, version, published_at as "publishedAt", document, signature, public_key as "publicKey", scripts
    from scoreboard_published where edition = ${edition} and version = ${version}`
  return row ?? null
}

/** Fails where the version is taken. */
export const insertPublished = (sql: Tx, row: PublishedRow) => sql`
  insert into scoreboard_published (edition, version, published_at, document, signature, public_key, scripts)
  values (${row.edition}, ${row.version}, ${row.publishedAt}, ${row.document}, ${row.signature}, ${row.publicKey},
    ${JSON.stringify(row.scripts)}::jsonb)`

type PieceAsked = VersionAsked & { readonly piece: number }

export const insertPiece = (sql: Tx, { edition, version, piece }: PieceAsked, bytes: Uint8Array) => sql`
  insert into scoreboard_published_csv (edition, version, piece, bytes)
  values (${edition}, ${version}, ${piece}, ${bytes})`

/** Null: there is no further one. One statement. */
export async function pieceOf(sql: Tx, { edition, version, piece }: PieceAsked): Promise<Uint8Array | null> {
  const [row] = await sql<{ bytes: Uint8Array }[]>`
    select bytes from scoreboard_published_csv
    where edition = ${edition} and version = ${version} and piece = ${piece}`
  return row?.bytes ?? null
}
