// How many exchanges wait under each view of the worklist, and the views that a person saved: one statement for both.
import type { Tx } from '../../base/sql.ts'
import { countMax } from '../model.ts'
import type { SavedView } from './saved.ts'

export type Counts = Readonly<Record<'act' | 'wait' | 'close' | 'draft', number>>
export type Overview = { readonly counts: Counts; readonly saved: readonly SavedView[] }

export type OverviewAsked = {
  readonly authority: string
  readonly user: string
  readonly areas: readonly string[] | '*'
}

/** `countMax + 1` stands for more. */
export async function overview(sql: Tx, { authority, user, areas }: OverviewAsked): Promise<Overview> {
  const upTo = (turn: string) => sql`(select count(*)::int from (
    select from exchange_part where authority = ${authority} and turn = ${turn}
      and ${areas === '*' ? sql`true` : sql`area = any(${areas as string[]})`} limit ${countMax + 1}) as few)`
  const [row] = await sql<(Counts & { readonly saved: readonly SavedView[] })[]>`
    select ${upTo('act')} as act, ${upTo('wait')} as wait, ${upTo('close')} as close, ${upTo('draft')} as draft,
      (select coalesce(json_agg(json_build_object('id', id, 'name', name, 'query', query) order by name), '[]')
        from worklist_view where account = ${user}) as saved`
  if (!row) return { counts: { act: 0, wait: 0, close: 0, draft: 0 }, saved: [] }
  const { saved, ...counts } = row
  return { counts, saved }
}
