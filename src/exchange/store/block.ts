// The text blocks and reply templates of an authority. Each function is one statement.
import type { Tx } from '../../base/sql.ts'
import type { Answer } from '../kinds/request-shape.ts'

/** A text block has a text, a reply template has answers and a procedure. */
export type BlockContent = {
  readonly title: string
  readonly language: string
  readonly procedure: string | null
  readonly kind: string | null
  readonly text: string | null
  readonly answers: Readonly<Record<string, Answer>> | null
}

export type BlockRow = BlockContent & {
  readonly block: string
  readonly version: number
  /** Who wrote it last, and when. */
  readonly user: string
  readonly changedAt: string
}

type Named = { readonly authority: string; readonly block: string }

/** All of an authority, or the one that is named. */
export const blocks = (sql: Tx, { authority, block }: Partial<Named> & { readonly authority: string }) =>
  sql<BlockRow[]>`
    select block, title, language, procedure, kind, text, answers, version, account as "user",
      changed_at as "changedAt"
    from text_block
    where authority = ${authority} ${block === undefined ? sql`` : sql`and block = ${block}`}
    order by title, block`.then(rows => [...rows] as readonly BlockRow[])

export type NewBlock = Named &
  BlockContent & { readonly user: string; readonly at: string; readonly countMax: number }

/** `kept`: one of this id is there already; nothing was written. */
export async function makeBlock(sql: Tx, given: NewBlock): Promise<'made' | 'kept' | 'full'> {
  const { authority, block, title, language, procedure, kind, text, user, at, countMax } = given
  const answers = given.answers && JSON.stringify(given.answers)
  const [row] = await sql<{ isThere: boolean; made: number }[]>`
    with made as (
      insert into text_block
        (authority, block, title, language, procedure, kind, text, answers, version, account, changed_at)
      select ${authority}, ${block}, ${title}, ${language}, ${procedure}, ${kind}, ${text}, ${answers}::jsonb, 1,
        ${user}, ${at}::timestamptz
      where (select count(*) from text_block
        where authority = ${authority} and (answers is null) = ${answers === null}) < ${countMax}
      on conflict do nothing
      returning block
    )
    select exists (select from text_block where authority = ${authority} and block = ${block}) as "isThere",
      (select count(*)::int from made) as made`
  if (row?.made === 1) return 'made'
  return row?.isThere ? 'kept' : 'full'
}

/** False where somebody changed it meanwhile, or it is gone. */
export async function changeBlock(
  sql: Tx,
  given: Omit<NewBlock, 'countMax'> & { readonly version: number },
): Promise<boolean> {
  const { authority, block, title, language, procedure, kind, text, user, at, version } = given
  const changed = await sql`
    update text_block set title = ${title}, language = ${language}, procedure = ${procedure}, kind = ${kind},
      text = ${text}, answers = ${given.answers && JSON.stringify(given.answers)}::jsonb,
      version = version + 1, account = ${user}, changed_at = ${at}::timestamptz
    where authority = ${authority} and block = ${block} and version = ${version}
      and (answers is null) = ${given.answers === null}`
  return changed.count === 1
}

/** False where somebody changed it meanwhile, or it is gone. */
export async function removeBlock(
  sql: Tx,
  { authority, block, version }: Named & { readonly version: number },
): Promise<boolean> {
  const gone = await sql`
    delete from text_block where authority = ${authority} and block = ${block} and version = ${version}`
  return gone.count === 1
}

/** For an invented world: what each authority begins with. */
export async function insertBlocks(
  sql: Tx,
  rows: readonly (Named & BlockContent & { readonly user: string; readonly at: string })[],
): Promise<void> {
  await sql`
    insert into text_block
      (authority, block, title, language, procedure, kind, text, answers, version, account, changed_at)
    select authority, block, title, language, procedure, kind, text, answers, 1, "user", at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row(authority text, block text, title text,
      language text, procedure text, kind text, text text, answers jsonb, "user" text, at timestamptz)`
}
